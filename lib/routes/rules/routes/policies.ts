import { ofKind } from '../../named';
import { networkOf } from '../../network/network';
import { balancerLabels, type Guard, type Source } from '../../network/policies';
import { TRAEFIK_LABELS } from '../../network/traefik';
import type { Way } from '../../network/way';
import { carriedBy } from '../../network/web-rules';
import { waysIn } from '../../network/routes';
import type { Rule } from '../rule';
import { aboutRoute } from '../speak';

const networkPolicyBlocksRoute: Rule = {
  id: 'network-policy-blocks-route',
  title: 'A NetworkPolicy lets no request of a route in',
  needsAll: true,
  *check(site) {
    const { components, guard } = networkOf(site);
    const policies = ofKind(site, 'NetworkPolicy').length;
    if (site.cluster === undefined || components.networkPolicy !== 'yes' || policies === 0) return;
    const said = new Set<string>();
    for (const way of waysIn(site)) {
      const policy = blockerOf(guard, way);
      const workload = way.end.workloads[0];
      const source = way.web ? `Traefik ${IN_SYSTEM}` : sourceOf(way) ? `ServiceLB ${IN_SYSTEM}` : 'the nodes';
      const key = `${policy?.facts.where} ${policy?.id} ${workload?.id} ${source}`;
      if (!policy || !workload || said.has(key)) continue;
      said.add(key);
      yield aboutRoute(
        policy.facts,
        {
          level: 'warning',
          path: 'spec.ingress',
          message: `${policy.id} selects the pods of ${workload.id} and does not admit ${source}, so ${way.route.url} gets no answer.`,
          remedy: sourceOf(way)
            ? 'Admit from a namespaceSelector with the label kubernetes.io/metadata.name: kube-system.'
            : 'Leave out "from" in the rule for this port.',
        },
        way,
      );
    }
  },
};

const IN_SYSTEM = 'in namespace kube-system';

/** What comes over ServiceLB asks from a pod of its own, as what comes over Traefik does. */
function sourceOf({ route, web, service }: Way): Source {
  if (web) return TRAEFIK_LABELS;
  const overPod = route.hops.some(({ kind }) => kind === 'service-load-balancer');
  return overPod ? balancerLabels(service!) : undefined;
}

function blockerOf(guard: Guard, way: Way) {
  const { route, socket, web, end } = way;
  const [workload] = end.workloads;
  if (route.status !== 'complete' || !socket || !workload || workload.hostNetwork) return undefined;
  return guard(workload, end.port!, web ? carriedBy(web.rule) : socket.protocol, sourceOf(way));
}

/** Who may come in. */
export const policyRules: readonly Rule[] = [networkPolicyBlocksRoute];

import { askerOf, blockedBy, type Blocked, sourceOf } from '../../network/guarded';
import { networkOf } from '../../network/network';
import { waysIn } from '../../network/routes';
import type { Way } from '../../network/way';
import { list, record } from '../../plain';
import { someOf } from '../../some-of';
import type { Rule } from '../rule';
import { aboutRoute } from '../speak';

const networkPolicyBlocksRoute: Rule = {
  id: 'network-policy-blocks-route',
  title: 'A NetworkPolicy lets no request of a route in',
  needsAll: true,
  *check(site) {
    const network = networkOf(site);
    const said = new Set<string>();
    for (const way of waysIn(site)) {
      const blocked = blockedBy(network, way);
      if (!blocked) continue;
      const { policy, workload, isPartly } = blocked;
      const { url } = way.route;
      const key = `${policy.facts.where} ${policy.id} ${workload.id} ${askerOf(way)}`;
      if (said.has(key)) continue;
      said.add(key);
      const { what, remedy } = admission(blocked, way);
      yield aboutRoute(
        policy.facts,
        {
          level: 'warning',
          path: 'spec.ingress',
          message: `${policy.id} selects the pods of ${workload.id} and ${what}, so ${isPartly ? `some requests to ${url} get` : `${url} gets`} no answer.`,
          remedy,
        },
        way,
      );
    }
  },
};

/** What a policy admits of a way, and what it would have to. */
function admission({ ports, policy }: Blocked, way: Way) {
  const asker = askerOf(way);
  if (ports.length > 0) {
    return {
      what: `admits ${asker} at port ${someOf(ports, SHOWN)} alone, while the pods listen on ${way.end.port}`,
      remedy: `Write port: ${way.end.port}: a policy sees the port of the pods, not that of their Service.`,
    };
  }
  return {
    what: `does not admit ${asker}`,
    remedy: sourceOf(way)
      ? 'Admit from a namespaceSelector with the label kubernetes.io/metadata.name: kube-system.'
      : list(record(policy.facts.json.spec).ingress).length > 0
        ? 'Leave out "from" in the rule for this port.'
        : `Add ingress: [{ ports: [{ ${portOf(way)} }] }] to a policy that selects these pods.`,
  };
}

/** The port of the pods, as a policy names it. */
function portOf({ end: { port }, socket }: Way): string {
  const { protocol } = socket!;
  return `port: ${port}${protocol === 'tcp' ? '' : `, protocol: ${protocol.toUpperCase()}`}`;
}

/** Ports that a message shows. */
const SHOWN = 3;

/** Who may come in. */
export const policyRules: readonly Rule[] = [networkPolicyBlocksRoute];

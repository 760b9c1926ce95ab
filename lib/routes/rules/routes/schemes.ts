import { type Talk, talkOf } from '../../network/doubts';
import { isGatewayRoute } from '../../network/gateway/api';
import { networkOf } from '../../network/network';
import { waysIn } from '../../network/routes';
import { appProtocolOf, SERVERS_SCHEME } from '../../network/spoken';
import { SERVERS_TRANSPORT } from '../../network/trust';
import type { WebRule } from '../../network/web-rules';
import { firstOf } from '../../plain';
import type { Rule } from '../rule';
import { aboutRoute } from '../speak';

const ELSEWHERE = ', or lead to a port of it that is neither 443 nor called https';

/** What makes Traefik take a certificate that no public authority has signed. */
const SKIP = 'a ServersTransport with insecureSkipVerify: true';
const SKIP_ALL =
  'write additionalArguments: ["--serversTransport.insecureSkipVerify=true"] in the values of a HelmChartConfig kube-system/traefik';

/** What to write so that Traefik speaks as the pods do. */
function tell({ target: { service, port }, isTrusted }: Talk, { kind }: WebRule, scheme: string): string {
  const isUntrusted = scheme === 'https' && !isTrusted;
  const besides = isUntrusted ? `, and ${SKIP_ALL}` : '';
  if (isGatewayRoute(kind))
    return `Write appProtocol: ${appProtocolOf(scheme)!} at port ${port.port} of ${service.id}${besides}`;
  if (kind !== 'Ingress')
    return `Give the Service of this route the scheme: ${scheme}${isUntrusted ? `, and as serversTransport ${SKIP}` : ''}`;
  const { declared, exposure } = service.facts;
  if (declared && !exposure) return `Give the workload appProtocol: AppProtocol.${scheme.toUpperCase()}${besides}`;
  const transport = `, and with ${SERVERS_TRANSPORT}: ${service.namespace}-NAME@kubernetescrd for ${SKIP}`;
  return `Annotate ${service.id} with ${SERVERS_SCHEME}: ${scheme}${isUntrusted ? transport : ''}`;
}

const ingressSpeaksOtherScheme: Rule = {
  id: 'ingress-speaks-other-scheme',
  title: 'Traefik speaks http, https or HTTP 2 to pods that speak something else',
  *check(site) {
    const network = networkOf(site);
    const misheard = waysIn(site).filter(({ fault }) => fault === 'ingress-speaks-other-scheme');
    for (const way of firstOf(misheard, ({ web }) => web!.rule.backends)) {
      const { web, end } = way;
      const { rule } = web!;
      const talk = talkOf(network, way)!;
      const { spoken, target } = talk;
      const { scheme, by, instead, isForeign } = talk.heard!;
      const { service, port } = target;
      const [first] = end.workloads;
      const told = isForeign
        ? `Lead to it with a ${rule.facts.declared ? 'LoadBalancerExposure' : 'Service of type LoadBalancer'} in place of the ${rule.facts.declared ? 'HostIngress' : rule.kind}.`
        : `${tell(talk, rule, scheme)}${spoken === 'https' ? ELSEWHERE : ''}.`;
      yield aboutRoute(
        rule.facts,
        {
          level: 'warning',
          path: rule.backends[0]!.field,
          message: `Traefik speaks ${spoken} to what port ${port.port} of ${service.id} leads to, and port ${end.port} of ${first!.id} speaks ${scheme} by ${by}, so they do not understand each other.`,
          remedy: instead === undefined ? told : `Lead to port ${instead} of ${service.id}.`,
        },
        way,
      );
    }
  },
};

/** What is spoken at the end of a route. */
export const schemeRules: readonly Rule[] = [ingressSpeaksOtherScheme];

import type { End } from '../../network/ends';
import { isGatewayRoute } from '../../network/gateway/api';
import { appProtocolOf, SERVERS_SCHEME, spokenTo } from '../../network/spoken';
import type { Followed } from '../../network/targets';
import type { Way } from '../../network/way';
import type { WebRule } from '../../network/web-rules';
import { ofKind } from '../../named';
import { firstOf } from '../../plain';
import { waysIn } from '../../network/routes';
import type { Rule } from '../rule';
import { aboutRoute } from '../speak';

/** What the port of the pods says of itself; undefined where neither its name nor its number tells. */
function heardBy({ workloads, port }: End): { readonly scheme: string; readonly by: string } | undefined {
  for (const { ports } of workloads) {
    for (const { name, number } of ports) {
      if (number !== port || name === undefined) continue;
      const [scheme] = /^(https?(?=-|$)|h2c$|grpc$)/.exec(name) ?? [];
      if (scheme !== undefined) return { scheme: scheme === 'grpc' ? 'h2c' : scheme, by: `its name "${name}"` };
    }
  }
  const scheme = BY_NUMBER.get(port!);
  return scheme === undefined ? undefined : { scheme, by: 'its number' };
}

/** Others are used for both: 8080 of one server speaks http and https alike. */
const BY_NUMBER: ReadonlyMap<number, string> = new Map([
  [80, 'http'],
  [443, 'https'],
]);

/** Of no controller but Traefik is a way known to be complete. */
function isMisheard({ route, web, end }: Way): boolean {
  if (web?.rule.speaks !== 'http' || end.port === undefined || route.status !== 'complete') return false;
  const heard = heardBy(end);
  const spoken = heard && spokenTo(web.target as Followed, web.rule);
  if (spoken === undefined || !/^https?$/.test(spoken)) return false;
  // Programs of gRPC may speak TLS themselves.
  return heard!.scheme === 'h2c' ? spoken === 'http' : heard!.scheme !== spoken;
}

const ELSEWHERE = ', or lead to a port of it that is neither 443 nor called https';

/** What to write so that Traefik speaks as the pods do. */
function tell({ service, port }: Followed, { kind }: WebRule, scheme: string): string {
  if (isGatewayRoute(kind)) return `Write appProtocol: ${appProtocolOf(scheme)!} at port ${port.port} of ${service.id}`;
  if (kind !== 'Ingress') return `Give the Service of this route the scheme: ${scheme}`;
  const { declared, exposure } = service.facts;
  return declared && !exposure
    ? `Give the workload appProtocol: AppProtocol.${scheme.toUpperCase()}`
    : `Annotate ${service.id} with ${SERVERS_SCHEME}: ${scheme}`;
}

const ingressSpeaksOtherScheme: Rule = {
  id: 'ingress-speaks-other-scheme',
  title: 'Traefik speaks http, https or HTTP 2 to pods that speak another of them',
  *check(site) {
    // A policy beside a Service may have Traefik speak https for a route of the Gateway API.
    const told = ofKind(site, 'BackendTLSPolicy').length > 0;
    const misheard = waysIn(site).filter((way) => isMisheard(way) && !(told && isGatewayRoute(way.web!.rule.kind)));
    for (const way of firstOf(misheard, ({ web }) => web!.rule.backends)) {
      const { web, end } = way;
      const { rule } = web!;
      const target = web!.target as Followed;
      const spoken = spokenTo(target, rule);
      const heard = heardBy(end)!;
      const { service, port } = target;
      const [first] = end.workloads;
      yield aboutRoute(
        rule.facts,
        {
          level: 'warning',
          path: rule.backends[0]!.field,
          message: `Traefik speaks ${spoken} to what port ${port.port} of ${service.id} leads to, and port ${end.port} of ${first!.id} speaks ${heard.scheme} by ${heard.by}, so they do not understand each other.`,
          remedy: `${tell(target, rule, heard.scheme)}${spoken === 'https' ? ELSEWHERE : ''}.`,
        },
        way,
      );
    }
  },
};

/** What is spoken at the end of a route. */
export const schemeRules: readonly Rule[] = [ingressSpeaksOtherScheme];

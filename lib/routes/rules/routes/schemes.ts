import type { End } from '../../network/ends';
import { label } from '../../network/labels';
import type { Followed } from '../../network/targets';
import type { Way } from '../../network/way';
import type { WebRule } from '../../network/web-rules';
import { firstOf, record } from '../../plain';
import { waysIn } from '../../network/routes';
import type { Rule } from '../rule';
import { aboutRoute } from '../speak';

const SCHEME = 'traefik.ingress.kubernetes.io/service.serversscheme';

/** What Traefik speaks to the pods: what it is told, else https for port 443 and for a port whose name begins so. */
function spokenTo({ service, port }: Followed, { kind, backends }: WebRule): string {
  const { annotations } = record(service.facts.json.metadata);
  const told = kind === 'Ingress' ? label(annotations, SCHEME) : backends[0]!.scheme;
  return told ?? (port.port === 443 || port.name?.startsWith('https') ? 'https' : 'http');
}

/** What the port of the pods says of itself; undefined where neither its name nor its number tells. */
function heardBy({ workloads, port }: End): { readonly scheme: string; readonly by: string } | undefined {
  for (const { ports } of workloads) {
    for (const { name, number } of ports) {
      if (number !== port || name === undefined) continue;
      const [scheme] = /^https?(?=-|$)/.exec(name) ?? [];
      if (scheme !== undefined) return { scheme, by: `its name "${name}"` };
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
  return spoken !== undefined && /^https?$/.test(spoken) && heard!.scheme !== spoken;
}

const ingressSpeaksOtherScheme: Rule = {
  id: 'ingress-speaks-other-scheme',
  title: 'Traefik speaks https to pods that speak http, or the other way around',
  *check(site) {
    for (const way of firstOf(waysIn(site).filter(isMisheard), ({ web }) => web!.rule.backends)) {
      const { web, end } = way;
      const { rule } = web!;
      const target = web!.target as Followed;
      const spoken = spokenTo(target, rule);
      const heard = heardBy(end)!;
      const { service, port } = target;
      const [first] = end.workloads;
      const where =
        rule.kind === 'Ingress' ? `Annotate ${service.id} with ${SCHEME}` : 'Give the Service of this route the scheme';
      const other = spoken === 'https' ? ', or lead to a port of it that is neither 443 nor called https' : '';
      yield aboutRoute(
        rule.facts,
        {
          level: 'warning',
          path: rule.backends[0]!.field,
          message: `Traefik speaks ${spoken} to what port ${port.port} of ${service.id} leads to, and port ${end.port} of ${first!.id} speaks ${heard.scheme} by ${heard.by}, so they do not understand each other.`,
          remedy: `${where}: ${heard.scheme}${other}.`,
        },
        way,
      );
    }
  },
};

/** What is spoken at the end of a route. */
export const schemeRules: readonly Rule[] = [ingressSpeaksOtherScheme];

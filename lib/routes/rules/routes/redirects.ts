import { ofKind } from '../../named';
import { networkOf, type Network } from '../../network/network';
import { port } from '../../network/read';
import { waysIn } from '../../network/routes';
import type { EntryPoint } from '../../network/entry-points';
import { traefikName } from '../../network/traefik-names';
import type { Way } from '../../network/way';
import { firstOf, record } from '../../plain';
import { USUAL_PORT } from '../../port';
import type { Site } from '../../world';
import type { Rule } from '../rule';
import { aboutRoute } from '../speak';

/** Whether requests that are sent on arrive. */
export const ingressRedirectLosesPort: Rule = {
  id: 'ingress-redirect-loses-port',
  title: 'A redirect leads to a port of this machine that nothing maps',
  *check(site) {
    const network = networkOf(site);
    const redirects = redirectsOf(site);
    const own = network.webWays.some(({ rule }) => rule.sendsTo) || network.traefik.entryPoints.some(redirectsAll);
    if (redirects.size === 0 && !own) return;
    const answering = { http: hostPorts(network, 'http'), https: hostPorts(network, 'https') };
    const lost = waysIn(site).flatMap((way) => {
      const to = targetOf(way, redirects);
      return to && !answering[to.scheme].has(to.port) ? [{ way, to }] : [];
    });
    for (const { way, to } of firstOf(lost, ({ way: { facts } }) => facts)) {
      yield aboutRoute(
        way.facts,
        {
          level: 'warning',
          path: way.web!.rule.field,
          message: `Requests to ${way.route.url} are sent on to ${to.scheme} on port ${to.port}, and host port ${to.port} does not lead to Traefik.`,
          remedy: `Map host port ${to.port} to port ${innerPort(network, to.scheme)} of the cluster.`,
        },
        way,
        1,
      );
    }
  },
};

const redirectsAll = ({ redirectsTo }: EntryPoint) => redirectsTo !== undefined;

/** Where requests are sent on to. */
interface Target {
  readonly scheme: 'http' | 'https';
  readonly port: number;
}

const isAnswered = ({ web, socket, route: { status } }: Way) =>
  web?.rule.speaks === 'http' &&
  socket !== undefined &&
  (status === 'complete' || (status === 'unknown' && web.byTraefik && web.rule.sendsTo !== undefined));

/** Where the requests of a way are sent on to: what stands there already goes on to the pods. */
function targetOf(way: Way, redirects: ReadonlyMap<string, Target>): Target | undefined {
  if (!isAnswered(way)) return undefined;
  const { rule } = way.web!;
  const scheme = way.route.url.startsWith('https:') ? 'https' : 'http';
  // What the entry point sends on comes to no rule.
  const own = scheme === 'http' ? (way.point!.redirectsTo ?? rule.sendsTo) : undefined;
  if (own !== undefined) return { scheme: 'https', port: own };
  const [to] = rule.middlewares.flatMap((name) => redirects.get(name) ?? []);
  return to?.scheme === scheme && to.port === way.socket!.hostPort ? undefined : to;
}

const pointsFor = ({ traefik }: Network, scheme: Target['scheme']) =>
  traefik.entryPoints.filter(({ tls, protocol }) => tls === (scheme === 'https') && protocol === 'tcp');

/** The host ports at which Traefik understands a scheme. */
const hostPorts = (network: Network, scheme: Target['scheme']): ReadonlySet<number | undefined> =>
  new Set(
    pointsFor(network, scheme).flatMap(({ protocol, port }) =>
      network.sockets.at(protocol, port).map(({ hostPort }) => hostPort),
    ),
  );

const innerPort = (network: Network, scheme: Target['scheme']) =>
  pointsFor(network, scheme)[0]?.port ?? USUAL_PORT[scheme];

/** Middlewares of the app that send requests on → where to. */
function redirectsOf(site: Site): ReadonlyMap<string, Target> {
  return new Map(
    ofKind(site, 'Middleware').flatMap(({ group, namespace, name, json }): [string, Target][] => {
      const { scheme, port: said } = record(record(json.spec).redirectScheme);
      if (group !== 'traefik.io' || (scheme !== 'https' && scheme !== 'http')) return [];
      return [[traefikName(namespace, name), { scheme, port: port(Number(said)) ?? USUAL_PORT[scheme] }]];
    }),
  );
}

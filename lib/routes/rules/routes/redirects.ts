import { ofKind } from '../../named';
import { networkOf, type Network } from '../../network/network';
import { port } from '../../network/read';
import { waysIn } from '../../network/routes';
import { traefikName, type EntryPoint } from '../../network/traefik';
import type { Way } from '../../network/way';
import { firstOf, record, text } from '../../plain';
import type { Site } from '../../world';
import type { Rule } from '../rule';
import { aboutRoute } from '../speak';

/** Where requests of http are sent on to. */
export const ingressRedirectLosesPort: Rule = {
  id: 'ingress-redirect-loses-port',
  title: 'A redirect to https leads to a port of this machine that nothing maps',
  *check(site) {
    const network = networkOf(site);
    const redirects = redirectsOf(site);
    const own = network.webWays.some(({ rule }) => rule.sendsTo) || network.traefik.entryPoints.some(redirectsAll);
    if (redirects.size === 0 && !own) return;
    const secure = new Set(
      network.traefik.entryPoints
        .filter(({ tls }) => tls)
        .flatMap(({ protocol, port }) => network.sockets.at(protocol, port).map(({ hostPort }) => hostPort)),
    );
    for (const way of firstOf(waysIn(site).filter(isPlainHttp), ({ facts }) => facts)) {
      const [byMiddleware] = way.web!.rule.middlewares.flatMap((name) => redirects.get(name) ?? []);
      // What the entry point sends on comes to no rule.
      const target = way.point!.redirectsTo ?? way.web!.rule.sendsTo ?? byMiddleware;
      if (target === undefined || secure.has(target)) continue;
      yield aboutRoute(
        way.facts,
        {
          level: 'warning',
          path: way.web!.rule.field,
          message: `Requests to ${way.route.url} are sent on to https on port ${target}, and host port ${target} does not lead to Traefik.`,
          remedy: `Map host port ${target} to ${securePort(network)} of the cluster.`,
        },
        way,
        1,
      );
    }
  },
};

const redirectsAll = ({ redirectsTo }: EntryPoint) => redirectsTo !== undefined;

const isPlainHttp = ({ web, socket, point, route: { status } }: Way) =>
  web?.rule.speaks === 'http' &&
  socket !== undefined &&
  point?.tls === false &&
  (status === 'complete' || (status === 'unknown' && web.byTraefik && web.rule.sendsTo !== undefined));

const securePort = ({ traefik }: Network) => `port ${traefik.entryPoints.find(({ tls }) => tls)?.port ?? 443}`;

/** Middlewares of the app that send requests on to https → the port that they name. */
function redirectsOf(site: Site): ReadonlyMap<string, number> {
  return new Map(
    ofKind(site, 'Middleware').flatMap(({ group, namespace, name, json }): [string, number][] => {
      const { scheme, port: said } = record(record(json.spec).redirectScheme);
      if (group !== 'traefik.io' || text(scheme) !== 'https') return [];
      return [[traefikName(namespace, name), port(Number(said)) ?? 443]];
    }),
  );
}

import { doubted } from './doubts';
import { guarded } from './guarded';
import { mappingsOf } from './mappings';
import { networkOf, type WebWay } from './network';
import type { Service } from './services';
import type { Way } from './way';
import { waysOf } from './ways';
import { compare, memo } from '../plain';
import type { Mapping, Route } from '../route';
import type { Site } from '../world';

/** The routes and mappings of a site. */
interface Routes {
  readonly routes: readonly Route[];
  readonly mappings: readonly Mapping[];
}

interface Followed extends Routes {
  readonly ways: readonly Way[];
}

/** Follows every host socket and every way in of a site, once. */
export const routesOf = (site: Site): Routes => {
  const { routes, mappings } = followed(site);
  return { routes, mappings };
};

/** The routes of a site with what they were made from, for the rules. */
export const waysIn = (site: Site): readonly Way[] => followed(site).ways;

/** The first way through each rule of an Ingress. */
export const waysByRule = memo((site: Site): ReadonlyMap<WebWay, Way> => {
  const ways = new Map<WebWay, Way>();
  for (const way of waysIn(site)) if (way.web && !ways.has(way.web)) ways.set(way.web, way);
  return ways;
});

/** The first way that comes by each Service. */
export const wayByService = memo((site: Site): ReadonlyMap<Service | undefined, Way> => {
  const ways = new Map<Service | undefined, Way>();
  for (const way of waysIn(site)) {
    const service = serviceOf(way);
    if (!ways.has(service)) ways.set(service, way);
  }
  return ways;
});

/** The Service to which a way leads, by a rule or by itself. */
export function serviceOf({ service, web }: Way): Service | undefined {
  return web && 'port' in web.target ? web.target.service : service;
}

const followed = memo((site: Site): Followed => {
  const network = networkOf(site);
  const ways = [...doubted(network, guarded(network, waysOf(network)))].sort(
    (a, b) => compare(a.route.url, b.route.url) || compare(lastHop(a), lastHop(b)),
  );
  return { ways, routes: ways.map(({ route }) => route), mappings: mappingsOf(network, ways) };
});

const lastHop = ({ route: { hops } }: Way) => hops.map(({ name, next }) => `${name} ${next}`).join('\n');

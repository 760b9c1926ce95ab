import { mappingsOf } from '../network/mappings';
import { networkOf } from '../network/network';
import { routesOf, waysIn } from '../network/routes';
import type { Way } from '../network/way';
import type { Mapping, Route } from '../route';
import type { Idle } from '../rules/judge';
import type { Site } from '../world';

/** The routes and mappings of a site, of which those whose pods do not start are complete no more. */
export function answering(
  site: Site,
  idle: Idle,
): { readonly routes: readonly Route[]; readonly mappings: readonly Mapping[] } {
  if (!site.objects.some((object) => idle.has(object))) return routesOf(site);
  const ways = waysIn(site).map((way) => stopped(way, idle));
  return { routes: ways.map(({ route }) => route), mappings: mappingsOf(networkOf(site), ways) };
}

/** A way of which no pod starts. */
function stopped(way: Way, idle: Idle): Way {
  const { route, end } = way;
  const reasons = end.workloads.map(({ facts }) => idle.get(facts));
  const [first] = reasons;
  if (route.status !== 'complete' || !first || reasons.includes(undefined)) return way;
  const { status, why } = reasons.find((reason) => reason!.status === 'unknown') ?? first;
  return { ...way, route: { ...route, status, why } };
}

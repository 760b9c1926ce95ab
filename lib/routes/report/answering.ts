import type { Stop } from '../finding';
import { mappingsOf } from '../network/mappings';
import { middlewareOf, middlewaresAlong } from '../network/middlewares';
import { networkOf, type WebWay } from '../network/network';
import { routesOf, serviceOf, waysIn } from '../network/routes';
import type { Way } from '../network/way';
import type { Mapping, Route } from '../route';
import type { Idle } from '../rules/judge';
import type { ObjectFacts, Site } from '../world';

/** The routes and mappings of a site, of which those are complete no more that lead over what is refused or does not start. */
export function answering(
  site: Site,
  idle: Idle,
): { readonly routes: readonly Route[]; readonly mappings: readonly Mapping[] } {
  if (!site.objects.some((object) => idle.has(object))) return routesOf(site);
  const ways = waysIn(site).map((way) => stopped(site, way, idle));
  return { routes: ways.map(({ route }) => route), mappings: mappingsOf(networkOf(site), ways) };
}

/** A way over an object that is not there, or of which no pod starts. */
function stopped(site: Site, way: Way, idle: Idle): Way {
  const { route, end } = way;
  if (route.status !== 'complete') return way;
  const pods = end.workloads.flatMap(({ facts }) => idle.get(facts) ?? []);
  // One that starts answers for all, and one that may start may.
  const ofPods = pods.length < end.workloads.length ? [] : [pods.find(isUnknown) ?? pods[0]];
  const reasons = [...passed(site, way).map((object) => idle.get(object)), ...ofPods].flatMap((reason) => reason ?? []);
  const reason = reasons.find((one) => !isUnknown(one)) ?? reasons[0];
  return reason ? { ...way, route: { ...route, status: reason.status, why: reason.why } } : way;
}

const isUnknown = ({ status }: Pick<Stop, 'status'>) => status === 'unknown';

/** Everything on a way that has to be there, before its pods. */
function passed(site: Site, way: Way): readonly ObjectFacts[] {
  const service = serviceOf(way);
  return [way.facts, ...(way.web ? passedByRule(site, way.web) : []), ...(service ? [service.facts] : [])];
}

function passedByRule(site: Site, { rule }: WebWay): readonly ObjectFacts[] {
  const { kind, namespace, middlewares, backends } = rule;
  const along = [...middlewaresAlong(site, middlewareOf(kind), namespace, middlewares)];
  return [
    ...along.flatMap(({ object }) => (object ? [object.object] : [])),
    ...backends.flatMap(({ by }) => (by ? [by.facts] : [])),
  ];
}

import { fieldName } from '../../field-name';
import type { Draft, Level } from '../../finding';
import { nameOf } from '../../names';
import type { Way } from '../../network/way';
import type { ClusterFacts, ObjectFacts } from '../../world';

/** What a rule has to say. */
export interface Said {
  readonly level: Level;
  readonly message: string;
  readonly remedy: string;
  readonly about?: string;
}

/** A finding about a field of an object, and the route that it breaks. */
export function say(facts: ObjectFacts, path: string, said: Said, way?: Way, hop?: number): Draft {
  const field = fieldName(facts.fields, path);
  return { where: facts.where, object: nameOf(facts.json), ...(field && { field }), ...said, ...routeOf(way, hop) };
}

/** A finding about a mapping of the cluster. */
export function sayCluster(cluster: ClusterFacts, path: string, said: Said): Draft {
  const field = fieldName(cluster.fields, path);
  return { where: cluster.where, object: `cluster ${cluster.name}`, ...(field && { field }), ...said };
}

const routeOf = (way: Way | undefined, hop: number | undefined) =>
  way && { route: way.route.url, hop: hop ?? way.route.hops.length - 1 };

/** The first of several that belong to one thing. */
export function firstOf<T>(items: Iterable<T>, thing: (item: T) => unknown): readonly T[] {
  const first = new Map<unknown, T>();
  for (const item of items) if (!first.has(thing(item))) first.set(thing(item), item);
  return [...first.values()];
}

import { fieldName } from '../field-name';
import type { Draft, Level, Stop } from '../finding';
import { nameOf } from '../names';
import type { Way } from '../network/way';
import type { ClusterFacts, ObjectFacts } from '../world';

/** What a rule has to say about a field. */
export interface Statement {
  readonly level: Level;
  /** Path of the field in the object or the cluster file. */
  readonly path: string;
  readonly message: string;
  readonly remedy: string;
  /** The part of the object that is meant, where another rule that speaks about the same part silences this one. */
  readonly part?: string;
  /**
   * Construct paths of those whose words meet here.
   *
   * @default - whoever asked the cluster for the port mapping that the path names
   */
  readonly askers?: readonly string[];
  /** What is refused or does not start for that reason. @default - nothing */
  readonly stops?: Stop;
}

const says =
  (level: Level) =>
  (path: string, message: string, remedy: string): Statement => ({ level, path, message, remedy });

export const error = says('error');
export const warning = says('warning');
export const info = says('info');

/** A finding about an object; none where the value was taken over from another construct, which is the one to name. */
export const aboutObject = (object: ObjectFacts, said: Statement): readonly Draft[] =>
  about(object, nameOf(object.json), said);

/** A finding about the description of the cluster. */
export const aboutCluster = (cluster: ClusterFacts, said: Statement): readonly Draft[] =>
  about(cluster, `cluster ${cluster.name}`, { askers: askersOf(cluster, said.path), ...said });

function askersOf({ portAskers }: ClusterFacts, path: string): readonly string[] | undefined {
  const [, index] = /^ports\[(\d+)\]/.exec(path) ?? [];
  return index === undefined ? undefined : portAskers?.[Number(index)];
}

function about(
  place: ObjectFacts | ClusterFacts,
  object: string,
  { path, part, ...said }: Statement,
): readonly Draft[] {
  const field = fieldName(place.fields, path);
  if (field === undefined) return [];
  return [{ where: place.where, object, field, ...said, ...(part && { about: `${object} ${part}` }) }];
}

/**
 * A finding about an object and the route that it breaks: the last hop, where none is named. A route is broken whoever
 * owns the value, so where that is another construct the object alone is named.
 */
export function aboutRoute(
  object: ObjectFacts,
  { path, ...said }: Omit<Statement, 'part'>,
  way?: Way,
  hop?: number,
): Draft {
  const field = fieldName(object.fields, path);
  const route = way && { route: way.route.url, hop: hop ?? way.route.hops.length - 1 };
  return { where: object.where, object: nameOf(object.json), ...(field && { field }), ...said, ...route };
}

import { fieldName } from '../field-name';
import type { Draft, Level } from '../finding';
import { nameOf } from '../names';
import type { ClusterFacts, ObjectFacts } from '../world';

/** What a rule has to say about a field. */
export interface Said {
  readonly level: Level;
  /** Path of the field in the object or the cluster file. */
  readonly path: string;
  readonly message: string;
  readonly remedy: string;
  /** The part of the object that is meant, where another rule that speaks about the same part silences this one. */
  readonly part?: string;
}

/** A finding about an object; none where the value was taken over from another construct, which is the one to name. */
export const aboutObject = (object: ObjectFacts, said: Said): readonly Draft[] =>
  about(object, nameOf(object.json), said);

/** A finding about the description of the cluster. */
export const aboutCluster = (cluster: ClusterFacts, said: Said): readonly Draft[] =>
  about(cluster, `cluster ${cluster.name}`, said);

function about(place: ObjectFacts | ClusterFacts, object: string, { path, part, ...said }: Said): readonly Draft[] {
  const field = fieldName(place.fields, path);
  if (field === undefined) return [];
  return [{ where: place.where, object, field, ...said, ...(part && { about: `${object} ${part}` }) }];
}

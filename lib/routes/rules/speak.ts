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
export function aboutObject(object: ObjectFacts, { path, part, ...said }: Said): readonly Draft[] {
  const field = fieldName(object.fields, path);
  const name = nameOf(object.json);
  return field
    ? [{ where: object.where, object: name, field, ...said, ...(part && { about: `${name} ${part}` }) }]
    : [];
}

/** A finding about the description of the cluster. */
export function aboutCluster(cluster: ClusterFacts, { path, part, ...said }: Said): readonly Draft[] {
  const field = fieldName(cluster.fields, path);
  const name = `cluster ${cluster.name}`;
  return field
    ? [{ where: cluster.where, object: name, field, ...said, ...(part && { about: `${name} ${part}` }) }]
    : [];
}

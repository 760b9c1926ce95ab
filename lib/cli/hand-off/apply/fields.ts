import { record, text } from '../../../routes/plain';
import type { KubeObject } from '../../../routes/world';
import { saysSecret } from '../../../routes/secrets';
import { type Change, changeOf } from '../change';

/** A field that an apply would change. */
export interface FieldChange extends Change {
  /** `spec.template.spec.containers[nginx].image` */
  readonly path: string;
}

/** The server's own, or not part of what is wanted. */
const SERVERS = [
  'status',
  'metadata.managedFields',
  'metadata.resourceVersion',
  'metadata.generation',
  'metadata.uid',
  'metadata.creationTimestamp',
  'metadata.selfLink',
];

/** The fields in which an object differs from what an apply would make of it. */
export function changedFields(live: KubeObject, wanted: KubeObject): readonly FieldChange[] {
  const silent = live.kind === 'Secret';
  return differences(live, wanted, '').map(({ path, from, to }) => ({
    path,
    ...(!silent && !saysSecret(path) && changeOf(from, to)),
  }));
}

interface Difference {
  readonly path: string;
  readonly from: unknown;
  readonly to: unknown;
}

function differences(from: unknown, to: unknown, path: string): readonly Difference[] {
  if (SERVERS.includes(path) || JSON.stringify(from) === JSON.stringify(to)) return [];
  const [before, after] = [named(from), named(to)];
  if (before === undefined || after === undefined) return [{ path, from, to }];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) =>
    differences(before.get(key), after.get(key), key.startsWith('[') || path === '' ? path + key : `${path}.${key}`),
  );
}

/** Members under names that stay theirs; undefined where there are none. */
function named(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (!Array.isArray(value)) return new Map(Object.entries(value));
  const names = value.map((item) => text(record(item).name));
  const telling = !names.includes(undefined) && new Set(names).size === names.length;
  return new Map(value.map((item, index) => [`[${telling ? names[index] : index}]`, item]));
}

import { groupIn, nameOf } from '../../../routes/names';
import type { KubeObject } from '../../../routes/world';
import { objectKeyOf, type ObjectKey } from '../inventory';

/** The same for two keys of one object: its version, and a namespace that is only written out, make no difference. */
export const identity = ({ apiVersion, kind, namespace = 'default', name }: ObjectKey): string =>
  `${groupIn(apiVersion)} ${kind} ${namespace}/${name}`;

export const identityOf = (object: KubeObject): string => identity(objectKeyOf(object));

/** As kubectl finds it: `{ apiVersion, kind, metadata }`. */
export const stubOf = ({ apiVersion, kind, namespace, name }: ObjectKey): KubeObject => ({
  apiVersion,
  kind,
  metadata: { name, ...(namespace !== undefined && { namespace }) },
});

/** `Service default/web` */
export const keyName = (key: ObjectKey): string => nameOf(stubOf(key));

/** Objects of the one that the other lacks. */
export function without(ones: readonly ObjectKey[], others: readonly ObjectKey[]): readonly ObjectKey[] {
  const known = new Set(others.map(identity));
  return ones.filter((key) => !known.has(identity(key)));
}

/**
 * Finds what a key means among objects of the API server, which drops a namespace that a kind does not have. Of the kinds
 * that others define, only the server knows.
 */
export function finderIn(live: readonly KubeObject[]): (key: ObjectKey) => KubeObject | undefined {
  const found = new Map(live.map((object) => [identityOf(object), object]));
  return (key) => {
    const { namespace: _, ...bare } = key;
    const wide = found.get(identity(bare));
    const isWide = wide !== undefined && objectKeyOf(wide).namespace === undefined;
    return found.get(identity(key)) ?? (isWide ? wide : undefined);
  };
}

import type { Named } from '../named';
import { called } from '../names';
import { compare } from '../plain';
import type { ObjectFacts } from '../world';

/** Who an object is and where it comes from. */
export interface Origin {
  readonly facts: ObjectFacts;
  /** As a person names it: `Service default/web`. */
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
}

/** Key of a namespaced name. */
export const keyOf = (namespace: string, name: string) => `${namespace}/${name}`;

/** The origin of an object that lives in a namespace. */
export const originOf = (named: Named): Origin => ({
  facts: named.object,
  id: called(named),
  kind: named.kind,
  name: named.name,
  namespace: named.namespace as string,
});

/** By place, then by name: so that the order in which objects are given changes nothing. */
export const inOrder = (objects: readonly Named[]): readonly Named[] =>
  [...objects].sort((a, b) => compare(a.object.where, b.object.where) || compare(called(a), called(b)));

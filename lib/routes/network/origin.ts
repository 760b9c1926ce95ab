import { groupIn } from '../names';
import { compare, record, text } from '../plain';
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

/** Reads kind, name and namespace. An object without a name gets one that nothing can refer to. */
export function originOf(facts: ObjectFacts): Origin {
  const { metadata } = record(facts.json);
  const { name: said, namespace: home } = record(metadata);
  const kind = kindOf(facts);
  const name = text(said) ?? '(no name)';
  const namespace = text(home) ?? 'default';
  return { facts, kind, name, namespace, id: `${kind} ${keyOf(namespace, name)}` };
}

/** The kind of an object. */
export const kindOf = (facts: ObjectFacts): string => text(record(facts.json).kind) ?? '(no kind)';

/** The API group of an object. */
export const groupOf = (facts: ObjectFacts): string => groupIn(text(record(facts.json).apiVersion) ?? '');

/** By place, then by name: so that the order in which objects are given changes nothing. */
export const inOrder = (facts: readonly ObjectFacts[]): readonly ObjectFacts[] =>
  [...facts].sort((a, b) => compare(a.where, b.where) || compare(originOf(a).id, originOf(b).id));

import { groupIn } from '../names';
import { groupBy, record, text } from '../plain';
import type { ObjectFacts } from '../world';
import { inOrder } from './origin';

/** The objects of a site by what they are, so that whoever reads one kind passes over no other. */
export interface Catalogue {
  /** The objects of some kinds, whatever their group, in order. */
  readonly of: (...kinds: readonly string[]) => readonly ObjectFacts[];
  /** The API groups that the objects name. */
  readonly groups: ReadonlySet<string>;
}

/** Sorts objects into their kinds. */
export function catalogueOf(facts: readonly ObjectFacts[]): Catalogue {
  const kinds = groupBy(facts, (one) => record(one.json).kind);
  const versions = new Set(facts.map((one) => record(one.json).apiVersion));
  return {
    of: (...asked) => inOrder(asked.flatMap((kind) => kinds.get(kind) ?? [])),
    groups: new Set([...versions].map((version) => groupIn(text(version) ?? ''))),
  };
}

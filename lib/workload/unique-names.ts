import { hashOf } from '../analysis/hash';
import { groupBy } from '../routes/plain';

/**
 * A name for each: the first of its candidates that nothing else has or asks for at its turn, else the last one with a
 * hash of what tells it apart. The order never counts, so that a new one beside it moves a name only where it must.
 *
 * @param candidates what tells it apart → the names that it may have, the best first
 * @param taken names that something else has
 */
export function uniqueNames(
  candidates: ReadonlyMap<string, readonly string[]>,
  taken: readonly string[] = [],
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const used = new Set(taken);
  let open = [...candidates.keys()];
  for (let turn = 0; open.length > 0; turn++) {
    const wanted = groupBy(open, (key) => candidateOf(key, candidates.get(key)!, turn));
    for (const [name, [key, other]] of wanted) {
      if (other === undefined && !used.has(name)) names.set(key!, name);
    }
    for (const name of names.values()) used.add(name);
    open = open.filter((key) => !names.has(key));
  }
  return names;
}

/** A hash that is taken grows. */
function candidateOf(key: string, own: readonly string[], turn: number): string {
  return own[turn] ?? `${own.at(-1)}-${hashOf(key).slice(0, 8 + turn - own.length)}`;
}

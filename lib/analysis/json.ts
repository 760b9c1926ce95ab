/** What an object of the app is written as. */
export interface WrittenJson {
  readonly json: any;
  /** It is made of plain records, and nothing stands in it twice. */
  readonly tree: boolean;
}

/**
 * The same JSON, in which records with the same fields have the same hidden class. Generated classes of an API build
 * records by spreads, which leave each of them alone with a class of its own: half of what the objects of an app take
 * in memory, and a slow look at every field for whoever prints or judges them.
 *
 * What holds the same record twice, or something else than plain records, stays as it is.
 */
export function alike(json: unknown): WrittenJson {
  const seen = new Set<object>();
  const copy = copyOf(json, seen);
  const tree = !seen.has(ODD);
  return { json: tree ? copy : json, tree };
}

/** Stands among what was seen when it is more than a tree of plain records. */
const ODD = {};

function copyOf(value: unknown, seen: Set<object>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (seen.has(value) || !isPlain(value)) {
    seen.add(ODD);
    return value;
  }
  seen.add(value);
  if (Array.isArray(value)) return value.map((item) => copyOf(item, seen));
  const copy = Object.assign({}, value) as Record<string, unknown>;
  for (const name in copy) {
    const inner = copy[name];
    if (typeof inner === 'object') copy[name] = copyOf(inner, seen);
  }
  return copy;
}

/** A list, or a record without a field that would become the prototype of its copy. */
const isPlain = (value: object) =>
  Array.isArray(value) || (Object.getPrototypeOf(value) === Object.prototype && !Object.hasOwn(value, '__proto__'));

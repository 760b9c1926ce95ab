/** A JSON object that nobody has looked into yet. */
export type Plain = Readonly<Record<string, unknown>>;

const NOTHING: Plain = {};
const NONE: readonly unknown[] = [];
const NO_RECORDS: readonly Plain[] = [];
const NO_TEXTS: readonly string[] = [];

/** So many answers are kept before all of them are dropped; what is remembered at once needs it here. */
const REMEMBERED = 1_000;

/** True for an object that is no list. */
export const isRecord = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value as an object, empty where it is none. */
export const record = (value: unknown): Plain =>
  // What isRecord asks, without a call: nothing is asked as often as this.
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Plain) : NOTHING;

/** The value as a list, empty where it is none. */
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : NONE);

/** The members of a list, each as an object; a member of another kind is an empty one, so that indices stay true. */
export const records = (value: unknown): readonly Plain[] => (Array.isArray(value) ? value.map(record) : NO_RECORDS);

/** The value as a text that says something. */
export const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** A value of any type within a sentence; what is no single value is told by what it is. */
export function worded(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'a mapping' : String(value);
}

/** The texts of a list. */
export const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.filter(isText) : NO_TEXTS);

const isText = (item: unknown): item is string => typeof item === 'string' && item !== '';

/** A list of its own length: one that grew has room for sixteen members more. */
export const fitted = <T>(grown: readonly T[]): readonly T[] => grown.slice();

/** The value as a whole number. */
export const whole = (value: unknown): number | undefined => (Number.isInteger(value) ? (value as number) : undefined);

/** What stands at a path of plain keys, `spec.template.spec`. */
export function at(value: unknown, path: string): Plain {
  const keys = keysOf(path);
  let here = record(value);
  for (let index = 0; index < keys.length; index++) here = record(here[keys[index]!]);
  return here;
}

const keysOf = remembered((path): readonly string[] => path.split('.'));

/** The path of a key below a path, which is empty at the top. */
export const below = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

/** A key that somebody made up, as a path names it: blanks, quotes and brackets in it are seen between quotes. */
export const spelled = (key: string): string => (/^[^\s"[\]\p{C}]+$/u.test(key) ? key : JSON.stringify(key));

/** One object laid over another: objects merge, `null` takes a key away, everything else takes the place. */
export function merge(base: unknown, over: unknown): unknown {
  if (!isRecord(base) || !isRecord(over)) return over;
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    if (value === null) delete merged[key];
    else merged[key] = merge(merged[key], value);
  }
  return merged;
}

/** The same text, kept once: paths of fields are built for each of thousands of objects, and are few. */
export const interned = remembered((said) => said);

/** What a text says as JSON; undefined where it says nothing. */
export function jsonIn(said: string): unknown {
  try {
    return JSON.parse(said);
  } catch {
    return undefined;
  }
}

/** The bytes that a value says in base64, as letters; none where it says no such thing. */
export function fromBase64(value: unknown): string {
  try {
    return atob(text(value) ?? '');
  } catch {
    return '';
  }
}

/** Order by code units, the same on every machine. */
export const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Computes once per key: the key is a fact, so what follows from it does not change. */
export function memo<K extends object, V extends object | string>(compute: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, V>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const value = compute(key);
    known.set(key, value);
    return value;
  };
}

/** Computes once for a text as long as that is one of few that thousands of objects say: paths, images, amounts. */
export function remembered<V>(compute: (text: string) => V, most = REMEMBERED): (text: string) => V {
  const known = new Map<string, V>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined || known.has(text)) return found as V;
    if (known.size >= most) known.clear();
    const value = compute(text);
    known.set(text, value);
    return value;
  };
}

/** The items under their keys, in the order in which they come. */
export function groupBy<K, T>(items: readonly T[], key: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  items.forEach((item) => push(groups, key(item), item));
  return groups;
}

/** Adds to the list under a key. */
export function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const members = lists.get(key);
  if (members) members.push(value);
  else lists.set(key, [value]);
}

/** The first item under each key. */
export function firstOf<T>(items: readonly T[], key: (item: T) => unknown): readonly T[] {
  if (items.length < 2) return items;
  const first = new Map<unknown, T>();
  for (const item of items) {
    const under = key(item);
    if (!first.has(under)) first.set(under, item);
  }
  return [...first.values()];
}

/** All texts in a value, however deep it is. */
export function leaves(value: unknown): readonly string[] {
  const open = new Set([value]);
  for (const next of open) {
    if (typeof next === 'object' && next !== null) for (const part of Object.values(next)) open.add(part);
  }
  return [...open].filter((each) => typeof each === 'string');
}

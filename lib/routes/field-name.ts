const SEGMENT = /\[[^\]]*\]|[^.[]+/g;

/** A key that a user wrote may be as long as a book; nobody reads a path to its end. */
const LONGEST = 1000;

const segmentsOf = (path: string): readonly string[] => path.match(SEGMENT) ?? [];
const bare = (segment: string | undefined) => segment?.replace(/^\[|\]$/g, '');

/**
 * Names a field in the words of whoever wrote it: the longest mapped prefix of the path gives way to its property, and
 * what follows is appended. Undefined where the value was taken over from another construct, which is the one to name.
 */
export function fieldName(fields: Readonly<Record<string, string>> = {}, path: string): string | undefined {
  const shown = path.slice(0, LONGEST);
  const segments = segmentsOf(shown);
  let length = -1;
  let property = '';
  for (const [from, to] of Object.entries(fields)) {
    const prefix = segmentsOf(from);
    if (prefix.length <= length || !prefix.every((segment, index) => bare(segment) === bare(segments[index]))) continue;
    length = prefix.length;
    property = to;
  }
  if (length < 0) return shown;
  if (property === '') return undefined;
  return segments
    .slice(length)
    .reduce((name, next) => (next.startsWith('[') ? name + next : `${name}.${next}`), property);
}

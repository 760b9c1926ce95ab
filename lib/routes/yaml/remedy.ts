import { type Level, levelsAbove } from './levels';

/**
 * What mends a line that is no YAML, as far as it and the lines before it show that. No value is shown: it may be a
 * secret.
 */
export function remedyOf(code: string, line: string, before: string): string {
  if (code === 'TAB_AS_INDENT') return 'Write spaces in place of the tab.';
  if (/^\s*[^\S \t]/.test(line)) {
    return 'Write plain spaces at its beginning: what stands there only looks like them.';
  }
  const key = GLUED.exec(line)?.[1];
  if (key !== undefined) return `Write a space behind "${key}:".`;
  if (code === 'BAD_INDENT') return indented(line, before) ?? 'Mend this line.';
  if (code === 'BAD_SCALAR_START' || (code === 'BLOCK_AS_IMPLICIT_KEY' && TWO_COLONS.test(line))) {
    return 'Put the value into quotes.';
  }
  return 'Mend this line.';
}

/**
 * Where a line may begin: where one begins whose map or list it may go on with. The nearest first, and of two the outer
 * one, since somebody counted too few or too many blanks; nobody means the outermost of a document.
 */
function indented(line: string, before: string): string | undefined {
  const own = levelsAbove(line).at(-1);
  const levels = (own ? levelsAbove(before) : [])
    .filter(({ key }) => (key === '-') === (own!.key === '-'))
    .sort(
      (a, b) => away(a, own!) - away(b, own!) || Number(a.column === 0) - Number(b.column === 0) || a.column - b.column,
    )
    .slice(0, 2)
    .map(({ key, column }) => `${column === 0 ? 'no' : column} blanks like "${key}"`);
  return levels.length === 0 ? undefined : `Indent it by ${levels.join(', or by ')}.`;
}

const away = (one: Level, other: Level) => Math.abs(one.column - other.column);

/** `replicas:1`: a key only with a space behind its colon. */
const GLUED = /^\s*(?:- +)?([\w.-]+):(?![\s/])[^:\s]+\s*$/;

/** `image: nginx: 1.27`: the second colon would begin a map where none can stand. */
const TWO_COLONS = /:\s.*:(?:\s|$)/;

/** What mends a line that is no YAML, as far as the line itself shows it. No value is shown: it may be a secret. */
export function remedyOf(code: string, line: string): string {
  if (code === 'TAB_AS_INDENT') return 'Write spaces in place of the tab.';
  if (/^\s*[^\S \t]/.test(line)) {
    return 'Write plain spaces at its beginning: what stands there only looks like them.';
  }
  const key = GLUED.exec(line)?.[1];
  if (key !== undefined) return `Write a space behind "${key}:".`;
  if (code === 'BAD_SCALAR_START' || (code === 'BLOCK_AS_IMPLICIT_KEY' && TWO_COLONS.test(line))) {
    return 'Put the value into quotes.';
  }
  return 'Mend this line.';
}

/** `replicas:1`: a key only with a space behind its colon. */
const GLUED = /^\s*(?:- +)?([\w.-]+):(?![\s/])[^:\s]*\s*$/;

/** `image: nginx: 1.27`: the second colon would begin a map where none can stand. */
const TWO_COLONS = /:\s.*:(?:\s|$)/;

/** Variables of a file of `NAME=value` lines, as docker compose and dotenv read them, without references. */
export function dotEnv(text: string): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  for (const [, name, single, double, bare] of text.matchAll(LINE)) {
    // One of the three stands there: the last may be empty.
    variables.set(`${name}`, single ?? double?.replace(ESCAPE, escaped) ?? `${bare}`.trim());
  }
  return variables;
}

/** A quoted value may go over several lines; `#` begins a comment behind white space alone. */
const LINE =
  /^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=[ \t]*(?:'([^']*)'|"((?:\\[^]|[^"\\])*)"|((?:(?![ \t]#)[^\r\n])*))/gm;

const ESCAPE = /\\([^])/g;

const escaped = (_: string, character: string) => (character === 'n' ? '\n' : character === 'r' ? '\r' : character);

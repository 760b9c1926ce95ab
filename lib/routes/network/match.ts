/** One term of a match: a matcher and its values. */
export interface Term {
  readonly matcher: string;
  readonly values: readonly string[];
  /** It must not hold. */
  readonly not: boolean;
}

/** Terms that must all hold. */
export type Alternative = readonly Term[];

const TOKEN = /\s*(?:(&&|\|\||[!(),])|([A-Za-z]\w*)|(?:`([^`]*)`|"([^"]*)"))\s*/y;

/** What stands in a match: an operator, the name of a matcher, or a value. */
type Token = readonly [kind: 'operator' | 'name' | 'value', text: string];

/** No match of a person is longer, deeper or crosses more alternatives. */
const LONGEST = 4096;
const DEEPEST = 50;
const MOST = 64;

/** The alternatives of a match of Traefik; undefined where it is none, or more than anybody writes. */
export function alternativesIn(match: string): readonly Alternative[] | undefined {
  const tokens = match.length > LONGEST ? undefined : tokensOf(match);
  if (!tokens) return undefined;
  let at = 0;
  const take = (text: string): boolean => {
    const [kind, said] = tokens[at] ?? [];
    const is = kind === 'operator' && said === text;
    if (is) at++;
    return is;
  };
  const either = (depth: number): readonly Alternative[] | undefined => {
    let all = both(depth);
    while (all && take('||')) {
      const more = both(depth);
      all = more && [...all, ...more];
    }
    return all;
  };
  const both = (depth: number): readonly Alternative[] | undefined => {
    let all = one(depth);
    while (all && take('&&')) {
      all = crossed(all, one(depth));
    }
    return all;
  };
  const one = (depth: number): readonly Alternative[] | undefined => {
    if (depth > DEEPEST) return undefined;
    if (take('!')) return negated(one(depth + 1));
    if (!take('(')) return term();
    const inner = either(depth + 1);
    return take(')') ? inner : undefined;
  };
  const term = (): readonly Alternative[] | undefined => {
    const [kind, matcher] = tokens[at++] ?? [];
    if (kind !== 'name' || !take('(')) return undefined;
    const values: string[] = [];
    do {
      const [kind, value] = tokens[at] ?? [];
      if (kind !== 'value') break;
      at++;
      values.push(value!);
      // A comma may stand behind the last one too.
    } while (take(','));
    return values.length > 0 && take(')') ? [[{ matcher: matcher!, values, not: false }]] : undefined;
  };
  const alternatives = either(0);
  return at === tokens.length ? alternatives : undefined;
}

function tokensOf(match: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < match.length) {
    const found = TOKEN.exec(match);
    if (!found) return undefined;
    const [, operator, name, ...values] = found;
    if (operator !== undefined) tokens.push(['operator', operator]);
    else if (name === undefined) tokens.push(['value', values.find((value) => value !== undefined)!]);
    else tokens.push(['name', name]);
  }
  return tokens;
}

/** Each of the one with each of the other. */
function crossed(left: readonly Alternative[], right: readonly Alternative[] | undefined) {
  if (!right || left.length * right.length > MOST) return undefined;
  return left.flatMap((a) => right.map((b) => [...a, ...b]));
}

/** The opposite of one term; that of several is more than we read. */
function negated(alternatives: readonly Alternative[] | undefined): readonly Alternative[] | undefined {
  const [[term, ...terms] = [], ...others] = alternatives ?? [];
  return term && terms.length + others.length === 0 ? [[{ ...term, not: !term.not }]] : undefined;
}

/** What Traefik 3 refuses of a match that Traefik 2 takes, and what to write instead. */
export interface Outdated {
  readonly why: string;
  readonly remedy: string;
}

const SINGLE = new Set('Host HostRegexp Path PathPrefix Method ClientIP HostSNI HostSNIRegexp ALPN'.split(' '));
const RENAMED: ReadonlyMap<string, string> = new Map([
  ['HostHeader', 'Host'],
  ['Headers', 'Header'],
  ['HeadersRegexp', 'HeaderRegexp'],
]);

/** The first term of a match that only Traefik 2 understands. */
export function outdatedIn(alternatives: readonly Alternative[]): Outdated | undefined {
  for (const { matcher, values, not } of alternatives.flat()) {
    const now = RENAMED.get(matcher);
    if (now !== undefined) return { why: `it knows no ${matcher}`, remedy: `Write ${now}.` };
    if (SINGLE.has(matcher) && values.length > 1) {
      const terms = values.map((value) => `${not ? '!' : ''}${matcher}(\`${value}\`)`);
      return { why: `${matcher} takes one value`, remedy: `Write (${terms.join(not ? ' && ' : ' || ')}).` };
    }
  }
  return undefined;
}

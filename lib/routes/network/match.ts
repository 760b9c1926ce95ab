import type { Misfit } from '../misfit';
import type { Reading, Said } from './match-grammar';

/** One term of a match: a matcher and its values. */
export interface Term {
  readonly matcher: string;
  readonly values: readonly string[];
  /** It must not hold. */
  readonly not: boolean;
}

/** Terms that must all hold. */
export type Alternative = readonly Term[];

/** No match of a person is longer, deeper or crosses more alternatives. */
const LONGEST = 4096;
const DEEPEST = 50;
const MOST = 64;

/** The alternatives of a match of Traefik; undefined where it is none, or more than anybody writes. */
export function alternativesIn({ length, steps, broken }: Reading): readonly Alternative[] | undefined {
  if (broken || length > LONGEST) return undefined;
  let at = 0;
  const take = (operator: string): boolean => {
    const is = steps[at] === operator;
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
    while (all && take('&&')) all = crossed(all, one(depth));
    return all;
  };
  const one = (depth: number): readonly Alternative[] | undefined => {
    if (depth > DEEPEST) return undefined;
    if (take('!')) return negated(one(depth + 1));
    if (!take('(')) return [[termOf(steps[at++] as Said)]];
    const inner = either(depth + 1);
    take(')');
    return inner;
  };
  return either(0);
}

const termOf = ({ matcher, values }: Said): Term => ({
  matcher: matcher.text,
  values: values.map(({ text }) => text.slice(1, -1)),
  not: false,
});

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

/** Matchers of which Traefik 2 takes any of several values, and which we read. */
const EITHER: ReadonlySet<string> = new Set(['Host', 'Path', 'PathPrefix', 'HostSNI']);

/** The same with one value for each of them, as Traefik 2 means it; undefined where that is more than anybody writes. */
export function oneValueEach(alternatives: readonly Alternative[]): readonly Alternative[] | undefined {
  let all: readonly Alternative[] | undefined = [];
  for (const terms of alternatives) {
    let each: readonly Alternative[] | undefined = [[]];
    for (const term of terms) {
      const split = EITHER.has(term.matcher) && !term.not;
      each = each && crossed(each, split ? term.values.map((value) => [{ ...term, values: [value] }]) : [[term]]);
    }
    all = all && each && [...all, ...each];
  }
  return all;
}

const HOST_EXPRESSIONS: ReadonlySet<string> = new Set(['HostRegexp', 'HostSNIRegexp']);

const SINGLE = new Set('Host HostRegexp Path PathPrefix Method ClientIP HostSNI HostSNIRegexp ALPN'.split(' '));
const RENAMED: ReadonlyMap<string, string> = new Map([
  ['HostHeader', 'Host'],
  ['Headers', 'Header'],
  ['HeadersRegexp', 'HeaderRegexp'],
]);

/** A part of a host that Traefik 2 calls by a name, and the expression for it: `{sub:[a-z]+}`. */
const NAMED_PART = /(?<!\\p)\{[a-z_]\w*(?::((?:[^{}]|\{[^{}]*\})+))?\}/i;

/** The expression of Go that takes what Traefik 2 takes. */
function goExpression(value: string): string {
  // The expressions stand between what is taken letter by letter.
  const parts = value.split(NAMED_PART).map((part = '[^.]+', at) => {
    if (at % 2 === 0) return part.replace(/\./g, '\\.');
    return part.includes('|') ? `(${part})` : part;
  });
  return parts.join('');
}

/** The first term of a match that Traefik 2 takes and Traefik 3 does not, and what to write instead. */
export function outdatedIn(alternatives: readonly Alternative[]): Misfit | undefined {
  for (const { matcher, values, not } of alternatives.flat()) {
    const now = RENAMED.get(matcher);
    if (now !== undefined) return { why: `it knows no ${matcher}`, remedy: `Write ${now}.` };
    if (SINGLE.has(matcher) && values.length > 1) {
      const terms = values.map((value) => `${not ? '!' : ''}${matcher}(\`${value}\`)`);
      return { why: `${matcher} takes one value`, remedy: `Write (${terms.join(not ? ' && ' : ' || ')}).` };
    }
    const value = HOST_EXPRESSIONS.has(matcher) ? values[0]! : '';
    if (NAMED_PART.test(value)) {
      const why = `${matcher} takes an expression, and no names between braces`;
      return { why, remedy: `Write ${matcher}(\`^${goExpression(value)}$\`).` };
    }
  }
  return undefined;
}

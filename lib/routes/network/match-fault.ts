import { meant } from '../nearest';
import type { Misfit } from '../misfit';
import type { Break, Reading, Said } from './match-grammar';
import { END, type Part } from './match-parts';

/** The matchers of Traefik 2 and 3. */
const MATCHERS = {
  http: (
    'ClientIP Method Host HostHeader HostRegexp Path PathRegexp PathPrefix ' +
    'Header HeaderRegexp Headers HeadersRegexp Query QueryRegexp'
  ).split(' '),
  tcp: 'ALPN ClientIP HostSNI HostSNIRegexp'.split(' '),
};

/** Matchers of paths, in small letters. */
const PATHS: ReadonlySet<string> = new Set(['path', 'pathprefix']);

/** What a match may ask for. */
type Asked = keyof typeof MATCHERS;

/**
 * The first thing in a match that no Traefik understands; undefined where there is none that we can tell. Traefik reads a
 * match as an expression of Go, in which a line that could end does.
 */
export function faultIn(reading: Reading, asked: Asked): Misfit | undefined {
  const { parts } = reading;
  // Comments, and characters with a backslash before them, are legal, and nobody writes them.
  if (parts.some(({ kind, text }) => /^\/[/*]/.test(text) || (kind === 'value' && /^".*\\/s.test(text))))
    return undefined;
  if (parts.length === 0) return { why: 'it is empty', remedy: `Write ${EXAMPLE[asked]}.` };
  const end = parts.findIndex(({ newLine }, at) => at > 0 && newLine && mayEnd(parts[at - 1]!));
  const fault = unknownIn(reading, asked) ?? brokenIn(reading, asked);
  if (fault && (end < 0 || fault.at < end)) return { why: fault.why, remedy: fault.remedy };
  if (end < 0) return undefined;
  const why = `a line ends before "${parts[end]!.text}", and the match ends with it`;
  return { why, remedy: 'Write it in one line, or end each line but the last with && or ||.' };
}
const EXAMPLE = { http: 'Host(`web.localhost`)', tcp: 'HostSNI(`*`)' };

const mayEnd = ({ kind, text }: Part) => kind !== 'operator' || text === ')';

interface Found extends Misfit {
  /** Place among the parts. */
  readonly at: number;
}

/** The first matcher that Traefik does not know, or value that its matcher does not take. */
function unknownIn({ parts, steps }: Reading, asked: Asked): Found | undefined {
  for (const said of steps) {
    if (typeof said === 'string') continue;
    const { text } = said.matcher;
    if (!isKnown(text, MATCHERS[asked])) {
      return { why: `it knows no ${text}`, remedy: known(text, asked), at: parts.indexOf(said.matcher) };
    }
    for (const value of said.values) {
      const fault = faultOf(value.text, text);
      if (fault) return { ...fault, at: parts.indexOf(value) };
    }
  }
  return undefined;
}

/** What is wrong with a value in its quotes. */
function faultOf(value: string, matcher: string): Misfit | undefined {
  if (value.length === 2) return { why: `the value of ${matcher} is empty`, remedy: `Write ${matcher}(\`…\`).` };
  if (!PATHS.has(matcher.toLowerCase()) || value[1] === '/') return undefined;
  const why = `the value ${value} of ${matcher} does not begin with a slash`;
  return { why, remedy: `Write ${matcher}(\`/${value.slice(1, -1)}\`).` };
}

/** What is said where the grammar ends. */
function brokenIn({ parts, steps, broken }: Reading, asked: Asked): Found | undefined {
  if (!broken) return undefined;
  const { at, lacks } = broken;
  const here = parts[at] ?? END;
  const behind = parts.at(-1)!.text;
  return { ...BROKEN[lacks]({ here, behind, said: steps.at(-1) as Said, asked }), at };
}

interface Place {
  readonly here: Part;
  /** The last part of the match. */
  readonly behind: string;
  /** The term that is being read, where it is one. */
  readonly said: Said;
  readonly asked: Asked;
}

const BROKEN: Readonly<Record<Break['lacks'], (place: Place) => Misfit>> = {
  matcher: ({ here, behind, asked }) => ({
    why:
      here.kind === 'end'
        ? `nothing stands behind its last "${behind}"`
        : `"${here.text}" stands where a matcher is expected`,
    remedy: `Write ${EXAMPLE[asked]}.`,
  }),
  values: ({ said: { matcher } }) => ({ why: `${matcher.text} has no value`, remedy: `Write ${matcher.text}(\`…\`).` }),
  value: ({ here, said: { matcher } }) => noValue(here, matcher.text),
  'end of values': ({ said: { matcher, values } }) => ({
    why: `the bracket behind ${matcher.text} is not closed`,
    remedy: `Write ${matcher.text}(${values.at(-1)!.text}).`,
  }),
  operator: ({ here }) => ({
    why: `"${here.text}" stands where && or || is expected`,
    remedy: 'Write && or || between two terms.',
  }),
  opening: () => ({ why: 'it closes more brackets than it opens', remedy: 'Remove the last ")".' }),
  closing: () => ({ why: 'a bracket is not closed', remedy: 'Write ")" where it ends.' }),
};

function noValue({ kind, text }: Part, matcher: string): Misfit {
  if (kind === 'quoted') {
    const written = `${matcher}(\`${text.slice(1, -1)}\`)`;
    return { why: `the value ${text} stands in single quotes`, remedy: `Write ${written}.` };
  }
  const remedy = `Write ${matcher}(\`…\`).`;
  const quote = /^[`"]/.exec(text)?.[0];
  if (quote) return { why: `the value of ${matcher} has no ${quote} at its end`, remedy };
  const isNone = kind === 'end' || kind === 'operator';
  return { why: isNone ? `${matcher} has no value` : `the value of ${matcher} stands in no backticks`, remedy };
}

/** Traefik takes a name as it is, in small letters, in capitals, and in small letters with a capital in front. */
const isKnown = (name: string, matchers: readonly string[]): boolean =>
  matchers.some((one) =>
    [one, one.toLowerCase(), one.toUpperCase(), one[0] + one.slice(1).toLowerCase()].includes(name),
  );

function known(name: string, asked: Asked): string {
  const near = meant(name, MATCHERS[asked]);
  return `Write ${near ?? `${EXAMPLE[asked]} or another matcher for routes of ${asked.toUpperCase()}`}.`;
}

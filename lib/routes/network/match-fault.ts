import { meant } from '../nearest';
import type { Misfit } from '../misfit';
import { END, type Part, partsOf } from './match-parts';

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
export function faultIn(match: string, asked: Asked): Misfit | undefined {
  const parts = partsOf(match);
  // Comments, and characters with a backslash before them, are legal, and nobody writes them.
  if (parts.some(({ kind, text }) => /^\/[/*]/.test(text) || (kind === 'value' && /^".*\\/s.test(text))))
    return undefined;
  if (parts.length === 0) return { why: 'it is empty', remedy: `Write ${EXAMPLE[asked]}.` };
  const broken = parts.findIndex(({ newLine }, at) => at > 0 && newLine && mayEnd(parts[at - 1]!));
  const fault = new Reader(broken < 0 ? parts : parts.slice(0, broken), asked).fault();
  if (fault && (broken < 0 || !fault.atEnd)) return { why: fault.why, remedy: fault.remedy };
  if (broken < 0) return undefined;
  const why = `a line ends before "${parts[broken]!.text}", and the match ends with it`;
  return { why, remedy: 'Write it in one line, or end each line but the last with && or ||.' };
}

const EXAMPLE = { http: 'Host(`web.localhost`)', tcp: 'HostSNI(`*`)' };

const mayEnd = ({ kind, text }: Part) => kind !== 'operator' || text === ')';

interface Found extends Misfit {
  /** More of the match would have mended it. */
  readonly atEnd: boolean;
}

/** Terms with operators between them, in brackets or not. */
class Reader {
  private at = 0;
  private open = 0;

  constructor(
    private readonly parts: readonly Part[],
    private readonly asked: Asked,
  ) {}

  public fault(): Found | undefined {
    for (;;) {
      const found = this.term() ?? this.closed();
      if (found || this.here.kind === 'end') return found;
      this.at++;
    }
  }

  private get here(): Part {
    return this.parts[this.at] ?? END;
  }

  private is(text: string): boolean {
    const { kind, text: said } = this.here;
    return kind === 'operator' && said === text;
  }

  private found(why: string, remedy: string): Found {
    return { why, remedy, atEnd: this.here.kind === 'end' };
  }

  /** A matcher and its values, with what may stand before it. */
  private term(): Found | undefined {
    for (; this.is('!') || this.is('('); this.at++) if (this.is('(')) this.open++;
    const { kind, text } = this.here;
    const usual = `Write ${EXAMPLE[this.asked]}.`;
    if (kind === 'end') return this.found(`nothing stands behind its last "${this.parts.at(-1)!.text}"`, usual);
    if (kind !== 'name') return this.found(`"${text}" stands where a matcher is expected`, usual);
    if (!isKnown(text, MATCHERS[this.asked])) return this.found(`it knows no ${text}`, known(text, this.asked));
    this.at++;
    const lacks = this.is('(') ? undefined : this.found(`${text} has no value`, `Write ${text}(\`…\`).`);
    return lacks ?? this.values(text);
  }

  private values(matcher: string): Found | undefined {
    for (;;) {
      this.at++;
      const { kind, text } = this.here;
      if (kind !== 'value') return this.noValue(matcher);
      if (text.length === 2) return this.found(`the value of ${matcher} is empty`, `Write ${matcher}(\`…\`).`);
      if (PATHS.has(matcher.toLowerCase()) && text[1] !== '/') {
        const written = `${matcher}(\`/${text.slice(1, -1)}\`)`;
        return this.found(`the value ${text} of ${matcher} does not begin with a slash`, `Write ${written}.`);
      }
      this.at++;
      // A comma may stand behind the last one too.
      if (this.is(',') && this.parts[this.at + 1]?.text === ')') this.at++;
      if (this.is(',')) continue;
      if (!this.is(')')) return this.found(`the bracket behind ${matcher} is not closed`, `Write ${matcher}(${text}).`);
      this.at++;
      return undefined;
    }
  }

  private noValue(matcher: string): Found {
    const { kind, text } = this.here;
    if (kind === 'quoted') {
      const written = `${matcher}(\`${text.slice(1, -1)}\`)`;
      return this.found(`the value ${text} stands in single quotes`, `Write ${written}.`);
    }
    if (text.startsWith('`') || text.startsWith('"')) {
      return this.found(`the value of ${matcher} has no ${text[0]} at its end`, `Write ${matcher}(\`…\`).`);
    }
    const why =
      kind === 'end' || kind === 'operator'
        ? `${matcher} has no value`
        : `the value of ${matcher} stands in no backticks`;
    return this.found(why, `Write ${matcher}(\`…\`).`);
  }

  /** What stands behind a term: brackets that end, and an operator unless that is all. */
  private closed(): Found | undefined {
    for (; this.is(')'); this.at++) {
      if (--this.open < 0) return this.found('it closes more brackets than it opens', 'Remove the last ")".');
    }
    const { kind, text } = this.here;
    if (this.is('&&') || this.is('||')) return undefined;
    if (kind !== 'end')
      return this.found(`"${text}" stands where && or || is expected`, 'Write && or || between two terms.');
    return this.open > 0 ? this.found('a bracket is not closed', 'Write ")" where it ends.') : undefined;
  }
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

import { END, type Part, partsOf } from './match-parts';

/** A matcher with its values, as written. */
export interface Said {
  readonly matcher: Part;
  readonly values: readonly Part[];
}

/** Where the grammar of a match is broken, and what is missing there or stands there too much. */
export interface Break {
  /** Place among the parts, or behind the last one. */
  readonly at: number;
  readonly lacks: 'matcher' | 'values' | 'value' | 'end of values' | 'operator' | 'opening' | 'closing';
}

/** A match of Traefik up to its end, or to where its grammar is broken. */
export interface Reading {
  /** Of the match, in characters. */
  readonly length: number;
  readonly parts: readonly Part[];
  /** Operators and brackets as they are, and what stands between them. */
  readonly steps: readonly (string | Said)[];
  readonly broken?: Break;
}

/** Reads terms with operators between them, in brackets or not. */
export function readingOf(match: string): Reading {
  const parts = partsOf(match);
  const steps: (string | Said)[] = [];
  let at = 0;
  let open = 0;
  const isAt = (operator: string): boolean => {
    const { kind, text } = parts[at] ?? END;
    return kind === 'operator' && text === operator;
  };
  const took = (operator: string): boolean => {
    if (!isAt(operator)) return false;
    steps.push(operator);
    at++;
    return true;
  };
  /** A matcher and its values, with what may stand before it. */
  const term = (): Break['lacks'] | undefined => {
    while (took('!') || (took('(') && ++open));
    const matcher = parts[at] ?? END;
    if (matcher.kind !== 'name') return 'matcher';
    const values: Part[] = [];
    steps.push({ matcher, values });
    at++;
    if (!isAt('(')) return 'values';
    do {
      const value = parts[++at] ?? END;
      if (value.kind !== 'value') return 'value';
      values.push(value);
      at++;
      // A comma may stand behind the last one too.
      if (isAt(',') && parts[at + 1]?.text === ')') at++;
    } while (isAt(','));
    if (!isAt(')')) return 'end of values';
    at++;
    return undefined;
  };
  /** The brackets that end behind a term, all of them where nothing else stands there. */
  const brackets = (): Break['lacks'] | undefined => {
    for (; isAt(')'); took(')')) if (--open < 0) return 'opening';
    return at === parts.length && open > 0 ? 'closing' : undefined;
  };
  for (;;) {
    let lacks = term() ?? brackets();
    if (!lacks && at === parts.length) return { length: match.length, parts, steps };
    if (!lacks && !took('&&') && !took('||')) lacks = 'operator';
    if (lacks) return { length: match.length, parts, steps, broken: { at, lacks } };
  }
}

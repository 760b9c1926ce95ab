/** What stands in a match of Traefik: a word of its grammar, or something that is none. */
export interface Part {
  readonly kind: 'operator' | 'name' | 'value' | 'quoted' | 'other' | 'end';
  /** As written: a value has its quotes. */
  readonly text: string;
  /** A line ended before it. */
  readonly newLine: boolean;
}

const PART = /((?<!\s)\s*)(?:(&&|\|\||[!(),])|([A-Za-z]\w*)|(`[^`]*`|"[^"]*")|('[^']*')|(\S[^&|!(),\s]*))/g;
const KINDS: readonly Part['kind'][] = ['operator', 'name', 'value', 'quoted', 'other'];

/** What stands behind the last part. */
export const END: Part = { kind: 'end', text: '', newLine: false };

/** The parts of a match, in the order in which they stand. */
export const partsOf = (match: string): readonly Part[] =>
  Array.from(match.matchAll(PART), ([, space, ...found]) => {
    const kind = found.findIndex((text) => text !== undefined);
    return { kind: KINDS[kind]!, text: found[kind]!, newLine: space!.includes('\n') };
  });

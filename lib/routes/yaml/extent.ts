/** Where a document stands in a text. */
export interface Extent {
  /** Where its `---` stands, if it has one. */
  readonly begin: number;
  /** Where what is behind that begins. */
  readonly start: number;
  readonly end: number;
  /** Only whoever knows the whole of YAML can tell how many documents it holds. */
  readonly isOdd?: true;
}

/**
 * Other ends of lines, of which a pattern knows more than YAML, a mark of the byte order, directives, ends of documents,
 * and what stands in the line of a `---`.
 */
const ODD = /[\r\u2028\u2029]|^\uFEFF|^%|^\.\.\.|^---[^\n]*[^\n ]/m;

const BEGINS = /^---[^\n]*/gm;

/** Parts a text into its documents, as kubectl does it before it reads anything. What stands before the first may be nothing. */
export function extentsOf(text: string): readonly Extent[] {
  if (ODD.test(text)) return [{ begin: 0, start: 0, end: text.length, isOdd: true }];
  const extents: Extent[] = [];
  let [begin, start] = [0, 0];
  for (const { 0: mark, index } of text.matchAll(BEGINS)) {
    if (index > 0) extents.push({ begin, start, end: index });
    [begin, start] = [index, Math.min(index + mark.length + 1, text.length)];
  }
  extents.push({ begin, start, end: text.length });
  return extents;
}

/** Where a map or a list begins that a line further below may go on with. */
export interface Level {
  /** A key of it, or "-". */
  readonly key: string;
  readonly column: number;
}

/** So much of what stands before is looked at. */
const LOOKED_AT = 20_000;

/** The maps and lists that are open at the end of a text, the innermost first. */
export function levelsAbove(text: string): readonly Level[] {
  const open: Level[] = [];
  for (const line of text.slice(-LOOKED_AT).split(/\r?\n/).reverse()) {
    if (/^---(\s|$)/.test(line)) break;
    for (const level of levelsIn(line).reverse()) {
      if (level.column < (open.at(-1)?.column ?? Infinity)) open.push(level);
    }
  }
  return open;
}

/** `-` and `name` of `  - name: web`. */
function levelsIn(line: string): Level[] {
  const [, blanks, dashes, key] = /^( *)((?:- +)*)(?:([\w./-]+):(?:\s|$))?/.exec(line) as unknown as string[];
  const items = [...dashes!.matchAll(/-/g)].map(({ index }) => ({ key: '-', column: blanks!.length + index }));
  return key === undefined ? items : [...items, { key, column: blanks!.length + dashes!.length }];
}

/** The value, where it is text; else the empty text, which the API takes as not given. */
export const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What a table says about a word that somebody wrote, which may be `constructor`. */
export const lookup = <V>(table: Readonly<Record<string, V>>, word: string): V | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined;

/** The API takes null as not given. */
export const given = (value: unknown): boolean => value !== undefined && value !== null;

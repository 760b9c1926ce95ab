/** A JSON object of which nothing is certain. */
export type Json = Readonly<Record<string, unknown>>;

const NOTHING: Json = {};

export const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value, where it is an object; else an empty one. */
export const record = (value: unknown): Json => (isRecord(value) ? value : NOTHING);

/** The value, where it is a list; else an empty one. */
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The value, where it is text; else the empty text, which the API takes as not given. */
export const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The value, where it is a number. */
export const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

/** The API takes null as not given. */
export const given = (value: unknown): boolean => value !== undefined && value !== null;

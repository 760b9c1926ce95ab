import { misspelt } from '../nearest';
import { amountOf } from '../quantity';
import { isSecret } from '../secrets';
import { type FieldFault, wrong } from './fault';

/** A value of another type stands in a field. */
export const mismatch = (path: string, value: unknown, needs: string, remedy: string): FieldFault =>
  wrong(path, value, `${needs} is needed`, remedy);

/** What is wrong with a single value, if anything is. */
export type Leaf = (value: unknown, path: string) => FieldFault | undefined;

const unquoted = (value: unknown) =>
  typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))
    ? `Write ${value} without quotes.`
    : 'Write a number.';

const whole = (from: number, to: number): Leaf => {
  return (value, path) => {
    if (Number.isInteger(value) && (value as number) >= from && (value as number) <= to) return undefined;
    const digits = typeof value === 'string' && /^-?\d+$/.test(value);
    return mismatch(
      path,
      value,
      'a whole number',
      digits ? `Write ${value} without quotes.` : nearest(value, from, to),
    );
  };
};

/** The nearest that the field takes. */
function nearest(value: unknown, from: number, to: number): string {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'Write a whole number.';
  if (value > to) return `Write ${to} or less.`;
  return value < from ? `Write ${from} or more.` : `Write ${Math.floor(value)} or ${Math.ceil(value)}.`;
}

const ofType = (type: string, needs: string, remedy: (value: unknown, path: string) => string): Leaf => {
  return (value, path) => (typeof value === type ? undefined : mismatch(path, value, needs, remedy(value, path)));
};

const QUOTE = 'Write the value in quotes.';

/** Of 1.10 the number is 1.1, and of a version 1.0 it is 1. */
const longer = (value: number, path: string) =>
  Number.isInteger(value) && !/version/i.test(path)
    ? ''
    : `, or "${value}${Number.isInteger(value) ? '.0' : '0'}" if that stands there`;

const quoted = (value: unknown, path: string) => {
  if (typeof value === 'object') return 'Write text in its place.';
  if (isSecret(path)) return QUOTE;
  const said = `Write ${JSON.stringify(String(value))} in quotes`;
  if (typeof value === 'number') return `${said}${longer(value, path)}.`;
  // Whoever wrote NO for Norway finds no false in the file.
  return `${said}; where ${value ? 'yes or on' : 'no or off'} stands there, write that word in quotes.`;
};
const bare = (value: unknown) =>
  value === 'true' || value === 'false' ? `Write ${value} without quotes.` : 'Write true, false, or leave it out.';

const DATE = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** A day that no month has counts into the next one. */
function isTime(value: unknown): boolean {
  const [, day] = typeof value === 'string' ? (DATE.exec(value) ?? []) : [];
  return day !== undefined && !Number.isNaN(Date.parse(value as string)) && new Date(day).toISOString().startsWith(day);
}
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

const int32 = whole(-(2 ** 31), 2 ** 31 - 1);

/** What the letters in the schema stand for. */
export const LEAVES: Readonly<Record<string, Leaf>> = {
  s: ofType('string', 'text', quoted),
  b: ofType('boolean', 'true or false', bare),
  i: int32,
  n: ofType('number', 'a number', unquoted),
  l: whole(-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
  x: (value, path) => (typeof value === 'string' ? undefined : int32(value, path)),
  d: (value, path) =>
    isTime(value) ? undefined : mismatch(path, value, 'a time', 'Write a time such as "2030-01-31T12:00:00Z".'),
  q: (value, path) => {
    if (amountOf(value) !== undefined) return undefined;
    const shorter = typeof value === 'string' ? value.replace(/b$/i, '') : '';
    const remedy =
      amountOf(shorter) === undefined ? 'Write a quantity such as "500m", "128Mi" or 2.' : `Write "${shorter}".`;
    return mismatch(path, value, 'a quantity', remedy);
  },
  // The message does not show what may be secret.
  y: (value, path) => {
    const packed = typeof value === 'string' ? value.replace(/[\r\n]/g, '') : '-';
    return packed.length % 4 === 0 && BASE64.test(packed)
      ? undefined
      : { path, says: 'is not base64.', remedy: 'Write the value in base64, or put the plain text under stringData.' };
  },
  z: (value, path) => (typeof value === 'string' ? undefined : { path, says: 'is not text.', remedy: QUOTE }),
  '*': () => undefined,
};

/** Leaves that may be secrets. */
export const SECRET = new Set(['y', 'z']);

/** Leaves of which the type says everything. */
export const SOUND: Readonly<Record<string, 'string' | 'boolean'>> = { s: 'string', b: 'boolean' };

/** `Prefix` is what another API calls `PathPrefix`. */
const isPart = (word: string, known: string): boolean => word.length > 3 && known.endsWith(word);

/** Words of which a field holds one: `'Exact'|'Prefix'`. Who made the definition may know more by now: only a slip is told. */
export function wordsOf(code: string): Leaf {
  const words = code.split('|').map((word) => word.slice(1, -1));
  return (value, path) => {
    if (typeof value !== 'string') return LEAVES.s!(value, path);
    const near = words.includes(value)
      ? undefined
      : (misspelt(value, words) ?? words.find((word) => isPart(value, word)));
    return near === undefined ? undefined : wrong(path, value, 'the API knows no such value', `Write "${near}".`);
  };
}

/** What the API reads where null stands in a list. */
export const EMPTY: Readonly<Record<string, unknown>> = { s: '', b: false, i: 0, l: 0, q: 0 };

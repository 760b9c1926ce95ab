import type { Level } from '../finding';
import { worded } from '../plain';
import { hideSecrets, isSecret } from '../secrets';
import type { TakenBy } from './server';

/** What is wrong with one field of an object, before anybody knows whose property the field is. */
export interface FieldFault {
  /** Path as the API writes it: `spec.ports[0].nodePort`, `data[key]`. */
  readonly path: string;
  /** Key of the map at the path that is meant, where members may come from several properties. */
  readonly key?: string;
  /** Continues the name of the field: `is -1: a count cannot be negative.` */
  readonly says: string;
  readonly remedy: string;
  /** Words of `says` for another field, which whoever wrote the object may know by a property. */
  readonly other?: { readonly words: string; readonly path: string };
  /** Rule that owns this mistake. @default object-field-invalid */
  readonly rule?: string;
  /** @default error */
  readonly level?: Level;
  /** Something is not there, which a misspelt neighbour explains. */
  readonly lacks?: true;
  /** Who takes it all the same. @default - nobody */
  readonly takenBy?: TakenBy;
  /** The whole field is nothing that these servers know, so what stands in it is beside the point. */
  readonly whole?: true;
}

/** Takes what is wrong, one mistake at a time. */
export type Say = (fault: FieldFault) => void;

const LONGEST = 60;

/** A value as a message shows it: text in double quotes, numbers bare, the rest and secrets by what they are. */
export function show(value: unknown, path = ''): string {
  if (isSecret(path) && typeof value === 'string') return 'a text';
  if (isSecret(path) && typeof value === 'number') return 'a number';
  if (typeof value === 'string') {
    const text = JSON.stringify(hideSecrets(value));
    return text.length > LONGEST ? `${text.slice(0, LONGEST - 2)}…"` : text;
  }
  return worded(value);
}

/** A field holds a value that it must not hold. */
export const wrong = (path: string, value: unknown, why: string, remedy: string): FieldFault => ({
  path,
  says: `is ${show(value, path)}: ${why}.`,
  remedy,
});

/** A field lacks, and the object cannot be without it. */
export const missing = (path: string, why: string, remedy: string): FieldFault => ({
  path,
  says: `is missing: ${why}.`,
  remedy,
  lacks: true,
});

/** A field stands where it has no business. */
export const misplaced = (path: string, why: string, remedy: string): FieldFault => ({
  path,
  says: `must not stand here: ${why}.`,
  remedy,
});

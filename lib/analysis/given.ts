import { inspect } from 'node:util';
import { Construct, type IConstruct } from 'constructs';
import { hideLogin } from '../routes/hide-login';
import { misspelt } from '../routes/nearest';
import { below } from '../routes/plain';
import { hideSecrets, isSecret } from '../routes/secrets';
import { someOf } from '../routes/some-of';
import { wordsOf } from '../routes/words';
import type { Complaint } from '../routes/world';
import type { Fields, List, Members, OfClass, Scalar, Shape } from './shape';

/** What is wrong with a property, before it is known whose. */
export type PropertyComplaint = Omit<Complaint, 'where' | 'source'>;

/** Properties that can be read safely, and what is wrong with the others. */
export interface Given<T> {
  readonly props: T;
  readonly complaints: readonly PropertyComplaint[];
}

/**
 * Reads the properties of a construct, whoever wrote them: a program without types hands over anything. `null` counts
 * as not said; what cannot be read is left out, and complained about.
 */
export function given<T>(props: T, shape: Fields): Given<T> {
  const complaints: PropertyComplaint[] = [];
  const read = readable(props ?? {}, shape, '', complaints);
  return { props: (read ?? {}) as T, complaints };
}

/** The same where nothing can be made of a wrong value. */
export function insist<T>(who: string, props: T, shape: Fields): T {
  const read = given(props, shape);
  const [first] = read.complaints;
  if (first) throw new Error(`${who}: ${first.message} ${first.remedy}`);
  return read.props;
}

/** Stops a construct that has nothing to work with. */
export function need<T>(construct: IConstruct, { props, complaints }: Given<T>, field: keyof T, remedy: string): void {
  if (props[field] !== undefined) return;
  const why = complaints.find((complaint) => complaint.field === field) ?? {
    message: `${String(field)} is missing.`,
    remedy,
  };
  throw new Error(`${construct.node.path}: ${why.message} ${why.remedy}`);
}

function readable(value: unknown, shape: Shape, field: string, complaints: PropertyComplaint[]): unknown {
  if (value === undefined || value === null) return undefined;
  if (typeof shape === 'string' && isSound(value, shape)) return value;
  const isHidden = isSecret(field) || (typeof shape === 'object' && 'secret' in shape);
  const misfit = misfitOf(value, isHidden, field, complaints);
  if (typeof shape === 'string') return scalar(value, shape, field, misfit);
  if ('list' in shape) {
    return Array.isArray(value)
      ? itemsOf(value, shape.list, field, complaints)
      : misfit('a list', `Write ${field}: ${isHidden ? '[ … ]' : listMeant(value, shape)}.`);
  }
  if ('made' in shape) {
    const makes =
      (typeof value === 'object' || typeof value === 'function') && shape.made in value && holds(value, shape);
    const wanted = shape.called ?? `made by ${shape.by.replace(/\..*/, '')}`;
    return makes ? value : misfit(wanted, `Write ${field}: ${meantBy(value, shape) ?? shape.by}.`);
  }
  if (Object.prototype.toString.call(value) !== '[object Object]') {
    const like = ('like' in shape && shape.like) || '{ … }';
    return misfit('an object', field === '' ? `Write ${like}.` : `Write ${field}: ${like}.`);
  }
  if ('json' in shape) return asJson(value) ?? misfit('plain data', 'Write texts, numbers, lists and objects alone.');
  return 'map' in shape ? membersOf(value, shape, field, complaints) : propertiesOf(value, shape, field, complaints);
}

/** What a class would make of a text or a number. */
const meantBy = (value: unknown, { meant }: OfClass): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? meant?.(`${value}`) : undefined;

/** The list for which somebody wrote one text. */
function listMeant(value: unknown, { list, words }: List): string {
  if (typeof value !== 'string' || list !== 'text') return '[ … ]';
  return `[${(words ? wordsOf(value) : [value]).map(shown).join(', ')}]`;
}

function holds(value: object, { made, as }: OfClass): boolean {
  if (as === undefined) return true;
  const { props, complaints } = given(value as Record<string, unknown>, { fields: { [made]: as } });
  return props[made] !== undefined && complaints.length === 0;
}

/** What a value should have been; nothing goes on in its place. */
type Misfit = (wanted: string, remedy: string) => undefined;

const misfitOf =
  (value: unknown, isHidden: boolean, field: string, complaints: PropertyComplaint[]): Misfit =>
  (wanted, remedy) => {
    const subject = field === '' ? 'The properties are' : `${field} is`;
    complaints.push({
      ...(field !== '' && { field }),
      message: `${subject} ${isHidden ? '' : `${shown(value)}, and `}not ${wanted}.`,
      remedy,
    });
    return undefined;
  };

function itemsOf(items: readonly unknown[], shape: Shape, field: string, complaints: PropertyComplaint[]): unknown {
  // A list may have holes, which a map of it would leave out.
  return Array.from(items, (item, index) => {
    const at = `${field}[${index}]`;
    if (item === undefined || item === null) {
      complaints.push({ field: at, message: `${at} is ${item}.`, remedy: 'Take it out of the list.' });
    }
    return readable(item, shape, at, complaints);
  }).filter((item) => item !== undefined);
}

function membersOf(
  value: object,
  { map, elsewhere }: Members,
  field: string,
  complaints: PropertyComplaint[],
): unknown {
  return said(
    Object.entries(value).map(([key, item]) => {
      const at = entry(field, key);
      if (!elsewhere || typeof item !== 'object' || item === null || !(elsewhere.made in item)) {
        return [key, readable(item, map, at, complaints)];
      }
      const place = entry(field.replace(/(?<!\w)\w+$/, elsewhere.property), key);
      complaints.push({ field: at, message: `${at} is ${elsewhere.called}.`, remedy: `Write ${place}.` });
      return [key, undefined];
    }),
  );
}

function propertiesOf(value: object, shape: Fields, field: string, complaints: PropertyComplaint[]): unknown {
  const { fields, needs = [], like } = shape;
  const isWhole = field !== '' && isPlain(value);
  const unread: string[] = [];
  const read = said(
    Object.entries(value).map(([key, item]) => {
      const at = below(field, key);
      const meant = Object.hasOwn(fields, key) ? key : slip(key, value, shape);
      if (meant === undefined) {
        if (!isWhole || !hasKey(value, key)) return [key, item];
        unread.push(at);
        return [key, undefined];
      }
      if (meant !== key) {
        complaints.push({ field: at, message: `"${at}" is no property.`, remedy: `Write ${meant}.` });
      }
      return [meant, readable(item, fields[meant] as Shape, at, complaints)];
    }),
  );
  const missing = needs.find((key) => read[key] === undefined);
  if (missing === undefined) {
    const remedy = `Take it out, or write one of ${someOf(Object.keys(fields), FEW)}.`;
    for (const at of unread) complaints.push({ field: at, message: `"${at}" is no property.`, remedy });
    return read;
  }
  if (!hasKey(value, missing)) {
    const at = below(field, missing);
    const example = like !== undefined && field !== '' ? `, for example ${field}: ${like}` : '';
    complaints.push({ field: at, message: `${at} is missing.`, remedy: `Write ${at}${example}.` });
  }
  return undefined;
}

/** Whoever derives a class, or has an object of a class of its own, may have more properties; within plain ones nobody has. */
const isPlain = (value: object): boolean => Object.getPrototypeOf(Object.getPrototypeOf(value) ?? {}) === null;

/** As many properties as a sentence carries. */
const FEW = 5;

const said = (entries: readonly (readonly [string, unknown])[]): Record<string, unknown> =>
  Object.fromEntries(entries.filter(([, item]) => item !== undefined));

/** The property that somebody meant, by a slip of the pen. Derived classes may have others, which go through. */
const slip = (key: string, value: object, { fields }: Fields): string | undefined =>
  misspelt(
    key,
    Object.keys(fields).filter((known) => !hasKey(value, known)),
  );

/** Whether something was said, even if it could not be read: then that is complained about already. */
const hasKey = (value: object, key: string) => ((value as Record<string, unknown>)[key] ?? undefined) !== undefined;

function isSound(value: unknown, shape: Scalar): boolean {
  if (shape === 'number') return Number.isFinite(value);
  return typeof value === (shape === 'text' ? 'string' : 'boolean');
}

/** What is plainly meant in place of a sound value goes on as such, so that one mistake is said once. */
function scalar(value: unknown, shape: Scalar, field: string, misfit: Misfit): unknown {
  if (shape === 'flag') return misfit('true or false', `Write ${field}: true.`);
  if (shape === 'number') {
    const meant = typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN;
    misfit('a number', Number.isFinite(meant) ? `Write ${field}: ${meant}.` : `Write a number in ${field}.`);
    return Number.isFinite(meant) ? meant : undefined;
  }
  if (typeof value !== 'number' && typeof value !== 'boolean') return misfit('a text', `Write a text in ${field}.`);
  misfit('a text', isSecret(field) ? `Write ${field} in quotes.` : `Write ${field}: "${value}".`);
  return `${value}`;
}

/** Where a member of a map stands: its key may be the address of a registry, with a login. */
export const entry = (field: string, key: string): string =>
  /^[\w-]+$/.test(key) ? `${field}.${key}` : `${field}["${hideLogin(key)}"]`;

function asJson(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value));
  } catch {
    return undefined;
  }
}

/** A value as a person recognises it, on one short line. */
export function shown(value: unknown): string {
  const text =
    typeof value === 'string'
      ? JSON.stringify(hideSecrets(value))
      : Construct.isConstruct(value)
        ? `${value.constructor.name} ${value.node.path}`
        : hideSecrets(inspect(value, { depth: 1, breakLength: Infinity, compact: true }));
  const line = text.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}

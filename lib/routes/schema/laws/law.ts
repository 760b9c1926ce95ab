import { list, record, type Plain } from '../../plain';
import { type Fault, type Say, missing, wrong } from '../fault';
import { type Format, part, percent, portName } from '../formats';
import { given, text } from '../read';

/** What one field has to obey beyond its type. */
export type FieldLaw = (value: unknown, path: string, say: Say) => void;

/** What the fields of one type have to obey together; `root` is the whole object. */
export type TypeLaw = (object: Plain, path: string, say: Say, root: Plain) => void;

const quote = (choices: readonly string[]) => {
  const quoted = choices.map((choice) => `"${choice}"`);
  const last = quoted.pop()!;
  return quoted.length === 0 ? last : `${quoted.join(', ')} or ${last}`;
};

/** One of some words. The empty text counts as not given. */
export const oneOf = (...choices: readonly string[]): FieldLaw => {
  return (value, path, say) => {
    if (value === '' || choices.includes(value as string)) return;
    const near = choices.find((choice) => choice.toLowerCase() === (value as string).toLowerCase());
    say(
      wrong(path, value, 'the API knows no such value', `Write ${near === undefined ? quote(choices) : `"${near}"`}.`),
    );
  };
};

/** A number within bounds. */
export const between = (from: number, to: number, what: string): FieldLaw => {
  return (value, path, say) => {
    if ((value as number) >= from && (value as number) <= to) return;
    say(wrong(path, value, `${what} lies between ${from} and ${to}`, `Write a number from ${from} to ${to}.`));
  };
};

/** A number that is not too small. */
export const atLeast = (from: number, what: string): FieldLaw => {
  return (value, path, say) => {
    if ((value as number) >= from) return;
    say(
      wrong(
        path,
        value,
        from === 0 ? `${what} cannot be negative` : `${what} is at least ${from}`,
        `Write ${from} or more.`,
      ),
    );
  };
};

/** Text of a format; the empty text is an error of its own. */
export const filled = (format?: Format): FieldLaw => {
  return (value, path, say) => {
    if (value === '') return say(wrong(path, value, 'the API requires a value', 'Write a value.'));
    spelled(format)(value, path, say);
  };
};

/** The empty text, which a law may take as not given, is an error of its own. */
export const notEmpty = (law: FieldLaw): FieldLaw => {
  return (value, path, say) => (value === '' ? filled() : law)(value, path, say);
};

/** Text of a format; the empty text counts as not given. */
export const spelled = (format?: Format): FieldLaw => {
  return (value, path, say) => {
    const misfit = value === '' ? undefined : format?.(value as string);
    if (misfit) say(wrong(path, value, misfit.why, misfit.remedy));
  };
};

const countOr = (share: Format): FieldLaw => {
  const [count, written] = [atLeast(0, 'a count'), filled(share)];
  return (value, path, say) => (typeof value === 'number' ? count : written)(value, path, say);
};

/** A count of pods, or a share of them. */
export const countOrShare = countOr(percent);

/** A count of pods that there are, or a part of them. */
export const countOrPart = countOr(part);

/** The number of a port. */
export const port = between(1, 65535, 'a port');

/** The number of a port, or its name. */
export const portOrName: FieldLaw = (value, path, say) =>
  typeof value === 'number' ? port(value, path, say) : filled(portName)(value, path, say);

/** A number that the API cannot be without; zero is what it reads where there is none. */
export const needs = (object: Plain, key: string, path: string, say: Say): void => {
  if (!given(object[key])) say(missing(`${path}.${key}`, 'the API requires it', `Add ${key}.`));
};

/** Text that the API cannot be without. */
export const needsText = (object: Plain, key: string, path: string, say: Say, example?: string): void => {
  const remedy = example === undefined ? `Add ${key}.` : `Add ${key}, for example ${key}: ${example}.`;
  if (!given(object[key])) say(missing(`${path}.${key}`, 'the API requires it', remedy));
  else if (object[key] === '') say(wrong(`${path}.${key}`, '', 'the API requires a value', remedy));
};

/** Exactly one of some fields. */
export function exactlyOne(object: Plain, keys: readonly string[], path: string, say: Say, what: string): void {
  let first: string | undefined;
  for (const key of keys) {
    if (!given(object[key])) continue;
    if (first !== undefined) return say(beside(path, key, first, what));
    first = key;
  }
  if (first === undefined) say(missingOne(path, keys, what));
}

const missingOne = (path: string, keys: readonly string[], what: string): Fault => ({
  path,
  says: `says nothing: ${what} has one of ${keys.join(', ')}.`,
  remedy: `Add ${keys[0]}.`,
  lacks: true,
});

/** One field rules out the other. */
export const beside = (path: string, second: string, first: string, what: string): Fault => ({
  path: `${path}.${second}`,
  says: `stands beside ${first}: ${what} has only one of them.`,
  remedy: `Remove ${first}, or remove ${second}.`,
});

/** Several laws over one type. */
export const all = (...laws: readonly TypeLaw[]): TypeLaw => {
  return (object, path, say, root) => {
    for (let index = 0; index < laws.length; index++) laws[index]!(object, path, say, root);
  };
};

/** One key may not come twice in a list; speaks at the later one. The empty key counts as none. */
export function unique(
  items: readonly unknown[],
  keyOf: (item: Plain) => string,
  say: (item: Plain, index: number, first: number) => void,
): void {
  const seen = new Map<string, number>();
  items.forEach((entry, index) => {
    const item = record(entry);
    const key = keyOf(item);
    const first = seen.get(key);
    if (key === '') return;
    if (first === undefined) seen.set(key, index);
    else say(item, index, first);
  });
}

/** One key may not come twice in the list that a field holds. */
export const once = (
  field: string,
  keyOf: (item: Plain) => string,
  fault: (item: Plain, path: string, first: number) => Fault,
): TypeLaw => {
  return (object, path, say) => {
    const items = list(object[field]);
    // Most lists have one entry: nothing is made for these.
    if (items.length < 2) return;
    unique(items, keyOf, (item, index, first) => say(fault(item, `${path}.${field}[${index}]`, first)));
  };
};

/** No two entries of the list that a field holds have one name. */
export const namedOnce = (field: string, what: string): TypeLaw =>
  once(
    field,
    (item) => text(item.name),
    ({ name }, path, first) =>
      wrong(`${path}.name`, name, `${what} ${first + 1} has this name too`, 'Write another name.'),
  );

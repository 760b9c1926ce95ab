import type { Plain } from '../../plain';
import { type FieldFault, type Say, missing, wrong } from '../fault';
import { isGiven } from '../read';
import type { TypeLaw } from './law';

/** A number that the API cannot be without; zero is what it reads where there is none. */
export const needs = (object: Plain, key: string, path: string, say: Say): void => {
  if (!isGiven(object[key])) say(missing(`${path}.${key}`, 'the API requires it', `Add ${key}.`));
};

/** Text that the API cannot be without. */
export const needsText = (object: Plain, key: string, path: string, say: Say, example?: string): void => {
  const remedy = example === undefined ? `Add ${key}.` : `Add ${key}, for example ${key}: ${example}.`;
  if (!isGiven(object[key])) say(missing(`${path}.${key}`, 'the API requires it', remedy));
  else if (object[key] === '') say(wrong(`${path}.${key}`, '', 'the API requires a value', remedy));
};

/** What is found by its name has one. */
export const named: TypeLaw = (object, path, say) => needsText(object, 'name', path, say);

/** A list that stands there holds something. */
export const someIn = (field: string, why: string, remedy: string): TypeLaw => {
  return (object, path, say) => {
    const each = object[field];
    if (Array.isArray(each) && each.length === 0) say({ path: `${path}.${field}`, says: `is empty: ${why}.`, remedy });
  };
};

/** Exactly one of some fields. */
export function exactlyOne(object: Plain, keys: readonly string[], path: string, say: Say, what: string): void {
  let first: string | undefined;
  for (const key of keys) {
    if (!isGiven(object[key])) continue;
    if (first !== undefined) return say(beside(path, key, first, what));
    first = key;
  }
  if (first === undefined) say(missingOne(path, keys, what));
}

const missingOne = (path: string, keys: readonly string[], what: string): FieldFault => ({
  path,
  says: `says nothing: ${what} has one of ${keys.join(', ')}.`,
  remedy: `Add ${keys[0]}.`,
  lacks: true,
});

/** One field rules out the other. */
export const beside = (path: string, second: string, first: string, what: string): FieldFault => ({
  path: `${path}.${second}`,
  says: `stands beside ${first}: ${what} has only one of them.`,
  remedy: `Remove ${first}, or remove ${second}.`,
});

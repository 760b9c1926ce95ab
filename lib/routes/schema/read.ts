import { list, record, type Plain } from '../plain';

/** The value, where it is text; else the empty text, which the API takes as not given. */
export const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What a table says about a word that somebody wrote, which may be `constructor`. */
export const lookup = <V>(table: Readonly<Record<string, V>>, word: string): V | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined;

/** The API takes null as not given. */
export const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

/** The API takes an empty text or list as not given too. */
export const says = (value: unknown): boolean =>
  isGiven(value) && value !== '' && !(Array.isArray(value) && value.length === 0);

const CONTAINERS = ['initContainers', 'containers'];

/** Goes through the containers of a pod, those that start before the others first. */
export function eachContainer(spec: Plain, use: (container: Plain, key: string, index: number) => void): void {
  for (const key of CONTAINERS) {
    const containers = list(spec[key]);
    for (let index = 0; index < containers.length; index++) use(record(containers[index]), key, index);
  }
}

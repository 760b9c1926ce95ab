import { record } from '../plain';

/** The value where it can be a port. */
export const port = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65535 ? value : undefined;

/** Labels, annotations: the members whose values are texts. */
export const labels = (value: unknown): ReadonlyMap<string, string> =>
  new Map(Object.entries(record(value)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));

/** What a file or a value says of its transport, in any case; tcp where it says nothing. */
export function protocol(value: unknown): 'tcp' | 'udp' | 'sctp' {
  const said = typeof value === 'string' ? value.toLowerCase() : '';
  return said === 'udp' || said === 'sctp' ? said : 'tcp';
}

/** One of something, or several. */
export const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;

import { record } from '../plain';
import type { Transport } from '../route';

/** The value where it can be a port. */
export const port = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65535 ? value : undefined;

/** Labels, annotations: the members whose values are texts. */
export function labels(value: unknown): ReadonlyMap<string, string> {
  const members = record(value);
  const found = new Map<string, string>();
  for (const name of Object.keys(members)) {
    const said = members[name];
    if (typeof said === 'string') found.set(name, said);
  }
  return found;
}

/** One label or annotation, where it is a text. */
export function label(value: unknown, name: string): string | undefined {
  const said = record(value)[name];
  return typeof said === 'string' ? said : undefined;
}

/** What a file or a value says of its transport, in any case; tcp where it says nothing. */
export function protocol(value: unknown): Transport {
  const said = typeof value === 'string' ? value.toLowerCase() : '';
  return said === 'udp' || said === 'sctp' ? said : 'tcp';
}

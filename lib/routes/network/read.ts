import { isPort } from '../port';
import type { Transport } from '../route';

/** The value where it can be a port. */
export const port = (value: unknown): number | undefined => (isPort(value) ? value : undefined);

/** What a file or a value says of its transport, in any case; tcp where it says nothing. */
export function protocol(value: unknown): Transport {
  const said = typeof value === 'string' ? value.toLowerCase() : '';
  return said === 'udp' || said === 'sctp' ? said : 'tcp';
}

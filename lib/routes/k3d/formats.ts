import { isIpv4, isIpv6 } from '../ip';
import { fixedPort, isPort } from '../port';
import { TOKEN } from './dollars';
import type { PortRange } from './port-spec';

/** k3d takes what follows a dollar from the environment, so nothing is known about such a text. */
export const isExpanded = (text: string): boolean => text.search(TOKEN) >= 0;

const LABEL = /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/** A host name as k3d's schema takes it: any case, dots, no underscores. */
export const isHostName = (text: string): boolean =>
  text.length < 256 && text.split('.').every((label) => LABEL.test(label));

/** A subnet in CIDR notation. */
export interface Subnet {
  readonly version: 4 | 6;
  readonly length: number;
}

export function parseSubnet(text: string): Subnet | undefined {
  const [, address = '', digits] = /^(.*)\/(0|[1-9]\d{0,2})$/s.exec(text) ?? [];
  const length = Number(digits);
  if (isIpv4(address) && length <= 32) return { version: 4, length };
  if (isIpv6(address) && length <= 128) return { version: 6, length };
  return undefined;
}

const MEMORY = /^(\+?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?) ?(?:([kmgtp])(?:i?b)?|b)?$/i;
const POWERS = ' kmgtp';

/** Bytes of a size as docker writes it, `512m`, `1g`; undefined where it is none. */
export function parseMemory(text: string): number | undefined {
  const [, number = '', unit = ''] = MEMORY.exec(text) ?? [];
  // A number without end is none to Go.
  return number === '' || Number(number) === Infinity
    ? undefined
    : Number(number) * 1024 ** Math.max(POWERS.indexOf(unit.toLowerCase()), 0);
}

const SWITCHES = new Map([
  ...['', '0', 'f', 'F', 'false', 'False', 'FALSE'].map((word) => [word, false] as const),
  ...['1', 't', 'T', 'true', 'True', 'TRUE'].map((word) => [word, true] as const),
]);

/** What k3d takes a value for where it wants true or false and no schema looks before; undefined where for neither. */
export function looseSwitch(value: unknown): boolean | undefined {
  if (typeof value === 'string') return SWITCHES.get(value);
  if (typeof value === 'number') return value !== 0;
  return value === null ? false : typeof value === 'boolean' ? value : undefined;
}

/** True where the text is the number of a port that can be listened on. */
export const isPortText = (text: string): boolean => isPort(fixedPort(text));

/** A range of ports as Kubernetes writes it: `30000-30100`, or `30000+100`. */
export function parsePortRange(text: string): PortRange | undefined {
  const [, from, sign, to] = /^(\d+)([-+])(\d+)$/.exec(text) ?? [];
  if (from === undefined) return undefined;
  return { first: Number(from), last: sign === '+' ? Number(from) + Number(to) : Number(to) };
}

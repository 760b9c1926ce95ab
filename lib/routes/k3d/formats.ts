import { isIpv4, isIpv6 } from '../ip';
import { isPort } from '../port';
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

const SECONDS = { ns: 1e-9, us: 1e-6, µs: 1e-6, μs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };
const PART = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)/y;

/** Go counts a duration in nanoseconds, in 63 bits. */
const LONGEST_SECONDS = 2 ** 63 / 1e9;

/** Seconds of a Go duration such as `1m30s`; undefined where it is none. */
export function parseDuration(text: string): number | undefined {
  const amount = text.replace(/^[+-]/, '');
  if (amount === '0') return 0;
  if (amount === '') return undefined;
  let seconds = 0;
  for (let at = 0; at < amount.length; at = PART.lastIndex) {
    PART.lastIndex = at;
    const [, number, unit] = PART.exec(amount) ?? [];
    if (unit === undefined) return undefined;
    seconds += Number(number) * SECONDS[unit as keyof typeof SECONDS];
  }
  if (seconds >= LONGEST_SECONDS) return undefined;
  return text.startsWith('-') ? -seconds : seconds;
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
export const isPortText = (text: string): boolean => /^[1-9]\d{0,4}$/.test(text) && isPort(Number(text));

/** A range of ports as Kubernetes writes it: `30000-30100`, or `30000+100`. */
export function parsePortRange(text: string): PortRange | undefined {
  const [, from, sign, to] = /^(\d+)([-+])(\d+)$/.exec(text) ?? [];
  if (from === undefined) return undefined;
  return { first: Number(from), last: sign === '+' ? Number(from) + Number(to) : Number(to) };
}

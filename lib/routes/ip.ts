const OCTET = /^(0|[1-9]\d?|1\d\d|2[0-4]\d|25[0-5])$/;

/** `10.9.8.7`, without leading zeros. */
export function isIpv4(text: string): boolean {
  const octets = text.split('.');
  return octets.length === 4 && octets.every((octet) => OCTET.test(octet));
}

const GROUP = /^[0-9a-f]{1,4}$/i;

/** `2001:db8::1`, `::ffff:10.9.8.7`. */
export function isIpv6(text: string, isIpv4Part: (text: string) => boolean = isIpv4): boolean {
  if (!text.includes(':')) return false;
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1);
  // The last four bytes may be written as an IPv4 address.
  const embedded = last !== undefined && isIpv4Part(last) && text.endsWith(last);
  if (embedded) groups.splice(-1, 1, '0', '0');
  return groups.every((group) => GROUP.test(group)) && (halves.length === 2 ? groups.length < 8 : groups.length === 8);
}

/** An address of either version. */
export const isIp = (text: string): boolean => isIpv4(text) || isIpv6(text);

/** The bits of an address as `0` and `1`, the first one first. */
export function bitsOf(address: string): string {
  if (!address.includes(':')) return binary(address.split('.').map(Number), 8);
  const [head, tail] = address.split('::').map(groupsOf) as [number[], number[]?];
  const between = tail === undefined ? 0 : 8 - head.length - tail.length;
  return binary([...head, ...Array<number>(between).fill(0), ...(tail ?? [])], 16);
}

/** The version of a range and the bits that all of its addresses share, as one text: none of them where it says no length; undefined where it cannot be read. */
export function prefixOf(range: string): string | undefined {
  const [address, length] = range.trim().split('/') as [string, string?];
  if (!isIp(address) || address.includes('::ffff:')) return undefined;
  return `${address.includes(':') ? 6 : 4} ${bitsOf(address).slice(0, Number(length))}`;
}

const groupsOf = (half: string) =>
  half
    .split(':')
    .filter(Boolean)
    .map((group) => parseInt(group, 16));

const binary = (parts: readonly number[], size: number) =>
  parts.map((each) => each.toString(2).padStart(size, '0')).join('');

import { isIp, isIpv6 } from '../ip';
import type { Misfit } from '../misfit';
import { LAST_PORT } from '../port';
import type { Transport } from '../route';

/** Ports from the first to the last, both included. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** What stands in `ports[].port`: `127.0.0.1:8080:80/tcp`. */
export interface PortSpec {
  /** Address on this machine; empty for all of them. */
  readonly hostIp: string;
  /** Absent where docker chooses a port. */
  readonly hostPorts?: PortRange;
  readonly clusterPorts: PortRange;
  readonly protocol: Transport;
}

const unreadable = (why: string, remedy: string): Misfit => ({ why, remedy });

/** Reads a port mapping as k3d does, except that what k3d drops without a word is refused. */
export function parsePortSpec(text: string): PortSpec | Misfit {
  const [before, filters] = text.split('@');
  if (filters !== undefined) {
    return unreadable(
      `"@${filters}" is how the command line of k3d says the nodes`,
      `Write "${before}" with nodeFilters: ["${filters.split(';').join('", "')}"].`,
    );
  }
  const end = text.slice(text.lastIndexOf(':') + 1);
  const target = end.replace(/\/.*$/s, '');
  const [protocol = 'tcp', ...more] = end.split('/').slice(1);
  const parts = text.split(':').slice(0, -1);
  const host = parts.pop() ?? '';
  const address = parts.join(':');
  const hostIp = /^\[.*\]$/s.test(address) ? address.slice(1, -1) : address;

  if (hostIp === 'localhost') {
    return unreadable(
      `docker listens on addresses, and "localhost" is a name`,
      'Write 127.0.0.1 in place of localhost.',
    );
  }
  if (hostIp !== '' && !isIp(hostIp)) {
    return unreadable(`"${address}" is no IP address`, 'Write an address such as 127.0.0.1 in front, or leave it out.');
  }
  if (target === '')
    return unreadable('the port of the cluster is missing', 'Write "HOST:CLUSTER", for example "8080:80".');
  if (more.length > 0)
    return unreadable(`k3d drops "/${more.join('/')}"`, 'Write one protocol, and one entry for each.');
  if (!isProtocol(protocol.toLowerCase())) {
    return unreadable(`"${protocol}" is no protocol that docker knows`, 'Write tcp, udp, sctp, or leave it out.');
  }
  const clusterPorts = parseRange(target);
  if (!isRange(clusterPorts)) return clusterPorts;
  const read = { hostIp, clusterPorts, protocol: (protocol.toLowerCase() || 'tcp') as Transport };
  if (host === '') return read;
  const hostPorts = parseRange(host);
  if (!isRange(hostPorts)) return hostPorts;
  if (size(clusterPorts) > 1 && size(clusterPorts) !== size(hostPorts)) {
    return unreadable(
      `${size(hostPorts)} host ports cannot be paired with ${size(clusterPorts)} cluster ports`,
      'Write two ranges of one length.',
    );
  }
  return { ...read, hostPorts };
}

/** Writes a port mapping in the shortest way that reads back the same. */
export function printPortSpec({ hostIp, hostPorts, clusterPorts, protocol }: PortSpec): string {
  const address = hostIp === '' ? '' : `${isIpv6(hostIp) ? `[${hostIp}]` : hostIp}:`;
  const host = hostPorts ? `${printRange(hostPorts)}:` : '';
  const between = address !== '' && host === '' ? ':' : '';
  return `${address}${between}${host}${printRange(clusterPorts)}${protocol === 'tcp' ? '' : `/${protocol}`}`;
}

/** `80`, or `80-82`. */
export const printRange = ({ first, last }: PortRange): string => (first === last ? `${first}` : `${first}-${last}`);

export const isSpec = (read: PortSpec | Misfit): read is PortSpec => 'clusterPorts' in read;

/** How many ports there are in a range. */
export const size = ({ first, last }: PortRange): number => last - first + 1;

const isRange = (read: PortRange | Misfit): read is PortRange => 'first' in read;

// An empty protocol after the slash is tcp.
const isProtocol = (text: string) => ['', 'tcp', 'udp', 'sctp'].includes(text);

function parseRange(text: string): PortRange | Misfit {
  const [, from, to] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  if (from === undefined) return unreadable(`"${text}" is no port number`, 'Write a number from 1 to 65535.');
  const [first, last] = [Number(from), Number(to ?? from)];
  if (Math.max(first, last) > LAST_PORT) {
    return unreadable(`there is no port ${Math.max(first, last)}`, 'Write a number from 1 to 65535.');
  }
  if (last < first) return unreadable(`the range ${text} runs backwards`, `Write ${last}-${first}.`);
  return { first, last };
}

/** The address of this machine for itself. */
export const LOOPBACK = '127.0.0.1';

/** What docker is told, or says, where a socket listens on every address. */
const EVERYWHERE: ReadonlySet<string> = new Set(['', '0.0.0.0', '::']);

/** True for an address that stands for every address of this machine, of one version of IP at least. */
export const isEveryAddress = (address: string): boolean => EVERYWHERE.has(address);

/** True for an address that leads back to whoever asks it. */
export const isLoopback = (address: string): boolean => /^127\.|^::1$/.test(address);

/** True where what listens on an address of this machine answers on 127.0.0.1. */
export const answersOnLoopback = (hostIp = ''): boolean => isEveryAddress(hostIp) || hostIp === LOOPBACK;

/** The name under which a host socket is reached from this machine. */
export function reachedAs(hostIp = ''): string {
  if (answersOnLoopback(hostIp) || hostIp === '::1') return 'localhost';
  return hostIp.includes(':') ? `[${hostIp}]` : hostIp;
}

/** True for names that lead to this machine without a line in the hosts file. */
export const resolvesHere = (host: string): boolean =>
  /(^|\.)(localhost|localtest\.me|lvh\.me)$/i.test(host) || /127[.-]0[.-]0[.-]1\.(nip|sslip)\.io$/i.test(host);

/** The address at which this machine reaches a host socket. */
export const reachedAt = (hostIp?: string): string => (answersOnLoopback(hostIp) ? LOOPBACK : `${hostIp}`);

/** A name, and the address that it has to lead to. */
export interface HostsEntry {
  readonly name: string;
  readonly address: string;
}

/** The line of a hosts file that leads a name to an address. */
export const hostsLine = ({ name, address }: HostsEntry): string => `${address} ${name}`;

/** What mends a name that does not lead to this machine. */
export const addHostsLine = (entry: HostsEntry): string =>
  `Add the line "${hostsLine(entry)}" to the hosts file of this machine.`;

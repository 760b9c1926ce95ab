/** The address of this machine for itself. */
export const LOOPBACK = '127.0.0.1';

/** The address that stands for all of them. */
export const EVERY_ADDRESS = '0.0.0.0';

/** What docker is told, or says, where a socket listens on every address. */
const EVERYWHERE: ReadonlySet<string> = new Set(['', EVERY_ADDRESS, '::']);

/** True for an address that stands for every address of this machine, of one version of IP at least. */
export const isEveryAddress = (address: string): boolean => EVERYWHERE.has(address);

/** True for an address that leads back to whoever asks it. */
export const isLoopback = (address: string): boolean => /^127\.\d+\.\d+\.\d+$|^::1$/.test(address);

/** What a person writes, in a URL or for an address to listen on, where this machine itself is meant. */
const HERE: ReadonlySet<string> = new Set(['localhost', LOOPBACK, EVERY_ADDRESS, '[::1]']);

/** A host as it is written, and `localhost` for every way to write this machine. */
export const localName = (host: string): string => (HERE.has(host) ? 'localhost' : host);

/** The address on which docker listens for what it is told: of names it is told that of this machine alone. */
export const listeningAt = (host: string): string => (host === 'localhost' ? LOOPBACK : host);

/** True for what leads a program in a pod to the pod itself: `localhost`, `127.0.0.1`, `0.0.0.0`. */
export const isItself = (host: string): boolean =>
  /(^|\.)localhost$/i.test(host) || isLoopback(host) || isEveryAddress(host);

/** True where what listens on an address of this machine answers on 127.0.0.1. */
export const answersOnLoopback = (hostIp = ''): boolean => isEveryAddress(hostIp) || hostIp === LOOPBACK;

/** The name under which a host socket is reached from this machine. */
export function reachedAs(hostIp = ''): string {
  if (answersOnLoopback(hostIp) || hostIp === '::1') return 'localhost';
  return hostFor(hostIp);
}

/** An address as it stands before a port: one of IPv6 in brackets. */
export const hostFor = (address: string): string => (address.includes(':') ? `[${address}]` : address);

/** The address without these brackets. */
export const bareAddress = (host: string): string => host.replace(/^\[|\]$/g, '');

/** True for a host in a URL that is an address, and no name. */
export const isAddress = (host: string): boolean => /^[\d.]+$|^\[/.test(host);

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

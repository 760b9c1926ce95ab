import type { Transport } from '../route';
import { usualPort } from '../port';
import type { ServicePort } from './services';

/** What a client speaks at the other end of a port. */
export type Scheme = 'http' | 'https' | Transport;

const HTTP = /^(http|http2|h2c|web|ws)([.-]|$)/i;
const HTTPS = /^(https|wss)([.-]|$)/i;
const HTTP_PORTS = new Set([80, 3000, 4200, 5000, 5173, 8000, 8080, 8081, 8089, 8888, 9000]);
const HTTPS_PORTS = new Set([443, 8443, 9443]);
const OTHER_PORTS = new Set([
  21, 22, 25, 53, 389, 1433, 1883, 2181, 3306, 4222, 5432, 5672, 6379, 9092, 8883, 11211, 27017, 29092, 50051, 61616,
]);

/**
 * What is spoken, by the first of these that says something: the transport, `appProtocol` or the name of the port, a
 * path that the exposure asks for, the number of the port. What an exposure of ours opens is web unless one of these
 * says otherwise; what is only found is plain tcp.
 */
export function schemeOf(
  { protocol, appProtocol, name, target, port }: ServicePort,
  declared: boolean,
  path?: string,
): Scheme {
  if (protocol !== 'tcp') return protocol;
  const said = appProtocol?.replace(/^kubernetes\.io\//, '') ?? name ?? '';
  if (HTTPS.test(said)) return 'https';
  if (HTTP.test(said) || path !== undefined) return 'http';
  if (appProtocol !== undefined) return 'tcp';
  const number = typeof target === 'number' ? target : port;
  if (HTTPS_PORTS.has(number)) return 'https';
  return HTTP_PORTS.has(number) || (declared && !OTHER_PORTS.has(number)) ? 'http' : 'tcp';
}

/** An address that a person can open, without the port where the scheme says it. */
export function urlOf(scheme: Scheme, host: string, port: number | undefined, path = ''): string {
  const suffix = port === undefined || usualPort(scheme) === port ? '' : `:${port}`;
  return `${scheme}://${host}${suffix}${path.replace(NOT_IN_URLS, encodeURIComponent)}`;
}

/** What no URL holds as it is: all that is no visible letter of ASCII. Half of a pair of surrogates is no letter at all. */
const NOT_IN_URLS = /[^!-~\p{Cs}]/gu;

/** Stands behind an address whose host port docker chooses. */
export const CHOSEN = ' (docker chooses the host port)';

/** The address of a host socket. Where docker chooses its port nobody can open it, and a word says so. */
export function socketUrl(scheme: Scheme, host: string, port: number | undefined, path?: string): string {
  return `${urlOf(scheme, host, port, path)}${port === undefined ? CHOSEN : ''}`;
}

/** The same address, once docker has chosen. */
export function withPort(url: string, port: number): string {
  return url.replace(CHOSEN, '').replace(/^(\w+:\/\/(?:\[[^\]]*\]|[^/:]*))/, `$1:${port}`);
}

/** The path as it stands in a URL: nothing for the root. */
export function pathOf(path: string | undefined): string {
  const full = path === undefined || path.startsWith('/') ? (path ?? '') : `/${path}`;
  return full === '/' ? '' : full;
}

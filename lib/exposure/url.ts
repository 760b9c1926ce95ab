import { Protocol } from '../routes/protocol';

/** What a URL on this machine is made of. */
export interface HostUrl {
  readonly scheme?: 'http' | 'https';
  readonly host?: string;
  readonly hostPort: number;
  readonly path?: string;
  readonly protocol?: Protocol;
}

const STANDARD_PORT = { http: 80, https: 443 } as const;

/** The URL as a person types it: without the port that the scheme brings, without a lone slash. */
export function hostUrl({ scheme = 'http', host = 'localhost', hostPort, path = '', protocol }: HostUrl): string {
  if (protocol === Protocol.UDP) return `udp://${host}:${hostPort}`;
  const port = hostPort === STANDARD_PORT[scheme] ? '' : `:${hostPort}`;
  return `${scheme}://${host}${port}${path.replace(/^\/*$/, '').replace(/^(?=[^/])/, '/')}`;
}

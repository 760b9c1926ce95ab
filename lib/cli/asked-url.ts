import { hideLogin, withoutLogin } from '../routes/hide-login';
import { routesFor } from '../routes/report/url';
import type { Route } from '../routes/route';

/** A scheme, a port, a path or a dot: neither a word nor the id of a rule has any of them. */
export const URL_LIKE = /[:/.]|^localhost$/;

/** A port of this machine. */
const PORT = /^\d+$/;

/** What a URL without a scheme may mean, the usual first. */
const SCHEMES = ['http', 'https', 'tcp', 'udp'];

/** What is spoken over HTTP, whatever its URLs begin with. */
const OVER_HTTP: ReadonlyMap<string, string> = new Map([
  ['ws', 'http'],
  ['wss', 'https'],
  ['grpc', 'http'],
  ['grpcs', 'https'],
]);

/** What stands on a command line for a URL, as one: without the login in it, and a port alone as that of this machine. */
export const askedUrl = (written: string): string =>
  PORT.test(written) ? `localhost:${written}` : withoutLogin(written);

/** The URL that somebody means who writes no scheme, or that of a program: one with a route, where there is any. */
export function meantUrl(asked: string, routes: readonly Route[]): string {
  const [, scheme, rest] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/is.exec(asked) ?? [];
  if (scheme !== undefined && SCHEMES.includes(scheme)) return asked;
  const [host] = `${rest}`.split(/[/?#]/);
  const web = OVER_HTTP.get(`${scheme}`);
  const urls =
    rest === undefined
      ? SCHEMES.map((each) => `${each}://${asked}`)
      : // A database has a path of its own, of which a way of TCP knows nothing.
        web === undefined
        ? ['tcp', 'udp', 'http', 'https'].map((each) => `${each}://${host}`)
        : [`${web}://${rest}`];
  return urls.find((each) => routesFor(routes, each).length > 0) ?? asked;
}

/** Why no route can be asked for something; undefined where it is a URL. */
export function noUrl(asked: string): string | undefined {
  const shown = hideLogin(asked);
  const url = /^[^/?#]*:\/\//.test(shown) ? shown : `http://${shown}`;
  if (URL_LIKE.test(shown) && !/\s/.test(shown) && URL.canParse(url)) return undefined;
  return `"${shown}" is no URL. Write one such as http://localhost:8080.`;
}

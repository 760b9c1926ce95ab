import type { Finding } from '../finding';
import type { Route } from '../route';

const USUAL: ReadonlyMap<string, string> = new Map([
  ['http', ':80'],
  ['https', ':443'],
]);

/** Other names for `localhost`. */
const THIS_MACHINE = /^(127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?=:|$)/;

/** A URL taken apart: scheme and host in lower case, no usual port, no slash at the end. */
interface Address {
  /** `http://localhost:8085`. */
  readonly origin: string;
  /** `/api`, empty for the root. */
  readonly path: string;
}

/** Reads what a person writes: without a scheme it is http. Query and fragment reach no hop, so they are left out. */
function addressOf(url: string): Address {
  const [scheme, named, path] = partsOf(url.trim());
  const host = named.replace(THIS_MACHINE, 'localhost');
  const port = USUAL.get(scheme);
  const short = port !== undefined && host.endsWith(port) ? host.slice(0, -port.length) : host;
  return { origin: `${scheme}://${short}`, path: path.replace(/\/+$/, '') };
}

/** Scheme, host and path as they are written. */
function partsOf(url: string): [string, string, string] {
  const scheme = /^[a-z][a-z0-9+.-]*(?=:\/\/)/i.exec(url)?.[0];
  const rest = scheme === undefined ? url : url.slice(scheme.length + 3);
  const end = rest.search(/[/?#]|$/);
  return [(scheme ?? 'http').toLowerCase(), rest.slice(0, end).toLowerCase(), rest.slice(end).replace(/[?#].*$/s, '')];
}

/** One text for all ways to write the same URL. */
export function normalised(url: string): string {
  const { origin, path } = addressOf(url);
  return origin + path;
}

/** The routes that a request for this URL takes: its own, or those with the longest path above it. */
export function routesFor(routes: readonly Route[], url: string): readonly Route[] {
  const own = routesAt(routes, url);
  return own.length > 0 ? own : routesCovering(routes, url);
}

/** The findings that concern one of these routes. */
export function findingsOn(findings: readonly Finding[], routes: readonly Route[]): readonly Finding[] {
  const urls = new Set(routes.map(({ url }) => url));
  return findings.filter(({ route }) => route !== undefined && urls.has(route));
}

/** The routes with this very URL, declared ones first. */
function routesAt(routes: readonly Route[], url: string): readonly Route[] {
  const wanted = normalised(url);
  return routes
    .filter((route) => normalised(route.url) === wanted)
    .sort((a, b) => Number(b.declared) - Number(a.declared));
}

/** The routes that take a request for this URL although theirs is shorter: those with the longest path. */
function routesCovering(routes: readonly Route[], url: string): readonly Route[] {
  const { origin, path } = addressOf(url);
  const covering = routes
    .map((route) => ({ route, at: addressOf(route.url) }))
    .filter(({ at }) => at.origin === origin && `${path}/`.startsWith(`${at.path}/`));
  const longest = Math.max(...covering.map(({ at }) => at.path.length));
  return covering.filter(({ at }) => at.path.length === longest).map(({ route }) => route);
}

import type { Finding } from '../finding';
import { CHOSEN } from '../network/url';
import { groupBy } from '../plain';
import { usualPort } from '../port';
import type { Match, Route } from '../route';
import { localName, resolvesHere } from '../this-machine';
import { readBefore } from './words';

/** A URL taken apart: scheme and host in lower case. */
interface Address {
  readonly scheme: string;
  /** As it is written, which is what a controller compares. */
  readonly host: string;
  /** The same for every way to write this machine. */
  readonly machine: string;
  /** Empty where the scheme says it; no number where docker chooses it. */
  readonly port: string;
  /** As it is written, `/` for the root. */
  readonly path: string;
}

/** Reads what a person writes: without a scheme it is http. Query and fragment reach no hop, so they are left out. */
function addressOf(url: string): Address {
  const address = url.trim().replace(CHOSEN, '');
  const [scheme, named, path] = partsOf(address);
  const [written = ''] = /(?<=:)\d+$/.exec(named) ?? [];
  const host = written === '' ? named : named.slice(0, -written.length - 1);
  // No request names it, so no request is taken by what lies behind it.
  const port = address === url.trim() ? written : CHOSEN;
  return {
    scheme,
    host,
    machine: localName(host),
    port: port === `${usualPort(scheme)}` ? '' : port,
    path: path || '/',
  };
}

/** Scheme, host and path as they are written. */
function partsOf(url: string): [string, string, string] {
  const scheme = /^[a-z][a-z0-9+.-]*(?=:\/\/)/i.exec(url)?.[0];
  const rest = scheme === undefined ? url : url.slice(scheme.length + 3);
  const end = rest.search(/[/?#]|$/);
  return [(scheme ?? 'http').toLowerCase(), rest.slice(0, end).toLowerCase(), rest.slice(end).replace(/[?#].*$/s, '')];
}

const trimmed = (path: string) => path.replace(/(?<!\/)\/+$/, '');

/** A path as rules write it, and as controllers compare it: without what URLs make of a space. */
function legible(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

/** A path as URLs write it, whoever wrote it: what stays in it is neither read twice nor cut off as a blank. */
const sent = (path: string) => encodeURI(legible(path).replace(/\p{Surrogate}/gu, '\u{fffd}'));

/** One text for all ways to write the same URL. */
export function normalised(url: string): string {
  const { scheme, machine, port, path } = addressOf(url);
  return `${scheme}://${machine}${port && `:${port}`}${trimmed(sent(path))}`;
}

/** The routes among these that have this very URL. */
export function routesAt(routes: readonly Route[], url: string): readonly Route[] {
  const wanted = normalised(url);
  return routes.filter((route) => normalised(route.url) === wanted);
}

/**
 * The routes that a request for this URL takes; beside them those with this very URL, where others take its requests
 * away. Those with this URL come first, declared ones before others.
 */
export function routesFor(routes: readonly Route[], url: string): readonly Route[] {
  const asked = addressOf(url);
  const taking = routes.flatMap((route) => takenBy(route, asked) ?? []);
  const answering = [...groupBy(taking, ({ rivals }) => rivals).values()].flatMap((rivals) => {
    const first = Math.max(...rivals.map(({ precedence }) => precedence));
    return rivals.filter(({ precedence }) => precedence === first).map(({ route }) => route);
  });
  const byName = (some: readonly Route[]) =>
    [...routesAt(some, url)].sort((a, b) => Number(b.declared) - Number(a.declared));
  const own = byName(answering);
  const others = answering.filter((route) => !own.includes(route));
  return own.length > 0 ? [...own, ...others] : [...byName(taking.map(({ route }) => route)), ...others];
}

/** The findings that concern one of these routes. */
export function findingsOn(findings: readonly Finding[], routes: readonly Route[]): readonly Finding[] {
  const urls = new Set(routes.map(({ url }) => url));
  return findings.filter(({ route }) => route !== undefined && urls.has(route));
}

/** A route that a request takes unless one of its rivals comes first. */
interface Taken {
  readonly route: Route;
  readonly precedence: number;
  readonly rivals: string;
}

function takenBy(route: Route, asked: Address): Taken | undefined {
  const at = addressOf(route.url);
  if (at.scheme !== asked.scheme || at.port !== asked.port) return undefined;
  const { match } = route;
  if (match) return takenByRule(route, match, at, asked);
  if (isPlain(route)) return arrives(at, asked) ? { route, precedence: 0, rivals: 'plain' } : undefined;
  // A rule that nobody reads, or a report of a version that did not write what its rules match: the URL has to do.
  const above = at.machine === asked.machine && `${trimmed(asked.path)}/`.startsWith(`${trimmed(at.path)}/`);
  return above ? { route, precedence: at.path.length, rivals: 'text' } : undefined;
}

/** Nothing on its way reads host or path: of TCP and UDP, the name of a server at most, which stands in the URL. */
const isPlain = ({ hops, url }: Route) =>
  hops.some(({ kind }) => kind === 'name') &&
  (readBefore(url) === undefined || !hops.some(({ kind }) => kind === 'ingress-controller' || kind === 'ingress-rule'));

/** True where the name that is asked for leads to the address of a route. */
const arrives = (at: Address, asked: Address) =>
  at.machine === asked.machine || (at.machine === 'localhost' && resolvesHere(asked.machine));

function takenByRule(route: Route, match: Match, at: Address, asked: Address): Taken | undefined {
  const { host, deep, precedence } = match;
  const named = host === undefined ? arrives(at, asked) : takesHost(host, asked.host, deep);
  if (!named || ![asked.path, legible(asked.path)].some((path) => takesPath(match, path))) return undefined;
  return { route, precedence, rivals: `rules of ${route.cluster}` };
}

/** A wildcard stands for one label, unless the rule lets it stand for more. */
function takesHost(host: string, asked: string, deep = false): boolean {
  if (!host.startsWith('*.')) return asked === host;
  return deep ? asked.endsWith(host.slice(1)) : asked.replace(/^[^.]+/, '*') === host;
}

/** Where nobody knows how a path is compared, nobody knows whether the route is served: it takes what it may take. */
function takesPath({ path, paths }: Match, asked: string): boolean {
  if (paths === 'exact') return asked === path;
  return paths === 'elements' ? `${asked}/`.startsWith(`${trimmed(path)}/`) : asked.startsWith(path);
}

import type { Misfit } from '../misfit';
import type { Named } from '../named';
import { record, records, text, texts, whole, type Plain } from '../plain';
import { alternativesIn, oneValueEach, outdatedIn, type Alternative, type Term } from './match';
import { faultIn } from './match-fault';
import { readingOf } from './match-grammar';
import { originOf, type Origin } from './origin';
import { middlewareIn, middlewareOf } from './middlewares';
import type { Traefik } from './traefik';
import { readsGroup, TRAEFIK_GROUPS } from './traefik-names';
import { abroadOf, listedIn, type sharesOf } from './traefik-services';
import { LAST_TWO } from './traefik-versions';
import { beyond, OPENS_URLS } from './beyond';
import { NO_SERVICE, precedenceOf, type Matcher, type Refusal, type Speech, type WebRule } from './web-rules';

/** Traefik's own kinds of rules, and what each of them takes. */
const SPEECH: ReadonlyMap<string, Speech> = new Map([
  ['IngressRoute', 'http'],
  ['IngressRouteTCP', 'tcp'],
  ['IngressRouteUDP', 'udp'],
]);

/** The names of these kinds. */
export const INGRESS_ROUTES: readonly string[] = [...SPEECH.keys()];

/** True for Traefik's own kinds of rules. */
export const isIngressRoute = ({ group, kind }: Named) => TRAEFIK_GROUPS.includes(group) && SPEECH.has(kind);

/** Every alternative of every match of an IngressRoute, of whatever it takes. */
export function rulesOfIngressRoute(
  named: Named,
  follow: ReturnType<typeof sharesOf>,
  traefik: Pick<Traefik, 'isThree' | 'isTwo' | 'readsOldGroup'>,
): readonly WebRule[] {
  const unserved = readsGroup(traefik, named) ? undefined : UNSERVED;
  const spec = record(named.json.spec);
  const origin = originOf(named);
  const speaks = SPEECH.get(named.kind)!;
  const entryPoints = texts(spec.entryPoints);
  const tlsOnly = speaks !== 'udp' && spec.tls !== undefined && spec.tls !== null;
  return records(spec.routes).flatMap((said, r) => {
    // A route of UDP says where it leads, and no more.
    const route: Plain = speaks === 'udp' ? { services: said.services } : said;
    const field = `spec.routes[${r}]`;
    const lead = follow(origin, listedIn(`${field}.services`, route.services));
    const { backends, abroad, inner, circle } = lead;
    const middlewares = records(route.middlewares);
    const strangers = middlewares.map(({ name, namespace }) => ({
      kind: middlewareOf(named.kind),
      name: text(name) ?? '',
      namespace: text(namespace) ?? origin.namespace,
    }));
    const { fault, outdated, server, precedence, matches } = wantedBy(route, speaks, traefik);
    const shared = {
      ...origin,
      field,
      speaks,
      fallback: false,
      tlsOnly,
      middlewares: middlewares.map((one) => middlewareIn(origin.namespace, one)),
      entryPoints: entryPoints.length > 0 ? entryPoints : undefined,
      precedence,
      backends,
      abroad: [...abroad, ...strangers.flatMap((one) => abroadOf(one, origin))],
      refused: malformed(origin, fault) ?? circular(origin, circle),
      outdated,
      untold: tlsOnly ? undefined : server,
      inner,
      unread: lead.unread ?? (backends.length === 0 && inner === undefined ? NO_SERVICE : undefined),
    };
    return matches.map((match) => ({ ...shared, ...match, ...unserved }));
  });
}

/** What a route asks of the requests that it takes. */
interface Wanted extends Pick<WebRule, 'outdated' | 'precedence'> {
  /** What no Traefik understands. */
  readonly fault?: Misfit;
  /** The name of the server, where a route of TCP asks for one. */
  readonly server?: string;
  /** Each alternative, as Traefik reads it. */
  readonly matches: readonly Match[];
}

function wantedBy(route: Plain, speaks: Speech, traefik: Pick<Traefik, 'isThree' | 'isTwo'>): Wanted {
  const match = text(route.match) ?? '';
  const reading = readingOf(match);
  const alternatives = speaks === 'udp' ? ANYTHING : alternativesIn(reading);
  const outdated = route.syntax === 'v2' ? undefined : outdatedIn(alternatives ?? []);
  const dropped = outdated !== undefined && traefik.isThree;
  const readTerms = speaks !== 'http' ? readServerName : dropped ? readDropped : readMatch;
  const several = dropped || traefik.isTwo || route.syntax === 'v2';
  const meant = alternatives && several ? oneValueEach(alternatives) : alternatives;
  return {
    fault: speaks === 'udp' ? undefined : faultIn(reading, speaks),
    outdated,
    server: speaks === 'tcp' ? serverIn(alternatives ?? []) : undefined,
    // All of the match counts, as it is written, for each of its alternatives.
    precedence: precedenceOf(whole(route.priority), match, speaks === 'tcp' && isCatchAll(alternatives)),
    matches: meant?.map((terms) => readTerms(terms, match)) ?? [unread(match)],
  };
}

function malformed({ id }: Origin, fault: Misfit | undefined): Refusal | undefined {
  if (!fault) return undefined;
  const why = `Traefik does not understand a match of ${id} and drops the route: ${fault.why}.`;
  return { why, fault: 'ingress-match-malformed', remedy: fault.remedy };
}

function circular({ id }: Origin, circle: Origin | undefined): Refusal | undefined {
  if (!circle) return undefined;
  const why = `${id} leads to ${circle.id}, which leads back to itself: Traefik drops the route, and its older releases run out of memory.`;
  const remedy = `Name Services in ${circle.id}, and no TraefikService that leads to it.`;
  return { why, fault: 'traefik-service-circle', remedy };
}

/** A rule that is not read stands in nobody's way, and leads nowhere. */
const UNSERVED = {
  matcher: 'other',
  backends: [],
  middlewares: [],
  abroad: [],
  refused: undefined,
  outdated: undefined,
  untold: undefined,
  unread: `Traefik 3 reads nothing of traefik.containo.us, and only k3s up to 1.${LAST_TWO} surely brings Traefik 2`,
} as const;

/** No match is asked for: every datagram of an entry point is taken. */
const ANYTHING: readonly Alternative[] = [[]];

/** True for a match that is asked last, whatever its length. */
const isCatchAll = (alternatives: readonly Alternative[] | undefined) =>
  alternatives?.length === 1 && alternatives[0]!.length === 1 && anyServer(alternatives[0]![0]!);

const anyServer = ({ matcher, values, not }: Term) => matcher === 'HostSNI' && values[0] === ANY_SERVER && !not;

const ANY_SERVER = '*';

/** The name of a server for which a match asks before any other. */
function serverIn(alternatives: readonly Alternative[]): string | undefined {
  const name = alternatives.flat().find(({ matcher }) => matcher === 'HostSNI')?.values[0];
  return name === ANY_SERVER ? undefined : name;
}

type Match = Pick<WebRule, 'host' | 'path' | 'matcher'> & { readonly unread?: string };

const unread = (match: string, host?: string): Match => ({
  host,
  path: '/',
  matcher: 'other',
  unread: `the match "${match.slice(0, 80)}" is more than we read`,
});

/** Hosts and paths, and what narrows them down. */
function readMatch(terms: Alternative, match: string): Match {
  const narrowing = terms.filter(({ matcher, not }) => !not && NARROWING.has(matcher));
  const { Host, Path, PathPrefix } = valuesIn(terms);
  const host = text(Host)?.toLowerCase();
  const read = [Host, Path, PathPrefix].filter((value) => value !== undefined);
  const both = Path !== undefined && PathPrefix !== undefined;
  if (read.length + narrowing.length !== terms.length || both) return unread(match, host);
  const path = Path ?? PathPrefix ?? '/';
  const asked = narrowing.flatMap((term) => NARROWING.get(term.matcher)!(term.values) ?? []);
  if (asked.length > 0) return { host, path, matcher: 'other', unread: beyond(asked) };
  const matcher: Matcher = Path === undefined ? 'prefix' : 'exact';
  return { path, matcher, host };
}

type Narrowed = (values: readonly string[]) => string | undefined;

const byHeader: Narrowed = ([name]) => `header ${name}`;
const byQuery: Narrowed = ([name]) => `query ${name?.replace(/=.*$/s, '')}`;

/** What matchers beside those of host and path ask for; nothing where whoever opens a URL does as they ask. */
const NARROWING: ReadonlyMap<string, Narrowed> = new Map([
  [
    'Method',
    (values) =>
      values.some((value) => value.toUpperCase() === OPENS_URLS) ? undefined : `method ${values.join(' or ')}`,
  ],
  ['Header', byHeader],
  ['Headers', byHeader],
  ['HeaderRegexp', byHeader],
  ['HeadersRegexp', byHeader],
  ['Query', byQuery],
  ['QueryRegexp', byQuery],
  ['ClientIP', () => 'the address of the client'],
]);

/** What a match says that Traefik drops: its host and path are named, and it takes no request from any other. */
function readDropped(terms: Alternative, match: string): Match {
  const { Host, Path, PathPrefix } = valuesIn(terms);
  return { ...unread(match, text(Host)?.toLowerCase()), path: Path ?? PathPrefix ?? '/' };
}

/** The name of a server that stands alone. */
function readServerName(terms: Alternative, match: string): Match {
  const { HostSNI } = valuesIn(terms);
  const host = HostSNI === ANY_SERVER ? undefined : text(HostSNI)?.toLowerCase();
  const read = HostSNI === undefined ? 0 : 1;
  return read === terms.length ? { path: '/', matcher: 'prefix', host } : unread(match, host);
}

/** The values of matchers that have one and must hold. */
const valuesIn = (terms: Alternative): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(
    terms.flatMap(({ matcher, values, not }) => (not || values.length > 1 ? [] : [[matcher, values[0]!] as const])),
  );

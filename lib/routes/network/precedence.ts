import { groupBy, push } from '../plain';
import type { Match } from '../route';
import { isGatewayRoute } from './gateway/api';
import { within } from './selection';
import type { EntryPoint } from './entry-points';
import type { WebRule } from './web-rules';

/** What another rule does to one. */
export interface Clash {
  /** A tie: both are asked with the same priority, and which of them comes first is left to chance. */
  readonly kind: 'duplicate' | 'shadowed' | 'tie';
  readonly by: WebRule;
  /** The one of two duplicates that is to be reported. */
  readonly second: boolean;
}

/** A rule and the doors at which it is asked. */
export interface Placed {
  readonly rule: WebRule;
  readonly ingressClass: string;
  readonly points: readonly EntryPoint[];
  /** Absent where the rule is more than we read. */
  readonly match?: Match;
}

/** Which rules say the same as another one, and which can never match. */
export function clashesOf(placed: readonly Placed[]): ReadonlyMap<WebRule, Clash> {
  const readable = placed.filter(
    (one) => one.rule.matcher !== 'other' && !one.rule.fallback && !isCanary(one.rule) && isAsked(one),
  );
  const clashes = new Map<WebRule, Clash>();
  secondDefaults(placed, clashes);
  for (const served of groupBy(readable, rivalsIn).values()) {
    duplicates(served, clashes);
    // Which rule comes first is known of Traefik alone, where it compares letters.
    shadows(
      served.filter(({ match }) => match?.paths === 'exact' || match?.paths === 'letters'),
      clashes,
    );
  }
  return clashes;
}

/** Rules of two classes never meet; nor do those of TCP and HTTP, nor those of TCP with and without TLS. */
const rivalsIn = ({ ingressClass, rule: { speaks, tlsOnly } }: Placed) =>
  `${ingressClass} ${speaks === 'tcp' && tlsOnly ? 'tls' : speaks}`;

/** False where a rule is asked nowhere, or nobody knows at which doors: other controllers have doors for each Gateway. */
const isAsked = ({ rule: { refused, kind, entryPoints }, match }: Placed) =>
  !refused && (!isGatewayRoute(kind) || (entryPoints !== undefined && match?.paths !== 'unknown'));

const isCanary = ({ facts }: WebRule) =>
  facts.json.metadata?.annotations?.['nginx.ingress.kubernetes.io/canary'] === 'true';

const answersAlike = (a: WebRule, b: WebRule) => answerersOf(a) === answerersOf(b);

const answerersOf = ({ backends }: WebRule) =>
  JSON.stringify(backends.map(({ namespace, service, port }) => [namespace, service, port]));

/** Traefik takes the default backend of one Ingress for all of them, whatever entry points it names. */
function secondDefaults(placed: readonly Placed[], clashes: Map<WebRule, Clash>): void {
  const [first, ...others] = placed.filter(({ rule, match }) => rule.fallback && match && match.paths !== 'unknown');
  for (const { rule } of others) {
    if (!answersAlike(first!.rule, rule)) clashBoth(first!.rule, rule, clashes);
  }
}

function clashBoth(by: WebRule, rule: WebRule, clashes: Map<WebRule, Clash>): void {
  clashes.set(rule, { kind: 'duplicate', by, second: true });
  if (!clashes.has(by)) clashes.set(by, { kind: 'duplicate', by: rule, second: false });
}

function duplicates(placed: readonly Placed[], clashes: Map<WebRule, Clash>): void {
  // Most rules are alone with their host: nothing is to be compared.
  for (const alike of groupBy(placed, ({ rule }) => rule.host).values()) {
    if (alike.length > 1) sameClaims(alike, clashes);
  }
}

function sameClaims(alike: readonly Placed[], clashes: Map<WebRule, Clash>): void {
  const first = new Map<string, WebRule>();
  for (const { rule, points } of alike) {
    for (const { name } of points) {
      const key = `${rule.precedence} ${rule.matcher} ${name} ${rule.path}`;
      const by = first.get(key);
      if (!by) first.set(key, rule);
      else if (!answersAlike(by, rule)) clashBoth(by, rule, clashes);
    }
  }
}

/** Rules that compare beginnings, by their paths of one length. */
interface Beginnings {
  readonly length: number;
  readonly byPath: ReadonlyMap<string, readonly Placed[]>;
}

/** The same by host, the shortest first. */
type Prefixes = ReadonlyMap<string | undefined, readonly Beginnings[]>;

function shadows(placed: readonly Placed[], clashes: Map<WebRule, Clash>): void {
  const prefixes = prefixesOf(placed);
  for (const one of placed) {
    if (clashes.has(one.rule)) continue;
    const clash = overtaken(one, prefixes);
    if (clash) clashes.set(one.rule, clash);
  }
}

function prefixesOf(placed: readonly Placed[]): Prefixes {
  const prefixes = new Map<string | undefined, Map<number, Map<string, Placed[]>>>();
  for (const one of placed) {
    const { host, path, matcher } = one.rule;
    if (matcher !== 'prefix' || path.length > LONGEST) continue;
    const paths = within(within(prefixes, host), path.length);
    // A few are enough: whatever beats a rule, one of them is named.
    if ((paths.get(path)?.length ?? 0) < 8) push(paths, path, one);
  }
  const inOrder = (byLength: ReadonlyMap<number, Beginnings['byPath']>) =>
    Array.from(byLength, ([length, byPath]): Beginnings => ({ length, byPath })).sort((a, b) => a.length - b.length);
  return new Map(Array.from(prefixes, ([host, byLength]) => [host, inOrder(byLength)]));
}

/** Rules whose host and path take all that those of one take, the widest path of each host first. */
const over = ({ rule: { host, path } }: Placed, prefixes: Prefixes): readonly Placed[] =>
  hostsOver(host).flatMap((wide) => (prefixes.get(wide) ?? []).flatMap((beginnings) => startOf(path, beginnings)));

const startOf = (path: string, { length, byPath }: Beginnings): readonly Placed[] =>
  (length <= path.length && byPath.get(path.slice(0, length))) || [];

/** By a rule that takes all that this one takes and is asked before it; else by one that may be. */
function overtaken(narrow: Placed, prefixes: Prefixes): Clash | undefined {
  let tie: WebRule | undefined;
  for (const wide of over(narrow, prefixes)) {
    const lead = wide.rule.precedence - narrow.rule.precedence;
    if (lead < 0 || !covers(wide, narrow)) continue;
    if (lead > 0) return { kind: 'shadowed', by: wide.rule, second: true };
    tie ??= wide.rule;
  }
  return tie && { kind: 'tie', by: tie, second: true };
}

/** True where another answer is given at every door of a rule. */
function covers(wide: Placed, narrow: Placed): boolean {
  return (
    wide !== narrow &&
    narrow.points.length > 0 &&
    narrow.points.every((point) => wide.points.includes(point)) &&
    !answersAlike(wide.rule, narrow.rule)
  );
}

/** The host itself, the wildcard over it, and any host. */
function hostsOver(host: string | undefined): readonly (string | undefined)[] {
  if (host === undefined) return [undefined];
  const dot = host.indexOf('.');
  return host.startsWith('*.') || dot < 0 ? [host, undefined] : [host, `*${host.slice(dot)}`, undefined];
}

/** The letters of a path that are looked at: Traefik compares letters, so `/api` stands over `/apiv1`. */
const LONGEST = 256;

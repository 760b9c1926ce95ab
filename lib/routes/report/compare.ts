import type { Finding } from '../finding';
import { groupBy } from '../plain';
import type { Route } from '../route';
import type { Access } from './access';
import { normalised } from './url';
import { leadsTo } from './words';

/** A URL before and after a change. */
export interface RouteChange {
  readonly url: string;
  readonly cluster?: string;
  readonly before?: RouteEnd;
  readonly after?: RouteEnd;
}

/** How a URL ends: the best of its routes. */
interface RouteEnd {
  readonly status: Route['status'];
  readonly declared: boolean;
  readonly leadsTo: readonly string[];
  readonly why?: string;
}

/** What a change does to findings and routes. */
export interface Comparison {
  readonly findings: { readonly introduced: readonly Finding[]; readonly fixed: readonly Finding[] };
  readonly routes: {
    readonly introduced: readonly RouteChange[];
    /** Broken now and not before, those that are new among them. */
    readonly broken: readonly RouteChange[];
    readonly fixed: readonly RouteChange[];
    readonly removed: readonly RouteChange[];
    /** Leads elsewhere than before, or is known less well. */
    readonly changed: readonly RouteChange[];
  };
}

/** Compares two accesses. Lines and places in files do not count: moving an object changes nothing. */
export function compareAccess(before: Access, after: Access): Comparison {
  const changes = routeChanges(endsOf(before.routes), endsOf(after.routes));
  const those = (kind: Kind) => changes.filter((change) => kindOf(change) === kind);
  return {
    findings: {
      introduced: missingIn(before.findings, after.findings),
      fixed: missingIn(after.findings, before.findings),
    },
    routes: {
      introduced: those('introduced'),
      broken: those('broken'),
      fixed: those('fixed'),
      removed: those('removed'),
      changed: those('changed'),
    },
  };
}

const missingIn = (known: readonly Finding[], findings: readonly Finding[]): readonly Finding[] => {
  const keys = new Set(known.map(findingKey));
  return findings.filter((finding) => !keys.has(findingKey(finding)));
};

function findingKey({ rule, level, where, object, field, message, route }: Finding): string {
  return JSON.stringify([rule, level, object ?? lineless(where), field, lineless(message), route]);
}

const lineless = (text: string) => text.replace(/(\.(?:ya?ml|json)):\d+/g, '$1');

type Ends = ReadonlyMap<
  string,
  Required<Pick<RouteChange, 'url'>> & { readonly cluster?: string; readonly end: RouteEnd }
>;
type Kind = keyof Comparison['routes'] | 'same';

const RANK: Readonly<Record<Route['status'], number>> = { complete: 0, unknown: 1, broken: 2 };

function endsOf(routes: readonly Route[]): Ends {
  const groups = groupBy(routes, ({ cluster, url }) => JSON.stringify([cluster, normalised(url)]));
  return new Map([...groups].map(([key, group]) => [key, endOf(group)]));
}

function endOf(group: readonly Route[]) {
  const [best] = [...group].sort((a, b) => RANK[a.status] - RANK[b.status]) as [Route];
  const { url, cluster, status, why } = best;
  const ends = [...new Set(group.flatMap((route) => leadsTo(route) ?? []))].sort();
  const end: RouteEnd = { status, declared: group.some(({ declared }) => declared), leadsTo: ends, why };
  return { url, cluster, end };
}

function routeChanges(before: Ends, after: Ends): readonly RouteChange[] {
  const keys = [...new Set([...before.keys(), ...after.keys()])].sort();
  return keys.map((key) => {
    const [was, is] = [before.get(key), after.get(key)];
    const { url, cluster } = (is ?? was) as { url: string; cluster?: string };
    return { url, cluster, before: was?.end, after: is?.end };
  });
}

function kindOf({ before, after }: RouteChange): Kind {
  if (!after) return 'removed';
  if (!before) return after.status === 'broken' ? 'broken' : 'introduced';
  if (before.status === after.status) return before.leadsTo.join() === after.leadsTo.join() ? 'same' : 'changed';
  if (after.status === 'broken') return 'broken';
  return after.status === 'complete' ? 'fixed' : before.status === 'broken' ? 'fixed' : 'changed';
}

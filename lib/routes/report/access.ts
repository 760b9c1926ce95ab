import type { Finding } from '../finding';
import type { Judged, Verdict } from '../rules/judge';
import type { Mapping, Match, Route } from '../route';
import type { Site } from '../world';
import { answering } from './answering';

/** Version of the shape below. A reader refuses what is newer than it knows. */
export const ACCESS_VERSION = 1;

/** A cluster and where it is described. */
interface AccessCluster {
  readonly name: string;
  /** Construct path, or file and line. */
  readonly where: string;
}

/** The whole of routes, mappings and findings of one synth: what stands in `access/routes.json`. */
export interface Access extends Verdict {
  readonly version: typeof ACCESS_VERSION;
  readonly clusters: readonly AccessCluster[];
  readonly routes: readonly Route[];
  readonly mappings: readonly Mapping[];
}

/** Joins what is known of every site with what the rules say of them. */
export function accessOf(sites: readonly Site[], verdict: Judged): Access {
  const { version, clusters, routes, mappings, findings, allowed } = tidied(joined(sites, verdict));
  return {
    version,
    clusters: [...clusters],
    routes: [...routes],
    mappings: [...mappings],
    findings: [...findings],
    allowed: [...allowed],
  };
}

/** The same as it was found: the keys of a route stand in any order. */
export function joined(sites: readonly Site[], { findings, allowed, idle }: Judged): Access {
  const found = sites.map((site) => answering(site, idle));
  return {
    version: ACCESS_VERSION,
    clusters: sites.flatMap(({ cluster }) => cluster ?? []),
    routes: found.flatMap(({ routes }) => routes),
    mappings: found.flatMap(({ mappings }) => mappings),
    findings,
    allowed,
  };
}

/** Access, of which each member is made while it is read. */
type Tidied = { readonly [K in keyof Access]: Access[K] extends readonly (infer T)[] ? Iterable<T> : Access[K] };

/** As routes.json holds it, key after key. */
export const tidied = ({ version, clusters, routes, mappings, findings, allowed }: Access): Tidied => ({
  version,
  clusters: each(clusters, tidyCluster),
  routes: each(routes, tidyRoute),
  mappings: each(mappings, tidyMapping),
  findings: each(findings, tidyFinding),
  allowed: each(allowed, tidyFinding),
});

function* each<T, R>(items: readonly T[], make: (item: T) => R): Iterable<R> {
  for (const item of items) yield make(item);
}

// The order of the keys below is the order in routes.json. A key without a value is left out when it is printed.

const tidyCluster = ({ name, where }: AccessCluster): AccessCluster => ({ name, where });

const tidyRoute = ({ cluster, url, declared, status, why, match, hops }: Route): Route => ({
  cluster,
  url,
  declared,
  status,
  why,
  match: match && tidyMatch(match),
  hops: hops.map(({ kind, name, where, port, next, note }) => ({ kind, name, where, port, next, note })),
});

const tidyMatch = ({ host, deep, path, paths, precedence }: Match): Match => ({
  host,
  deep,
  path,
  paths,
  precedence,
});

const tidyMapping = ({
  cluster,
  hostIp,
  hostPort,
  clusterPort,
  protocol,
  via,
  nodes,
  leadsTo,
  status,
}: Mapping): Mapping => ({ cluster, hostIp, hostPort, clusterPort, protocol, via, nodes, leadsTo, status });

const tidyFinding = (finding: Finding): Finding => ({
  rule: finding.rule,
  level: finding.level,
  clusters: finding.clusters,
  where: finding.where,
  object: finding.object,
  field: finding.field,
  message: finding.message,
  remedy: finding.remedy,
  route: finding.route,
  hop: finding.hop,
  source: finding.source,
  reason: finding.reason,
});

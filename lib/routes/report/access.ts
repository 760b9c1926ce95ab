import type { Finding } from '../finding';
import type { Verdict } from '../judge';
import type { Mapping, Route } from '../route';
import { routesOf } from '../routes';
import type { ClusterFacts, Site } from '../world';

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
export function accessOf(sites: readonly Site[], { findings, allowed }: Verdict): Access {
  const found = sites.map(routesOf);
  return {
    version: ACCESS_VERSION,
    clusters: sites.flatMap(({ cluster }) => (cluster ? [named(cluster)] : [])),
    routes: found.flatMap(({ routes }) => routes.map(tidyRoute)),
    mappings: found.flatMap(({ mappings }) => mappings.map(tidyMapping)),
    findings: findings.map(tidyFinding),
    allowed: allowed.map(tidyFinding),
  };
}

const named = ({ name, where }: ClusterFacts): AccessCluster => ({ name, where });

// The order of the keys below is the order in routes.json. A key without a value is left out when it is printed.

const tidyRoute = ({ cluster, url, declared, status, why, match, hops }: Route): Route => ({
  cluster,
  url,
  declared,
  status,
  why,
  match: match && { host: match.host, path: match.path, paths: match.paths, precedence: match.precedence },
  hops: hops.map(({ kind, name, where, port, next, note }) => ({ kind, name, where, port, next, note })),
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

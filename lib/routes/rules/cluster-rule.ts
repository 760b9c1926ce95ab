import { clusterNodes } from '../k3d/cluster-nodes';
import type { Nodes } from '../k3d/node-filter';
import { type PortEntry, portEntries } from '../k3d/port-entry';
import { memo, type Plain, record } from '../plain';
import type { ClusterFacts, Site } from '../world';
import type { Rule } from './rule';
import { aboutCluster, type Statement } from './speak';

/** A cluster with what its config says of nodes and ports. */
export interface ClusterReading {
  readonly cluster: ClusterFacts;
  readonly config: Plain;
  readonly nodes: Nodes;
  readonly entries: readonly PortEntry[];
}

/** Reads a cluster once for all rules. */
export const readCluster = memo((cluster: ClusterFacts): ClusterReading => {
  const nodes = clusterNodes(cluster.config);
  return { cluster, config: record(cluster.config), nodes, entries: portEntries(cluster.config, nodes) };
});

/** A rule that speaks about the description of a cluster, and is silent where there is none. */
export const clusterRule = (
  id: string,
  title: string,
  check: (reading: ClusterReading, site: Site) => Iterable<Statement>,
  supersedes: readonly string[] = [],
): Rule => ({
  id,
  title,
  supersedes,
  *check(site) {
    const { cluster } = site;
    if (!cluster) return;
    for (const said of check(readCluster(cluster), site)) yield* aboutCluster(cluster, said);
  },
});

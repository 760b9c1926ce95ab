import { MOST } from '../../k3d/cluster-nodes';
import { isExpanded, isHostName } from '../../k3d/formats';
import { hasOwnDatastore } from '../../k3d/k3s-args';
import { dashed } from '../../names';
import { record, text } from '../../plain';
import type { ClusterFacts, Site } from '../../world';
import { error, type Statement, warning } from '../speak';
import { clusterRule } from '../cluster-rule';
import { freeSubnet } from './subnets';

/** k3d prefixes and suffixes the name, and the whole has to fit a host name. */
const LONGEST_NAME = 32;

const COUNTS = [
  { key: 'servers', least: 1 },
  { key: 'agents', least: 0 },
] as const;

/** Of two clusters of an app each has a name of its own; two files may tell of one cluster at two times. */
function* sameName({ name, where }: ClusterFacts, { others, byProgram }: Site, at: string): Iterable<Statement> {
  const twin = byProgram && others.find((other) => other.name === name && other.where < where);
  if (!twin) return;
  const askers = [twin.where, where];
  yield {
    ...error(at, `Two clusters are called "${twin.name}": ${askers.join(' and ')}.`, 'Give one of them another name.'),
    askers,
  };
}

/** Rules on the name of a cluster and the number of its nodes. */
export const countRules = [
  clusterRule('cluster-name-invalid', 'The name of a cluster cannot be used', function* ({ cluster, config }, site) {
    const { name } = record(config.metadata);
    if (typeof name !== 'string' || isExpanded(name)) return;
    const at = 'metadata.name';
    yield* sameName(cluster, site, at);
    const plain = dashed(name, LONGEST_NAME);
    if (!isHostName(name)) {
      yield error(
        at,
        `The cluster name "${name}" is no host name.`,
        plain === '' ? 'Write lower-case letters, digits and "-".' : `Write "${plain}".`,
      );
    } else if (name.length > LONGEST_NAME) {
      yield error(
        at,
        `The cluster name "${name}" has ${name.length} characters, and k3d takes ${LONGEST_NAME}.`,
        'Write a shorter name.',
      );
    } else if (/[A-Z.]/.test(name)) {
      yield warning(
        at,
        `The cluster name "${name}" becomes part of the names of containers and nodes, which capitals and dots do not suit.`,
        `Write "${plain}".`,
      );
    }
  }),

  clusterRule('cluster-count-invalid', 'A cluster cannot have that many nodes', function* ({ config }) {
    for (const { key, least } of COUNTS) {
      const count = config[key];
      if (typeof count !== 'number') continue;
      if (count < least || Number.isNaN(count)) {
        yield error(
          key,
          `The cluster asks for ${count} ${key}, and needs at least ${least}.`,
          `Write ${key}: ${least}.`,
        );
      } else if (count > MOST) {
        yield error(
          key,
          `The cluster asks for ${count} ${key}, and one docker network takes about ${MOST} containers.`,
          `Write a number that this machine carries, for example ${key}: ${least + 2}.`,
        );
      } else if (!Number.isInteger(count)) {
        const cut = Math.trunc(count);
        yield error(key, `The cluster asks for ${count} ${key}, of which k3d makes ${cut}.`, `Write ${key}: ${cut}.`);
      }
    }
  }),

  clusterRule('cluster-even-servers', 'A cluster has an even number of servers', function* ({ config, nodes }) {
    const { servers } = nodes;
    // So many are not made, which is said above.
    if (servers % 2 !== 0 || servers === MOST || hasOwnDatastore(config)) return;
    yield warning(
      'servers',
      `${servers} servers survive no more failures than ${servers - 1}: etcd needs more than half of them.`,
      `Write servers: ${servers - 1} or servers: ${servers + 1}.`,
    );
  }),

  clusterRule(
    'cluster-servers-without-subnet',
    'Several servers have no fixed addresses',
    function* ({ cluster, config, nodes }, site) {
      if (nodes.servers < 2 || text(config.subnet) || hasOwnDatastore(config)) return;
      yield warning(
        'subnet',
        `${nodes.servers} servers have no subnet, so docker may give them other addresses at a restart, and etcd does not find them.`,
        `Give the cluster a subnet, for example "${freeSubnet(cluster, site)}".`,
      );
    },
  ),
];

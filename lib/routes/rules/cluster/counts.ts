import { MOST } from '../../k3d/cluster-nodes';
import { isExpanded, isHostName } from '../../k3d/formats';
import { record, text } from '../../plain';
import { error, warning } from '../speak';
import { clusterRule } from '../cluster-rule';

/** k3d prefixes and suffixes the name, and the whole has to fit a host name. */
const LONGEST_NAME = 32;

const COUNTS = [
  { key: 'servers', least: 1 },
  { key: 'agents', least: 0 },
] as const;

/** Rules on the name of a cluster and the number of its nodes. */
export const countRules = [
  clusterRule('cluster-name-invalid', 'The name of a cluster cannot be used', function* ({ config }) {
    const { name } = record(config.metadata);
    if (typeof name !== 'string' || isExpanded(name)) return;
    const at = 'metadata.name';
    const plain = name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, LONGEST_NAME);
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

  clusterRule('cluster-even-servers', 'A cluster has an even number of servers', function* ({ nodes: { servers } }) {
    // So many are not made, which is said above.
    if (servers % 2 !== 0 || servers === MOST) return;
    yield warning(
      'servers',
      `${servers} servers survive no more failures than ${servers - 1}: etcd needs more than half of them.`,
      `Write servers: ${servers - 1} or servers: ${servers + 1}.`,
    );
  }),

  clusterRule(
    'cluster-servers-without-subnet',
    'Several servers have no fixed addresses',
    function* ({ config, nodes }) {
      if (nodes.servers < 2 || text(config.subnet)) return;
      yield warning(
        'subnet',
        `${nodes.servers} servers have no subnet, so docker may give them other addresses at a restart, and etcd does not find them.`,
        'Give the cluster a subnet, for example "172.28.0.0/16".',
      );
    },
  ),
];

import { sharesHostNetwork } from '../../k3d/cluster-nodes';
import { isExpanded, isPortText, parseSubnet } from '../../k3d/formats';
import { containers } from '../../k3d/node-filter';
import { list, record, text } from '../../plain';
import { EVERY_ADDRESS } from '../../this-machine';
import type { ClusterFacts, Site } from '../../world';
import { error, info, type Statement, warning } from '../speak';
import { freeSubnet, overlap, subnetOf } from './subnets';
import { clusterRule } from '../cluster-rule';
import { inWords } from '../in-words';

/** Gateway and tools container, and the first and last address, which nobody may have. */
const RESERVED = 4;

/** Of two clusters whose subnets overlap, docker makes the network of one. The later one says it. */
function* shared(cluster: ClusterFacts, subnet: string, site: Site): Iterable<Statement> {
  const { where } = cluster;
  const [other] = site.others.filter((one) => {
    const theirs = one.where < where ? subnetOf(one) : undefined;
    return theirs !== undefined && overlap(subnet, theirs);
  });
  if (!other) return;
  yield warning(
    'subnet',
    `The subnet "${subnet}" overlaps "${subnetOf(other)}" of cluster ${other.name}, so docker refuses the network of the one that is made later.`,
    `Write another one, for example "${freeSubnet(cluster, site)}".`,
  );
}

/** Rules on the docker network of a cluster and the address of its API. */
export const networkRules = [
  clusterRule('api-port-invalid', 'The port of the Kubernetes API is no port number', function* ({ cluster, config }) {
    const port = text(record(config.kubeAPI).hostPort);
    if (port === undefined || isPortText(port) || isExpanded(port)) return;
    yield error(
      'kubeAPI.hostPort',
      `"${port}" is no port for the Kubernetes API, and k3d notices only when its containers start.`,
      port === 'random'
        ? 'Leave it out for a free port.'
        : inWords(
            cluster,
            'Write a number from 1 to 65535 in quotes, for example "6445".',
            'Write a number from 1 to 65535, for example 6445.',
          ),
    );
  }),

  clusterRule('api-host-unset', 'The Kubernetes API listens on every address', function* ({ cluster, config }) {
    const { host, hostIP } = record(config.kubeAPI);
    if (sharesHostNetwork(config) || text(host) || (text(hostIP) ?? EVERY_ADDRESS) !== EVERY_ADDRESS) return;
    yield info(
      'kubeAPI.hostIP',
      'The Kubernetes API listens on 0.0.0.0: the network reaches it too, and the kubeconfig names 0.0.0.0.',
      `Write ${inWords(cluster, 'hostIP', 'hostIp')}: "127.0.0.1".`,
    );
  }),

  clusterRule(
    'host-network-conflict',
    'The network of the host does not go with the rest',
    function* ({ config, nodes, entries }) {
      if (!sharesHostNetwork(config)) return;
      const count = containers(nodes);
      if (count > 1) {
        yield error(
          'network',
          `${count} nodes cannot share the network of the host: they want the same ports.`,
          'Write servers: 1 and agents: 0.',
        );
      }
      if (list(config.hostAliases).length > 0) {
        yield error('hostAliases', 'With the network of the host k3d takes no host aliases.', 'Remove hostAliases.');
      }
      for (const { index, port, faults } of entries) {
        if (!faults.some(({ kind }) => kind === 'no-balancer')) continue;
        yield error(
          `ports[${index}]`,
          `"${port}" wants the load balancer, and with the network of the host there is none.`,
          'Remove the mapping: what listens on the node listens on this machine.',
        );
      }
    },
  ),

  clusterRule('network-and-subnet', 'The subnet cannot be used', function* ({ cluster, config, nodes }, site) {
    const [network, subnet] = [text(config.network), text(config.subnet)];
    if (subnet === undefined || subnet === 'auto' || isExpanded(subnet)) return;
    const read = parseSubnet(subnet);
    if (!read) {
      yield error(
        'subnet',
        `"${subnet}" is no subnet.`,
        `Write an address and a prefix length, for example "${freeSubnet(cluster, site)}".`,
      );
    } else if (network !== undefined) {
      yield error(
        'subnet',
        `The subnet "${subnet}" is given together with the network "${network}", which has its own.`,
        'Remove one of the two.',
      );
    } else if (read.version === 4 && 2 ** (32 - read.length) < RESERVED + containers(nodes)) {
      yield error(
        'subnet',
        `The subnet "${subnet}" has ${2 ** (32 - read.length)} addresses, and the cluster needs ${RESERVED + containers(nodes)}.`,
        `Write a larger one, for example "${freeSubnet(cluster, site)}".`,
      );
    } else {
      yield* shared(cluster, subnet, site);
    }
  }),
];

import { sharesHostNetwork } from '../../k3d/cluster-nodes';
import { isAgent } from '../../k3d/node-filter';
import type { PortEntry } from '../../k3d/port-entry';
import { API_PORT } from '../../k3d/topology';
import { list, memo, record } from '../../plain';
import type { ClusterFacts, Site } from '../../world';
import { clusterRule } from '../cluster-rule';
import { inWords, nodesInWords, onServers } from '../in-words';
import { error, info, warning } from '../speak';

/** Rules on the way of a port mapping: through the load balancer or past it, and to which nodes. */
export const mappedNodeRules = [
  clusterRule(
    'port-proxied-without-balancer',
    'A port wants a load balancer that is disabled',
    function* ({ cluster, config, entries }) {
      if (sharesHostNetwork(config)) return;
      for (const { index, port, faults } of entries) {
        if (!faults.some(({ kind }) => kind === 'no-balancer')) continue;
        const askers = cluster.portAskers?.[index] ?? [];
        yield error(
          `ports[${index}]`,
          `"${port}" goes through the load balancer, which is disabled.`,
          askers.length > 0
            ? `Leave the load balancer enabled, which ${askers.join(' and ')} needs.`
            : pastBalancer(cluster),
        );
      }
    },
  ),

  clusterRule(
    'port-direct-many-nodes',
    'One host port is to be opened by several nodes',
    function* ({ cluster, entries }) {
      for (const { index, port, faults } of entries) {
        for (const fault of faults) {
          if (fault.kind !== 'many-nodes') continue;
          yield error(
            `ports[${index}].nodeFilters`,
            `"${port}" is opened directly by ${fault.nodes.length} nodes, and k3d takes one.`,
            inWords(
              cluster,
              'Name one node, for example "server:0:direct".',
              'Name one node, for example nodes: Nodes.server(0).',
            ),
          );
        }
      }
    },
  ),

  clusterRule('port-filter-overridden', 'A node filter is ignored', function* ({ cluster, entries }) {
    for (const { index, port, filters, overridden } of entries) {
      if (!overridden) continue;
      const ignored = filters
        .map((filter) => filter.replace(/^loadbalancer(:(\d+|\*))?(:proxy)?/, ''))
        .filter(Boolean)
        .map((filter) => `"${filter}"`);
      if (ignored.length === 0) continue;
      yield warning(
        `ports[${index}].nodeFilters`,
        nodesInWords(
          cluster,
          `Beside "loadbalancer" k3d ignores ${ignored.join(', ')}: "${port}" leads to every server and agent.`,
        ),
        inWords(
          cluster,
          'Write "loadbalancer" alone for every node, or leave it out.',
          filters.some((filter) => filter.endsWith(':direct'))
            ? 'Leave direct out, or name the node that opens the port, for example nodes: Nodes.server(0).'
            : 'Write nodes: Nodes.loadBalancer() alone for every node, or leave it out.',
        ),
      );
    }
  }),

  clusterRule('port-shared-upstream', 'Two mappings share their nodes', function* ({ cluster, entries }, site) {
    const seen = new Map<string, PortEntry>();
    for (const entry of entries) {
      const nodes = balanced(entry);
      if (!entry.spec || nodes.length === 0) continue;
      const { clusterPorts, protocol } = entry.spec;
      for (let port = clusterPorts.first; port <= clusterPorts.last; port++) {
        // The API is there by itself, and has a rule of its own.
        if (port === API_PORT && protocol === 'tcp') continue;
        const earlier = seen.get(`${port}/${protocol}`);
        seen.set(`${port}/${protocol}`, earlier ?? entry);
        if (!earlier || balanced(earlier).join() === nodes.join()) continue;
        const level = openOnEveryNode(site).has(port) ? info : warning;
        yield level(
          `ports[${entry.index}]`,
          `"${earlier.port}" and "${entry.port}" lead to one cluster port, so the load balancer sends both to the nodes of both.`,
          inWords(
            cluster,
            'Write the same nodeFilters on both, or ":direct" behind one of them.',
            'Write the same nodes on both, or direct: true on one of them.',
          ),
        );
        break;
      }
    }
  }),

  clusterRule(
    'port-api-through-all',
    'The Kubernetes API is looked for on agents',
    function* ({ cluster, entries, nodes }) {
      for (const entry of entries) {
        const { index, port, spec } = entry;
        if (spec?.protocol !== 'tcp' || spec.clusterPorts.first > API_PORT || spec.clusterPorts.last < API_PORT)
          continue;
        if (!balanced(entry).some((name) => isAgent(nodes, name))) continue;
        yield warning(
          `ports[${index}].nodeFilters`,
          `"${port}" sends requests for the Kubernetes API to agents, which do not serve it.`,
          onServers(cluster),
        );
      }
    },
  ),

  clusterRule('port-sctp-proxied', 'The load balancer does not speak SCTP', function* ({ cluster, entries }) {
    for (const entry of entries) {
      if (entry.spec?.protocol !== 'sctp' || balanced(entry).length === 0) continue;
      yield error(
        `ports[${entry.index}]`,
        `"${entry.port}" leads SCTP through the load balancer, which listens for TCP in its place.`,
        pastBalancer(cluster),
      );
    }
  }),
];

const pastBalancer = (cluster: ClusterFacts) =>
  inWords(cluster, 'Write nodeFilters: ["server:0:direct"].', 'Write nodes: Nodes.server(0), direct: true.');

/** The nodes that an entry wants the load balancer to reach, in one order. */
const balanced = ({ publications }: PortEntry): readonly string[] =>
  [...new Set(publications.filter(({ via }) => via === 'balancer').flatMap(({ nodes }) => nodes))].sort();

/** Node ports that every node answers, whichever node runs the pod. */
const openOnEveryNode = memo(({ objects }: Site): ReadonlySet<unknown> => {
  const services = objects.map(({ json }) => record(json)).filter(({ kind }) => kind === 'Service');
  const specs = services.map(({ spec }) => record(spec)).filter((spec) => spec.externalTrafficPolicy !== 'Local');
  return new Set(specs.flatMap(({ ports }) => list(ports).map((port) => record(port).nodePort)));
});

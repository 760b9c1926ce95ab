import { sharesHostNetwork } from '../k3d/cluster-nodes';
import { NODE_PORTS } from '../k3d/k3s-args';
import { isAgent } from '../k3d/node-filter';
import type { PortEntry } from '../k3d/port-entry';
import { size } from '../k3d/port-spec';
import { API_PORT } from '../k3d/topology';
import { list, memo, record } from '../plain';
import type { Site } from '../world';
import { clusterRule } from './cluster-rule';
import { freePort } from './free-port';
import { claimsOf, clashes, takenPorts } from './host-port-claims';
import { inWords } from './in-words';
import type { Rule } from './rule';
import { error, info, type Statement, warning } from './speak';

/** Docker starts a process for each port, and k3d waits for all of them. */
const MANY = 100;

/** Ports that AirPlay holds on macOS. */
const AIRPLAY = [5000, 7000];

/** Rules on the ports that a cluster opens on this machine. */
export const hostPortRules: readonly Rule[] = [
  clusterRule('host-port-taken-twice', 'One host port is asked for twice', function* ({ cluster }, { others }) {
    const claims = claimsOf(cluster);
    const instead = (port: number) =>
      `Give one of them another host port, for example ${freePort(port, takenPorts(claims))}.`;
    for (const { port, earlier, later } of clashes(claims)) {
      const askers = [...earlier.askers, ...later.askers];
      const both = (said: Statement): Statement => ({ ...said, askers });
      if (earlier.path === later.path) {
        yield both(
          error(
            later.path,
            `Host port ${port} is opened twice by ${later.who}: k3d opens it once for each suffix of its node filters.`,
            'Write the same suffix on all of its node filters.',
          ),
        );
      } else if (earlier.target(port) === later.target(port)) {
        yield both(
          warning(
            later.path,
            `Host port ${port} is asked for twice with the same target, by ${earlier.who} and by ${later.who}, and k3d hands both to docker.`,
            'Remove one of the two.',
          ),
        );
      } else {
        yield both(
          error(
            later.path,
            `Host port ${port} is asked for twice: by ${earlier.who} and by ${later.who}.`,
            instead(port),
          ),
        );
      }
    }
    // Each pair of clusters is looked at from both; one of them says it.
    for (const other of others.filter(({ where }) => where < cluster.where)) {
      for (const { port, earlier, later } of clashes(claimsOf(other), claims)) {
        const said = warning(
          later.path,
          `Host port ${port} is asked for by ${later.who}, and in cluster ${other.name} by ${earlier.who}, so the two clusters cannot run at once.`,
          instead(port),
        );
        yield { ...said, askers: later.askers };
      }
    }
  }),

  clusterRule('host-port-privileged', 'A host port that not every machine gives away', function* ({ cluster }) {
    for (const { ports, path, who } of claimsOf(cluster)) {
      const airplay = AIRPLAY.find((port) => ports.first <= port && port <= ports.last);
      if (ports.first < 1024) {
        yield info(
          path,
          `Host port ${ports.first} of ${who} is below 1024, which an engine without root rights does not open.`,
          `Where that is so, take a port such as ${8000 + ports.first}.`,
        );
      } else if (airplay !== undefined) {
        yield info(
          path,
          `Host port ${airplay} of ${who} is held by AirPlay on macOS.`,
          `On a Mac, take a port such as ${airplay + 1}.`,
        );
      }
    }
  }),

  clusterRule('port-spec-malformed', 'A port mapping cannot be read', function* ({ entries }) {
    for (const { index, port, spec, faults } of entries) {
      const at = `ports[${index}].port`;
      for (const fault of faults) {
        if (fault.kind === 'spec')
          yield error(at, `The port mapping "${port}" cannot be used: ${fault.why}.`, fault.remedy);
      }
      if (spec?.clusterPorts.first === 0) {
        yield error(
          at,
          `The port mapping "${port}" leads to port 0, on which nothing can listen.`,
          'Write a cluster port from 1 to 65535.',
        );
      }
    }
  }),

  clusterRule('port-range-huge', 'A port mapping opens very many ports', function* ({ entries }) {
    for (const { index, port, spec } of entries) {
      if (!spec || size(spec.clusterPorts) <= MANY) continue;
      const { first, last } = spec.clusterPorts;
      const at = `ports[${index}].port`;
      if (first <= NODE_PORTS.first && last >= NODE_PORTS.last) {
        yield error(
          at,
          `"${port}" opens every node port: docker needs minutes for ${size(spec.clusterPorts)} ports, and mostly fails.`,
          'Map the node ports that you use, each by itself.',
        );
      } else {
        yield warning(
          at,
          `"${port}" opens ${size(spec.clusterPorts)} ports, which makes docker slow.`,
          'Map the ports that you use, each by itself.',
        );
      }
    }
  }),

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
            : inWords(
                cluster,
                'Write nodeFilters: ["server:0:direct"].',
                'Write nodes: Nodes.server(0), direct: true.',
              ),
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
        `Beside "loadbalancer" k3d ignores ${ignored.join(', ')}: "${port}" leads to every server and agent.`,
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
          inWords(cluster, 'Write nodeFilters: ["server:*"].', 'Write nodes: Nodes.servers().'),
        );
      }
    },
  ),

  clusterRule('port-random', 'Docker chooses the host port', function* ({ entries }) {
    for (const { index, port, spec, publications } of entries) {
      if (!spec || publications.length === 0) continue;
      const { hostPorts, clusterPorts } = spec;
      if (hostPorts && hostPorts.first > 0 && size(hostPorts) === size(clusterPorts)) continue;
      yield info(
        `ports[${index}].port`,
        `"${port}" names no host port, so docker chooses another one at each creation and no URL can be promised.`,
        `Write a host port in front, for example "8080:${clusterPorts.first}".`,
      );
    }
  }),

  clusterRule('port-sctp-proxied', 'The load balancer does not speak SCTP', function* ({ entries }) {
    for (const entry of entries) {
      if (entry.spec?.protocol !== 'sctp' || balanced(entry).length === 0) continue;
      yield error(
        `ports[${entry.index}]`,
        `"${entry.port}" leads SCTP through the load balancer, which listens for TCP in its place.`,
        'Write nodeFilters: ["server:0:direct"].',
      );
    }
  }),
];

/** The nodes that an entry wants the load balancer to reach, in one order. */
const balanced = ({ publications }: PortEntry): readonly string[] =>
  [...new Set(publications.filter(({ via }) => via === 'balancer').flatMap(({ nodes }) => nodes))].sort();

/** Node ports that every node answers, whichever node runs the pod. */
const openOnEveryNode = memo(({ objects }: Site): ReadonlySet<unknown> => {
  const services = objects.map(({ json }) => record(json)).filter(({ kind }) => kind === 'Service');
  const specs = services.map(({ spec }) => record(spec)).filter((spec) => spec.externalTrafficPolicy !== 'Local');
  return new Set(specs.flatMap(({ ports }) => list(ports).map((port) => record(port).nodePort)));
});

import { memo, record, text } from '../plain';
import { fixedPort } from '../port';
import type { Transport } from '../route';
import { EVERY_ADDRESS } from '../this-machine';
import { clusterNodes, sharesHostNetwork } from './cluster-nodes';
import { agentNames, balancerName, type Nodes, serverNames } from './node-filter';
import { type PortEntry, portEntries } from './port-entry';
import { printRange, size } from './port-spec';

/** A container of a cluster. */
interface ClusterContainer {
  readonly name: string;
  readonly role: 'server' | 'agent' | 'loadbalancer';
}

/** A port that docker publishes on this machine, and who serves it in the end. */
export interface HostSocket {
  /** Empty for every address. */
  readonly hostIp: string;
  /** Absent where docker chooses. */
  readonly hostPort?: number;
  /** The host port as docker is asked for it: a number, a range to choose from, or nothing. */
  readonly asked: string;
  readonly protocol: Transport;
  readonly containerPort: number;
  /** Container that publishes it. */
  readonly container: string;
  readonly via: 'balancer' | 'direct';
  /** Nodes that serve it. */
  readonly nodes: readonly string[];
  /** Index in `ports`; absent for the Kubernetes API. */
  readonly mapping?: number;
}

/** What k3d makes of a config: its containers, and how they are reached from this machine. */
interface Topology {
  readonly nodes: readonly ClusterContainer[];
  readonly sockets: readonly HostSocket[];
}

/** Port of the Kubernetes API on every server. */
export const API_PORT = 6443;

/** Computes what k3d makes of a config, whatever its quality. */
export function topologyOf(config: unknown): Topology {
  const nodes = clusterNodes(config);
  const entries = portEntries(config, nodes);
  const upstreams = upstreamsOf(entries, nodes);
  return {
    nodes: [
      ...serverNames(nodes).map((name) => ({ name, role: 'server' as const })),
      ...agentNames(nodes).map((name) => ({ name, role: 'agent' as const })),
      ...(nodes.balancer ? [{ name: balancerName(nodes), role: 'loadbalancer' as const }] : []),
    ],
    sockets: [
      apiSocket(config, nodes, upstreams),
      ...(sharesHostNetwork(config) ? [] : socketsOf(entries, nodes, upstreams)),
    ],
  };
}

const NOBODY: readonly string[] = [];
const key = (port: number, protocol: Transport) => `${port}.${protocol}`;

/**
 * Container port and protocol (`80.tcp`) → nodes that the load balancer spreads it over. It knows ports, not mappings:
 * whoever asks for one port shares its nodes.
 */
function upstreamsOf(entries: readonly PortEntry[], nodes: Nodes): ReadonlyMap<string, readonly string[]> {
  const upstreams = new Map<string, readonly string[]>();
  if (nodes.balancer) upstreams.set(key(API_PORT, 'tcp'), serverNames(nodes));
  for (const { spec, publications } of entries) {
    const proxied = new Set(
      publications.filter(({ via }) => via === 'balancer').flatMap(({ nodes: reached }) => reached),
    );
    if (!spec || proxied.size === 0) continue;
    const joined = memo((known: readonly string[]): readonly string[] => [...new Set([...known, ...proxied])]);
    for (let port = spec.clusterPorts.first; port <= spec.clusterPorts.last; port++) {
      upstreams.set(key(port, spec.protocol), joined(upstreams.get(key(port, spec.protocol)) ?? NOBODY));
    }
  }
  return upstreams;
}

function apiSocket(config: unknown, nodes: Nodes, upstreams: ReadonlyMap<string, readonly string[]>): HostSocket {
  const { hostIP, hostPort } = record(record(config).kubeAPI);
  const served = upstreams.get(key(API_PORT, 'tcp'));
  const first = serverNames(nodes).slice(0, 1);
  // With the network of the host k3d takes 6443, whatever is written.
  const asked = sharesHostNetwork(config) ? String(API_PORT) : (text(hostPort) ?? '');
  return {
    hostIp: text(hostIP) ?? EVERY_ADDRESS,
    hostPort: fixedPort(asked),
    asked,
    protocol: 'tcp',
    containerPort: API_PORT,
    ...(served
      ? { container: balancerName(nodes), via: 'balancer', nodes: served }
      : { container: first.join(), via: 'direct', nodes: first }),
  };
}

function socketsOf(
  entries: readonly PortEntry[],
  nodes: Nodes,
  upstreams: ReadonlyMap<string, readonly string[]>,
): readonly HostSocket[] {
  const sockets: HostSocket[] = [];
  for (const { index, spec, publications } of entries) {
    if (!spec) continue;
    const { hostIp, hostPorts, clusterPorts, protocol } = spec;
    for (let step = 0; step < size(clusterPorts); step++) {
      const containerPort = clusterPorts.first + step;
      const asked = !hostPorts ? '' : size(clusterPorts) > 1 ? `${hostPorts.first + step}` : printRange(hostPorts);
      const socket = { hostIp, hostPort: fixedPort(asked), asked, protocol, containerPort, mapping: index };
      const served = upstreams.get(key(containerPort, protocol)) ?? NOBODY;
      for (const { via, nodes: direct } of publications) {
        sockets.push(
          via === 'balancer'
            ? { ...socket, container: balancerName(nodes), via, nodes: served }
            : { ...socket, container: direct.join(), via, nodes: direct },
        );
      }
    }
  }
  return sockets;
}

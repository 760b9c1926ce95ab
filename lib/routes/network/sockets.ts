import { fieldName } from '../field-name';
import { clusterNodes, sharesHostNetwork } from '../k3d/cluster-nodes';
import { isExpanded } from '../k3d/formats';
import { portEntries } from '../k3d/port-entry';
import { topologyOf, type HostSocket } from '../k3d/topology';
import { list, push, record, text, texts } from '../plain';
import type { ClusterFacts } from '../world';
import { portKey } from '../port';

/** A port of this machine and the port of the nodes that it leads to. */
export interface Socket extends Omit<HostSocket, 'hostIp' | 'containerPort'> {
  /** Absent for every address. */
  readonly hostIp?: string;
  readonly clusterPort: number;
  /** Who asked for it. */
  readonly where: string;
}

/** The host sockets of a cluster, by what they lead to. */
export interface Sockets {
  readonly all: readonly Socket[];
  readonly at: (protocol: string, clusterPort: number) => readonly Socket[];
  /** Why more may lead in than we see: a mapping cannot be read, or every port of a node is one of this machine. */
  readonly unread?: string;
}

const NONE: readonly Socket[] = [];

/** Indexes the host sockets of a cluster, that of its API among them. */
export function socketsOf(cluster: ClusterFacts | undefined): Sockets {
  if (!cluster) return { all: NONE, at: () => NONE };
  const { sockets } = topologyOf(cluster.config);
  const all = sockets.map(({ hostIp, containerPort, ...socket }): Socket => {
    const [asker] = (socket.mapping === undefined ? undefined : cluster.portAskers?.[socket.mapping]) ?? [];
    return { ...socket, hostIp: hostIp || undefined, clusterPort: containerPort, where: asker ?? cluster.where };
  });
  const index = new Map<string, Socket[]>();
  for (const socket of all) push(index, portKey(socket.protocol, socket.clusterPort), socket);
  const read = new Set(all.map(({ mapping }) => mapping));
  const unread = list(record(cluster.config).ports).findIndex((_, mapping) => !read.has(mapping));
  return {
    all,
    at: (protocol, clusterPort) => index.get(portKey(protocol, clusterPort)) ?? NONE,
    unread: sharesHostNetwork(cluster.config)
      ? `Cluster ${cluster.name} has the network of this machine, where k3d maps no port.`
      : unread < 0
        ? undefined
        : whyUnread(cluster, unread),
  };
}

/** Why a mapping leads nowhere, as far as that is said in few words. */
function whyUnread({ name, config, fields }: ClusterFacts, index: number): string {
  const path = `ports[${index}]`;
  const { port, nodeFilters } = record(list(record(config).ports)[index]);
  const place = `${fieldName(fields, path) ?? path} of cluster ${name}`;
  const open = [text(port) ?? '', ...texts(nodeFilters)].find(isExpanded);
  if (open !== undefined) return `${place} says "${open}", which the environment decides.`;
  const [fault] = portEntries(config, clusterNodes(config)).find((entry) => entry.index === index)?.faults ?? [];
  if (fault?.kind === 'filter') return `${place} asks for node "${fault.fault.filter}": ${fault.fault.why}.`;
  return `${place} cannot be read${fault?.kind === 'spec' ? `: ${fault.why}` : ''}.`;
}

import { sharesHostNetwork } from '../k3d/cluster-nodes';
import { topologyOf } from '../k3d/topology';
import { list, push, record } from '../plain';
import type { Transport } from '../route';
import type { ClusterFacts } from '../world';
import { portKey } from './balancing';

/** A port of this machine and the port of the nodes that it leads to. */
export interface Socket {
  readonly hostIp?: string;
  /** Absent where docker chooses one. */
  readonly hostPort?: number;
  readonly clusterPort: number;
  readonly protocol: Transport;
  readonly via: 'balancer' | 'direct';
  /** Container on which docker opens it. */
  readonly container: string;
  /** Nodes that it reaches. */
  readonly nodes: readonly string[];
  /** Place of its mapping in `ports` of the config; absent for what k3d opens by itself. */
  readonly mapping?: number;
  /** Who asked for it. */
  readonly where: string;
}

/** The host sockets of a cluster, by what they lead to. */
export interface Sockets {
  readonly all: readonly Socket[];
  readonly at: (protocol: string, clusterPort: number) => readonly Socket[];
  /** False where a mapping cannot be read, or every port of a node is one of this machine: more may lead in than we see. */
  readonly known: boolean;
}

const NONE: readonly Socket[] = [];

/** Indexes the host sockets of a cluster, that of its API among them. */
export function socketsOf(cluster: ClusterFacts | undefined): Sockets {
  if (!cluster) return { all: NONE, at: () => NONE, known: true };
  const { sockets } = topologyOf(cluster.config);
  const all = sockets.map(({ hostIp, containerPort, ...socket }): Socket => {
    const [asker] = (socket.mapping === undefined ? undefined : cluster.portAskers?.[socket.mapping]) ?? [];
    return { ...socket, hostIp: hostIp || undefined, clusterPort: containerPort, where: asker ?? cluster.where };
  });
  const index = new Map<string, Socket[]>();
  for (const socket of all) push(index, portKey(socket.protocol, socket.clusterPort), socket);
  const read = new Set(all.map(({ mapping }) => mapping));
  const written = list(record(cluster.config).ports);
  return {
    all,
    at: (protocol, clusterPort) => index.get(portKey(protocol, clusterPort)) ?? NONE,
    known: !sharesHostNetwork(cluster.config) && written.every((_, mapping) => read.has(mapping)),
  };
}

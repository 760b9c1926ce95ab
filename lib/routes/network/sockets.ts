import type { ClusterFacts } from '../world';
import { list, object, objects, text, texts } from './json';
import { portKey } from './balancing';
import { push } from './selection';

/** A port of this machine and the port of the nodes that it leads to. */
export interface Socket {
  readonly hostIp?: string;
  /** Absent where docker chooses one. */
  readonly hostPort?: number;
  readonly clusterPort: number;
  readonly protocol: 'tcp' | 'udp' | 'sctp';
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
  /** False where a mapping cannot be read, so that more may lead in than we see. */
  readonly known: boolean;
  /** Number of nodes of the cluster. */
  readonly nodes: number;
  readonly servers: readonly string[];
  readonly hasBalancer: boolean;
}

const NONE: readonly Socket[] = [];

/** Indexes the host sockets of a cluster. */
export function socketsOf(cluster: ClusterFacts | undefined): Sockets {
  const { all, ...rest } = cluster ? read(cluster) : { all: NONE, nodes: 0, servers: [], hasBalancer: false };
  const index = new Map<string, Socket[]>();
  for (const socket of all) push(index, portKey(socket.protocol, socket.clusterPort), socket);
  const seen = new Set(all.map(({ mapping }) => mapping));
  return {
    all,
    ...rest,
    at: (protocol, clusterPort) => index.get(portKey(protocol, clusterPort)) ?? NONE,
    known: list(object(cluster?.config).ports).every((_, mapping) => seen.has(mapping)),
  };
}

function read(cluster: ClusterFacts): Pick<Sockets, 'all' | 'nodes' | 'servers' | 'hasBalancer'> {
  const config = object(cluster.config);
  const servers = typeof config.servers === 'number' ? config.servers : 1;
  const agents = typeof config.agents === 'number' ? config.agents : 0;
  const nodes = [
    ...Array.from({ length: servers }, (_, i) => `k3d-${cluster.name}-server-${i}`),
    ...Array.from({ length: agents }, (_, i) => `k3d-${cluster.name}-agent-${i}`),
  ];
  const all = objects(config.ports).flatMap((mapping, index): readonly Socket[] => {
    const found = /^(?:(\d+):)?(\d+)(?:\/(tcp|udp))?$/.exec(text(mapping.port) ?? '');
    if (!found) return [];
    const [filter = 'loadbalancer'] = texts(mapping.nodeFilters);
    const direct = /^(server|agent):(\d+):direct$/.exec(filter);
    const node = `k3d-${cluster.name}-${direct?.[1]}-${direct?.[2]}`;
    return [
      {
        ...(found[1] && { hostPort: Number(found[1]) }),
        clusterPort: Number(found[2]),
        protocol: (found[3] ?? 'tcp') as 'tcp',
        via: direct ? 'direct' : 'balancer',
        container: direct ? node : `k3d-${cluster.name}-serverlb`,
        nodes: direct ? [node] : nodes,
        mapping: index,
        where: cluster.portAskers?.[index]?.[0] ?? cluster.where,
      },
    ];
  });
  return { all, nodes: nodes.length, servers: nodes.slice(0, servers), hasBalancer: true };
}

import type { Hop, Route } from '../route';
import type { ExposureFacts, ObjectFacts } from '../world';
import type { Standing } from './balancing';
import type { End, Fault } from './ends';
import type { Network, WebWay } from './network';
import { count } from './read';
import type { Service } from './services';
import type { Socket } from './sockets';
import type { EntryPoint } from './traefik';
import { resolvesHere, urlOf, type Scheme } from './url';

/** A route with what it was made from. */
export interface Way {
  readonly route: Route;
  /** The Service, Ingress or workload that opens the way in. */
  readonly facts: ObjectFacts;
  readonly service?: Service;
  readonly web?: WebWay;
  /** Door of the ingress controller. */
  readonly point?: EntryPoint;
  /** Absent where no host port leads in. */
  readonly socket?: Socket;
  /** The rule that explains why it breaks. */
  readonly fault?: Fault;
  readonly end: End;
}

/** What a request meets when it has come to the nodes. */
export interface Door extends Standing {
  readonly protocol: string;
  /** Absent where Kubernetes chooses it. */
  readonly port?: number;
  readonly hop: Hop;
}

/** What a way tells of itself. */
export type Told = Pick<Way, 'route' | 'socket' | 'fault'>;

/** A way that has a host port, or breaks before one would matter. */
export function through(
  { site }: Network,
  url: string,
  socket: Socket | undefined,
  doors: readonly Hop[],
  standing: Standing,
  end: End,
): Told {
  const front = socket ? frontOf(url, socket) : [];
  const stops = standing.status === 'broken';
  const status = stops || end.status === 'broken' ? 'broken' : standing.status === 'unknown' ? 'unknown' : end.status;
  const teller = stops || (status === 'unknown' && end.status !== 'unknown') ? standing : end;
  const hops = [...front, ...doors, ...(stops ? [] : end.hops)];
  return {
    route: {
      ...(site.cluster && { cluster: site.cluster.name }),
      url,
      declared: false,
      status,
      hops,
      ...(teller.why && { why: teller.why }),
    },
    ...(socket && { socket }),
    ...(teller.fault && { fault: teller.fault }),
  };
}

/** A way that no host port leads to. */
export function unreached(network: Network, url: string, door: Door, fault: Fault, end: End): Told {
  const { cluster } = network.site;
  const unknown = unknownAbout(network, door);
  if (!cluster || unknown !== undefined) {
    return through(network, url, undefined, [door.hop], { status: 'unknown', why: unknown }, end);
  }
  const hop: Hop = { kind: 'host-port', name: 'no host port', next: door.port };
  const why = `No host port of cluster ${cluster.name} leads to port ${door.port}.`;
  return { route: { cluster: cluster.name, url, declared: false, status: 'broken', hops: [hop], why }, fault };
}

function unknownAbout({ site, sockets }: Network, door: Door): string | undefined {
  if (!site.cluster) return 'No cluster is described, so which address leads to its nodes is not known.';
  if (door.status === 'unknown') return door.why;
  return sockets.known ? undefined : 'A port mapping of the cluster cannot be read.';
}

/** The address with the host port that was asked for, or with a word that there is none. */
export function unreachedUrl(
  { site }: Network,
  scheme: Scheme,
  host: string,
  path: string,
  asked: number | undefined,
  port: number | undefined,
): string {
  if (!site.cluster)
    return urlOf(scheme, host === 'localhost' ? 'node' : host, host === 'localhost' ? port : undefined, path);
  if (asked !== undefined) return urlOf(scheme, host, asked, path);
  return `${urlOf(scheme, host, undefined, path)} (no host port leads to ${port ?? 'it'})`;
}

/** From the name in the URL to the nodes. */
function frontOf(url: string, { hostPort, clusterPort, container, via, nodes, where }: Socket): readonly Hop[] {
  const host = url.replace(/^\w+:\/\//, '').replace(/(:\d+)?(\/.*)?$/, '');
  const resolved = /^[\d.]+$|^\[/.test(host)
    ? 'an address of this machine'
    : resolvesHere(host)
      ? 'this machine'
      : 'needs a line in the hosts file';
  const leads: Hop =
    via === 'balancer'
      ? {
          kind: 'load-balancer',
          name: container,
          port: clusterPort,
          next: clusterPort,
          note: `to ${count(nodes.length, 'node')}`,
        }
      : { kind: 'node', name: container, port: clusterPort, next: clusterPort };
  return [
    { kind: 'name', name: host, note: resolved },
    {
      kind: 'host-port',
      name: hostPort === undefined ? 'a host port that docker chooses' : `host port ${hostPort}`,
      where,
      ...(hostPort !== undefined && { port: hostPort }),
      next: clusterPort,
    },
    leads,
  ];
}

/** Marks the ways that an exposure promised: those over its own host ports, or all where it asked for none. */
export function declared(ways: readonly Way[], exposure: ExposureFacts | undefined): readonly Way[] {
  if (!exposure) return ways;
  const own = ways.filter(
    ({ socket }) => socket?.hostPort !== undefined && exposure.hostPorts.includes(socket.hostPort),
  );
  const promised = new Set(own.length > 0 ? own : ways);
  return ways.map((way) => (promised.has(way) ? { ...way, route: { ...way.route, declared: true } } : way));
}

import { memo } from '../plain';
import type { Hop, Route } from '../route';
import { count } from '../sentence';
import { isAddress, resolvesHere } from '../this-machine';
import type { ExposureFacts, ObjectFacts } from '../world';
import type { Standing } from './standing';
import type { End } from './ends';
import type { Fault } from './fault';
import type { Network, WebWay } from './network';
import { isOpenOn } from './picked-nodes';
import type { Service, ServicePort } from './services';
import type { Socket } from './sockets';
import type { EntryPoint } from './entry-points';
import { urlOf, type Scheme } from './url';

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
  /** The nodes on which it is open; absent for all of them. */
  readonly nodes?: ReadonlySet<string>;
  readonly hop: Hop;
}

/** The host ports that lead to a door. */
export function socketsAt({ sockets }: Network, { protocol, port, nodes: open }: Omit<Door, 'hop' | 'status'>) {
  return port === undefined ? [] : sockets.at(protocol, port).filter((socket) => isOpenOn(open, socket));
}

/** Where a way begins and ends, before anybody asks whether a request gets through. */
export type Course = Omit<Way, 'route' | 'fault'> & Pick<Route, 'url' | 'declared'>;

/** A way that has a host port, or breaks before one would matter. */
export function through({ site }: Network, course: Course, doors: readonly Hop[], standing: Standing): Way {
  const { url, declared, facts, service, web, point, socket, end } = course;
  const stops = standing.status === 'broken';
  const status = stops || end.status === 'broken' ? 'broken' : standing.status === 'unknown' ? 'unknown' : end.status;
  const teller = stops || (status === 'unknown' && end.status !== 'unknown') ? standing : end;
  const front = socket ? frontOf(url, socket) : NOTHING;
  const hops = front.concat(doors, stops ? NOTHING : end.hops);
  return {
    route: { cluster: site.cluster?.name, url, declared, status, hops, why: teller.why, match: web?.match },
    facts,
    service,
    web,
    point,
    socket,
    fault: teller.fault,
    end,
  };
}

const NOTHING: readonly Hop[] = [];

/** A way that no host port leads to. */
export function unreached(network: Network, course: Course, door: Door, fault: Fault): Way {
  const { cluster } = network.site;
  const unknown = unknownAbout(network, door);
  if (!cluster || unknown !== undefined) {
    return through(network, course, [door.hop], { status: 'unknown', why: unknown });
  }
  const { url, declared, ...from } = course;
  const hop: Hop = { kind: 'host-port', name: 'no host port', next: door.port };
  const where = door.nodes ? ` of ${[...door.nodes].join(', ') || 'a node that opens it'}` : '';
  const why = `No host port of cluster ${cluster.name} leads to port ${door.port}${where}.`;
  const match = from.web?.match;
  return { ...from, route: { cluster: cluster.name, url, declared, status: 'broken', hops: [hop], why, match }, fault };
}

/** The port of a Service that waits for a host port at the first hop of a way. */
export const awaitedPort = ({ service, route }: Way): ServicePort | undefined => {
  const door = route.hops[0]!.next;
  return service?.ports.find(({ nodePort, port }) => nodePort === door || port === door);
};

function unknownAbout({ site, sockets }: Network, door: Door): string | undefined {
  if (!site.cluster) return 'No cluster is described, so which address leads to its nodes is not known.';
  if (door.status === 'unknown') return door.why;
  return sockets.unread;
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
function frontOf(url: string, socket: Socket): readonly Hop[] {
  const [, host] = /^\w+:\/\/(\[[^\]]*\]|[^:/ ]*)/.exec(url) as RegExpExecArray & [string, string];
  return frontsAt(socket)(host);
}

/** The same for every way by one name over one socket. */
const frontsAt = memo((socket: Socket) => {
  const fronts = new Map<string, readonly Hop[]>();
  const inside = inwards(socket);
  return (host: string): readonly Hop[] => {
    let front = fronts.get(host);
    if (!front) fronts.set(host, (front = [nameHop(host), ...inside]));
    return front;
  };
});

const nameHop = (host: string): Hop => ({ kind: 'name', name: host, note: resolutionOf(host) });

function resolutionOf(host: string): string {
  if (isAddress(host)) return 'an address of this machine';
  return resolvesHere(host) ? 'this machine' : 'needs a line in the hosts file';
}

/** From a port of this machine to the nodes. */
function inwards({ hostPort, clusterPort, container, via, nodes, where }: Socket): readonly Hop[] {
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
    {
      kind: 'host-port',
      name: hostPort === undefined ? 'a host port that docker chooses' : `host port ${hostPort}`,
      where,
      port: hostPort,
      next: clusterPort,
    },
    leads,
  ];
}

const NEVER = () => false;
const ALWAYS = () => true;

/** Tells which ways an exposure promised: those over its own host ports, or all where none of these leads in. */
export function promisedBy(
  exposure: ExposureFacts | undefined,
  entries: readonly Pick<Way, 'socket'>[],
): (entry: Pick<Way, 'socket'>) => boolean {
  if (!exposure) return NEVER;
  const { hostPorts } = exposure;
  const own = ({ socket }: Pick<Way, 'socket'>) =>
    socket?.hostPort !== undefined && hostPorts.includes(socket.hostPort);
  return entries.some(own) ? own : ALWAYS;
}

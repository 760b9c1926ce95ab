import type { Hop } from '../route';
import { someOf } from '../some-of';
import { reachedAs } from '../this-machine';
import { SERVED, type Standing } from './standing';
import type { End } from './ends';
import type { Fault } from './fault';
import { podHop } from './target-pods';
import { meeting } from './meeting';
import type { Network } from './network';
import { keptAt, type Service, type ServicePort } from './services';
import type { Socket } from './sockets';
import { pathOf, schemeOf, socketUrl } from './url';
import { promisedBy, socketsAt, through, unreached, unreachedUrl, type Course, type Door, type Way } from './way';
import type { ContainerPort, Workload } from './workloads';
import { waysOfRule } from './web-ways';

const NONE: readonly Way[] = [];

/** Every way in that the objects of a site open. */
export function waysOf(network: Network): readonly Way[] {
  return [
    ...network.services.flatMap((service) => waysOfService(network, service)),
    ...network.webWays.flatMap((web) => waysOfRule(network, web)),
    ...network.workloads.flatMap((workload) => waysOfPods(network, workload)),
  ];
}

/** A door of a Service, and a host port that leads to it where one does. */
interface Entry {
  readonly port: ServicePort;
  readonly door: Door;
  readonly socket?: Socket;
}

function waysOfService(network: Network, service: Service): readonly Way[] {
  if (service.type !== 'NodePort' && service.type !== 'LoadBalancer') return NONE;
  const entries = entriesOf(network, service);
  const promised = promisedBy(service.facts.exposure, entries);
  return entries.map((entry) => wayOfService(network, service, entry, promised(entry)));
}

/** Every host port that leads to a door; the first door of every port where none leads to any. */
function entriesOf(network: Network, service: Service): readonly Entry[] {
  const reached: Entry[] = [];
  const closed: Entry[] = [];
  for (const port of service.ports) {
    const doors = doorsOf(network, service, port);
    for (const door of doors) {
      for (const socket of socketsAt(network, door)) reached.push({ port, door, socket });
    }
    closed.push(...doors.slice(0, 1).map((door) => ({ port, door })));
  }
  return reached.length > 0 ? reached : closed;
}

/** The port that a load balancer opens first, then the node port. */
function doorsOf({ balancing, nodePorts }: Network, service: Service, said: ServicePort): readonly Door[] {
  const { id, facts, type } = service;
  const { protocol, port, nodePort } = said;
  const doors: Door[] = [];
  if (type === 'LoadBalancer') {
    const hop: Hop = { kind: 'service-load-balancer', name: balancing.name, where: facts.where, port, next: port };
    const { status, why, fault } = balancing.standingOf(service, protocol, port);
    doors.push({ protocol, port, nodes: balancing.nodesOf(service.pool), hop, status, why, fault });
  }
  if (nodePort !== undefined) {
    const hop: Hop = {
      kind: 'node-port',
      name: `node port ${nodePort}`,
      where: facts.where,
      port: nodePort,
      next: port,
    };
    const { status, why, fault } = nodePorts(service, protocol, nodePort);
    doors.push({ protocol, port: nodePort, hop, status, why, fault });
  } else if (type === 'NodePort') {
    const hop: Hop = { kind: 'node-port', name: 'a node port', where: facts.where, next: port };
    doors.push({
      protocol,
      hop,
      status: 'unknown',
      why: `Kubernetes chooses the node port of ${id} when it makes it.`,
    });
  }
  return doors;
}

function wayOfService(network: Network, service: Service, { port, door, socket }: Entry, declared: boolean): Way {
  const { facts } = service;
  const { exposure } = facts;
  const scheme = schemeOf(port, exposure !== undefined, exposure?.path);
  const path = scheme.startsWith('http') ? pathOf(exposure?.path) : '';
  const url = socket
    ? socketUrl(scheme, reachedAs(socket.hostIp), socket.hostPort, path)
    : unreachedUrl(network, scheme, 'localhost', path, exposure?.hostPorts[0], door.port);
  const course: Course = { url, declared, facts, service, socket, end: network.ends(service, port) };
  if (door.status === 'broken') return through(network, course, [door.hop], door);
  if (socket) return through(network, course, [door.hop], standingAt(network, course, socket, door));
  const fault: Fault = service.type === 'LoadBalancer' ? 'load-balancer-port-not-mapped' : 'node-port-not-mapped';
  return unreached(network, course, door, fault);
}

/** A Service may keep requests on the node to which they come. */
const standingAt = (network: Network, { service, end }: Course, socket: Socket, door: Door): Standing =>
  door.status === 'served' && service && keptAt(service, [door.hop])
    ? met(network, socket, end.workloads, service.id)
    : door;

/** Whether a host port comes to nodes that answer with pods of their own alone, and have one. */
function met({ site }: Network, { nodes }: Socket, workloads: readonly Workload[], id: string): Standing {
  const meets = meeting(site, nodes, workloads);
  const reached = someOf(nodes, 3);
  if (meets === 'yes') return SERVED;
  return meets === 'no'
    ? { status: 'broken', why: `No pod of ${id} runs on ${reached}.`, fault: 'pods-on-other-nodes' }
    : {
        status: 'unknown',
        why: `Whether a pod of ${id} runs on ${reached} is not known, and a node without one does not answer for it.`,
      };
}

/** Ways that end at a port which pods take on their node. */
function waysOfPods(network: Network, workload: Workload): readonly Way[] {
  return workload.ports.flatMap((said) => {
    const { hostPort, protocol } = said;
    if (hostPort === undefined) return [];
    return network.sockets.at(protocol, hostPort).map((socket) => wayOfPods(network, workload, said, hostPort, socket));
  });
}

function wayOfPods(network: Network, workload: Workload, said: ContainerPort, hostPort: number, socket: Socket): Way {
  const { number, protocol, name } = said;
  const scheme = schemeOf({ index: 0, name, port: hostPort, target: number, protocol }, false);
  const hop: Hop = { ...podHop([workload], number), port: hostPort };
  const standing = met(network, socket, [workload], workload.id);
  const end: End = { status: 'complete', hops: [hop], workloads: [workload], port: number };
  const url = socketUrl(scheme, reachedAs(socket.hostIp), socket.hostPort);
  return through(network, { url, declared: false, facts: workload.facts, socket, end }, [], standing);
}

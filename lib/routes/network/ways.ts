import type { Hop } from '../route';
import type { Standing } from './balancing';
import { podHop, type End, type Fault } from './ends';
import type { Network } from './network';
import type { Service, ServicePort } from './services';
import type { Socket } from './sockets';
import { hostOf, pathOf, schemeOf, urlOf } from './url';
import { declared, through, unreached, unreachedUrl, type Door, type Way } from './way';
import { waysOfRule } from './web-ways';

/** Every way in that the objects of a site open. */
export function waysOf(network: Network): readonly Way[] {
  return [
    ...network.services.flatMap((service) => waysOfService(network, service)),
    ...network.webWays.flatMap((web) => waysOfRule(network, web)),
    ...network.workloads.flatMap((workload) => waysOfPods(network, workload)),
  ];
}

function waysOfService(network: Network, service: Service): readonly Way[] {
  if (service.type !== 'NodePort' && service.type !== 'LoadBalancer') return [];
  const all = service.ports.map((port) => ({ port, doors: doorsOf(network, service, port) }));
  const reached = all.flatMap(({ port, doors }) =>
    doors.flatMap((door) =>
      socketsAt(network, door).map((socket) => wayOfService(network, service, port, door, socket)),
    ),
  );
  if (reached.length > 0) return declared(reached, service.facts.exposure);
  const unreached = all.flatMap(({ port, doors }) =>
    doors.slice(0, 1).map((door) => wayOfService(network, service, port, door)),
  );
  return declared(unreached, service.facts.exposure);
}

const socketsAt = ({ sockets }: Network, { protocol, port }: Door) =>
  port === undefined ? [] : sockets.at(protocol, port);

/** The port that a load balancer opens first, then the node port. */
function doorsOf({ balancing, nodePorts }: Network, service: Service, said: ServicePort): readonly Door[] {
  const { id, facts, type } = service;
  const { protocol, port, nodePort } = said;
  const doors: Door[] = [];
  if (type === 'LoadBalancer') {
    const hop: Hop = { kind: 'service-load-balancer', name: 'ServiceLB', where: facts.where, port, next: port };
    doors.push({ protocol, port, hop, ...balancing.standingOf(service, protocol, port) });
  }
  if (nodePort !== undefined) {
    const hop: Hop = {
      kind: 'node-port',
      name: `node port ${nodePort}`,
      where: facts.where,
      port: nodePort,
      next: port,
    };
    doors.push({ protocol, port: nodePort, hop, ...nodePorts(service, protocol, nodePort) });
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

function wayOfService(network: Network, service: Service, port: ServicePort, door: Door, socket?: Socket): Way {
  const { facts } = service;
  const scheme = schemeOf(port, facts.exposure !== undefined, facts.exposure?.path);
  const path = scheme.startsWith('http') ? pathOf(facts.exposure?.path) : '';
  const end = network.ends(service, port);
  const base = { facts, service, end };
  if (door.status !== 'broken' && !socket) {
    const asked = facts.exposure?.hostPorts[0];
    const url = unreachedUrl(network, scheme, 'localhost', path, asked, door.port);
    const fault: Fault = service.type === 'LoadBalancer' ? 'load-balancer-port-not-mapped' : 'node-port-not-mapped';
    return { ...base, ...unreached(network, url, door, fault, end) };
  }
  const url = socket
    ? urlOf(scheme, hostOf(socket.hostIp), socket.hostPort, path)
    : unreachedUrl(network, scheme, 'localhost', path, facts.exposure?.hostPorts[0], door.port);
  return { ...base, ...through(network, url, socket, [door.hop], door, end) };
}

/** Ways that end at a port which pods take on their node. */
function waysOfPods(network: Network, workload: Network['workloads'][number]): readonly Way[] {
  return workload.ports.flatMap(({ hostPort, number, protocol, name }) => {
    if (hostPort === undefined) return [];
    return network.sockets.at(protocol, hostPort).map((socket) => {
      const scheme = schemeOf({ index: 0, port: hostPort, target: number, protocol, ...(name && { name }) }, false);
      const hop: Hop = { ...podHop([workload], number), port: hostPort };
      const everywhere = workload.kind === 'DaemonSet' || socket.via === 'balancer' || network.sockets.nodes === 1;
      const standing: Standing = everywhere
        ? { status: 'served' }
        : { status: 'unknown', why: `Whether a pod of ${workload.id} runs on ${socket.container} is not known.` };
      const end: End = { status: 'complete', hops: [hop], workloads: [workload], port: number };
      const url = urlOf(scheme, hostOf(socket.hostIp), socket.hostPort);
      return { facts: workload.facts, end, ...through(network, url, socket, [], standing, end) };
    });
  });
}

import type { Hop, Route } from '../route';
import type { ExposureFacts, ObjectFacts } from '../world';
import type { Standing } from './balancing';
import { count } from './json';
import { podHop, type End, type Fault } from './ends';
import type { Network, WebWay } from './network';
import type { Service, ServicePort } from './services';
import type { Socket } from './sockets';
import type { EntryPoint } from './traefik';
import { hostOf, pathOf, resolvesHere, schemeOf, urlOf, type Scheme } from './url';
import type { WebRule } from './web-rules';

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
  readonly end?: End;
}

/** What a request meets when it has come to the nodes. */
interface Door extends Standing {
  readonly protocol: string;
  /** Absent where Kubernetes chooses it. */
  readonly port?: number;
  readonly hop: Hop;
}

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
function doorsOf({ balancing }: Network, service: Service, said: ServicePort): readonly Door[] {
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
    doors.push({ protocol, port: nodePort, hop, status: 'served' });
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

/** Ways through an ingress controller to what one rule names. */
function waysOfRule(network: Network, web: WebWay): readonly Way[] {
  const { rule, points } = web;
  const reached = points.flatMap((point) =>
    network.sockets.at(point.protocol, point.port).map((socket) => wayOfRule(network, web, point, socket)),
  );
  return declared(reached.length > 0 ? reached : [wayOfRule(network, web, points[0])], rule.facts.exposure);
}

function wayOfRule(network: Network, web: WebWay, point: EntryPoint | undefined, socket?: Socket): Way {
  const { rule, controller } = web;
  const scheme: Scheme = point?.tls || rule.tlsOnly ? 'https' : 'http';
  const path = pathOfRule(rule);
  const host = rule.host ?? hostOf(socket?.hostIp);
  const asked = rule.facts.exposure?.hostPorts[0];
  const url = socket
    ? urlOf(scheme, host, socket.hostPort, path)
    : unreachedUrl(network, scheme, host, path, asked, point?.port);
  const base = { facts: rule.facts, web, ...(point && { point }) };
  const hop: Hop = {
    kind: 'ingress-controller',
    name: controller.name,
    ...(point && { port: point.port, note: `entry point ${point.name}` }),
  };
  const end = endOfRule(network, web);
  if (controller.status !== 'broken' && !socket) {
    const door: Door = { ...controller, protocol: 'tcp', hop, ...(point && { port: point.port }) };
    return { ...base, end, ...unreached(network, url, door, 'ingress-no-web-port', end) };
  }
  return { ...base, end, ...through(network, url, socket, [hop], controller, end) };
}

/** What an exposure asks for first, where its rule covers it; else what the rule says. */
function pathOfRule({ path, matcher, facts }: WebRule): string {
  const first = facts.exposure?.path;
  const covers = first !== undefined && matcher === 'prefix' && pathOf(first).startsWith(pathOf(path));
  return pathOf(covers ? first : path);
}

/** From the rule on. */
function endOfRule(network: Network, { rule, clash, target, byTraefik }: WebWay): End {
  const says = `${rule.host ? `host ${rule.host}` : 'any host'}, path ${rule.path}`;
  const hop: Hop = { kind: 'ingress-rule', name: rule.id, where: rule.facts.where, note: says };
  const stop = (status: End['status'], why: string, fault?: Fault): End => ({
    status,
    hops: [hop],
    why,
    workloads: [],
    ...(fault && { fault }),
  });
  if (rule.unread) return stop('unknown', `${rule.id}: ${rule.unread}.`);
  if (clash?.kind === 'shadowed') {
    return stop('broken', `${clash.by.id} answers every request of this rule first.`, 'ingress-path-shadowed');
  }
  if (clash) {
    const both = rule.facts.declared && clash.by.facts.declared;
    const why = `${clash.by.id} claims the same host and path, so which of the two answers is left to chance.`;
    return stop(both ? 'broken' : 'unknown', why, 'ingress-rule-duplicate');
  }
  if ('unknown' in target) return stop('unknown', `${rule.id}: ${target.unknown}.`);
  if ('missing' in target) {
    const held = rule.facts.declared || network.site.closed;
    return stop(held ? 'broken' : 'unknown', missingBackend(rule, target.service), 'ingress-backend-missing');
  }
  const { service, port } = target;
  if (refused(network, byTraefik, service)) {
    return stop(
      'broken',
      `Traefik refuses to lead to ${service.id}, which is an ExternalName.`,
      'ingress-to-external-name',
    );
  }
  const end = network.ends(service, port);
  return { ...end, hops: [{ ...hop, next: port.port }, ...end.hops] };
}

/** Traefik leads to no ExternalName unless it is told to. */
export const refused = ({ traefik }: Network, byTraefik: boolean, { type }: Service) =>
  byTraefik && type === 'ExternalName' && !traefik.externalNames;

/** What is missing behind a rule. */
export function missingBackend({ backend, namespace }: WebRule, service: Service | undefined): string {
  const { service: name, port } = backend!;
  if (!service) return `No Service ${namespace}/${name} exists.`;
  return port === undefined
    ? `${service.id} has several ports, and the rule names none.`
    : `${service.id} has no port ${port}.`;
}

/** Ways that end at a port which pods take on their node. */
function waysOfPods(network: Network, workload: Network['workloads'][number]): readonly Way[] {
  const taken = workload.ports.filter(({ hostPort }) => hostPort !== undefined);
  return taken.flatMap(({ hostPort = 0, number, protocol, name }) =>
    network.sockets.at(protocol, hostPort).map((socket) => {
      const scheme = schemeOf({ index: 0, port: hostPort, target: number, protocol, ...(name && { name }) }, false);
      const hop: Hop = { ...podHop([workload], number), port: hostPort };
      const everywhere = workload.kind === 'DaemonSet' || socket.via === 'balancer' || network.sockets.nodes === 1;
      const standing: Standing = everywhere
        ? { status: 'served' }
        : { status: 'unknown', why: `Whether a pod of ${workload.id} runs on ${socket.container} is not known.` };
      const end: End = { status: 'complete', hops: [hop], workloads: [workload], port: number };
      const url = urlOf(scheme, hostOf(socket.hostIp), socket.hostPort);
      return { facts: workload.facts, end, ...through(network, url, socket, [], standing, end) };
    }),
  );
}

type Told = Pick<Way, 'route' | 'socket' | 'fault'>;

/** A way that has a host port, or breaks before one would matter. */
function through(
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
function unreached({ site, sockets }: Network, url: string, door: Door, fault: Fault, end: End): Told {
  const { cluster } = site;
  if (!cluster || !sockets.known || door.port === undefined) {
    const hops = [door.hop, ...end.hops];
    const why = !cluster
      ? 'No cluster is described, so which address leads to its nodes is not known.'
      : (door.why ?? 'A port mapping of the cluster cannot be read.');
    return { route: { ...(cluster && { cluster: cluster.name }), url, declared: false, status: 'unknown', hops, why } };
  }
  const hop: Hop = { kind: 'host-port', name: 'no host port', next: door.port };
  const why = `No host port of cluster ${cluster.name} leads to port ${door.port}.`;
  return { route: { cluster: cluster.name, url, declared: false, status: 'broken', hops: [hop], why }, fault };
}

/** The address with the host port that was asked for, or with a word that there is none. */
function unreachedUrl(
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
function declared(ways: readonly Way[], exposure: ExposureFacts | undefined): readonly Way[] {
  if (!exposure) return ways;
  const own = ways.filter(
    ({ socket }) => socket?.hostPort !== undefined && exposure.hostPorts.includes(socket.hostPort),
  );
  const promised = new Set(own.length > 0 ? own : ways);
  return ways.map((way) => (promised.has(way) ? { ...way, route: { ...way.route, declared: true } } : way));
}

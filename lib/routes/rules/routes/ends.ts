import type { End } from '../../network/ends';
import type { Fault } from '../../network/fault';
import { networkOf } from '../../network/network';
import { isHeadless, keptAt, type Service, type ServicePort } from '../../network/services';
import type { Way } from '../../network/way';
import { isOnEach } from '../../network/meeting';
import type { ContainerPort, Workload } from '../../network/workloads';
import { firstOf } from '../../plain';
import { meant as meantBy } from '../../nearest';
import { wayByService, waysIn } from '../../network/routes';
import type { Site } from '../../world';
import { heldTo, type Rule } from '../rule';
import { aboutRoute } from '../speak';
import { serviceSelectsNothing } from './selectors';

/** A port of a Service, where it ends, and the first way that comes by. */
interface EndedPort {
  readonly service: Service;
  readonly port: ServicePort;
  readonly end: End;
  readonly way?: Way;
}

/**
 * The ports that end in a fault. Whoever asks for the name of a headless Service gets its addresses, whatever its ports
 * say.
 */
function* endingIn(site: Site, fault: Fault): Generator<EndedPort> {
  const { services, ends } = networkOf(site);
  for (const service of services) {
    for (const port of service.ports) {
      const end = ends(service, port);
      if (end.fault !== fault) continue;
      const way = wayByService(site).get(service);
      if (way || !isHeadless(service)) yield { service, port, end, way };
    }
  }
}

const targetPortNotServed: Rule = {
  id: 'target-port-not-served',
  title: 'No selected pod serves the target port of a Service',
  needsAll: true,
  *check(site) {
    for (const { service, port, end, way } of endingIn(site, 'target-port-not-served')) {
      const { workloads } = end;
      const named = typeof port.target === 'string';
      const meant = offered(service, workloads, port);
      const other = speaksOtherwise(service, port, workloads);
      const said = other ?? {
        path: `spec.ports[${port.index}].targetPort`,
        message: named
          ? `Target port "${port.target}" of ${service.id} is the name of no port of the pods it selects.`
          : `Target port ${port.target} of ${service.id} is no port that the pods it selects declare.`,
        remedy: meant === undefined ? declare(workloads) : instead(meant, port, workloads),
      };
      // Who leads to all that is declared, and to one port more, knows more than the template says.
      const known = !other && meant === undefined && service.ports.length > 1;
      const level = named || service.facts.declared ? 'error' : known ? 'info' : 'warning';
      yield aboutRoute(service.facts, { level, ...said }, way);
    }
  },
};

/** The port is there, and another protocol is spoken on it. */
function speaksOtherwise(
  { id, facts }: Service,
  { target, protocol, index }: ServicePort,
  workloads: readonly Workload[],
) {
  const there = workloads
    .flatMap(({ ports }) => ports)
    .find(({ number, name }) => number === target || name === target);
  if (!there) return undefined;
  const [asked, spoken] = [protocol.toUpperCase(), there.protocol.toUpperCase()];
  const words = facts.declared ? 'Protocol.' : '';
  return {
    path: `spec.ports[${index}].protocol`,
    message: `Port ${there.number} of the pods that ${id} selects is declared for ${spoken}, and the Service leads ${asked} there.`,
    // Who says nothing means TCP, in a Service and in a container.
    remedy:
      protocol === 'tcp'
        ? `Write protocol: ${words}${spoken}.`
        : `Write protocol: ${words}${asked} at the port of the container, unless it speaks ${spoken}.`,
  };
}

const endpointPortNotNamed: Rule = {
  id: 'endpoint-port-not-named',
  title: 'No address of a Service has a port of the name that the Service gives it',
  *check(site) {
    for (const { service, port, end, way } of endingIn(site, 'endpoint-port-not-named')) {
      yield aboutRoute(
        service.facts,
        {
          level: heldTo(site, service.facts),
          path: `spec.ports[${port.index}]`,
          message: end.why!,
          remedy: 'Give both ports the same name, or neither of them any.',
        },
        way,
      );
    }
  },
};

/** A port of the pods to which no other port of the Service leads, as the Service would name it. */
function offered(
  { ports: own }: Service,
  workloads: readonly Workload[],
  { protocol, target }: ServicePort,
): string | undefined {
  const ports = workloads
    .flatMap(({ ports }) => ports)
    .filter((port) => port.protocol === protocol && !own.some((other) => leadsTo(other, port)));
  const names = ports.flatMap(({ name }) => name ?? []);
  if (typeof target === 'string' && names.length > 0) return `"${meantBy(target, names) ?? names[0]}"`;
  return ports[0] && `${ports[0].number}`;
}

/** What to write for a port that the pods do not declare: they may have it all the same. */
function instead(meant: string, { target }: ServicePort, [first]: readonly Workload[]): string {
  const other = typeof target === 'number' ? `; or declare ${target} there, where its program listens on it` : '';
  return `Use ${meant}, which ${first!.id} declares${other}.`;
}

const leadsTo = ({ target }: ServicePort, { number, name }: ContainerPort) => target === number || target === name;

const declare = ([first]: readonly Workload[]) => `Declare the port in a container of ${first!.id}.`;

const routeEndsAtNoPod: Rule = {
  id: 'route-ends-at-no-pod',
  title: 'A route ends at a workload that makes no pods',
  *check(site) {
    const ends = waysIn(site).filter(({ end }) => end.fault === 'route-ends-at-no-pod');
    for (const way of firstOf(ends, ({ end }) => end.workloads[0])) {
      const { facts, id, paused } = way.end.workloads[0]!;
      const { path, why, remedy } = paused
        ? { path: 'spec.paused', why: 'is paused and makes no pods', remedy: 'Remove paused.' }
        : { path: 'spec.replicas', why: 'asks for 0 replicas', remedy: 'Ask for 1 replica.' };
      const message = `${id} ${why}, so nothing answers ${way.route.url}.`;
      yield aboutRoute(facts, { level: 'warning', path, message, remedy }, way);
    }
  },
};

const trafficPolicyLocalManyNodes: Rule = {
  id: 'traffic-policy-local-many-nodes',
  title: 'Requests are balanced over nodes of which only some answer',
  *check(site) {
    const ways = waysIn(site).filter(
      ({ service, socket, end, fault, route }) =>
        service &&
        keptAt(service, route.hops) &&
        socket?.via === 'balancer' &&
        socket.nodes.length > 1 &&
        fault !== 'pods-on-other-nodes' &&
        !isOnEach(site, socket.nodes, end.workloads),
    );
    for (const way of firstOf(ways, ({ facts }) => facts)) {
      const { service, socket } = way as { service: Service; socket: NonNullable<typeof way.socket> };
      const policy = keptAt(service, way.route.hops)!;
      yield aboutRoute(
        way.facts,
        {
          level: 'warning',
          path: `spec.${policy}`,
          message: `Only nodes with a pod of ${service.id} answer for it, and the load balancer spreads ${way.route.url} over ${socket.nodes.length} nodes, so some requests wait.`,
          remedy: `Set ${policy} to Cluster.`,
        },
        way,
        2,
      );
    }
  },
};

/** Where routes end. */
export const endRules: readonly Rule[] = [
  serviceSelectsNothing,
  targetPortNotServed,
  endpointPortNotNamed,
  routeEndsAtNoPod,
  trafficPolicyLocalManyNodes,
];

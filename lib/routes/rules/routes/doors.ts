import type { Fault } from '../../network/ends';
import { networkOf } from '../../network/network';
import type { Way } from '../../network/way';
import { firstOf } from '../../plain';
import { waysIn } from '../../routes';
import type { Site } from '../../world';
import { heldTo, type Rule } from '../rule';
import { aboutRoute } from '../speak';

/** One way for every object that this fault breaks. */
export const broken = (site: Site, fault: Fault): readonly Way[] =>
  firstOf(
    waysIn(site).filter((way) => way.fault === fault && way.route.status === 'broken'),
    ({ facts }) => facts,
  );

/** The first host port from a number on that nothing in the cluster takes. */
export function freePort(site: Site, from: number): number {
  const taken = new Set(networkOf(site).sockets.all.map(({ hostPort }) => hostPort));
  let port = from;
  while (taken.has(port)) port += 1;
  return port;
}

/** What to write so that a host port leads to a port of the nodes. */
function addMapping(site: Site, { facts }: Way, clusterPort: number, from: number): string {
  const hostPort = freePort(site, from);
  return facts.exposure
    ? `Give the exposure a hostPort, for example hostPort: ${hostPort}, or add { hostPort: ${hostPort}, clusterPort: ${clusterPort} } to the cluster.`
    : `Add { port: "${hostPort}:${clusterPort}", nodeFilters: [loadbalancer] } to the ports of cluster ${site.cluster!.name}.`;
}

const answerer = ({ end, service }: Way) => end.workloads[0]?.name ?? service!.name;

const nodePortNotMapped: Rule = {
  id: 'node-port-not-mapped',
  title: 'No host port leads to a node port',
  *check(site) {
    for (const way of broken(site, 'node-port-not-mapped')) {
      const { index, door } = firstPort(way);
      yield aboutRoute(
        way.facts,
        {
          level: heldTo(site, way.facts),
          path: `spec.ports[${index}].nodePort`,
          message: `Node port ${door} is open on every node, but no host port leads to it, so no URL on localhost reaches ${answerer(way)}.`,
          remedy: addMapping(site, way, door, 8087),
        },
        way,
      );
    }
  },
};

const loadBalancerPortNotMapped: Rule = {
  id: 'load-balancer-port-not-mapped',
  title: 'No host port leads to a LoadBalancer Service',
  *check(site) {
    for (const way of broken(site, 'load-balancer-port-not-mapped')) {
      const { index, door } = firstPort(way);
      yield aboutRoute(
        way.facts,
        {
          level: heldTo(site, way.facts),
          path: `spec.ports[${index}].port`,
          message: `ServiceLB opens port ${door} on every node, but no host port leads to it, so no URL on localhost reaches ${answerer(way)}.`,
          remedy: addMapping(site, way, door, door < 1024 ? 8000 + door : door),
        },
        way,
      );
    }
  },
};

/** The port of the nodes that waits for a host port, and the place of its port in the Service. */
function firstPort({ service, route }: Way) {
  const door = route.hops[0]!.next!;
  return { door, index: service!.ports.find(({ nodePort, port }) => nodePort === door || port === door)!.index };
}

const ingressNoWebPort: Rule = {
  id: 'ingress-no-web-port',
  title: 'No host port leads to the entry point of an Ingress',
  *check(site) {
    for (const way of broken(site, 'ingress-no-web-port')) {
      const { point, route } = way;
      yield aboutRoute(
        way.facts,
        {
          level: heldTo(site, way.facts),
          path: way.web!.rule.field,
          message: point
            ? `No host port leads to port ${point.port}, where Traefik listens for it, so no URL on this machine reaches it.`
            : route.why!,
          remedy: point
            ? addMapping(site, way, point.port, point.port < 1024 ? 8000 + point.port : point.port)
            : 'Use an entry point that Traefik opens: web, websecure.',
        },
        way,
      );
    }
  },
};

/** Ways in that no host port leads to. */
export const doorRules: readonly Rule[] = [nodePortNotMapped, loadBalancerPortNotMapped, ingressNoWebPort];

import type { Way } from '../../network/way';
import { firstOf, list, record } from '../../plain';
import { waysIn } from '../../network/routes';
import type { ObjectFacts, Site } from '../../world';
import { freePort } from '../free-port';
import { inWords } from '../in-words';
import { claimsOf, takenPorts } from '../host-ports/claims';
import type { Rule } from '../rule';
import { aboutRoute } from '../speak';
import { faultRule } from './breaking';

/** What to write so that a host port leads to a port of the nodes. */
function addMapping(site: Site, { facts, point }: Way, clusterPort: number, from: number): string {
  const cluster = site.cluster!;
  const hostPort = freePort(from, takenPorts(claimsOf(cluster)));
  const [article, property] = point?.tls ? ['an', 'httpsHostPort'] : ['a', 'hostPort'];
  const mapping = `{ hostPort: ${hostPort}, clusterPort: ${clusterPort} }`;
  return facts.exposure
    ? `Give the exposure ${article} ${property}, for example ${property}: ${hostPort}, or add ${mapping} to the cluster.`
    : `Add ${inWords(cluster, `{ port: "${hostPort}:${clusterPort}", nodeFilters: [loadbalancer] }`, mapping)} to the ports of cluster ${cluster.name}.`;
}

const answerer = ({ end, service }: Way) => end.workloads[0]?.name ?? service!.name;

const nodePortNotMapped = faultRule('node-port-not-mapped', 'No host port leads to a node port', (way, site) => {
  const { index, door } = firstPort(way);
  return {
    path: `spec.ports[${index}].nodePort`,
    message: `Node port ${door} is open on every node, but no host port leads to it, so no URL on localhost reaches ${answerer(way)}.`,
    remedy: addMapping(site, way, door, 8087),
  };
});

const loadBalancerPortNotMapped = faultRule(
  'load-balancer-port-not-mapped',
  'No host port leads to a LoadBalancer Service',
  (way, site) => {
    const { index, door } = firstPort(way);
    return {
      path: `spec.ports[${index}].port`,
      message: `ServiceLB opens port ${door} on every node, but no host port leads to it, so no URL on localhost reaches ${answerer(way)}.`,
      remedy: addMapping(site, way, door, door),
    };
  },
);

/** The port of the nodes that waits for a host port, and the place of its port in the Service. */
function firstPort({ service, route }: Way) {
  const door = route.hops[0]!.next!;
  return { door, index: service!.ports.find(({ nodePort, port }) => nodePort === door || port === door)!.index };
}

const unreachedIngress = faultRule(
  'ingress-no-web-port',
  'No host port leads to the entry point of an Ingress',
  (way, site) => {
    const { point, route, web } = way;
    return {
      path: web!.rule.field,
      message: point
        ? `No host port leads to port ${point.port}, where Traefik listens for it, so no URL on this machine reaches it.`
        : route.why!,
      remedy: point
        ? addMapping(site, way, point.port, point.port)
        : 'Use an entry point that Traefik opens: web, websecure.',
    };
  },
);

const ingressNoWebPort: Rule = {
  ...unreachedIngress,
  *check(site) {
    yield* unreachedIngress.check(site);
    for (const way of withoutHttps(site)) {
      const point = way.web!.points.find(({ tls }) => tls)!;
      yield aboutRoute(way.facts, {
        level: 'warning',
        path: 'spec.tls',
        message: `${way.web!.rule.id} has a certificate, but no host port leads to port ${point.port}, where Traefik shows it, so no https URL on this machine reaches it.`,
        remedy: addMapping(site, { ...way, point }, point.port, point.port),
      });
    }
  },
};

/** One way for every Ingress with a certificate that this machine reaches without it alone. */
function withoutHttps(site: Site): readonly Way[] {
  const open = waysIn(site).filter(({ web, socket, facts }) => web?.byTraefik && socket && hasCertificate(facts));
  const secure = new Set(open.filter(({ route }) => route.url.startsWith('https:')).map(({ facts }) => facts));
  return firstOf(
    open.filter(({ web, facts }) => !secure.has(facts) && web!.points.some(({ tls }) => tls)),
    ({ facts }) => facts,
  );
}

const hasCertificate = ({ json }: ObjectFacts) => list(record(record(json).spec).tls).length > 0;

/** Ways in that no host port leads to. */
export const doorRules: readonly Rule[] = [nodePortNotMapped, loadBalancerPortNotMapped, ingressNoWebPort];

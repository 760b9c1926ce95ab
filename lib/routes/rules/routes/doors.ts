import { networkOf } from '../../network/network';
import { ENABLED, POOL } from '../../network/picked-nodes';
import { awaitedPort, type Way } from '../../network/way';
import { firstOf, list, record } from '../../plain';
import { waysIn } from '../../network/routes';
import type { Transport } from '../../route';
import type { ObjectFacts, Site } from '../../world';
import { moveMapping, offerMapping } from '../mapping-offer';
import type { Rule } from '../rule';
import { aboutRoute, type Statement } from '../speak';
import { faultRule } from './breaking';
import { openPoint } from './entry-points';

/** What to write so that a host port leads to a port of the nodes. */
function addMapping(site: Site, way: Way, clusterPort: number, from: number): string {
  const { facts, point } = way;
  const protocol = point?.protocol ?? awaitedPort(way)!.protocol;
  const mended = mapToOpener(site, way, protocol, clusterPort) ?? otherProtocol(site, clusterPort, protocol);
  if (mended !== undefined) return mended;
  const { hostPort, mapping, entry } = offerMapping(site, protocol, clusterPort, from);
  const [article, property] = point?.tls ? ['an', 'httpsHostPort'] : ['a', 'hostPort'];
  return facts.exposure
    ? `Give the exposure ${article} ${property}, for example ${property}: ${hostPort}, or add ${mapping} to the cluster.`
    : `Add ${entry} to the ports of cluster ${site.cluster!.name}.`;
}

/** What to write in a mapping of a file that leads to the same port in another protocol, and that nothing uses. */
function otherProtocol(site: Site, clusterPort: number, wanted: Transport): string | undefined {
  const { config, name, portAskers } = site.cluster!;
  if (portAskers) return undefined;
  const used = new Set(waysIn(site).map(({ socket }) => socket?.mapping));
  for (const { mapping, protocol, ...socket } of networkOf(site).sockets.all) {
    if (mapping === undefined || used.has(mapping)) continue;
    if (protocol === wanted || socket.clusterPort !== clusterPort) continue;
    const [, ports] = ONE_PORT.exec(`${record(list(record(config).ports)[mapping]).port}`) ?? [];
    if (ports === undefined) continue;
    return `Write "${ports}/${wanted}" in ports[${mapping}] of cluster ${name}, which leads there for ${protocol.toUpperCase()}.`;
  }
  return undefined;
}

/** A mapping of one port, before its protocol. */
const ONE_PORT = /^([\d.:]+)(?:\/\w+)?$/;

/** What to write where a host port leads to that port of other nodes than those that open it. */
function mapToOpener(site: Site, { point, service }: Way, protocol: string, clusterPort: number): string | undefined {
  const { balancing, sockets } = networkOf(site);
  const nodes = point ? balancing.traefikNodes : balancing.nodesOf(service!.pool);
  const [node] = nodes ?? [];
  const [socket] = sockets.at(protocol, clusterPort);
  return socket && node && `${moveMapping(site.cluster!, socket, node, 'which opens it')}.`;
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
    const { pool } = way.service!;
    const nodes = networkOf(site).balancing.nodesOf(pool) ?? ['every node'];
    return {
      path: `spec.ports[${index}].port`,
      message: `ServiceLB opens port ${door} on ${[...nodes].join(', ')}, but no host port leads to it, so no URL on localhost reaches ${answerer(way)}.`,
      remedy: addMapping(site, way, door, door),
      ...pickedNone(site, door, pool),
    };
  },
);

/** What to say where no node has the labels that pick those on which ServiceLB opens a port. */
function pickedNone(site: Site, port: number, pool?: string): Pick<Statement, 'message' | 'remedy'> | undefined {
  if (networkOf(site).balancing.nodesOf(pool)?.size !== 0) return undefined;
  const labels = [`${ENABLED}=true`, ...(pool === undefined ? [] : [`${POOL}=${pool}`])].join(' and ');
  return {
    message: `ServiceLB opens port ${port} on no node, since none has the label ${labels}.`,
    remedy: `Label a node ${labels}, or take ${ENABLED} from all of them.`,
  };
}

/** The port of the nodes that waits for a host port, and the place of its port in the Service. */
function firstPort(way: Way) {
  return { door: way.route.hops[0]!.next!, index: awaitedPort(way)!.index };
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
      remedy: point ? addMapping(site, way, point.port, point.port) : openPoint(site, web!),
      ...(point && pickedNone(site, point.port)),
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

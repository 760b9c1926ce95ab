import { slipOf } from '../../nearest';
import { networkOf, type WebWay } from '../../network/network';
import { ENABLED, POOL } from '../../network/picked-nodes';
import { INNER, type Traefik } from '../../network/traefik';
import { awaitedPort, type Way } from '../../network/way';
import { carriedBy } from '../../network/web-rules';
import { firstOf, list, record } from '../../plain';
import { waysIn } from '../../network/routes';
import type { Transport } from '../../route';
import type { ObjectFacts, Site } from '../../world';
import { unprivileged } from '../free-port';
import { offerMapping } from '../mapping-offer';
import type { Rule } from '../rule';
import { aboutRoute, type Statement } from '../speak';
import { faultRule } from './breaking';

/** What to write so that a host port leads to a port of the nodes. */
function addMapping(site: Site, way: Way, clusterPort: number, from: number): string {
  const { facts, point } = way;
  const protocol = point?.protocol ?? awaitedPort(way)!.protocol;
  const { hostPort, mapping, entry } = offerMapping(site, protocol, clusterPort, from);
  const [article, property] = point?.tls ? ['an', 'httpsHostPort'] : ['a', 'hostPort'];
  const other = otherProtocol(site, clusterPort, protocol);
  if (other !== undefined) return other;
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
      remedy: point ? addMapping(site, way, point.port, point.port) : openPoint(networkOf(site).traefik, web!),
      ...(point && pickedNone(site, point.port)),
    };
  },
);

/** What to write for a rule at a door that Traefik does not open. */
function openPoint({ entryPoints: all, opens }: Traefik, { rule, target }: WebWay): string {
  if (opens !== 'ports') {
    const number = opens === 'nothing' ? '' : ', or write nodePort for the entry point and lead a host port there';
    return `Leave out what the HelmChartConfig kube-system/traefik says of the type of the Service, which is LoadBalancer by itself${number}.`;
  }
  const transport = carriedBy(rule);
  const open = all.flatMap(({ name, protocol }) => (protocol === transport && !INNER.has(name) ? name : []));
  if (rule.speaks === 'http') return `Use an entry point that Traefik opens: ${open.join(', ')}.`;
  const [asked = rule.name] = rule.entryPoints ?? [];
  const near = slipOf(asked, open);
  const name = all.some((point) => point.name === asked) ? `${asked}-${transport}` : asked;
  const number = 'port' in target ? target.port.port : 9000;
  const values = `ports: { ${name}: { port: ${unprivileged(number)}, exposedPort: ${number}, expose: { default: true }, protocol: ${transport.toUpperCase()} } }`;
  return `${near === undefined ? 'Open' : `Write "${near}", or open`} one in the values of a HelmChartConfig kube-system/traefik, for example ${values}.`;
}

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

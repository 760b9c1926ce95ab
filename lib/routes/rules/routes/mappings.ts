import { nodePortRange } from '../../k3d/node-port-range';
import { namedOf, type Named } from '../../named';
import { portKey, WEB_PORTS } from '../../port';
import { GATEWAY_API, speechOf } from '../../network/gateway/api';
import { isIngressRoute } from '../../network/ingress-routes';
import { showsEverything } from '../../network/mappings';
import { networkOf, type Network, type WebWay } from '../../network/network';
import { isOpenOn } from '../../network/picked-nodes';
import type { Service, ServicePort } from '../../network/services';
import type { Socket } from '../../network/sockets';
import { INNER, WEB, type EntryPoint } from '../../network/entry-points';
import { TRAEFIK_GROUPS } from '../../network/traefik-names';
import { awaitedPort } from '../../network/way';
import { carriedBy } from '../../network/web-rules';
import { push } from '../../plain';
import type { Mapping } from '../../route';
import { routesOf, waysIn } from '../../network/routes';
import type { ClusterFacts, Site } from '../../world';
import { enable } from '../enable';
import type { Rule } from '../rule';
import { aboutCluster } from '../speak';
import { openingOf } from './closed-services';
import { unboundFrom } from './inner-ports';

/** What one entry of `ports` opens, and what answers there. */
interface Entry {
  readonly cluster: ClusterFacts;
  readonly path: string;
  readonly sockets: readonly Socket[];
  readonly mappings: readonly Mapping[];
}

function entriesOf(site: Site): readonly Entry[] {
  const { cluster } = site;
  if (!cluster) return [];
  const { mappings } = routesOf(site);
  const entries = new Map<number, number[]>();
  const { all } = networkOf(site).sockets;
  all.forEach(({ mapping }, at) => mapping !== undefined && push(entries, mapping, at));
  return [...entries].map(([index, members]) => ({
    cluster,
    path: `ports[${index}]`,
    sockets: members.map((at) => all[at]!),
    mappings: members.map((at) => mappings[at]!),
  }));
}

const hostPortOf = ({ hostPort }: Socket) => (hostPort === undefined ? 'The host port' : `Host port ${hostPort}`);

/** Whether the cluster gives such a node port; it may where nobody knows. */
function isNodePort({ cluster }: Site): (port: number) => boolean {
  const range = nodePortRange(cluster?.config);
  return (port) => !range || (port >= range.first && port <= range.last);
}

/** A Service that waits for a host port, as the better end of a mapping that leads nowhere. */
function betterEnd(site: Site, otherwise: string, speaks = ''): string {
  const opens = isNodePort(site);
  const waiting = waysIn(site).find(
    ({ service, socket, fault, route }) =>
      service &&
      !socket &&
      fault?.endsWith('-not-mapped') &&
      (fault !== 'node-port-not-mapped' || opens(Number(route.hops[0]!.next))) &&
      route.url.startsWith(speaks),
  );
  if (!waiting) return otherwise;
  const { protocol } = awaitedPort(waiting)!;
  const port = `${waiting.route.hops[0]!.next}${protocol === 'tcp' ? '' : `/${protocol}`}`;
  return `Lead it to port ${port}, which ${(waiting.service as Service).id} opens.`;
}

/** What to write so that a Service opens the port to which a host port leads; no port of a Service is told twice. */
function openedHere(
  site: Site,
  { hostPort, clusterPort, protocol }: Socket,
  told: Set<ServicePort>,
): string | undefined {
  const { services, balancing } = networkOf(site);
  const opens = isNodePort(site);
  const isFree = opens(clusterPort);
  const write = ({ id, type }: Service, { port, nodePort }: ServicePort): string | undefined => {
    if (type !== 'NodePort' && type !== 'LoadBalancer') {
      return nodePort === clusterPort ? `Write type: NodePort in ${id}.` : undefined;
    }
    if (isFree)
      return nodePort === undefined || !opens(nodePort)
        ? `Write nodePort: ${clusterPort} at port ${port} of ${id}.`
        : undefined;
    // Whoever has to leave its port may as well come here.
    const [first, ...others] = balancing.claims.get(portKey(protocol, port)) ?? [];
    const leaves = first?.name !== id && others.some(({ name }) => name === id);
    return leaves ? `Write port: ${clusterPort} instead of ${port} in ${id}.` : undefined;
  };
  const candidates = services.flatMap((service) =>
    service.ports.flatMap((port) => (port.protocol === protocol && !told.has(port) ? [[service, port] as const] : [])),
  );
  // Whoever asks for a host port means the port of that number, where there is one.
  const meant = candidates.filter(([, { port }]) => port === hostPort);
  for (const [service, port] of [...meant, ...candidates]) {
    const remedy = write(service, port);
    if (remedy === undefined) continue;
    told.add(port);
    return remedy;
  }
  return undefined;
}

const mappingWithoutTarget: Rule = {
  id: 'mapping-without-target',
  title: 'A host port leads to a cluster port where nothing listens',
  needsAll: true,
  *check(site) {
    const { opens } = networkOf(site).traefik;
    const awaited = new Set(
      waysIn(site).flatMap((way) => {
        const { fault, web, socket, route } = way;
        if (fault === 'ingress-controller-disabled') return web!.points.map(({ port }) => portKey('tcp', port));
        if (fault === 'ingress-no-web-port' && !way.point) return opens === 'ports' ? portIn(web!) : USUAL_WEB;
        return socket ? [] : [portKey(awaitedPort(way)?.protocol ?? 'tcp', route.hops[0]!.next ?? 0)];
      }),
    );
    const told = new Set<ServicePort>();
    for (const { cluster, path, sockets, mappings } of entriesOf(site)) {
      if (!mappings.every(({ status, leadsTo }) => status === 'silent' && leadsTo === undefined)) continue;
      const [socket] = sockets as [Socket, ...Socket[]];
      // What waits there and cannot be served says it better.
      if (awaited.has(portKey(socket.protocol, socket.clusterPort))) continue;
      yield* aboutCluster(cluster, {
        level: 'warning',
        path,
        message: `${hostPortOf(socket)} leads to port ${socket.clusterPort} of the nodes, where nothing in the app or the cluster listens.`,
        remedy:
          unboundFrom(site, socket) ??
          betterEnd(site, openedHere(site, socket, told) ?? openingOf(site, socket, told) ?? removal(site, socket)),
      });
    }
  },
};

/** Whoever maps a port of the web means a controller, and may have switched off the only one. */
function removal(site: Site, { clusterPort, protocol }: Socket): string {
  const { traefik, balancing } = networkOf(site);
  const isWeb = USUAL_WEB.includes(portKey(protocol, clusterPort));
  // Whoever has a Service at one of them made room for it.
  return isWeb && traefik.runs === 'no' && !USUAL_WEB.some((key) => balancing.claims.has(key))
    ? `${enable(site, 'traefik')} Where nothing should answer there, remove the mapping.`
    : 'Remove the mapping.';
}

/** Where Traefik would be asked, were its Service a load balancer. */
const USUAL_WEB = WEB_PORTS.map((port) => portKey('tcp', port));

/** Where a rule of TCP or UDP would be asked, were its entry point open: at the port of its Service. */
const portIn = ({ rule, target }: WebWay): readonly string[] =>
  rule.speaks !== 'http' && 'port' in target ? [portKey(carriedBy(rule), target.port.port)] : [];

const mappingMeetsControllerOnly: Rule = {
  id: 'mapping-meets-controller-only',
  title: 'A host port reaches the ingress controller, and no rule answers there',
  needsAll: true,
  *check(site) {
    const network = networkOf(site);
    if (!showsEverything(network) || namedOf(site).some(isUnreadRule)) return;
    const ways = waysIn(site);
    // Whoever wants the port, or waits at another door, says it better.
    if (ways.some(({ fault }) => fault === 'ingress-no-web-port')) return;
    const used = new Set(
      ways.flatMap(({ web, socket, fault }) =>
        socket && (web ?? fault === 'load-balancer-port-taken') ? [socket] : [],
      ),
    );
    for (const { cluster, path, sockets } of entriesOf(site)) {
      const [socket] = sockets as [Socket, ...Socket[]];
      const point = pointAt(network, socket);
      if (!point || INNER.has(point.name) || isHttp3(point) || used.has(socket)) continue;
      yield* aboutCluster(cluster, {
        level: 'warning',
        path,
        message: `${hostPortOf(socket)} leads to Traefik, and no ${ruleAt(point)} of the app uses its entry point ${point.name}, so ${point.protocol === 'udp' ? 'nothing answers' : 'every request gets 404'}.`,
        // A browser comes to that port, with or without TLS: what speaks otherwise is not meant.
        remedy: betterEnd(
          site,
          `Add an ${ruleAt(point)} for the Service that should answer there.`,
          point.tls ? 'https://' : 'http://',
        ),
      });
    }
  },
};

/** Routes of Traefik and of the Gateway API that lead past every Ingress: nobody knows to which door they listen. */
const isUnreadRule = (named: Named) =>
  UNREAD.has(named.group) &&
  /Route(TCP|UDP)?$|^Gateway$/.test(named.kind) &&
  !isIngressRoute(named) &&
  !speechOf(named);

const UNREAD = new Set([...TRAEFIK_GROUPS, GATEWAY_API]);

/** What leads on at an entry point, if anything does. */
function ruleAt({ name, protocol }: EntryPoint): string {
  if (protocol === 'udp') return 'IngressRouteUDP';
  return WEB.has(name) ? 'Ingress' : 'Ingress or IngressRouteTCP';
}

/** Every rule of the same entry point for TCP answers there. */
const isHttp3 = ({ protocol, usual }: EntryPoint) => protocol === 'udp' && !usual;

const pointAt = ({ traefik, balancing }: Network, socket: Socket) =>
  traefik.reads === 'yes' && balancing.traefik === 'yes' && isOpenOn(balancing.traefikNodes, socket)
    ? traefik.entryPoints.find(({ port, protocol }) => port === socket.clusterPort && protocol === socket.protocol)
    : undefined;

/** Host ports that lead to nothing. */
export const mappingRules: readonly Rule[] = [mappingWithoutTarget, mappingMeetsControllerOnly];

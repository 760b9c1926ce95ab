import { API_PORT } from '../k3d/topology';
import { portKey, WEB_PORTS } from '../port';
import { ofKind } from '../named';
import { operatedNames, operatedNumbers } from '../operators';
import { record, records, whole } from '../plain';
import type { Mapping } from '../route';
import { GATEWAY_API } from './gateway/api';
import type { Network } from './network';
import { isOpenOn } from './picked-nodes';
import type { Socket } from './sockets';
import type { Way } from './way';

type Answer = Pick<Mapping, 'status' | 'leadsTo'>;

/** Where every host socket leads, and whether something answers there. */
export function mappingsOf(network: Network, ways: readonly Way[]): readonly Mapping[] {
  const { cluster } = network.site;
  if (!cluster) return [];
  const answer = answersOf(network, ways);
  return network.sockets.all.map((socket): Mapping => {
    const { hostIp, hostPort, clusterPort, protocol, via, nodes } = socket;
    return {
      cluster: cluster.name,
      hostIp,
      hostPort,
      clusterPort,
      protocol,
      via,
      nodes,
      ...answer(socket),
    };
  });
}

/** What answers at every node by itself, whoever asks. */
const ANSWERING: ReadonlyMap<string, string> = new Map([
  [portKey('tcp', API_PORT), 'Kubernetes API'],
  [portKey('tcp', 10250), 'kubelet'],
]);

function answersOf(network: Network, ways: readonly Way[]): (socket: Socket) => Answer {
  const { traefik, balancing } = network;
  const picked = balancing.traefikNodes;
  const points = new Map<string, Answer>();
  const nodePorts = new Map<string, Answer>();
  const found = new Map<Socket, Answer>();
  if (traefik.runs !== 'no') {
    const status =
      traefik.runs === 'yes' && balancing.traefik === 'yes'
        ? 'answers'
        : balancing.traefik === 'no'
          ? 'silent'
          : 'unknown';
    for (const { name, protocol, port, nodePort } of traefik.entryPoints) {
      const leadsTo = `Traefik, entry point ${name}`;
      points.set(portKey(protocol, port), { leadsTo, status });
      if (nodePort === undefined) continue;
      // A node port is open without any load balancer.
      nodePorts.set(portKey(protocol, nodePort), { leadsTo, status: traefik.runs === 'yes' ? 'answers' : 'unknown' });
    }
  }
  for (const { socket, service, end, route, web } of ways) {
    if (!socket || web || found.has(socket)) continue;
    const leadsTo = service?.id ?? end.workloads[0]!.id;
    const status = route.status === 'complete' ? 'answers' : route.status === 'broken' ? 'silent' : 'unknown';
    found.set(socket, { leadsTo, status });
  }
  const isShown = showsEverything(network);
  const outside = openedOutside(network);
  return (socket) => {
    const key = portKey(socket.protocol, socket.clusterPort);
    const own = ANSWERING.get(key);
    if (own !== undefined) return { leadsTo: own, status: 'answers' };
    const point = isOpenOn(picked, socket) ? points.get(key) : undefined;
    return (
      point ??
      nodePorts.get(key) ??
      found.get(socket) ?? {
        status: isShown && !outside.has(socket.clusterPort) && !mayBeOpened(network, socket) ? 'silent' : 'unknown',
      }
    );
  };
}

/** Whether something that reads objects of its own may listen at a port that is in one of them, or serve the web. */
const mayBeOpened = ({ site, traefik }: Network, { clusterPort }: Socket): boolean =>
  operatedNumbers(site).has(clusterPort) ||
  (traefik.runs === 'no' && WEB_PORTS.includes(clusterPort) && operatedNames(site).size > 0);

/** Where a controller listens that does not stand in the app, and serves rules that do. */
function openedOutside({ site, traefik, webWays }: Network): ReadonlySet<number> {
  if (traefik.runs !== 'no' || !webWays.some(({ asked }) => asked.server === 'unknown')) return new Set();
  const gateways = ofKind(site, 'Gateway').filter(({ group }) => group === GATEWAY_API);
  const listened = gateways.flatMap(({ json }) => records(record(json.spec).listeners).map(({ port }) => whole(port)));
  return new Set([...WEB_PORTS, ...listened.flatMap((port) => port ?? [])]);
}

/** False where more may listen on a node than the app shows. */
export function showsEverything({ site, others, workloads, traefik }: Network): boolean {
  const empty = site.objects.length === 0 && !site.closed;
  const hidden = workloads.some(({ hostNetwork, ports }) => hostNetwork && ports.length === 0);
  return !(
    empty ||
    hidden ||
    others.bringsMore ||
    others.ingressController ||
    others.controllerOutside ||
    others.loadBalancer ||
    (traefik.runs !== 'no' && !traefik.known)
  );
}

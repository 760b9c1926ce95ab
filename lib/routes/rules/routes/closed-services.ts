import { nodePortRange } from '../../k3d/node-port-range';
import { networkOf } from '../../network/network';
import { serviceOf, waysIn } from '../../network/routes';
import { isHeadless, type Service, type ServicePort } from '../../network/services';
import type { Socket } from '../../network/sockets';
import { memo } from '../../plain';
import type { PortRange } from '../../k3d/port-spec';
import type { Site } from '../../world';

/** A port of a Service that no way leads to, and that opens none on the nodes which somebody could name. */
type Closed = readonly [Service, ServicePort];

/** What nobody outside of the cluster reaches as it stands. */
const closedOf = memo((site: Site): readonly Closed[] => {
  const reached = new Set(waysIn(site).map((way) => ((way.web ?? way.socket) ? serviceOf(way) : undefined)));
  return networkOf(site).services.flatMap((service) =>
    !OPENED_BY_NODE_PORT.has(service.type) || isHeadless(service) || reached.has(service)
      ? []
      : service.ports.flatMap((port) => (port.nodePort === undefined ? [[service, port] as const] : [])),
  );
});

const OPENED_BY_NODE_PORT: ReadonlySet<Service['type']> = new Set(['ClusterIP', 'NodePort']);

/** Which Service somebody means who leads a host port to nowhere: one of these numbers, or the only one there is. */
function meantBy(
  site: Site,
  { protocol, hostPort, clusterPort }: Socket,
  told: ReadonlySet<ServicePort>,
): Closed | undefined {
  const closed = closedOf(site).filter(([, port]) => port.protocol === protocol && !told.has(port));
  const like = (number: number | undefined) =>
    closed.find(([, { port, target }]) => port === number || target === number);
  return like(clusterPort) ?? like(hostPort) ?? (closed.length === 1 ? closed[0] : undefined);
}

/** What opens a Service to a host port, so that none is told twice; undefined where it is not known which one is meant. */
export function openingOf(site: Site, socket: Socket, told: Set<ServicePort>): string | undefined {
  const range = nodePortRange(site.cluster?.config);
  const meant = range && meantBy(site, socket, told);
  if (!meant) return undefined;
  const [service, port] = meant;
  told.add(port);
  const { clusterPort } = socket;
  const isNodePort = clusterPort >= range.first && clusterPort <= range.last;
  const nodePort = isNodePort ? clusterPort : freeNodePort(site, range);
  const open =
    service.type === 'NodePort'
      ? `Write nodePort: ${nodePort} at port ${port.port} of ${service.id}`
      : `Write type: NodePort in ${service.id}, with nodePort: ${nodePort} at its port ${port.port}`;
  return isNodePort ? `${open}.` : `${open}, and lead the host port to ${nodePort}.`;
}

/** The first node port that people choose, or one after it. */
function freeNodePort(site: Site, { first, last }: PortRange): number {
  const taken = new Set(networkOf(site).services.flatMap(({ ports }) => ports.map(({ nodePort }) => nodePort)));
  let port = Math.min(first + 80, last);
  while (taken.has(port) && port < last) port++;
  return port;
}

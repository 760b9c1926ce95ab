import { clusterNodes } from '../../../routes/k3d/cluster-nodes';
import { portEntries } from '../../../routes/k3d/port-entry';
import { printPortSpec } from '../../../routes/k3d/port-spec';
import { API_PORT, topologyOf } from '../../../routes/k3d/topology';
import { groupBy } from '../../../routes/plain';
import { fixedPort } from '../../../routes/port';
import type { Transport } from '../../../routes/route';
import { EVERY_ADDRESS } from '../../../routes/this-machine';
import type { KnownCluster } from '../k3d';

/** A published port, as `k3d cluster edit` takes it. */
export interface PortEdit {
  /** `8099:30099` */
  readonly spec: string;
  readonly filters: readonly string[];
  readonly hostIp: string;
  /** Absent where docker chooses one. */
  readonly hostPort?: number;
  readonly protocol: Transport;
}

/** How the sockets of a cluster differ from those of its file. */
interface PortDifferences {
  readonly added: readonly PortEdit[];
  readonly removed: readonly PortEdit[];
  /** Of nodes themselves, with no load balancer between. */
  readonly direct: { readonly added: readonly PortEdit[]; readonly removed: readonly PortEdit[] };
}

/** A published socket; two with one key are the same. */
interface Port extends PortEdit {
  readonly key: string;
  readonly direct: boolean;
  /** Nodes that its entry asks for; absent where only k3d tells of it. */
  readonly nodes?: string;
}

/**
 * Compares what runs with what the file asks for.
 *
 * @param before the file from which the cluster was made, where it is known
 * @param sameNodes the nodes are those of the file: a port that leads to others of them was meant to move
 */
export function portDifferences(
  config: unknown,
  known: KnownCluster,
  before: unknown,
  sameNodes: boolean,
): PortDifferences {
  const wanted = portsOf(config);
  const old = portsOf(before);
  const running = publishedBy(known, wanted).map((port) => like(old, port) ?? port);
  const moved = sameNodes
    ? movedPorts(
        old,
        wanted.filter((port) => like(running, port)),
      )
    : [];
  const missing = [...beyond(wanted, running), ...moved.map(({ to }) => to)];
  const extra = [...beyond(running, wanted), ...moved.map(({ from }) => from)];
  const pick = (ports: readonly Port[], direct: boolean) => ports.filter((port) => port.direct === direct).map(asEdit);
  return {
    added: pick(missing, false),
    removed: pick(extra, false),
    direct: { added: pick(missing, true), removed: pick(extra, true) },
  };
}

const like = (ports: readonly Port[], { key }: Port) => ports.find((port) => port.key === key);

/** Ports that led to other nodes before. */
const movedPorts = (old: readonly Port[], now: readonly Port[]) =>
  now.flatMap((to) => {
    const from = like(old, to);
    return from === undefined || from.nodes === to.nodes ? [] : [{ from, to }];
  });

const asEdit = ({ spec, filters, hostIp, hostPort, protocol }: Port): PortEdit => ({
  spec,
  filters,
  hostIp,
  ...(hostPort !== undefined && { hostPort }),
  protocol,
});

/** Ports of the one that the other lacks. A port that docker chooses may be there several times. */
function beyond(ones: readonly Port[], others: readonly Port[]): readonly Port[] {
  const left = groupBy(others, ({ key }) => key);
  return ones.filter(({ key }) => left.get(key)?.shift() === undefined);
}

const EVERYWHERE = 'loadbalancer';

/** What a file asks docker to publish, except for the API. */
function portsOf(config: unknown): readonly Port[] {
  const entries = new Map(portEntries(config, clusterNodes(config)).map((entry) => [entry.index, entry]));
  return topologyOf(config).sockets.flatMap((socket): Port[] => {
    const entry = entries.get(socket.mapping ?? -1);
    if (entry === undefined) return [];
    const direct = socket.via === 'direct';
    const nodes = entry.publications.filter(({ via }) => via === socket.via).flatMap(({ nodes: reached }) => reached);
    return [
      { ...portOf(socket.container, socket), filters: filtersFor(entry.filters, direct), direct, nodes: nodes.join() },
    ];
  });
}

/** `k3d cluster edit` takes no suffix. */
function filtersFor(filters: readonly string[], direct: boolean): readonly string[] {
  const mine = filters.filter((filter) => filter.endsWith(':direct') === direct);
  return mine.length === 0 ? [EVERYWHERE] : mine.map((filter) => filter.replace(/:proxy$/, ''));
}

/** What k3d lists. The port of the API is the API's own, unless a mapping asks for it. */
function publishedBy({ nodes }: KnownCluster, wanted: readonly Port[]): readonly Port[] {
  return nodes.flatMap(({ name, role, ports }) =>
    ports.flatMap(({ hostPort, ...published }): Port[] => {
      const socket = { ...published, asked: hostPort === undefined ? '' : `${hostPort}` };
      const direct = role !== EVERYWHERE;
      const port = { ...portOf(name, socket), filters: [direct ? directTo(name) : EVERYWHERE], direct };
      return published.containerPort === API_PORT && !like(wanted, port) ? [] : [port];
    }),
  );
}

/** `k3d-dev-agent-0` → `agent:0:direct` */
const directTo = (node: string) => node.replace(/^.*-([a-z]+)-(\d+)$/, '$1:$2:direct');

interface Asked {
  readonly hostIp: string;
  /** A number, a range to choose from, or nothing. */
  readonly asked: string;
  readonly containerPort: number;
  readonly protocol: string;
}

function portOf(container: string, { hostIp: ip, asked, containerPort, protocol: said }: Asked) {
  const hostIp = ip === EVERY_ADDRESS ? '' : ip;
  const protocol = said as Transport;
  const [first, last = first] = asked.split('-').map(Number);
  const hostPorts = asked === '' ? {} : { hostPorts: { first: Number(first), last: Number(last) } };
  const hostPort = fixedPort(asked);
  return {
    key: `${container} ${hostIp}:${hostPort ?? ''}:${containerPort}/${protocol}`,
    spec: printPortSpec({
      hostIp,
      ...hostPorts,
      clusterPorts: { first: containerPort, last: containerPort },
      protocol,
    }),
    hostIp,
    hostPort,
    protocol,
  };
}

import type { AskedPort } from '../analysis/facts';
import { isSpec, parsePortSpec, type PortRange, printPortSpec } from '../routes/k3d/port-spec';
import { compare } from '../routes/plain';
import { Protocol } from '../routes/protocol';
import type { Transport } from '../routes/route';
import { Nodes } from './nodes';
import type { PortMapping } from './port-mapping';

/** An entry of `ports` in k3d's words. */
export interface PortEntry {
  readonly port: string;
  readonly nodeFilters?: string[];
}

/** An entry, where it stands in the cluster's own list, and who asked for it. */
export interface AskedEntry {
  readonly entry: PortEntry;
  /** Construct paths. */
  readonly askers: readonly string[];
  /** Property that says it, where the cluster itself does. */
  readonly field?: string;
  readonly nodes?: Nodes;
}

/** A mapping in k3d's words. */
export function portEntry(mapping: PortMapping): PortEntry {
  const { hostIp = '', hostPort, hostPortEnd, clusterPort, clusterPortEnd } = mapping;
  const { protocol = Protocol.TCP, nodes = Nodes.loadBalancer(), direct = false } = mapping;
  return {
    port: printPortSpec({
      hostIp,
      hostPorts: hostPort === undefined ? undefined : range(hostPort, hostPortEnd),
      clusterPorts: range(clusterPort, clusterPortEnd),
      protocol: `${protocol}`.toLowerCase() as Transport,
    }),
    ...(nodes.filters.length > 0 && {
      nodeFilters: direct ? nodes.filters.map((filter) => `${filter}:direct`) : nodes.filters,
    }),
  };
}

const range = (first: number, last = first): PortRange => ({ first, last });

/** The cluster's own mappings, from its properties: by host port, so that the order of the program does not count. */
export function ownEntries(ports: readonly PortMapping[], cluster: string): AskedEntry[] {
  return ports.map((mapping, index) => ({
    entry: portEntry(mapping),
    askers: [cluster],
    field: `ports[${index}]`,
    nodes: mapping.nodes,
  }));
}

/** Adds what exposures ask for. Whoever asks for a mapping that is there already gets that one. */
export function withAsked(own: readonly AskedEntry[], asked: readonly AskedPort[]): AskedEntry[] {
  const entries = new Map<string, { readonly first: AskedEntry; readonly askers: Set<string> }>();
  for (const next of [...own, ...requested(asked)]) {
    const key = meaning(next.entry);
    const known = entries.get(key);
    if (known) for (const asker of next.askers) known.askers.add(asker);
    else entries.set(key, { first: next, askers: new Set(next.askers) });
  }
  return Array.from(entries.values(), ({ first, askers }) => ({ ...first, askers: [...askers].sort() }));
}

/** Thousands of exposures may share a host port: each mapping is written once. */
function requested(asked: readonly AskedPort[]): AskedEntry[] {
  const groups = new Map<string, { readonly entry: PortEntry; readonly askers: string[] }>();
  for (const { asker, hostPort, clusterPort, protocol } of asked) {
    const key = `${hostPort} ${clusterPort} ${protocol}`;
    const known = groups.get(key);
    if (known) known.askers.push(asker);
    else {
      const entry = portEntry({ hostPort, clusterPort, protocol: protocol as Protocol });
      groups.set(key, { entry, askers: [asker] });
    }
  }
  return [...groups.values()];
}

/** What k3d makes of an entry. Those of a file may be anything; what cannot be read means itself. */
function meaning(entry: PortEntry | null): string {
  const spec = parsePortSpec(`${entry?.port}`);
  if (!isSpec(spec)) return JSON.stringify(entry);
  const filters = [entry?.nodeFilters ?? []].flat();
  const everywhere = filters.length === 0 || filters.some((filter) => `${filter}`.startsWith('loadbalancer'));
  return JSON.stringify([printPortSpec(spec), everywhere ? 'loadbalancer' : filters]);
}

/** By host port, then by text; what docker chooses stands last. */
export function byHostPort(entries: readonly AskedEntry[]): AskedEntry[] {
  const hostPort = ({ entry: { port } }: AskedEntry) =>
    Number(/(?<!\d)(\d+)(?:-\d+)?:[^:]+$/.exec(port)?.[1] ?? Infinity);
  const text = ({ entry }: AskedEntry) => JSON.stringify(entry);
  // Two random ports are equal in their number: Infinity - Infinity is no order.
  return [...entries].sort((a, b) => Math.sign(hostPort(a) - hostPort(b)) || compare(text(a), text(b)));
}

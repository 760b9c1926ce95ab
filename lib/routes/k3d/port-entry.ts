import type { Misfit } from '../misfit';
import { isRecord, list, record } from '../plain';
import { isExpanded } from './formats';
import {
  balancerName,
  containers,
  type FilterFault,
  isFault,
  nodesOf,
  type Nodes,
  parseNodeFilter,
} from './node-filter';
import { isSpec, parsePortSpec, type PortSpec, size } from './port-spec';

/** Why k3d refuses an entry of `ports`, or why it leads nowhere. */
export type PortFault =
  | ({ readonly kind: 'spec' } & Misfit)
  | { readonly kind: 'filter'; readonly index: number; readonly fault: FilterFault }
  | { readonly kind: 'no-balancer' }
  | { readonly kind: 'many-nodes'; readonly nodes: readonly string[] }
  | { readonly kind: 'nothing'; readonly filters: readonly string[] };

/** One publication of an entry. */
interface Publication {
  readonly via: 'balancer' | 'direct';
  /** Nodes behind the load balancer, or the one that publishes the port itself. */
  readonly nodes: readonly string[];
}

/** Where an entry of `ports` leads. */
export interface PortEntry {
  /** Index in `ports`. */
  readonly index: number;
  /** As written. */
  readonly port: string;
  readonly filters: readonly string[];
  readonly spec?: PortSpec;
  /** One for each suffix among the filters: k3d publishes the host port once for each of them. */
  readonly publications: readonly Publication[];
  /** A filter that starts with `loadbalancer` took the place of all of them. */
  readonly overridden: boolean;
  readonly faults: readonly PortFault[];
}

/** More ports than any machine opens; what is beyond is not read. */
const MOST = 100_000;

/** Reads `ports`; entries that are no mappings, or that the environment decides, are left out. */
export function portEntries(config: unknown, nodes: Nodes): readonly PortEntry[] {
  let opened = 0;
  return list(record(config).ports).flatMap((item, index) => {
    const entry = opened < MOST ? portEntry(item, index, nodes) : undefined;
    if (entry?.spec) opened += size(entry.spec.clusterPorts);
    return entry ?? [];
  });
}

const EVERY_NODE = ['servers:*:proxy', 'agents:*:proxy'];

function portEntry(item: unknown, index: number, nodes: Nodes): PortEntry | undefined {
  if (!isRecord(item)) return undefined;
  const { port: written, nodeFilters = [] } = item;
  const filters = list(nodeFilters);
  const port = written === undefined ? '' : written;
  if (typeof port !== 'string' || !Array.isArray(nodeFilters) || !areTexts(filters)) return undefined;
  if (isExpanded(port) || filters.some(isExpanded)) return undefined;
  const spec = parsePortSpec(port);
  const targets = targetsOf(filters, nodes);
  const faults: PortFault[] = isSpec(spec) ? [...targets.faults] : [{ kind: 'spec', ...spec }, ...targets.faults];
  return { index, port, filters, ...targets, ...(isSpec(spec) && { spec }), faults };
}

const areTexts = (items: readonly unknown[]): items is readonly string[] =>
  items.every((item) => typeof item === 'string');

type Targets = Pick<PortEntry, 'publications' | 'overridden' | 'faults'>;

function targetsOf(filters: readonly string[], nodes: Nodes): Targets {
  const overridden = filters.some((filter) => filter.startsWith('loadbalancer'));
  const refused = (...faults: readonly PortFault[]): Targets => ({ publications: [], overridden, faults });
  if (filters.length === 0 && containers(nodes) === 1) return refused({ kind: 'no-balancer' });
  const used = overridden || filters.length === 0 ? EVERY_NODE : filters;

  const bySuffix = new Map<string, string[]>();
  const faults: PortFault[] = [];
  used.forEach((filter, index) => {
    const found = suffixedNodes(filter, nodes);
    if (isFault(found)) faults.push({ kind: 'filter', index, fault: found });
    else bySuffix.set(found.suffix, [...(bySuffix.get(found.suffix) ?? []), ...found.names]);
  });
  if (faults.length > 0) return refused(...faults);
  const publications = [...bySuffix]
    .filter(([, names]) => names.length > 0)
    .map(([suffix, names]): Publication => ({ via: suffix === 'direct' ? 'direct' : 'balancer', nodes: names }));
  if (!nodes.balancer && publications.some(({ via }) => via === 'balancer')) return refused({ kind: 'no-balancer' });
  const many = publications.find(({ via, nodes: names }) => via === 'direct' && names.length > 1);
  if (many) return refused({ kind: 'many-nodes', nodes: many.nodes });
  if (publications.length === 0) return refused({ kind: 'nothing', filters });
  return {
    publications: publications.map(({ via, nodes: names }) => ({ via, nodes: [...new Set(names)] })),
    overridden,
    faults,
  };
}

function suffixedNodes(filter: string, nodes: Nodes): { names: readonly string[]; suffix: string } | FilterFault {
  const read = parseNodeFilter(filter);
  if (isFault(read)) return read;
  const refused = (why: string, remedy: string): FilterFault => ({ filter, kind: 'malformed', why, remedy });
  const bare = filter.replace(/:[a-z]+$/i, '');
  if (read.suffix === 'all')
    return refused('k3d drops a port with the suffix "all" without a word', `Write "${bare}".`);
  if (read.suffix !== undefined && read.suffix !== 'proxy' && read.suffix !== 'direct') {
    return refused(
      `"${read.suffix}" is no suffix that k3d knows`,
      `Write "${bare}", or "${bare}:direct" to go past the load balancer.`,
    );
  }
  const names = nodesOf(filter, read, nodes);
  if (isFault(names)) return names;
  const suffix = read.suffix ?? '';
  if (suffix !== 'direct' && names.includes(balancerName(nodes))) {
    return refused(
      'it holds the load balancer, which cannot lead to itself',
      'Write "loadbalancer" to reach every node through it.',
    );
  }
  return { names, suffix };
}

import type { Misfit } from '../misfit';
import { k3dName } from './conventions';

/** How many containers of each role a cluster has. */
export interface Nodes {
  readonly name: string;
  readonly servers: number;
  readonly agents: number;
  readonly balancer: boolean;
}

export type Role = 'server' | 'agent';

/** A node filter of k3d: `server:0`, `agent:*:direct`, `all`. */
export type NodeFilter = {
  /** `direct` or `proxy`; ports alone take one. */
  readonly suffix?: string;
} & ({ readonly group: 'loadbalancer' | 'all' } | { readonly group: Role; readonly subset: Subset });

/** What stands between the colons. */
export type Subset = { readonly indices: readonly number[] } | { readonly from?: number; readonly to?: number };

/** What is wrong with a filter: how it is written, or that it names a node that the cluster lacks. */
export interface FilterFault extends Misfit {
  readonly filter: string;
  readonly kind: 'malformed' | 'unknown-node';
}

const FILTER = /^(servers?|agents?|loadbalancer|all)(?::(?:(\d+(?:,\d+)*,?)|(\d*-\d*)|(\*)))?(?::([a-z]+))?$/i;

const malformed = (filter: string, why: string, remedy: string): FilterFault => ({
  filter,
  kind: 'malformed',
  why,
  remedy,
});
const unknown = (filter: string, why: string, remedy: string): FilterFault => ({
  filter,
  kind: 'unknown-node',
  why,
  remedy,
});

export const isFault = (read: object): read is FilterFault => 'why' in read;

/** Reads a filter as k3d does; the group in lower case only. */
export function parseNodeFilter(filter: string): NodeFilter | FilterFault {
  const [, group = '', indices, range, every, suffix] = FILTER.exec(filter) ?? [];
  if (group === '') return malformed(filter, ...reading(filter));
  if (group !== group.toLowerCase()) {
    return malformed(filter, 'k3d reads lower-case letters only', `Write "${filter.toLowerCase()}".`);
  }
  const role = group.replace(/s$/, '') as NodeFilter['group'];
  const tail = suffix === undefined ? {} : { suffix };
  if (role === 'all' || role === 'loadbalancer') return { group: role, ...tail };
  if (indices !== undefined) {
    return { group: role, subset: { indices: indices.split(',').filter(Boolean).map(Number) }, ...tail };
  }
  if (range !== undefined) {
    const [from, to] = range.split('-').map((end) => (end === '' ? undefined : Number(end)));
    return { group: role, subset: { from, to }, ...tail };
  }
  if (every !== undefined) return { group: role, subset: {}, ...tail };
  return malformed(
    filter,
    `it does not say which ${role}s`,
    `Write "${role}:*${suffix === undefined ? '' : `:${suffix}`}" for all of them, "${role}:0" for the first.`,
  );
}

function reading(filter: string): [why: string, remedy: string] {
  if (filter === '') return ['it is empty', 'Write "server:0", "agent:*", or leave the filters out.'];
  const old = /^(servers?|agents?)\[([\d,*-]*)\]$/.exec(filter);
  if (old) return ['this is how k3d 4 wrote it', `Write "${old[1]}:${old[2] || '*'}".`];
  if (/[;@]/.test(filter)) {
    return ['it holds several filters', 'Write each filter as an entry of its own in the list.'];
  }
  return ['k3d cannot read it', 'Write "server:0", "server:*", "agent:0", "agent:*", "loadbalancer", or "all".'];
}

/** The nodes of one filter, as names of containers. */
export function nodesOf(filter: string, read: NodeFilter, nodes: Nodes): readonly string[] | FilterFault {
  if (!('subset' in read)) {
    if (read.group === 'all') return everyContainer(nodes);
    return nodes.balancer
      ? [balancerName(nodes)]
      : unknown(filter, 'the load balancer is disabled', 'Write "server:0" or another node that there is.');
  }
  const { group: role, subset } = read;
  const count = role === 'server' ? nodes.servers : nodes.agents;
  const there = `the cluster has ${count} ${role}${count === 1 ? '' : 's'}`;
  const range = count === 1 ? `"${role}:0"` : `a number from 0 to ${count - 1}`;
  const instead = count > 0 ? `Write ${range}, or add ${role}s.` : 'Add agents to the cluster, or name a server.';
  if ('indices' in subset) {
    const beyond = subset.indices.find((index) => index >= count);
    if (beyond !== undefined) return unknown(filter, `${there}, so there is no ${role} ${beyond}`, instead);
    return [...new Set(subset.indices)].map((index) => nodeName(nodes, role, index));
  }
  const { from = 0, to = count - 1 } = subset;
  const outside = (subset.from !== undefined && from >= count) || (subset.to !== undefined && to >= count);
  if (outside) return unknown(filter, `${there}, so the range reaches too far`, instead);
  if (subset.to !== undefined && to < from)
    return malformed(filter, 'the range runs backwards', `Write "${role}:${to}-${from}".`);
  return Array.from({ length: Math.max(to - from + 1, 0) }, (_, index) => nodeName(nodes, role, from + index));
}

/** True where k3d takes a list of filters outside `ports` for none: it looks at the first, and reads no further where that is empty. */
export const namesNone = (filters: readonly string[]): boolean => (filters[0] ?? '') === '';

/** The containers that a list of filters outside `ports` names, and what is wrong with it. */
export function selectNodes(
  filters: readonly string[],
  nodes: Nodes,
): { names: readonly string[]; faults: readonly FilterFault[] } {
  const names = new Set<string>();
  const faults: FilterFault[] = [];
  if (namesNone(filters)) return { names: everyContainer(nodes), faults };
  for (const filter of filters) {
    const read = parseNodeFilter(filter);
    const found = isFault(read)
      ? read
      : read.suffix === undefined
        ? nodesOf(filter, read, nodes)
        : malformed(
            filter,
            `"${read.suffix}" has a meaning in ports only`,
            `Write "${filter.replace(/:[a-z]+$/i, '')}".`,
          );
    if (isFault(found)) faults.push(found);
    else found.forEach((name) => names.add(name));
    // k3d reads no further than this.
    if (!isFault(read) && (read.group === 'all' || read.group === 'loadbalancer')) break;
  }
  return { names: [...names], faults };
}

export const nodeName = ({ name }: Nodes, role: Role, index: number): string => k3dName(name, role, index);
export const isAgent = ({ name }: Nodes, container: string): boolean =>
  container.startsWith(k3dName(name, 'agent', ''));
export const balancerName = ({ name }: Nodes): string => k3dName(name, 'serverlb');

export const serverNames = (nodes: Nodes): readonly string[] =>
  Array.from({ length: nodes.servers }, (_, index) => nodeName(nodes, 'server', index));

export const agentNames = (nodes: Nodes): readonly string[] =>
  Array.from({ length: nodes.agents }, (_, index) => nodeName(nodes, 'agent', index));

/** How many containers k3d counts, the load balancer among them. */
export const containers = ({ servers, agents, balancer }: Nodes): number => servers + agents + Number(balancer);

const everyContainer = (nodes: Nodes): readonly string[] => [
  ...serverNames(nodes),
  ...agentNames(nodes),
  ...(nodes.balancer ? [balancerName(nodes)] : []),
];

import { NODE_NAME } from '../k3d/node-labels';
import type { Plain } from '../plain';

/** Once a node has this label, ServiceLB opens ports on those nodes alone where it is "true". */
export const ENABLED = 'svccontroller.k3s.cattle.io/enablelb';

/** A Service with this label is served on the nodes that have it too. */
export const POOL = 'svccontroller.k3s.cattle.io/lbpool';

/** Names of the nodes on which ServiceLB opens the ports of a pool; undefined where no label picks some of them. */
export type PickedNodes = (pool?: string) => ReadonlySet<string> | undefined;

/** True where one of some nodes is among those that are picked: the load balancer passes over a node that refuses. */
export const isOpenOn = (picked: ReadonlySet<string> | undefined, { nodes }: { nodes: readonly string[] }): boolean =>
  picked === undefined || nodes.some((node) => picked.has(node));

/** Reads the labels of the nodes, where they are known. */
export function pickedNodes(nodes: readonly Plain[] = []): PickedNodes {
  if (!nodes.some((node) => Object.hasOwn(node, ENABLED))) return () => undefined;
  const enabled = nodes.filter((node) => node[ENABLED] === 'true');
  const every = namesOf(enabled);
  return (pool) => (pool === undefined ? every : namesOf(enabled.filter((node) => node[POOL] === pool)));
}

const namesOf = (nodes: readonly Plain[]): ReadonlySet<string> => new Set(nodes.map((node) => String(node[NODE_NAME])));

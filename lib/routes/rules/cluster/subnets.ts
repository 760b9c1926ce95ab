import { parseSubnet } from '../../k3d/formats';
import { prefixOf } from '../../ip';
import { record, text } from '../../plain';
import type { ClusterFacts, Site } from '../../world';

/** Ranges that docker hands out last, and then some that neither docker nor k3s takes by itself. */
const PROPOSED: readonly string[] = [
  ...Array.from({ length: 4 }, (_, index) => `172.${28 + index}.0.0/16`),
  ...Array.from({ length: 32 }, (_, index) => `10.${200 + index}.0.0/16`),
];

/** The subnet that a cluster asks for, where it can be read. */
export function subnetOf({ config }: ClusterFacts): string | undefined {
  const subnet = text(record(config).subnet);
  return subnet !== undefined && parseSubnet(subnet) ? subnet : undefined;
}

/** Whether two ranges share an address. */
export function overlap(one: string, other: string): boolean {
  const [a, b] = [prefixOf(one), prefixOf(other)];
  return a !== undefined && b !== undefined && (a.startsWith(b) || b.startsWith(a));
}

/** One that no other cluster of the app asks for, or is offered as well. */
export function freeSubnet({ where }: ClusterFacts, { others }: Site): string {
  const taken = others.flatMap((one) => subnetOf(one) ?? []);
  const free = PROPOSED.filter((one) => !taken.some((other) => overlap(one, other)));
  const before = others.filter((one) => one.where < where && subnetOf(one) === undefined).length;
  return free[before % free.length]!;
}

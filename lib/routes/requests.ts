import { record } from './plain';
import type { Container } from './pods';
import { amountOf } from './quantity';

/** What a container asks for of a resource; a limit alone counts as the request. */
export function requestOf({ json }: Container, resource: string): number {
  const { requests, limits } = record(json.resources);
  return Math.max(amountOf(record(requests)[resource] ?? record(limits)[resource]) ?? 0, 0);
}

/** What a pod takes: all containers that run together, or the largest that runs before them. */
export function amountOfPod(containers: readonly Container[], amountIn: (container: Container) => number): number {
  const together = containers.reduce((sum, one) => (one.passing ? sum : sum + amountIn(one)), 0);
  return containers.reduce((most, one) => (one.passing ? Math.max(most, amountIn(one)) : most), together);
}

/** What the scheduler counts for a pod. */
export const requestOfPod = (containers: readonly Container[], resource: string): number =>
  amountOfPod(containers, (one) => requestOf(one, resource));

/** How many pods of a workload stand in a cluster at once. Jobs come and go. */
export function podsAtOnce(kind: unknown, replicas: number | undefined, nodes: number): number {
  if (kind === 'DaemonSet') return nodes;
  return kind === 'Job' || kind === 'CronJob' ? 0 : (replicas ?? 1);
}

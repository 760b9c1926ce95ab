import { record } from './plain';
import type { Container } from './pods';
import { amountOf } from './quantity';

/** What a container asks for of a resource; a limit alone counts as the request. */
export function requestOf({ json }: Container, resource: string): number {
  const { requests, limits } = record(json.resources);
  return Math.max(amountOf(record(requests)[resource] ?? record(limits)[resource]) ?? 0, 0);
}

/** What the scheduler counts for a pod: all containers that run together, or the largest that runs before them. */
export function requestOfPod(containers: readonly Container[], resource: string): number {
  const together = containers.reduce((sum, one) => (one.passing ? sum : sum + requestOf(one, resource)), 0);
  return containers.reduce((most, one) => (one.passing ? Math.max(most, requestOf(one, resource)) : most), together);
}

/** How many pods of a workload stand in a cluster at once. Jobs come and go. */
export function podsAtOnce(kind: unknown, replicas: number | undefined, nodes: number): number {
  if (kind === 'DaemonSet') return nodes;
  return kind === 'Job' || kind === 'CronJob' ? 0 : (replicas ?? 1);
}

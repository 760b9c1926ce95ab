import { templateOf } from '../pods';
import type { Site } from '../world';
import type { Known } from './components';
import { placesOf } from './placement';
import type { Workload } from './workloads';

/** Whether a request that comes to some nodes, and goes no further, finds a pod there. */
export function meeting(site: Site, reached: readonly string[], workloads: readonly Workload[]): Known {
  const placed = workloads.map(({ kind, facts }) => ({
    everywhere: kind === 'DaemonSet',
    ...placesOf(site, templateOf(facts).spec),
  }));
  // That they run nowhere is told of them.
  if (placed.every(({ nodes }) => nodes.length === 0)) return 'yes';
  const near = placed.filter(({ nodes }) => nodes.some((node) => reached.includes(node)));
  if (near.length === 0) return 'no';
  const isSure = near.some(
    ({ nodes, known, everywhere }) => (everywhere && known) || nodes.every((node) => reached.includes(node)),
  );
  return isSure ? 'yes' : 'unknown';
}

/** True where each of some nodes has a pod. */
export const isOnEach = (site: Site, nodes: readonly string[], workloads: readonly Workload[]): boolean =>
  nodes.every((node) => meeting(site, [node], workloads) === 'yes');

import type { Tools } from '../../tools';
import type { DistCluster } from '../dist';
import { deleteCluster } from '../delete';
import type { K3d } from '../k3d';
import { type Leftover, removeLeftovers } from '../leftovers';
import { ask, QUESTION } from '../programs';
import { downText } from './text';
import { hasContext } from '../up/kubeconfig';
import { mountedVolumes } from '../volumes';

/** What became of one cluster. */
export interface DownReport {
  readonly cluster: string;
  readonly state: 'deleted' | 'kept' | 'absent';
  /** What had been left behind of it. */
  readonly removed: readonly Leftover[];
  /** Of the cluster, and still there. */
  readonly left: readonly Left[];
}

/** Something that `down` could not or would not take away. */
export interface Left {
  readonly kind: Leftover['kind'] | 'registry' | 'context';
  readonly name: string;
  readonly why: 'in use' | 'holds data' | 'not taken away by k3d';
}

/** What becomes of a cluster that the user wants to keep. */
export const kept = (cluster: string): DownReport => ({ cluster, state: 'kept', removed: [], left: [] });

/** Removes what was left behind of a cluster that is no more. */
export async function sweepUp(tools: Tools, cluster: string): Promise<DownReport> {
  const { removed, stays } = await removeLeftovers(tools, cluster);
  return { cluster, state: 'absent', removed, left: inUse(stays) };
}

/** Deletes a cluster, and looks what is there of it afterwards. */
export async function bringDown(tools: Tools, k3d: K3d, cluster: DistCluster): Promise<DownReport> {
  const { name, handoff } = cluster;
  tools.terminal.doing(downText.deleting(name));
  const { removed, stays } = await deleteCluster(tools, k3d, name);
  tools.terminal.still();
  const registry = handoff.registry === undefined ? [] : await stillRunning(tools, handoff.registry.name);
  const volumes = await mountedVolumes(tools, cluster);
  // k3d takes it away, but not from one of several files, and not from one that it may not write.
  const contexts = hasContext(tools, handoff.context) ? [handoff.context] : [];
  const left: readonly Left[] = [
    ...inUse(stays),
    ...volumes.map((volume) => ({ kind: 'volume', name: volume, why: 'holds data' }) as const),
    ...registry.map((each) => ({ kind: 'registry', name: each, why: 'in use' }) as const),
    ...contexts.map((context) => ({ kind: 'context', name: context, why: 'not taken away by k3d' }) as const),
  ];
  return { cluster: name, state: 'deleted', removed, left };
}

const inUse = (stays: readonly Leftover[]): readonly Left[] => stays.map((one) => ({ ...one, why: 'in use' }));

/** k3d keeps the registry of a cluster where another network uses it too. */
async function stillRunning(tools: Tools, registry: string): Promise<readonly string[]> {
  const names = await ask(tools, 'docker', ['ps', '--all', '--filter', `name=${registry}`, '--format', '{{.Names}}'], {
    timeout: QUESTION,
  });
  return names.split('\n').filter((name) => name === registry);
}

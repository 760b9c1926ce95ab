import type { Tools } from '../tools';
import { readInventory } from './inventory';
import { isRunning, type K3d, type KnownCluster, OWNER_LABEL } from './k3d';
import { Kubectl } from './kubectl';
import { ProgramFailed } from './programs';

/** Whether an earlier `up` made a cluster: its nodes say so, or the inventory in it. */
export async function madeByUp(tools: Tools, k3d: K3d, cluster: KnownCluster): Promise<boolean> {
  if (cluster.nodes.some(({ labels }) => labels[OWNER_LABEL] !== undefined)) return true;
  if (!isRunning(cluster)) return false;
  try {
    return (await readInventory(await Kubectl.of(tools, k3d, cluster.name))) !== undefined;
  } catch (error) {
    // An API that does not answer says nothing of who made it.
    if (error instanceof ProgramFailed) return false;
    throw error;
  }
}

import { EXIT } from '../command';
import type { Tools } from '../tools';
import { readInventory } from './inventory';
import { isRunning, type K3d, type KnownCluster, OWNER_LABEL } from './k3d';
import { Kubectl } from './kubectl';
import { isSilence } from './programs';

/** Milliseconds: an API that says nothing for so long says nothing of who made it either. */
const PATIENCE = 10_000;

/** Whether an earlier `up` made a cluster: its nodes say so, or the inventory in it. */
export async function madeByUp(tools: Tools, k3d: K3d, cluster: KnownCluster): Promise<boolean> {
  if (cluster.nodes.some(({ labels }) => labels[OWNER_LABEL] !== undefined)) return true;
  if (!isRunning(cluster)) return false;
  try {
    return (await readInventory(await Kubectl.of(tools, k3d, cluster.name, () => PATIENCE))) !== undefined;
  } catch (error) {
    if (isSilence(error) && error.code !== EXIT.toolMissing) return false;
    throw error;
  }
}

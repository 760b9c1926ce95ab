import { EXIT } from '../command';
import type { Tools } from '../tools';
import { readInventory } from './inventory';
import { isRunning, type K3d, type KnownCluster, OWNER_LABEL } from './k3d';
import { Kubectl } from './kubectl';
import { isSilence } from './programs';

/** Milliseconds: an API that says nothing for so long says nothing of who made it either. */
const PATIENCE = 10_000;

/** Hash of the file from which a cluster was made; undefined where no node says that `up` made it. */
export const madeFrom = ({ nodes }: KnownCluster): string | undefined =>
  nodes.flatMap(({ labels }) => labels[OWNER_LABEL] ?? [])[0];

/** Whether an earlier `up` made a cluster: its nodes say so, or the inventory in it. */
export async function madeByUp(tools: Tools, k3d: K3d, cluster: KnownCluster): Promise<boolean> {
  if (madeFrom(cluster) !== undefined) return true;
  if (!isRunning(cluster)) return false;
  try {
    return (await readInventory(await Kubectl.of(tools, k3d, cluster.name, () => PATIENCE))) !== undefined;
  } catch (error) {
    if (isSilence(error) && error.code !== EXIT.toolMissing) return false;
    throw error;
  }
}

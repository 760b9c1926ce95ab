import { k3dName } from '../../routes/k3d/conventions';
import { CommandError, EXIT } from '../command';
import { Interrupted, type Tools } from '../tools';
import type { K3d, KnownCluster } from './k3d';
import { WORK } from './programs';
import { type Removal, removeLeftovers } from './leftovers';

/** Deletes a cluster with all that k3d made beside its nodes. That it is gone is seen, not believed. */
export async function deleteCluster(tools: Tools, k3d: K3d, name: string): Promise<Removal> {
  return deleting(name, async () => {
    await k3d.run(['cluster', 'delete', name], { timeout: WORK });
    if ((await k3d.cluster(name)) !== undefined) throw new CommandError(stillThere(name), EXIT.notSo);
    return removeLeftovers(tools, name);
  });
}

/** An interrupt in the middle of a deletion ends as a sentence about what is there. */
export async function deleting<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Interrupted) throw new CommandError(halfDone(name), EXIT.interrupted);
    throw error;
  }
}

/** A creation that was cut short leaves a cluster of the tools container alone: it holds nothing. */
export const isEmpty = ({ name, nodes }: KnownCluster): boolean =>
  nodes.every((node) => node.name === k3dName(name, 'tools'));

const stillThere = (name: string) =>
  `k3d ended well, but cluster "${name}" is still there. Run "docker ps --all --filter label=k3d.cluster=${name}" to see what is left of it.`;

const halfDone = (name: string) =>
  `Stopped while cluster "${name}" was being deleted. Run "cdk8s-k3d down" again: it deletes the rest.`;

import { CommandError, EXIT } from '../command';
import type { Tools } from '../tools';

/** Does something to a cluster while no other run of ours does. */
export async function alone<T>({ locks }: Pick<Tools, 'locks'>, cluster: string, work: () => Promise<T>): Promise<T> {
  const holder = locks.take(cluster);
  if (holder !== undefined) {
    throw new CommandError(
      `Process ${holder} works on cluster "${cluster}" right now. Run this again when it has ended.`,
      EXIT.notSo,
    );
  }
  try {
    return await work();
  } finally {
    locks.release(cluster);
  }
}

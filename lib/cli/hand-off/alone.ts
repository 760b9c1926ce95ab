import { CommandError, EXIT } from '../command';
import type { Tools } from '../tools';
import { until } from './waiting';

/**
 * Works on a cluster while no other run of ours does.
 *
 * @param deadline on the clock: until then another run is waited for. @default - none is waited for
 */
export async function alone<T>(
  { locks, clock, terminal }: Pick<Tools, 'locks' | 'clock' | 'terminal'>,
  cluster: string,
  work: () => Promise<T>,
  deadline = clock.now(),
): Promise<T> {
  let held = '';
  const mine = await until(clock, deadline, async () => {
    const holder = locks.take(cluster);
    if (holder === undefined) return true;
    held = `Process ${holder} works on cluster "${cluster}"`;
    if (clock.now() < deadline) terminal.doing(`${held}; waiting for it to end`);
    return undefined;
  });
  if (mine === undefined) throw new CommandError(`${held}. Run this again when it has ended.`, EXIT.notSo);
  try {
    return await work();
  } finally {
    locks.release(cluster);
  }
}

import { CommandError, EXIT } from '../../command';
import type { Tools } from '../../tools';
import { upText } from '../text/up';
import { until } from '../waiting';

/** Works on a cluster while no other run of ours does. While one does, it is waited for. */
export async function inTurn<T>(
  { locks, clock, terminal }: Pick<Tools, 'locks' | 'clock' | 'terminal'>,
  cluster: string,
  deadline: number,
  work: () => Promise<T>,
): Promise<T> {
  let holder = 0;
  const mine = await until(clock, deadline, async () => {
    const other = locks.take(cluster);
    if (other === undefined) return true;
    holder = other;
    terminal.doing(upText.waitingFor(other, cluster));
    return undefined;
  });
  if (mine === undefined) throw new CommandError(upText.stillHeld(holder, cluster), EXIT.notSo);
  try {
    return await work();
  } finally {
    locks.release(cluster);
  }
}

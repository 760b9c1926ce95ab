import { CommandError, EXIT } from '../../command';
import { type Difference, portText } from '../difference/difference';
import type { PortEdit } from '../difference/ports';
import { isRunning, type K3d } from '../k3d';
import { complaintsIn, ProgramFailed, WORK } from '../programs';
import { upText } from './text';

/**
 * Gives the load balancer other ports. k3d takes removals and additions in two calls, and leaves the load balancer
 * stopped where a host port is taken; it is started again then.
 */
export async function adjust(k3d: K3d, name: string, { added, removed }: Difference['inPlace']): Promise<void> {
  const edit = async (flag: string, ports: readonly PortEdit[]) => {
    if (ports.length === 0) return;
    await k3d.run(['cluster', 'edit', name, ...ports.flatMap((port) => [flag, portText(port)])], { timeout: WORK });
  };
  try {
    await edit('--port-delete', removed);
    await edit('--port-add', added);
  } catch (error) {
    if (!(error instanceof ProgramFailed)) throw error;
    await k3d.run(['cluster', 'start', name], { timeout: WORK });
    throw new CommandError(upText.notAdjusted(name, complaintsIn(error.ran.stderr)), error.code);
  }
  const known = await k3d.cluster(name);
  if (known === undefined || !isRunning(known)) throw new CommandError(upText.notRunning(name), EXIT.notSo);
}

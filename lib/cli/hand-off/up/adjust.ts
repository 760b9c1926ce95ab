import { CommandError, EXIT } from '../../command';
import type { Tools } from '../../tools';
import { type Difference, portText } from '../difference/difference';
import { isRunning, type K3d } from '../k3d';
import { ProgramFailed } from '../programs';
import { upText } from '../text/up';

/**
 * Gives the load balancer other ports. k3d takes removals and additions in two calls, and leaves the load balancer
 * stopped where a host port is taken: so that is looked at before.
 */
export async function adjust(tools: Tools, k3d: K3d, name: string, { inPlace }: Difference): Promise<void> {
  const { added, removed } = inPlace;
  const going = new Set(removed.map(({ hostPort, protocol }) => `${hostPort}/${protocol}`));
  for (const { hostIp, hostPort, protocol } of added) {
    if (hostPort === undefined || going.has(`${hostPort}/${protocol}`)) continue;
    const reason = await tools.sockets.taken(hostIp || '0.0.0.0', hostPort, protocol === 'udp' ? 'udp' : 'tcp');
    if (reason !== undefined) throw new CommandError(upText.portTaken(name, hostPort, reason), EXIT.notSo);
  }
  const edit = (flag: string, ports: Difference['inPlace']['added']) =>
    ports.length === 0
      ? undefined
      : k3d.run(['cluster', 'edit', name, ...ports.flatMap((port) => [flag, portText(port)])]);
  try {
    await edit('--port-delete', removed);
    await edit('--port-add', added);
  } catch (error) {
    if (error instanceof ProgramFailed) await k3d.run(['cluster', 'start', name]);
    throw error;
  }
  const known = await k3d.cluster(name);
  if (known === undefined || !isRunning(known)) throw new CommandError(upText.notRunning(name), EXIT.notSo);
}

import { nameOf } from '../../names';
import type { Socket } from '../../network/sockets';
import { podsOf, portsAtNode } from '../../pods';
import { isLoopback } from '../../this-machine';
import type { Site } from '../../world';

/** What to write where pods bind a port for their node alone to which a host port leads; undefined where none do. */
export function unboundFrom(site: Site, { clusterPort, protocol }: Socket): string | undefined {
  for (const pods of podsOf(site)) {
    const bound = portsAtNode(pods, clusterPort, protocol).find(({ hostIp }) => isLoopback(`${hostIp}`));
    if (bound) {
      return `Leave out hostIP at host port ${clusterPort} of ${nameOf(pods.object.json)}: on "${bound.hostIp}" nobody but the node itself reaches it.`;
    }
  }
  return undefined;
}

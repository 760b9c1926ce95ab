import { nameOf } from '../../names';
import type { Socket } from '../../network/sockets';
import { podsOf } from '../../pods';
import { isLoopback } from '../../this-machine';
import type { Site } from '../../world';

/** What to write where pods bind a port for their node alone to which a host port leads; undefined where none do. */
export function unboundFrom(site: Site, { clusterPort, protocol }: Socket): string | undefined {
  for (const { containers, object } of podsOf(site)) {
    const bound = containers
      .flatMap(({ ports }) => ports)
      .find((port) => port.hostPort === clusterPort && port.protocol === protocol && isLoopback(`${port.hostIp}`));
    if (bound) {
      return `Leave out hostIP at host port ${clusterPort} of ${nameOf(object.json)}: on "${bound.hostIp}" nobody but the node itself reaches it.`;
    }
  }
  return undefined;
}

import { transportOf } from '../../../routes/report/words';
import type { Hop, Route } from '../../../routes/route';
import { isRunning, type KnownCluster } from '../k3d';
import { hopText } from './text';
import { hopOf } from './target';
import type { Dead } from './verified-route';
import { deadAt } from './walk';

/**
 * What stands before the nodes: the cluster, the container of the balancer, the socket that it publishes. Looked at
 * before anything is asked, for something else may listen there and answer.
 */
export function frontFault(cluster: string, known: KnownCluster | undefined, route: Route): Dead | undefined {
  const door = hopOf(route, 'host-port')!;
  if (known === undefined) return deadAt(door, hopText.noCluster(cluster));
  if (known.nodes.every(({ running }) => !running)) return deadAt(door, hopText.stopped(cluster));
  const hop = hopOf(route, 'load-balancer', 'node')!;
  const container = known.nodes.find(({ name }) => name === hop.name);
  if (container === undefined) return deadAt(hop, hopText.noContainer(hop.name));
  if (!isRunning({ name: cluster, nodes: [container] })) {
    return deadAt(hop, hopText.deadContainer(hop.name, container.status, cluster));
  }
  const published = container.ports.some(
    ({ hostPort, containerPort, protocol }) =>
      hostPort === door.port && containerPort === door.next && protocol === transportOf(route.url),
  );
  return published ? undefined : deadAt(hop, hopText.notPublished(hop.name, portName(door), hop.kind === 'node'));
}

const portName = ({ port, next }: Hop) => (port === undefined ? `its port ${next}` : `host port ${port}`);

import { clusterNodes } from '../../k3d/cluster-nodes';
import { parseMemory } from '../../k3d/formats';
import { at, text } from '../../plain';
import { podsOf, type Pods } from '../../pods';
import { asQuantity } from '../../quantity';
import { podsAtOnce, requestOf, requestOfPod } from '../../requests';
import type { ClusterFacts, Site } from '../../world';
import type { Rule } from '../rule';
import { aboutCluster, aboutObject } from '../speak';

interface Memory {
  readonly largest: number;
  readonly sum: number;
  /** Field of the cluster that states the largest. */
  readonly field: string;
}

/** Pods ask for more memory than their nodes are given. */
export const requestsExceedMachine: Rule = {
  id: 'requests-exceed-machine',
  title: 'Pods ask for more memory than the nodes have',
  *check(site) {
    const memory = site.cluster && memoryOf(site.cluster);
    if (!site.cluster || !memory) return;
    const tooLarge = podsOf(site).filter((pods) => memoryAsked(pods) > memory.largest);
    for (const pods of tooLarge) {
      yield* aboutObject(pods.object, {
        level: 'warning',
        stops: { of: [pods.object], status: 'broken' },
        path: `${largestOf(pods)}.resources`,
        message: `One of its pods asks for ${asQuantity(memoryAsked(pods))} of memory, but the largest node has ${asQuantity(memory.largest)}, so the pod stays pending.`,
        remedy: `Ask for less, or raise ${memory.field} of the cluster above ${asQuantity(memoryAsked(pods))}.`,
      });
    }
    const asked = sumAsked(site, site.cluster);
    if (tooLarge.length > 0 || asked <= memory.sum) return;
    yield* aboutCluster(site.cluster, {
      level: 'warning',
      path: memory.field,
      message: `All pods together ask for ${asQuantity(asked)} of memory, but the nodes have ${asQuantity(memory.sum)}, so some pods stay pending.`,
      remedy: `Ask for less, or raise ${memory.field}.`,
    });
  },
};

/** The memory of all nodes, where every one of them has a stated limit. */
function memoryOf(cluster: ClusterFacts): Memory | undefined {
  const { servers, agents } = clusterNodes(cluster.config);
  const { serversMemory, agentsMemory } = at(cluster.config, 'options.runtime');
  const ofServers = bytesOfDockerSize(serversMemory);
  const ofAgents = agents > 0 ? bytesOfDockerSize(agentsMemory) : 0;
  if (ofServers === undefined || ofAgents === undefined) return undefined;
  const field = `options.runtime.${ofServers < ofAgents ? 'agentsMemory' : 'serversMemory'}`;
  return { field, largest: Math.max(ofServers, ofAgents), sum: servers * ofServers + agents * ofAgents };
}

/** Bytes of a docker size such as `1g`; undefined where it sets no limit. */
const bytesOfDockerSize = (value: unknown): number | undefined => parseMemory(text(value) ?? '') || undefined;

function sumAsked(site: Site, cluster: ClusterFacts): number {
  const { servers, agents } = clusterNodes(cluster.config);
  return podsOf(site).reduce(
    (sum, pods) => sum + memoryAsked(pods) * podsAtOnce(pods.kind, pods.replicas, servers + agents),
    0,
  );
}

const memoryAsked = ({ containers }: Pods): number => requestOfPod(containers, 'memory');

/** Path of the container that asks for most. */
const largestOf = ({ containers }: Pods): string =>
  containers.reduce((most, each) => (requestOf(each, 'memory') > requestOf(most, 'memory') ? each : most)).path;

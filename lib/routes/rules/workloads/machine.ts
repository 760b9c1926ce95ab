import { clusterNodes } from '../../k3d/cluster-nodes';
import { parseMemory } from '../../k3d/formats';
import { agentNames, serverNames } from '../../k3d/node-filter';
import { placesOf } from '../../network/placement';
import { at, text } from '../../plain';
import { podsOf, type Pods } from '../../pods';
import { asQuantity } from '../../quantity';
import { podsAtOnce, requestOf, requestOfPod } from '../../requests';
import type { ClusterFacts, Site } from '../../world';
import type { Rule } from '../rule';
import { aboutCluster, aboutObject } from '../speak';

/** What a node is given. */
interface Memory {
  /** Infinite where nobody sets a limit. */
  readonly bytes: number;
  /** Field of the cluster that states it. */
  readonly field: string;
}

/** Pods ask for more memory than their nodes are given. */
export const requestsExceedMachine: Rule = {
  id: 'requests-exceed-machine',
  title: 'Pods ask for more memory than the nodes have',
  *check(site) {
    if (!site.cluster) return;
    const memories = memoriesOf(site.cluster);
    const all = [...memories.values()];
    const least = Math.min(...all.map(({ bytes }) => bytes));
    if (least === Infinity) return;
    let isTold = false;
    for (const pods of podsOf(site)) {
      const asked = memoryAsked(pods);
      if (asked <= least) continue;
      const { nodes } = placesOf(site, pods.spec);
      const largest = largestOf(nodes.map((name) => memories.get(name) ?? UNKNOWN));
      // Where they may run on none, that is said.
      if (!largest || asked <= largest.bytes) continue;
      isTold = true;
      const which = nodes.length < all.length ? ' on which it may run' : '';
      yield* aboutObject(pods.object, {
        level: 'warning',
        stops: { of: [pods.object], status: 'broken' },
        path: `${greediestOf(pods)}.resources`,
        message: `One of its pods asks for ${asQuantity(asked)} of memory, but the largest node${which} has ${asQuantity(largest.bytes)}, so the pod stays pending.`,
        remedy: `Ask for less, or raise ${largest.field} of the cluster above ${asQuantity(asked)}.`,
      });
    }
    const sum = all.reduce((bytes, memory) => bytes + memory.bytes, 0);
    if (isTold || sum === Infinity) return;
    const asked = sumAsked(site, all.length);
    if (asked <= sum) return;
    const { field } = largestOf(all)!;
    yield* aboutCluster(site.cluster, {
      level: 'warning',
      path: field,
      message: `All pods together ask for ${asQuantity(asked)} of memory, but the nodes have ${asQuantity(sum)}, so some pods stay pending.`,
      remedy: `Ask for less, or raise ${field}.`,
    });
  },
};

/** A label may call a node by another name. */
const UNKNOWN: Memory = { bytes: Infinity, field: '' };

/** The memory of each node, by its name. */
function memoriesOf({ config }: ClusterFacts): ReadonlyMap<string, Memory> {
  const nodes = clusterNodes(config);
  const stated = at(config, 'options.runtime');
  const given = (names: readonly string[], said: 'serversMemory' | 'agentsMemory') => {
    const memory: Memory = { bytes: bytesOfDockerSize(stated[said]), field: `options.runtime.${said}` };
    return names.map((name) => [name, memory] as const);
  };
  return new Map([...given(serverNames(nodes), 'serversMemory'), ...given(agentNames(nodes), 'agentsMemory')]);
}

/** The first of those that have most. */
const largestOf = (memories: readonly Memory[]): Memory | undefined =>
  memories.reduce<Memory | undefined>((most, each) => (most && most.bytes >= each.bytes ? most : each), undefined);

/** Bytes of a docker size such as `1g`; none, and one that docker refuses, set no limit. */
const bytesOfDockerSize = (value: unknown): number => parseMemory(text(value) ?? '') || Infinity;

const sumAsked = (site: Site, nodes: number): number =>
  podsOf(site).reduce((sum, pods) => sum + memoryAsked(pods) * podsAtOnce(pods.kind, pods.replicas, nodes), 0);

const memoryAsked = ({ containers }: Pods): number => requestOfPod(containers, 'memory');

/** Path of the container that asks for most. */
const greediestOf = ({ containers }: Pods): string =>
  containers.reduce((most, each) => (requestOf(each, 'memory') > requestOf(most, 'memory') ? each : most)).path;

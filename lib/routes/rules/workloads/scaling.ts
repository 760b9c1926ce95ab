import { clusterNodes } from '../../k3d/cluster-nodes';
import { placesOf, REQUIRED } from '../../network/placement';
import { selects } from '../../label-selector';
import { ofKind } from '../../named';
import { at, isRecord, memo, records } from '../../plain';
import { podsOf, type Pods } from '../../pods';
import { count } from '../../sentence';
import { AUTOSCALERS, scaleTargetOf } from '../../scale-target';
import type { Site } from '../../world';
import type { Rule } from '../rule';
import { aboutObject } from '../speak';
import { isWider } from './affinity';

/** Key of a workload, by what an autoscaler names of it. */
export const workloadKey = (namespace: string | undefined, kind: string, name: string): string =>
  `${namespace} ${kind} ${name}`;

/** Autoscalers by the workload that they scale. */
const autoscalers = memo((site: Site): ReadonlyMap<string, string> => {
  const scaled = ofKind(site, ...AUTOSCALERS).map(({ json, kind, name, namespace }) => {
    const target = scaleTargetOf(json);
    return [workloadKey(namespace, target.kind, target.name), `${kind} "${name}"`] as const;
  });
  return new Map(scaled);
});

/** The autoscaler that decides how many of these pods there are, as a person names it. */
export const autoscalerOf = (site: Site, { namespace, kind, name }: Pods) =>
  autoscalers(site).get(workloadKey(namespace, kind, name));

/** A workload states how many pods it wants although an autoscaler decides that. */
export const replicasWithAutoscaler: Rule = {
  id: 'replicas-with-autoscaler',
  title: 'A workload states a number of replicas that an autoscaler decides',
  *check(site) {
    for (const pods of podsOf(site)) {
      const autoscaler = autoscalerOf(site, pods);
      // Zero switches the autoscaler off, which is meant.
      if (!autoscaler || !pods.replicas) continue;
      yield* aboutObject(pods.object, {
        level: 'warning',
        path: 'spec.replicas',
        message: `It asks for ${count(pods.replicas, 'replica')} while ${autoscaler} decides their number, so every kubectl apply sets it back to ${pods.replicas}.`,
        remedy: `Leave the number of replicas out, and state the smallest number on ${autoscaler}.`,
      });
    }
  },
};

/** Pods that must not share a node are more than there are nodes. */
export const antiAffinityUnschedulable: Rule = {
  id: 'anti-affinity-unschedulable',
  title: 'Pods that must not share a node are more than the nodes',
  *check(site) {
    if (!site.cluster) return;
    const { servers, agents } = clusterNodes(site.cluster.config);
    const nodes = servers + agents;
    for (const pods of podsOf(site)) {
      const { replicas = 1 } = pods;
      const index = keepingApart(pods);
      if (index < 0) continue;
      const fitting = placesOf(site, pods.spec).nodes.length;
      // Where none fits, that is said.
      if (fitting === 0 || replicas <= fitting) continue;
      const some = fitting < nodes ? `, of which ${fitting} ${fitting === 1 ? 'takes' : 'take'} them` : '';
      yield* aboutObject(pods.object, {
        level: 'warning',
        path: `${pods.path}.affinity.podAntiAffinity.${REQUIRED}[${index}]`,
        message: `It asks for ${replicas} pods of which no two may share a node, but the cluster has ${count(nodes, 'node')}${some}, so not all of them can start.`,
        remedy: 'Move the term to preferredDuringSchedulingIgnoredDuringExecution.',
      });
    }
  },
};

/** Index of the term that keeps the pods of one workload apart, or -1. */
function keepingApart({ spec, labels }: Pods): number {
  const terms = records(at(spec, 'affinity.podAntiAffinity')[REQUIRED]);
  return terms.findIndex((term) => {
    const { topologyKey, labelSelector } = term;
    const picked = isRecord(labelSelector) && selects(labelSelector, labels) === 'yes';
    return !isWider(term) && topologyKey === 'kubernetes.io/hostname' && picked;
  });
}

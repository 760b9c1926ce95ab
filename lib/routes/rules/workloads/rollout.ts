import type { Draft } from '../../finding';
import { madeBy } from '../../made';
import { mountedClaims } from '../../mounting';
import { networkOf } from '../../network/network';
import { memo, record, texts } from '../../plain';
import { podsOf, type Pods } from '../../pods';
import type { ObjectFacts, Site } from '../../world';
import type { Rule } from '../rule';
import { inWordsOf } from '../in-words';
import { aboutObject } from '../speak';
import { autoscalerOf } from './scaling';

/** What makes the pods that a Service of the app leads to. */
const served = memo((site: Site): ReadonlySet<ObjectFacts> => {
  const { services, selection } = networkOf(site);
  const makers = new Set<ObjectFacts>();
  for (const { namespace, selector } of services) {
    if (selector) for (const { facts } of selection.select(namespace, selector)) makers.add(facts);
  }
  return makers;
});

/** An update of a workload behind a Service lets its last pod go before the next one answers. */
export const rolloutDropsBelow: Rule = {
  id: 'rollout-drops-below',
  title: 'An update lets the last pod go before the next one answers',
  *check(site) {
    for (const pods of podsOf(site)) {
      if (pods.kind !== 'Deployment' || !served(site).has(pods.object)) continue;
      const replicas = pods.replicas ?? (autoscalerOf(site, pods) ? undefined : 1);
      if (replicas) yield* updateOf(site, pods, replicas);
    }
  },
};

/** Two of its pods would write to one folder: they must never run at once. */
const writesAlone = (site: Site, pods: Pods): boolean =>
  mountedClaims(pods).some(({ name }) =>
    madeBy(site)
      .objects('PersistentVolumeClaim', pods.namespace, name)
      .every(({ json }) => !texts(record(json.spec).accessModes).some((mode) => mode.endsWith('Many'))),
  );

function updateOf(site: Site, pods: Pods, replicas: number): readonly Draft[] {
  const { object } = pods;
  const { type, rollingUpdate } = record(record(record(object.json).spec).strategy);
  if (type === 'Recreate') {
    if (writesAlone(site, pods)) return [];
    return aboutObject(object, {
      level: 'info',
      path: 'spec.strategy.type',
      message: 'The strategy "Recreate" ends every pod before the next one starts, so requests fail during an update.',
      remedy: `${inWordsOf(object, 'Write type: "RollingUpdate" with maxUnavailable: 0', 'Leave rollout.recreate out')}, unless two versions must never run at the same time.`,
    });
  }
  const { maxSurge, maxUnavailable } = record(rollingUpdate);
  const surge = part(maxSurge, replicas, Math.ceil);
  const away = part(maxUnavailable, replicas, Math.floor);
  // Kubernetes lets one pod go where neither number lets it move.
  const gone = surge === 0 && away === 0 ? 1 : away;
  if (gone < replicas) return [];
  return aboutObject(object, {
    level: 'warning',
    path: 'spec.strategy.rollingUpdate.maxUnavailable',
    message: `An update may take away ${replicas === 1 ? 'the only pod' : `all ${replicas} pods`} before a new one is ready, so requests fail in between.`,
    remedy: 'Write maxUnavailable: 0 and maxSurge: 1.',
  });
}

/** What Kubernetes takes where nothing is stated. */
const QUARTER = 25;

/** A number of pods, or a share of them. */
function part(value: unknown, replicas: number, round: (number: number) => number): number {
  if (typeof value === 'number') return value;
  const percent = typeof value === 'string' ? /^(\d+)%$/.exec(value) : undefined;
  return round((Number(percent?.[1] ?? QUARTER) * replicas) / 100);
}

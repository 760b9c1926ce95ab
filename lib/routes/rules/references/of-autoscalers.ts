import { ofKind } from '../../named';
import { record } from '../../plain';
import { SCALED } from '../../scale-target';
import type { Site } from '../../world';
import { refer, type Use } from './use';

/** The workloads that autoscalers scale. */
export function* usesOfAutoscalers(site: Site): Iterable<Use> {
  for (const { object, namespace, json } of ofKind(site, 'HorizontalPodAutoscaler')) {
    const target = record(record(json.spec).scaleTargetRef);
    const kind = SCALED.find((each) => each === target.kind);
    if (kind === undefined) continue;
    for (const found of refer(kind, target, 'spec.scaleTargetRef', 'The autoscaler')) {
      yield { object, namespace: `${namespace}`, harm: 'so it never scales', mild: true, ...found };
    }
  }
}

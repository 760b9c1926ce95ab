import { record, text, type Plain } from './plain';

/** Kinds that decide how many pods a workload has. */
export const AUTOSCALERS = ['HorizontalPodAutoscaler', 'ScaledObject'] as const;

/** Kinds of Kubernetes' own that have a number of pods; others can be scaled as well, and nobody here knows them. */
export const SCALED = ['Deployment', 'StatefulSet', 'ReplicaSet'] as const;

/** The workload that an autoscaler scales, by kind and name. */
export function scaleTargetOf(json: Plain): { readonly kind: string; readonly name: string } {
  const { kind, name } = record(record(json.spec).scaleTargetRef);
  return { kind: text(kind) ?? 'Deployment', name: text(name) ?? '' };
}

import type { k8s } from 'cdk8s-plus-27';
import type { Written } from './kube-object';
import type { Disruption, Scaling } from './worker-props';

/** What is measured where nobody says what counts. */
const DEFAULT_CPU_PERCENT = 80;

/** How many pods there are, by what they use. */
export function autoscaler(
  name: string,
  { min, max, cpuPercent, memoryPercent }: Scaling,
): Written<k8s.HorizontalPodAutoscalerSpecV2> {
  const cpu = cpuPercent ?? (memoryPercent === undefined ? DEFAULT_CPU_PERCENT : undefined);
  const use = (resource: string, percent: number | undefined) =>
    percent === undefined
      ? []
      : [
          {
            type: 'Resource',
            resource: { name: resource, target: { type: 'Utilization', averageUtilization: percent } },
          },
        ];
  return {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
    ...(min !== undefined && { minReplicas: min }),
    maxReplicas: max,
    metrics: [...use('cpu', cpu), ...use('memory', memoryPercent)],
  };
}

/** The fields of an autoscaler in the words of who wrote the workload. */
export const AUTOSCALER_FIELDS: Readonly<Record<string, string>> = {
  'spec.scaleTargetRef': '',
  spec: 'scaling',
  'spec.minReplicas': 'scaling.min',
  'spec.maxReplicas': 'scaling.max',
};

/** How many pods may be away. */
export const disruptionBudget = ({
  minAvailable,
  maxUnavailable,
}: Disruption): Written<k8s.PodDisruptionBudgetSpec> => ({
  ...(minAvailable !== undefined && { minAvailable }),
  ...(maxUnavailable !== undefined && { maxUnavailable }),
});

/** The fields of a disruption budget in the same words. */
export const BUDGET_FIELDS: Readonly<Record<string, string>> = {
  'spec.selector': '',
  spec: 'disruption',
  'spec.minAvailable': 'disruption.minAvailable',
  'spec.maxUnavailable': 'disruption.maxUnavailable',
};

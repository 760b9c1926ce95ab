import { componentsOf } from '../../network/components';
import { ofKind, type Named } from '../../named';
import { list, memo, record, text } from '../../plain';
import { podsOf, type Pods } from '../../pods';
import { scaleTargetOf } from '../../scale-target';
import type { Site } from '../../world';
import { enable } from '../enable';
import type { Rule } from '../rule';
import { aboutObject, warning } from '../speak';
import { workloadKey } from './scaling';

/** A measure that an autoscaler compares with what the pods ask for. */
interface Measure {
  readonly resource: string;
  readonly path: string;
}

/** What autoscalers of Kubernetes' own kind measure in parts of the request. */
function measuresOf({ json }: Named): readonly Measure[] {
  const spec = record(json.spec);
  const metrics = list(spec.metrics).flatMap((metric, index) => {
    const { type, resource } = record(metric);
    const { name, target } = record(resource);
    const called = text(name);
    return type === 'Resource' && called && record(target).type === 'Utilization'
      ? [{ resource: called, path: `spec.metrics[${index}].resource` }]
      : [];
  });
  const path = 'spec.targetCPUUtilizationPercentage';
  return spec.targetCPUUtilizationPercentage === undefined ? metrics : [{ resource: 'cpu', path }, ...metrics];
}

const workloads = memo((site: Site): ReadonlyMap<string, Pods> => {
  return new Map(podsOf(site).map((pods) => [workloadKey(pods.namespace, pods.kind, pods.name), pods]));
});

/** Containers that run with the pod and ask for none of a resource; a limit alone counts as the request. */
const askingNone = ({ containers }: Pods, resource: string): readonly string[] =>
  containers
    .filter(({ passing }) => !passing)
    .filter(({ json }) => {
      const { requests, limits } = record(json.resources);
      return record(requests)[resource] === undefined && record(limits)[resource] === undefined;
    })
    .map(({ name }) => name);

/** An autoscaler measures parts of a request that the pods do not make. */
export const autoscalerWithoutRequest: Rule = {
  id: 'autoscaler-without-request',
  title: 'An autoscaler measures what the pods ask for none of',
  *check(site) {
    const defaults = new Set(ofKind(site, 'LimitRange').map(({ namespace }) => namespace));
    for (const scaler of ofKind(site, 'HorizontalPodAutoscaler')) {
      const target = scaleTargetOf(scaler.json);
      const pods = workloads(site).get(workloadKey(scaler.namespace, target.kind, target.name));
      if (!pods || defaults.has(scaler.namespace)) continue;
      for (const { resource, path } of measuresOf(scaler)) {
        const [container] = askingNone(pods, resource);
        if (container === undefined) continue;
        const message = `It measures ${resource} in percent of the request, and container "${container}" of ${pods.kind} "${pods.name}" requests none, so it never scales.`;
        yield* aboutObject(scaler.object, warning(path, message, `Write a request for ${resource} on that container.`));
      }
    }
  },
};

/** An autoscaler measures what only the metrics-server tells, which the cluster does not run. */
export const autoscalerWithoutMetrics: Rule = {
  id: 'autoscaler-without-metrics',
  title: 'An autoscaler needs the metrics-server, which is disabled',
  needsAll: true,
  *check(site) {
    if (!site.cluster || componentsOf(site.cluster.config).metricsServer !== 'no') return;
    if (ofKind(site, 'APIService').some(({ name }) => name.endsWith('.metrics.k8s.io'))) return;
    for (const scaler of ofKind(site, 'HorizontalPodAutoscaler')) {
      const [measure] = measuresOf(scaler);
      if (!measure) continue;
      const message = `It measures ${measure.resource}, which the metrics-server tells, and cluster "${site.cluster.name}" starts without it, so it never scales.`;
      yield* aboutObject(scaler.object, warning(measure.path, message, enable(site, 'metrics-server')));
    }
  },
};

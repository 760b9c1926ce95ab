import { groupIn } from '../../names';
import { misspelt } from '../../nearest';
import { componentsOf } from '../../network/components';
import { ofKind, type Named } from '../../named';
import { list, memo, record, text } from '../../plain';
import { podsOf, type Pods } from '../../pods';
import { SCALED, scaleTargetOf } from '../../scale-target';
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

/** Groups in which people look for them: their own, the one of before, and that without a name. */
const THEIRS = ['apps', 'extensions', ''];

/** An autoscaler looks for its workload by kind and group: one of both is none that Kubernetes has. */
export const autoscalerTargetUnknown: Rule = {
  id: 'autoscaler-target-unknown',
  title: 'An autoscaler names its workload by a kind that there is not',
  *check(site) {
    for (const { object, json } of ofKind(site, 'HorizontalPodAutoscaler')) {
      const { kind, name, apiVersion } = record(record(json.spec).scaleTargetRef);
      const [said, version] = [text(kind), text(apiVersion)];
      const group = groupIn(version ?? '');
      if (said === undefined || !THEIRS.includes(group)) continue;
      const meant = SCALED.find((one) => one === said) ?? misspelt(said, SCALED);
      if (meant === undefined || (meant === said && group === 'apps')) continue;
      const place = version === undefined ? 'without an apiVersion' : `of apiVersion "${version}"`;
      const target = text(name) === undefined ? said : `${said} "${text(name)}"`;
      const message = `It scales ${target} ${place}, and Kubernetes has no such kind there, so it never scales.`;
      const words = [
        ...(meant === said ? [] : [`kind: ${meant}`]),
        ...(group === 'apps' ? [] : ['apiVersion: apps/v1']),
      ];
      const path = `spec.scaleTargetRef.${meant === said ? 'apiVersion' : 'kind'}`;
      yield* aboutObject(object, warning(path, message, `Write ${words.join(' and ')}.`));
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

import { list, record, type Plain } from '../../plain';
import { amountOf } from '../../quantity';
import { type FieldFault, type Say, missing, show, wrong } from '../fault';
import { dnsLabel, pathSegment } from '../formats';
import { isGiven, lookup, textIn } from '../read';
import { havingFeature, unlessNewer } from '../server';
import { type FieldLaw, type TypeLaw, all } from './law';
import { beside, needs, someIn } from './presence';
import { named } from './resources';
import { atLeast, between, countOrPart, filled, wordOf } from './values';

/** Metrics that still count when no pod runs, and the feature with which an autoscaler goes by them. */
const WITHOUT_PODS = new Set(['Object', 'External']);
const TO_ZERO = 'HPAScaleToZero';

const asleep = (path: string): FieldFault => ({
  ...wrong(
    path,
    0,
    `the API takes it with the feature ${TO_ZERO} alone, which is off by default`,
    `Write 1, or give the servers of the cluster the argument --kube-apiserver-arg=feature-gates=${TO_ZERO}=true.`,
  ),
  takenBy: havingFeature(TO_ZERO),
});

/** Fewest and most pods of an autoscaler. */
const bounds: TypeLaw = ({ minReplicas, maxReplicas, metrics }, path, say) => {
  const field = `${path}.minReplicas`;
  const mayBeNone = list(metrics).some((metric) => WITHOUT_PODS.has(textIn(record(metric).type)));
  if (minReplicas === 0 && mayBeNone) say(asleep(field));
  else if (typeof minReplicas === 'number') atLeast(1, 'the smallest number')(minReplicas, field, say);
  if (!isGiven(maxReplicas)) return needs({}, 'maxReplicas', path, say);
  if (typeof maxReplicas !== 'number') return;
  const fewest = typeof minReplicas === 'number' ? minReplicas : 1;
  if (maxReplicas < 1) atLeast(1, 'the largest number')(maxReplicas, `${path}.maxReplicas`, say);
  else if (maxReplicas < fewest) {
    const remedy = `Write ${fewest} or more, or lower the smallest number.`;
    say(wrong(`${path}.maxReplicas`, maxReplicas, `it is less than the smallest number, ${fewest}`, remedy));
  }
};

/** Last Kubernetes 1.x that takes any apiVersion of what is scaled. */
const ANY_VERSION = 34;

/** In the group without a name, one kind alone can be scaled. */
const target: TypeLaw = ({ scaleTargetRef }, path, say) => {
  const { apiVersion, kind } = record(scaleTargetRef);
  const version = textIn(apiVersion);
  if (!isGiven(kind) || /^[^/]+\/[^/]*$/.test(version)) return;
  if (kind === 'ReplicationController' && !version.includes('/')) return;
  const field = `${path}.scaleTargetRef.apiVersion`;
  const remedy = 'Write the apiVersion of the workload, such as apps/v1.';
  const fault =
    version === ''
      ? missing(field, 'it says the group of the workload', remedy)
      : wrong(field, version, 'it names no group', remedy);
  say({ ...fault, takenBy: unlessNewer(ANY_VERSION) });
};

/** Field that the type of a metric fills. */
const SOURCES: Readonly<Record<string, string>> = {
  ContainerResource: 'containerResource',
  External: 'external',
  Object: 'object',
  Pods: 'pods',
  Resource: 'resource',
};

const metric: TypeLaw = (object, path, say) => {
  const source = lookup(SOURCES, textIn(object.type));
  if (source === undefined) return;
  if (!isGiven(object[source]))
    say(missing(`${path}.${source}`, `type ${textIn(object.type)} says it there`, `Add ${source}.`));
  const other = Object.values(SOURCES).find((key) => key !== source && isGiven(object[key]));
  if (other !== undefined) say(beside(path, other, source, 'a metric'));
};

/** Kinds of number that a metric may be measured by. */
const TARGETS: Readonly<Record<string, readonly string[]>> = {
  V2ResourceMetricSource: ['averageUtilization', 'averageValue'],
  V2ContainerResourceMetricSource: ['averageUtilization', 'averageValue'],
  V2PodsMetricSource: ['averageValue'],
  V2ObjectMetricSource: ['value', 'averageValue'],
  V2ExternalMetricSource: ['value', 'averageValue'],
};

/** The API lets both numbers stand for an object, and uses one. */
const EITHER = 'V2ObjectMetricSource';

const measured = (type: string, choices: readonly string[]): TypeLaw => {
  return ({ target }, path, say) => {
    const found = choices.filter((key) => isGiven(record(target)[key]));
    const field = `${path}.target`;
    if (isGiven(target) && found.length === 0) {
      say(missing(`${field}.${choices[0]}`, 'a target is a number', `Add ${choices[0]}.`));
    }
    if (found.length > 1 && type !== EITHER) say(beside(field, found[1]!, found[0]!, 'a target'));
  };
};

const positive: FieldLaw = (value, path, say) => {
  if (amountOf(value)! <= 0)
    say(wrong(path, value, 'a target is more than nothing', 'Write a quantity such as "500m".'));
};

const scaled: TypeLaw = (policy, path, say: Say) => {
  needs(policy, 'value', path, say);
  needs(policy, 'periodSeconds', path, say);
};

const budget: TypeLaw = ({ minAvailable, maxUnavailable }: Plain, path, say) => {
  if (isGiven(minAvailable) && isGiven(maxUnavailable)) say(beside(path, 'maxUnavailable', 'minAvailable', 'a budget'));
};

const MOST_IMPORTANT = 1_000_000_000;
const OF_CLUSTER: Readonly<Record<string, number>> = {
  'system-node-critical': 2_000_001_000,
  'system-cluster-critical': 2_000_000_000,
};

const priority: TypeLaw = ({ metadata, value, globalDefault }, _, say) => {
  const name = textIn(record(metadata).name);
  if (name.startsWith('system-')) {
    const own = lookup(OF_CLUSTER, name);
    if (own !== undefined && value !== own) say(wrong('value', value, `the cluster made ${name}`, `Write ${own}.`));
    if (own !== undefined && globalDefault === true) {
      say(wrong('globalDefault', true, `the cluster made ${name}`, 'Remove it.'));
    }
    if (own !== undefined) return;
    const why = 'names with "system-" belong to the cluster';
    say({ ...wrong('metadata.name', name, why, 'Write another beginning.'), rule: 'object-name-invalid' });
  } else if (typeof value === 'number' && value > MOST_IMPORTANT) {
    const remedy = `Write at most ${MOST_IMPORTANT}.`;
    say(wrong('value', value, `higher priorities than ${MOST_IMPORTANT} belong to the cluster`, remedy));
  }
};

const resource: FieldLaw = (value, path, say) =>
  named(textIn(value), path, (fault) => say({ ...fault, says: `is ${show(value)}: it ${fault.says}` }));

/** Before, the API throws the tolerance away. */
const tolerance: FieldLaw = (value, path, say) => {
  if (amountOf(value)! >= 0) return;
  const fault = wrong(path, value, 'a tolerance cannot be negative', 'Write 0 or more.');
  say({ ...fault, takenBy: unlessNewer(ANY_VERSION) });
};

const utilization = atLeast(1, 'the share of what is requested');
const name = filled(pathSegment);

export const fields: Readonly<Record<string, FieldLaw>> = {
  'CrossVersionObjectReference.kind': name,
  'CrossVersionObjectReference.name': name,
  'V2CrossVersionObjectReference.kind': name,
  'V2CrossVersionObjectReference.name': name,
  'HorizontalPodAutoscalerSpec.targetCPUUtilizationPercentage': utilization,
  'V2MetricSpec.type': wordOf(...Object.keys(SOURCES)),
  'V2MetricTarget.type': wordOf('Utilization', 'Value', 'AverageValue'),
  'V2MetricTarget.averageUtilization': utilization,
  'V2MetricTarget.averageValue': positive,
  'V2MetricTarget.value': positive,
  'V2MetricIdentifier.name': name,
  'V2ResourceMetricSource.name': filled(),
  'V2ContainerResourceMetricSource.name': (value, path, say) => (value === '' ? filled() : resource)(value, path, say),
  'V2ContainerResourceMetricSource.container': filled(dnsLabel),
  'V2HPAScalingRules.tolerance': tolerance,
  'V2HPAScalingRules.selectPolicy': wordOf('Max', 'Min', 'Disabled'),
  'V2HPAScalingRules.stabilizationWindowSeconds': between(0, 3600, 'the time'),
  'V2HPAScalingPolicy.type': wordOf('Pods', 'Percent'),
  'V2HPAScalingPolicy.value': atLeast(1, 'the step'),
  'V2HPAScalingPolicy.periodSeconds': between(1, 1800, 'the time'),
  'PriorityClass.preemptionPolicy': wordOf('Never', 'PreemptLowerPriority'),
  'PodDisruptionBudgetSpec.minAvailable': countOrPart,
  'PodDisruptionBudgetSpec.maxUnavailable': countOrPart,
  'PodDisruptionBudgetSpec.unhealthyPodEvictionPolicy': wordOf('IfHealthyBudget', 'AlwaysAllow'),
};

export const types: Readonly<Record<string, TypeLaw>> = {
  HorizontalPodAutoscalerSpec: all(bounds, target),
  V2HorizontalPodAutoscalerSpec: all(bounds, target),
  V2MetricSpec: metric,
  V2HPAScalingPolicy: scaled,
  V2HPAScalingRules: someIn('policies', 'rules have at least one policy', 'Add a policy, or remove policies.'),
  PodDisruptionBudgetSpec: budget,
  PriorityClass: priority,
  ...Object.fromEntries(Object.entries(TARGETS).map(([type, choices]) => [type, measured(type, choices)] as const)),
};

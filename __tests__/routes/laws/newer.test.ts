import type { Plain } from '../../../lib/routes/plain';
import { refusals, UNKNOWN } from './table';

const pod = (spec: object, container: object = {}): Plain => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web' },
  spec: { ...spec, containers: [{ name: 'web', image: 'nginx:1.27', ...container }] },
});

const scaler = (spec: object): Plain => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'web' },
  spec: { maxReplicas: 2, ...spec },
});
const scaling = (scaleTargetRef: object) => scaler({ scaleTargetRef: { name: 'web', ...scaleTargetRef } });

const tolerant = (tolerance: unknown) =>
  scaler({
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
    behavior: { scaleUp: { tolerance } },
  });

const claim = (volumeAttributesClassName: string): Plain => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, volumeAttributesClassName },
});

const at = (minor: number, object: Plain) => refusals(object, { ...UNKNOWN, minor });
const workload = 'Write the apiVersion of the workload, such as apps/v1.';

const unmasked = { securityContext: { procMount: 'Unmasked' } };
const taking = (requests: object, limits: object = {}) => ({ resources: { requests, limits } });
const together = 'its containers ask for more together. Raise it, or lower those of the containers.';

/** An object, the first release that refuses it, and what that says. */
// prettier-ignore
const REFUSED: readonly (readonly [Plain, number, ...string[]])[] = [
  [scaling({ kind: 'Deployment' }), 35, `spec.scaleTargetRef.apiVersion is missing: it says the group of the workload. ${workload}`],
  [scaling({ kind: 'Deployment', apiVersion: 'v1' }), 35, `spec.scaleTargetRef.apiVersion is "v1": it names no group. ${workload}`],
  [scaling({ kind: 'ReplicationController', apiVersion: 'a/b/v1' }), 35, `spec.scaleTargetRef.apiVersion is "a/b/v1": it names no group. ${workload}`],
  [tolerant(-1), 35, 'spec.behavior.scaleUp.tolerance is -1: a tolerance cannot be negative. Write 0 or more.'],
  [claim('Fast'), 34, 'spec.volumeAttributesClassName is "Fast": only lower-case letters, digits, "-" and "." may stand in it, with a letter or digit at both ends of each part. Write "fast".'],
  [pod({}, unmasked), 33, 'spec.containers[0].securityContext.procMount is "Unmasked": the pod has the users of its node. Write hostUsers: false beside containers.'],
  [pod({ hostnameOverride: 'Web' }), 35, 'spec.hostnameOverride is "Web": only lower-case letters, digits, "-" and "." may stand in it, with a letter or digit at both ends of each part. Write "web".'],
  [pod({ hostnameOverride: 'web', hostNetwork: true }), 35, 'spec.hostnameOverride must not stand here: hostNetwork is true. Remove one of the two.'],
  [pod(taking({ cpu: 1 }), taking({ cpu: '1500m' })), 34, `spec.resources.requests[cpu] is 1: ${together}`],
  [pod(taking({ memory: '1Gi' }), { resources: { limits: { memory: '2Gi' } } }), 34, `spec.resources.requests[memory] is "1Gi": ${together}`],
  [pod({ resources: { limits: { cpu: 1 } } }, { resources: { limits: { cpu: 2 } } }), 34, 'spec.containers[0].resources.limits[cpu] is 2: the whole pod may take 1. Write at most 1.'],
  [pod(taking({ 'ephemeral-storage': '1Gi' })), 34, 'spec.resources.requests[ephemeral-storage] must not stand here: a whole pod asks for cpu, memory or huge pages. Remove it.'],
];

describe('what the API refuses from some release on', () => {
  test.each(REFUSED.map((each) => [JSON.stringify(each[0].spec), ...each] as const))(
    '%s',
    (_, object, since, ...said) => {
      expect(at(since, object)).toEqual(said);
      expect(at(since - 1, object).filter((each) => said.includes(each))).toEqual([]);
      expect(refusals(object)).toEqual([]);
    },
  );

  const TAKEN: readonly Plain[] = [
    scaling({ kind: 'Deployment', apiVersion: 'apps/v1' }),
    scaling({ kind: 'ReplicationController', apiVersion: 'v1' }),
    scaling({ kind: 'ReplicationController' }),
    tolerant('0.05'),
    claim('fast'),
    pod({ hostUsers: false }, unmasked),
    pod({ hostnameOverride: 'web.example.com' }),
    pod(taking({ cpu: 1 }, { cpu: 2 }), taking({ cpu: '500m' }, { cpu: 2, memory: '1Gi' })),
  ];
  test('and what it takes', () => {
    expect(TAKEN.flatMap((object) => at(36, object))).toEqual([]);
  });
});

describe('an operator of a toleration that compares numbers', () => {
  const tolerating = (operator: string) => pod({ tolerations: [{ key: 'a', operator, value: '5' }] });
  const why = 'the API takes it with the feature TaintTolerationComparisonOperators alone, which is off by default';

  test('is refused where nothing switches it on', () => {
    expect(refusals(tolerating('Gt'))).toEqual([
      `spec.tolerations[0].operator is "Gt": ${why}. Write "Equal" or "Exists".`,
    ]);
    expect(refusals(tolerating('Lt'), { ...UNKNOWN, mayHave: () => true })).toEqual([]);
  });

  test('is none where it is no operator at all', () => {
    expect(refusals(tolerating('In'))).toEqual([
      'spec.tolerations[0].operator is "In": the API knows no such value. Write "Equal" or "Exists".',
    ]);
  });
});

describe('what a pod takes beside its containers', () => {
  test('is said by who runs it alone', () => {
    const overhead = { cpu: '100m' };
    expect(refusals(pod({ overhead }))).toEqual([
      'spec.overhead must not stand here: without runtimeClassName there is none. Remove it.',
    ]);
    expect(refusals(pod({ overhead, runtimeClassName: 'kata' }))).toEqual([]);
    expect(refusals(pod({ overhead: {} }))).toEqual([]);
  });
});

describe('a Job of very many pods', () => {
  const job = (spec: object): Plain => ({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'sums' },
    spec: {
      completionMode: 'Indexed',
      completions: 100_001,
      ...spec,
      template: { spec: { restartPolicy: 'Never', containers: [{ name: 'sum', image: 'sum:1' }] } },
    },
  });
  const why = 'backoffLimitPerIndex is counted for more than 100000 pods';

  test('says how many may fail, and runs fewer of them at once', () => {
    expect(refusals(job({ backoffLimitPerIndex: 1, parallelism: 10_001 }))).toEqual([
      `spec.maxFailedIndexes is missing: ${why}. Add maxFailedIndexes, of at most 10000.`,
      `spec.parallelism is 10001: ${why}. Write at most 10000.`,
    ]);
    expect(refusals(job({ backoffLimitPerIndex: 1, parallelism: 9, maxFailedIndexes: 10_001 }))).toEqual([
      'spec.maxFailedIndexes is 10001: no more than 10000 can fail. Write at most 10000.',
    ]);
    expect(refusals(job({ backoffLimitPerIndex: 1, maxFailedIndexes: 10_000, parallelism: 10_000 }))).toEqual([]);
    expect(refusals(job({}))).toEqual([]);
  });

  test('has a policy of few words', () => {
    const onPodConditions = Array.from({ length: 21 }, (_, index) => ({ type: `T${index}`, status: 'True' }));
    const values = Array.from({ length: 256 }, (_, index) => index + 1);
    const rules = [
      { action: 'Ignore', onPodConditions },
      { action: 'FailJob', onExitCodes: { operator: 'In', values } },
    ];
    expect(refusals(job({ podFailurePolicy: { rules } }))).toEqual([
      'spec.podFailurePolicy.rules[0].onPodConditions has 21 entries: 20 are allowed. Remove the last ones.',
      'spec.podFailurePolicy.rules[1].onExitCodes.values has 256 entries: 255 are allowed. Remove the last ones.',
    ]);
  });
});

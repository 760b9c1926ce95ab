import { podText } from '../../../lib/cli/hand-off/live/pods-text';
import { troublesOf } from '../../../lib/cli/hand-off/live/pods';
import { selectorText } from '../../../lib/cli/hand-off/live/workload';

interface Facts {
  readonly name?: string;
  readonly metadata?: object;
  readonly spec?: object;
  readonly status?: object;
  readonly state?: object;
  readonly lastState?: object;
}

const NOT_READY = { type: 'Ready', status: 'False', reason: 'ContainersNotReady' };
const IMAGE = 'nosuch.example/app:1';

/** A pod with one container "c", as `kubectl get pods -o json` gives it, shortened. */
const pod = ({ name = 'web-1', metadata, spec, status, state, lastState }: Facts) => ({
  metadata: { name, namespace: 'default', ...metadata },
  spec: { containers: [{ name: 'c', image: 'nginx:1.27' }], ...spec },
  status: {
    phase: 'Pending',
    conditions: [{ type: 'PodScheduled', status: 'True' }, NOT_READY],
    ...(state && {
      containerStatuses: [{ name: 'c', image: 'docker.io/library/nginx:1.27', ready: false, state, lastState }],
    }),
    ...status,
  },
});

const waiting = (reason: string, message?: string) => ({ waiting: { reason, ...(message && { message }) } });
const warning = (reason: string, message: string, lastTimestamp = '2026-11-21T03:17:00Z', name = 'web-1') => ({
  type: 'Warning',
  reason,
  message,
  lastTimestamp,
  involvedObject: { kind: 'Pod', name },
});

const said = (facts: Facts, ...events: object[]) => troublesOf([pod(facts)], events).map(podText);

describe('the six workloads that were recorded', () => {
  test('a registry that does not exist', () => {
    const state = waiting(
      'ImagePullBackOff',
      `Back-off pulling image "${IMAGE}": ErrImagePull: failed to pull and unpack image "${IMAGE}": failed to resolve reference "${IMAGE}": failed to do request: Head "https://nosuch.example/v2/app/manifests/1": dial tcp: lookup nosuch.example on 192.168.48.1:53: no such host`,
    );
    expect(said({ state, spec: { containers: [{ name: 'c', image: IMAGE }] } })).toEqual([
      {
        cause: `Pod web-1: image "${IMAGE}" cannot be fetched: no host is called "nosuch.example".`,
        remedy: 'Correct the registry in its name, then run "cdk8s-k3d synth" and "cdk8s-k3d up".',
      },
    ]);
  });

  test('a container that ends', () => {
    const terminated = { exitCode: 1, reason: 'Error' };
    expect(said({ state: { terminated }, lastState: { terminated }, status: { phase: 'Running' } })).toEqual([
      {
        cause: 'Pod web-1: container "c" ends with 1 soon after it starts. It logged nothing.',
        remedy: 'Mend what it complains of, then run "cdk8s-k3d synth" and "cdk8s-k3d up".',
      },
    ]);
  });

  test('an image of root where root is forbidden', () => {
    const state = waiting(
      'CreateContainerConfigError',
      'container has runAsNonRoot and image will run as root (pod: "nonroot-7bc9d48f86-cbx9x_default(ea5dc684)", container: c)',
    );
    expect(said({ state })).toEqual([
      {
        cause: 'Pod web-1: runAsNonRoot is set, and image "nginx:1.27" of container "c" runs as root.',
        remedy: 'Set runAsUser to a number other than 0, then run "cdk8s-k3d synth" and "cdk8s-k3d up".',
      },
    ]);
  });

  test('a probe of a port that nothing listens on', () => {
    const running = { startedAt: '2026-11-21T03:16:53Z' };
    const events = [
      warning('Unhealthy', 'Readiness probe failed: dial tcp 10.42.1.3:81: connect: connection refused'),
      { type: 'Normal', reason: 'Started', message: 'Started container c', involvedObject: { name: 'web-1' } },
      warning('Unhealthy', 'Readiness probe failed: of another pod', '2027-01-01T00:00:00Z', 'web-2'),
    ];
    expect(said({ state: { running }, status: { phase: 'Running' } }, ...events)).toEqual([
      {
        cause: 'Pod web-1: the readiness probe fails: dial tcp 10.42.1.3:81: connect: connection refused.',
        remedy: 'Correct the port and the path of the readiness probe, then run "cdk8s-k3d synth" and "cdk8s-k3d up".',
      },
    ]);
  });

  const unscheduled = (message: string) => ({
    conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }],
  });

  test('more than a node has', () => {
    const message =
      '0/3 nodes are available: 3 Insufficient cpu. preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.';
    const containers = [{ name: 'c', resources: { requests: { cpu: '64' } } }];
    expect(said({ spec: { containers }, status: unscheduled(message) })).toEqual([
      {
        cause: 'Pod web-1: no node has enough cpu left; the pod asks for cpu 64.',
        remedy: 'Lower its request for cpu, then run "cdk8s-k3d synth" and "cdk8s-k3d up".',
      },
    ]);
    const two = '0/3 nodes are available: 1 Insufficient cpu, 2 Insufficient memory, 3 Insufficient cpu.';
    expect(said({ status: unscheduled(two) })[0]!.cause).toBe('Pod web-1: no node has enough cpu and memory left.');
  });

  test('a Secret that is not there', () => {
    expect(said({ state: waiting('CreateContainerConfigError', 'secret "nope" not found') })).toEqual([
      {
        cause: 'Pod web-1: Secret "nope" does not exist in its namespace.',
        remedy: 'Add Secret "nope" to the app, then run "cdk8s-k3d synth" and "cdk8s-k3d up".',
      },
    ]);
  });

  test('a pod that no node suits', () => {
    const message = "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector.";
    expect(said({ status: unscheduled(message) })).toEqual([
      {
        cause: `Pod web-1: no node takes it: ${message}`,
        remedy:
          'Compare the nodeSelector, the affinity, the tolerations and the volumes of the pod with the nodes: "kubectl describe pod web-1".',
      },
    ]);
    expect(said({ status: { conditions: [{ type: 'PodScheduled', status: 'False' }] } })[0]!.cause).toBe(
      'Pod web-1: no node takes it: the scheduler does not say why.',
    );
  });
});

describe('an image that does not come', () => {
  test.each([
    ['ErrImagePull', 'failed to authorize: 401 Unauthorized', 'image "nginx:1.27" is not given without a login.'],
    [
      'ErrImagePull',
      'pull access denied, repository does not exist',
      'image "nginx:1.27" is not given without a login.',
    ],
    [
      'ErrImagePull',
      'failed to resolve reference "x": docker.io/library/x:1: not found',
      'image "nginx:1.27" does not exist.',
    ],
    [
      'ErrImagePull',
      'failed to copy: httpReadSeeker: toomanyrequests: slow down',
      'image "nginx:1.27" is not given: the registry has answered too many requests.',
    ],
    [
      'ErrImagePull',
      'failed to do request: Head: dial tcp 10.0.0.1:443: i/o timeout',
      'the registry of image "nginx:1.27" does not answer: dial tcp 10.0.0.1:443: i/o timeout.',
    ],
    [
      'ErrImagePull',
      'failed to do request: http: server gave HTTP response to HTTPS client',
      'the registry of image "nginx:1.27" speaks HTTP, and the node asks for HTTPS.',
    ],
    [
      'ErrImagePull',
      'failed to verify: x509: unknown authority',
      'the node does not trust the registry of image "nginx:1.27": x509: unknown authority.',
    ],
    [
      'ErrImageNeverPull',
      'Container image "a" is not present with pull policy of Never',
      'image "nginx:1.27" is not on the node, and its pull policy is Never.',
    ],
    ['InvalidImageName', 'Failed to apply default image tag', '"nginx:1.27" is no name of an image.'],
    [
      'ErrImagePull',
      'failed to unpack: disk on fire!',
      'image "nginx:1.27" cannot be fetched: failed to unpack: disk on fire!',
    ],
  ])('%s: %s', (reason, message, cause) => {
    const [first] = said({ state: waiting(reason, message) });
    expect(first!.cause).toBe(`Pod web-1: ${cause}`);
    expect(first!.remedy).toMatch(/^(Correct|Check|Give|Run|Mend) .*\.$/);
  });

  test('is mended with words of the program, and by what brings it in', () => {
    const remedy = (reason: string, message: string) => said({ state: waiting(reason, message) })[0]!.remedy;
    expect(remedy('ErrImageNeverPull', 'is not present with pull policy of Never')).toBe(
      'Give its workload source: ImageSource.sideLoaded(), with which "up" loads it out of docker, or take the pull policy away, then run "cdk8s-k3d synth" and "cdk8s-k3d up".',
    );
    expect(remedy('ErrImagePull', 'failed to verify: x509: unknown authority')).toBe(
      'Give the cluster the certificate of "docker.io" (registries.configs), then run "cdk8s-k3d synth" and "cdk8s-k3d up --recreate".',
    );
  });

  test('a back-off that says nothing is explained by the warning before it', () => {
    const events = [
      warning('Failed', 'Error: ImagePullBackOff', '2026-11-21T03:18:00Z'),
      warning('Failed', 'Failed to pull image "nginx:1.27": failed to authorize: 403 Forbidden'),
      warning('BackOff', 'failed to'),
    ];
    expect(
      said({ state: waiting('ImagePullBackOff', 'Back-off pulling image "nginx:1.27"') }, ...events)[0]!.cause,
    ).toBe('Pod web-1: image "nginx:1.27" is not given without a login.');
  });

  test('the name is the one in the spec, or what the node made of it', () => {
    const state = waiting('InvalidImageName');
    expect(said({ state, spec: { containers: [] } })[0]!.cause).toContain('"docker.io/library/nginx:1.27"');
    const status = { containerStatuses: [{ state }] };
    expect(said({ status, spec: { containers: [] } })[0]!.cause).toContain('"" is no name');
  });

  test('an init container comes first, unless it has ended well', () => {
    const initContainerStatuses = [
      { name: 'done', state: { terminated: { exitCode: 0 } } },
      { name: 'init', state: waiting('ErrImageNeverPull') },
    ];
    const spec = { initContainers: [{ name: 'init', image: 'migrate:1' }] };
    expect(said({ spec, status: { initContainerStatuses }, state: waiting('PodInitializing') })[0]!.cause).toContain(
      '"migrate:1" is not on the node',
    );
  });
});

describe('a container that does not run', () => {
  test.each([
    ['CreateContainerConfigError', 'configmap "c" not found', 'ConfigMap "c" does not exist in its namespace.'],
    ['CreateContainerConfigError', "couldn't find key p in Secret default/nope", 'Secret "nope" has no key "p".'],
    ['CreateContainerConfigError', 'failed to sync', 'failed to sync.'],
    [
      'RunContainerError',
      'exec: "nope": executable file not found in $PATH',
      'container "c" cannot be started: exec: "nope": executable file not found in $PATH.',
    ],
    ['CreateContainerError', 'no command specified', 'container "c" cannot be started: no command specified.'],
  ])('%s: %s', (reason, message, cause) => {
    expect(said({ state: waiting(reason, message) })[0]!.cause).toBe(`Pod web-1: ${cause}`);
  });

  test('memory', () => {
    const lastState = { terminated: { exitCode: 137, reason: 'OOMKilled' } };
    const state = waiting('CrashLoopBackOff');
    const containers = [{ name: 'c', resources: { limits: { memory: '16Mi' } } }];
    expect(said({ state, lastState, spec: { containers } })).toEqual([
      {
        cause: 'Pod web-1: container "c" took more memory than its limit of 16Mi, and was killed.',
        remedy: 'Raise its memory limit, then run "cdk8s-k3d synth" and "cdk8s-k3d up".',
      },
    ]);
    expect(said({ state, lastState })[0]!.cause).toContain('than its limit, and');
  });

  test('a command that ends by itself', () => {
    const lastState = { terminated: { reason: 'Completed', exitCode: 0 } };
    expect(said({ state: waiting('CrashLoopBackOff'), lastState })).toEqual([
      {
        cause: 'Pod web-1: container "c" ends by itself, and is started again and again. It logged nothing.',
        remedy: 'Give it a command that does not end, then run "cdk8s-k3d synth" and "cdk8s-k3d up".',
      },
    ]);
    expect(said({ state: { terminated: {} } })[0]!.cause).toContain('ends by itself');
  });

  test('an image for another processor', () => {
    const fault = { kind: 'crash', container: 'c', exit: 255, log: ['exec /app: exec format error'] } as const;
    expect(podText({ pod: 'web-1', fault })).toEqual({
      cause: 'Pod web-1: the image of container "c" was built for another processor.',
      remedy: 'Use an image for the processor of this machine, then run "cdk8s-k3d synth" and "cdk8s-k3d up".',
    });
  });

  test('last words, without what looks like a token', () => {
    const fault = { kind: 'crash', container: 'c', exit: 2, log: ['no database', 'password=hunter2'] } as const;
    expect(podText({ pod: 'web-1', fault }).cause).toBe(
      'Pod web-1: container "c" ends with 2 soon after it starts. Its last words:\n| no database\n| password=…',
    );
  });

  test('a liveness probe that has it killed is the cause, not the end', () => {
    const lastState = { terminated: { exitCode: 137 } };
    const event = warning('Unhealthy', 'Liveness probe failed: HTTP probe failed with statuscode: 500');
    expect(said({ state: waiting('CrashLoopBackOff'), lastState }, event)[0]!.cause).toBe(
      'Pod web-1: the liveness probe fails: HTTP probe failed with statuscode: 500.',
    );
  });

  test('an unhealthy word of no known shape is passed on', () => {
    expect(said({ state: { running: {} } }, warning('Unhealthy', 'it is ill'))[0]!.cause).toBe(
      'Pod web-1: the readiness probe fails: it is ill.',
    );
  });

  test('a volume of a Secret that is not there', () => {
    const state = waiting('ContainerCreating');
    const event = warning('FailedMount', 'MountVolume.SetUp failed for volume "x" : secret "tls" not found');
    expect(said({ state }, event)[0]!.cause).toBe('Pod web-1: Secret "tls" does not exist in its namespace.');
    const other = { ...warning('FailedMount', 'no disk'), lastTimestamp: null, eventTime: '2026-11-21T03:17:00Z' };
    expect(said({ state }, other)).toEqual([
      { cause: 'Pod web-1: FailedMount: no disk.', remedy: 'Look closer: "kubectl describe pod web-1".' },
    ]);
    const bare = { type: 'Warning', reason: 'FailedCreatePodSandBox', involvedObject: { name: 'web-1' } };
    expect(said({ state }, bare)[0]!.cause).toBe('Pod web-1: FailedCreatePodSandBox.');
    expect(said({ state }, { ...bare, reason: null, message: 'odd' })[0]!.cause).toBe('Pod web-1: odd.');
    expect(said({ state }, { ...other, eventTime: null }, other)[0]!.cause).toBe('Pod web-1: FailedMount: no disk.');
  });

  test('a pod that was put out', () => {
    const status = { phase: 'Failed', reason: 'Evicted', message: 'The node was low on resource: ephemeral-storage.' };
    expect(said({ status })[0]!.cause).toBe('Pod web-1: Evicted: The node was low on resource: ephemeral-storage.');
    expect(said({ status: { phase: 'Failed' } })[0]!.cause).toBe('Pod web-1: it failed.');
  });

  test('nothing is wrong yet', () => {
    const still = [{ cause: 'Pod web-1: it is still starting.', remedy: 'Wait, and run "cdk8s-k3d verify" again.' }];
    expect(said({ state: waiting('ContainerCreating') })).toEqual(still);
    expect(said({ status: { containerStatuses: [{ ready: true }] } })).toEqual(still);
    expect(
      said({ state: waiting('ContainerCreating') }, warning('Unhealthy', 'Readiness probe failed: x'))[0]!.cause,
    ).toContain('probe');
  });
});

describe('the pods of a workload', () => {
  test('answer when they are ready, done or leaving', () => {
    const conditions = [{ type: 'Ready', status: 'True' }];
    const pods = [
      pod({ status: { conditions } }),
      pod({ status: { phase: 'Succeeded' } }),
      pod({ metadata: { deletionTimestamp: '2026-11-21T03:16:53Z' } }),
    ];
    expect(troublesOf(pods, [])).toEqual([]);
  });

  test('tell each fault once, what is only starting last', () => {
    const state = waiting('ErrImageNeverPull');
    const pods = [pod({ name: 'a' }), pod({ name: 'b', state }), pod({ name: 'c', state })];
    expect(troublesOf(pods, []).map(({ pod: name, fault }) => [name, fault.kind])).toEqual([
      ['b', 'image'],
      ['a', 'starting'],
    ]);
  });

  test('crash nothing, whatever they hold', () => {
    for (const odd of [null, 1, 'x', {}, [], { status: { conditions: [null], containerStatuses: 'x' } }]) {
      expect(troublesOf([odd], [null, 'x', {}])).toEqual([{ pod: '', fault: { kind: 'starting' } }]);
    }
  });

  test('a pod that is refused', () => {
    expect(podText({ pod: 'of web', fault: { kind: 'refused', said: 'exceeded quota' } })).toEqual({
      cause: 'Pod of web: the cluster refuses to make it: exceeded quota.',
      remedy: 'Correct that, then run "cdk8s-k3d synth" and "cdk8s-k3d up".',
    });
  });
});

test('a selector as kubectl takes it', () => {
  expect(
    selectorText({
      matchLabels: { app: 'web' },
      matchExpressions: [
        { key: 'tier', operator: 'In', values: ['a', 'b'] },
        { key: 'old', operator: 'NotIn', values: ['c'] },
        { key: 'some', operator: 'Exists' },
        { key: 'none', operator: 'DoesNotExist' },
      ],
    }),
  ).toBe('app=web,tier in (a,b),old notin (c),some,!none');
  expect(selectorText(undefined)).toBe('');
});

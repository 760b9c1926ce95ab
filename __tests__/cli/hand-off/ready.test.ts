import { unreadyIn } from '../../../lib/cli/hand-off/up/unready';
import { readyText } from '../../../lib/cli/hand-off/up/ready-text';
import { type DistCluster, readDist } from '../../../lib/cli/hand-off/dist';
import type { KubeObject } from '../../../lib/routes/world';
import { KUBECTL, laptop, running } from '../laptop';

const WEB = 'Deployment default/web';

const pod = (status: object, name = 'web-1') => ({
  kind: 'Pod',
  metadata: { name, namespace: 'default' },
  spec: { containers: [{ name: 'nginx', image: 'nginx:1.27' }] },
  status: { phase: 'Pending', ...status },
});

const waiting = (reason: string, message: string) => ({
  containerStatuses: [{ name: 'nginx', image: 'nginx:1.27', restartCount: 0, state: { waiting: { reason, message } } }],
});

describe('waiting', () => {
  test('ends when everything is ready, and says what it waits for', async () => {
    const one = laptop();
    one.machine.late.set(WEB, 3);
    one.machine.late.set('Deployment default/web-a', 2);
    expect((await one.up('--no-verify')).code).toBe(0);
    expect(one.said.filter((line) => line.startsWith('… Waiting'))).toEqual([
      '… Waiting for workloads',
      '… Waiting for 2: Deployment default/web has 0 of 1 pods ready',
      '… Waiting for 2: Deployment default/web has 0 of 1 pods ready',
      '… Waiting: Deployment default/web has 0 of 1 pods ready',
    ]);
    expect(one.passed()).toBe(3_000);
  });

  test('goes on while the API server is away for a moment', async () => {
    const one = laptop();
    one.machine.faults.set(`${KUBECTL} get nodes`, () => ({ code: 1, stderr: 'refused' }));
    expect((await one.up('--no-verify')).code).toBe(0);
    expect(one.said.some((line) => line.includes('Nodes are not seen yet'))).toBe(true);
  });

  test('ends at once with a kubectl that prints something else', async () => {
    const one = laptop();
    one.machine.faults.set(`${KUBECTL} get nodes`, () => 'hello');
    const { code, err } = await one.up('--no-verify');
    expect([code, err]).toEqual([1, expect.stringContaining('JSON')]);
  });

  test('ends early where no waiting helps', async () => {
    const one = laptop();
    one.machine.late.set(WEB, Infinity);
    const said = 'container has runAsNonRoot and image will run as root';
    one.machine.pods = [pod(waiting('CreateContainerConfigError', `Error: ${said}`))];
    const { code, out } = await one.up();
    expect([code, out]).toEqual([
      1,
      [
        'Cluster "dev-cluster" runs, but not all of it came up:',
        '  Deployment default/web: Pod web-1: runAsNonRoot is set, and image "nginx:1.27" of container "nginx" runs as root.',
        '  Set runAsUser to a number other than 0, then run "cdk8s-k3d synth" and "cdk8s-k3d up".',
        'Your kubeconfig has no context k3d-dev-cluster. For kubectl of your own run: k3d kubeconfig merge dev-cluster --kubeconfig-merge-default',
        '',
      ].join('\n'),
    ]);
    expect(one.passed()).toBeLessThan(60_000);
    expect(one.said.some((line) => line.includes('Asking'))).toBe(false);
  });

  test('ends early for an image that nobody has', async () => {
    const one = laptop();
    one.machine.late.set(WEB, Infinity);
    one.machine.pods = [pod(waiting('ErrImagePull', 'manifest unknown: docker.io/library/nginx:1.27: not found'))];
    expect((await one.up()).code).toBe(1);
    expect(one.passed()).toBeLessThan(60_000);
  });

  test('of a Service that nobody stands behind tells what to look at', async () => {
    const one = laptop();
    one.machine.lonely = 'app-service-a';
    const { code, out } = await one.up('--timeout', '20');
    expect([code, out.split('\n').slice(1, 3)]).toEqual([
      1,
      [
        '  Service default/app-service-a: Service default/app-service-a has no pod behind it that is ready.',
        '  Compare its selector with the labels of the pods.',
      ],
    ]);
  });

  test('names a workload, and not the Service that waits for it', async () => {
    const one = laptop();
    one.machine.late.set('Deployment default/web-a', Infinity);
    one.machine.lonely = 'app-service-a';
    const { out } = await one.up('--timeout', '20', '--json');
    const [report] = (JSON.parse(out) as { clusters: { troubles: { name: string }[] }[] }).clusters;
    expect(report!.troubles.map(({ name }) => name)).toEqual(['Deployment default/web-a']);
  });

  test('goes on to the deadline where it may help', async () => {
    const one = laptop();
    one.machine.late.set(WEB, Infinity);
    one.machine.pods = [pod({})];
    const { code, out } = await one.up('--timeout', '60');
    expect([code, out.split('\n')[1]]).toEqual([1, expect.stringContaining('Deployment default/web: Pod')]);
    expect(one.passed()).toBe(60_000);
  });

  test('of a workload without a word about it tells its numbers', async () => {
    const one = laptop();
    one.machine.late.set(WEB, Infinity);
    const { out } = await one.up('--timeout', '20', '--json');
    const [report] = (JSON.parse(out) as { clusters: { troubles: object[] }[] }).clusters;
    expect(report!.troubles).toEqual([
      {
        name: WEB,
        cause: 'Deployment default/web has 0 of 1 pods ready.',
        remedy: 'Run "cdk8s-k3d up" again, with a longer --timeout.',
      },
    ]);
  });

  test('is not given up for a crash that may pass, though another one stays', async () => {
    const one = await running();
    one.machine.late.set(WEB, 12);
    one.machine.pods = [pod(waiting('CreateContainerConfigError', 'Error: secret "a" not found'))];
    expect((await one.up('--no-verify')).code).toBe(0);
    expect(one.passed()).toBe(12_000);
  });
});

/** What a cluster lacks that has these objects. */
function lacking(...instead: readonly object[]) {
  const one = laptop();
  const [cluster] = readDist(one.tools.files).clusters;
  const name = ({ kind, metadata }: KubeObject) => `${kind} ${metadata?.namespace ?? 'default'}/${metadata?.name}`;
  const changed = new Set((instead as KubeObject[]).map(name));
  return unreadyIn([...SOUND.filter((object) => !changed.has(name(object))), ...(instead as KubeObject[])], cluster!);
}

const rolled = (name: string, namespace = 'default', more: object = {}) => ({
  kind: 'Deployment',
  metadata: { name, namespace, generation: 2 },
  spec: { selector: { matchLabels: { app: name } } },
  status: { observedGeneration: 2, replicas: 1, readyReplicas: 1, updatedReplicas: 1, ...more },
});
const slice = (name: string, endpoints: unknown = [{ conditions: {} }]) => ({
  kind: 'EndpointSlice',
  metadata: { name: `${name}-x`, namespace: 'default', labels: { 'kubernetes.io/service-name': name } },
  endpoints,
});
const balanced = (ingress?: object[]) => ({
  kind: 'Service',
  metadata: { name: 'traefik', namespace: 'kube-system' },
  spec: { type: 'LoadBalancer' },
  status: { loadBalancer: { ingress } },
});
const node = (status = 'True') => ({
  kind: 'Node',
  metadata: { name: 'k3d-dev-cluster-server-0' },
  status: {
    conditions: [
      { type: 'MemoryPressure', status: 'False' },
      { type: 'Ready', status },
    ],
  },
});
const SOUND = [
  node(),
  ...['web', 'web-a', 'web-b'].map((name) => rolled(name)),
  rolled('traefik', 'kube-system'),
  balanced([{ ip: '192.168.48.2' }]),
  ...['app-service-nodeport', 'app-service-a', 'app-service-b'].map((name) => slice(name)),
] as KubeObject[];

describe('words', () => {
  test.each([
    ['Nodes', { kind: 'absent' }, 'Nodes are not seen yet.'],
    [WEB, { kind: 'absent' }, 'Deployment default/web is not there yet.'],
    [WEB, { kind: 'not-seen' }, 'Deployment default/web is not looked at by its controller yet.'],
  ] as const)('%s %j', (name, state, cause) => {
    const remedy = 'Run "cdk8s-k3d up" again, with a longer --timeout.';
    expect(readyText.trouble({ name, state }, 'k3d-dev')).toEqual({ cause, remedy });
  });

  test.each([
    ['Node a', 'not-ready', 'Node a is not ready.', 'Look at it with "kubectl --context k3d-dev describe nodes".'],
    [
      'Service default/web',
      'no-address',
      'Service default/web has no address from the load balancer of k3s.',
      'Look at the pods svclb-… that wait: "kubectl --context k3d-dev get pods -n kube-system".',
    ],
  ] as const)('%s %s', (name, kind, cause, remedy) => {
    expect(readyText.trouble({ name, state: { kind } }, 'k3d-dev')).toEqual({ cause, remedy });
  });
});

/** What a cluster lacks whose app is this, and which has these objects. */
function lackingOf(objects: readonly object[], routed: readonly string[], ...live: readonly object[]) {
  const hops = routed.map((name) => ({ kind: 'service', name }));
  const cluster = { objects: objects.map((json) => ({ json, file: '' })), access: { routes: [{ hops }] } };
  return unreadyIn([node(), ...live] as KubeObject[], cluster as unknown as DistCluster);
}

describe('what an app needs', () => {
  const daemons = { kind: 'DaemonSet', metadata: { name: 'd' }, spec: { selector: { matchLabels: { app: 'd' } } } };
  const name = 'DaemonSet default/d';
  const pods = { namespace: 'default', selector: 'app=d', owner: 'd' };

  test('one pod of a DaemonSet for each node', () => {
    const counted = (desired: number, ready: number) => ({
      ...daemons,
      status: { desiredNumberScheduled: desired, numberReady: ready, updatedNumberScheduled: ready },
    });
    expect(lackingOf([daemons], [], counted(2, 2))).toEqual([]);
    expect(lackingOf([daemons], [], counted(2, 1))).toEqual([
      { name, state: { kind: 'pods', ready: 1, wanted: 2, old: 0 }, pods },
    ]);
    expect(lackingOf([daemons], [], daemons)).toEqual([
      { name, state: { kind: 'pods', ready: 0, wanted: 1, old: 0 }, pods },
    ]);
  });

  test('no pods behind a name of another place, or where somebody else says who stands there', () => {
    const external = { kind: 'Service', metadata: { name: 'e' }, spec: { type: 'ExternalName', selector: {} } };
    const own = { kind: 'Service', metadata: { name: 'o' }, spec: { type: 'ClusterIP' } };
    expect(lackingOf([external, own], ['Service default/e', 'Service default/o'])).toEqual([]);
  });
});

test.each([
  [{ ready: 0, wanted: 2, old: 0 }, 'Waiting: Deployment default/web has 0 of 2 pods ready'],
  [{ ready: 0, wanted: 1, old: 1 }, 'Waiting: Deployment default/web has 0 of 1 new pods ready'],
  [{ ready: 1, wanted: 1, old: 2 }, 'Waiting: Deployment default/web has 2 pods yet to end, from before the change'],
])('%j is told', (counts, said) => {
  expect(readyText.progress([{ name: WEB, state: { kind: 'pods', ...counts } }])).toBe(said);
});

describe('what a cluster lacks', () => {
  const pods = (name: string, namespace = 'default') => ({ namespace, selector: `app=${name}`, owner: name });

  test('is nothing where everything is there', () => expect(lacking()).toEqual([]));

  test.each([
    ['a node', node('Unknown'), { name: 'Node k3d-dev-cluster-server-0', state: { kind: 'not-ready' } }],
    [
      'a rollout that nobody has looked at',
      rolled('web', 'default', { observedGeneration: 1 }),
      { name: WEB, state: { kind: 'not-seen' }, pods: pods('web') },
    ],
    [
      'new pods beside old ones that are ready',
      rolled('web', 'default', { replicas: 2 }),
      { name: WEB, state: { kind: 'pods', ready: 0, wanted: 1, old: 1 }, pods: pods('web') },
    ],
    [
      'old pods that are yet to go',
      rolled('web', 'default', { replicas: 3, readyReplicas: 3 }),
      { name: WEB, state: { kind: 'pods', ready: 1, wanted: 1, old: 2 }, pods: pods('web') },
    ],
    [
      'pods behind a Service',
      slice('app-service-a', [{ conditions: { ready: false } }]),
      { name: 'Service default/app-service-a', state: { kind: 'no-endpoints' } },
    ],
    [
      'an address of the controller',
      balanced(),
      { name: 'Service kube-system/traefik', state: { kind: 'no-address' } },
    ],
    [
      'the controller',
      rolled('traefik', 'kube-system', { readyReplicas: 0 }),
      {
        name: 'Deployment kube-system/traefik',
        state: { kind: 'pods', ready: 0, wanted: 1, old: 0 },
        pods: pods('traefik', 'kube-system'),
      },
    ],
  ])('%s', (_, object, unready) => {
    expect(lacking(object)).toEqual([unready]);
  });
});

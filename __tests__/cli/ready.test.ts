import { unreadyIn } from '../../lib/cli/hand-off/up/unready';
import { readDist } from '../../lib/cli/hand-off/dist';
import type { KubeObject } from '../../lib/routes/world';
import { KUBECTL, laptop, running } from './laptop';

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
        '  Set runAsUser to a number other than 0, then run "npm run synth" and "cdk8s-k3d up".',
        'Your kubeconfig has no context k3d-dev-cluster. For kubectl of your own run: k3d kubeconfig merge dev-cluster --kubeconfig-merge-default',
        '',
      ].join('\n'),
    ]);
    expect(one.passed()).toBeLessThan(60_000);
    expect(one.said.some((line) => line.includes('Asking'))).toBe(false);
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
      rolled('web', 'default', { updatedReplicas: undefined }),
      { name: WEB, state: { kind: 'pods', ready: 0, wanted: 1 }, pods: pods('web') },
    ],
    [
      'old pods that are yet to go',
      rolled('web', 'default', { replicas: 2 }),
      { name: WEB, state: { kind: 'pods', ready: 1, wanted: 1 }, pods: pods('web') },
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
        state: { kind: 'pods', ready: 0, wanted: 1 },
        pods: pods('traefik', 'kube-system'),
      },
    ],
  ])('%s', (_, object, unready) => {
    expect(lacking(object)).toEqual([unready]);
  });
});

import { fileHash } from '../../lib/cli/hand-off/file-hash';
import { inventoryObject, objectKeyOf } from '../../lib/cli/hand-off/inventory';
import type { ClusterStatus } from '../../lib/cli/hand-off/status/status';
import { status } from '../../lib/cli/status';
import type { Tools } from '../../lib/cli/tools';
import { readDist } from '../../lib/cli/hand-off/dist';
import { cluster, DIST, node, scene, type Scene, TOKEN } from './in-memory';
import { deployment, live, slice } from './live';
import { stopped } from '../support/ran';

const open: { remove: () => void }[] = [];
afterEach(() => open.splice(0).forEach(({ remove }) => remove()));

const KUBECTL = 'kubectl --context k3d-dev-cluster';
const LIST = 'k3d cluster list -o json';
const LOOK = `${KUBECTL} get services,endpointslices,ingresses,ingressclasses,deployments,statefulsets,daemonsets --all-namespaces -o json`;
const INVENTORY = `${KUBECTL} get configmap cdk8s-k3d-inventory -n kube-system --ignore-not-found -o json`;
const NODES = `${KUBECTL} get nodes -o json`;
const DNS = `${KUBECTL} get configmap coredns -n kube-system --ignore-not-found -o json`;
const THERE = `${KUBECTL} get --ignore-not-found -o json -f -`;
const DRY = `${KUBECTL} apply --server-side --field-manager=cdk8s-k3d --dry-run=server -o json -f -`;

const CONFIG = 'dist/cluster/dev-cluster.k3d.yml';
const FILE = DIST[CONFIG]!;

/** The objects of dist/, and the inventory of an up that made them. */
const { objects } = (() => {
  const one = scene();
  const [only] = readDist(one.tools.files).clusters;
  one.remove();
  return { objects: only!.objects.map(({ json }) => json) };
})();
const inventory = (file = FILE, more: object[] = []) =>
  inventoryObject({ file, objects: [...objects.map(objectKeyOf), ...(more as ReturnType<typeof objectKeyOf>[])] });

const nodes = (...unready: readonly string[]) => ({
  items: cluster()
    .nodes.slice(0, 3)
    .map(({ name }) => ({
      metadata: { name },
      status: { conditions: [{ type: 'Ready', status: unready.includes(name) ? 'Unknown' : 'True' }] },
    })),
});

const own = (state?: string) => cluster(state, { 'cdk8s-k3d.file': fileHash(FILE) });
const all = { kind: 'List', items: objects };

function at({ programs, ...options }: Scene = {}) {
  const one = scene({
    clusters: [own()],
    ...options,
    programs: {
      'k3d version -o json': { k3d: 'v5.8.3' },
      [LOOK]: live(),
      [INVENTORY]: inventory(),
      [NODES]: nodes(),
      [DNS]: { data: { NodeHosts: '192.168.48.1 host.k3d.internal\n' } },
      [THERE]: all,
      [DRY]: all,
      ...programs,
    },
  });
  open.push(one);
  const seen = async () =>
    (JSON.parse((await one.run({ status }, 'status', '--json')).out) as { clusters: ClusterStatus[] }).clusters[0]!;
  return { ...one, status: (...words: string[]) => one.run({ status }, 'status', ...words), seen };
}

/** The screen, from the first line that begins with a word. */
async function part(options: Scene, from: string) {
  const { code, out } = await at(options).status();
  const start = out.indexOf(`\n${from}`) + 1;
  const end = out.indexOf('\n\n', start);
  return { code, text: out.slice(start, end < 0 ? undefined : end + 1) };
}

describe('a cluster that is as dist/ has it', () => {
  test('is shown on one screen', async () => {
    const one = at();
    expect(await one.status()).toEqual({
      code: 0,
      out: [
        'Cluster dev-cluster: runs.',
        '',
        'Nodes',
        '  ✔  k3d-dev-cluster-server-0  server        running',
        '  ✔  k3d-dev-cluster-agent-0   agent         running',
        '  ✔  k3d-dev-cluster-agent-1   agent         running',
        '  ✔  k3d-dev-cluster-serverlb  loadbalancer  running',
        '',
        'Workloads',
        '  ✔  Deployment default/web    1/1',
        '  ✔  Deployment default/web-a  1/1',
        '  ✔  Deployment default/web-b  1/1',
        '',
        'Routes',
        '  ✔ http://localhost.k3d.ingress:8085   200  → Deployment default/web-b',
        '  ✔ http://localhost:8085               200  → Deployment default/web-a',
        '  ✔ http://localhost:8087               200  → Deployment default/web',
        '  ✔ https://localhost.k3d.ingress:8443  200  → Deployment default/web-b  (found)',
        '  ✔ https://localhost:8443              200  → Deployment default/web-a  (found)',
        '  5 of 5 routes answer.',
        '',
      ].join('\n'),
      err: '',
    });
    expect(one.typed.filter((line) => line === LIST)).toHaveLength(1);
    expect(one.typed.filter((line) => !line.startsWith('k3d'))).toEqual([
      NODES,
      LOOK,
      INVENTORY,
      THERE,
      DRY,
      `${KUBECTL} get services --all-namespaces -o json`,
      DNS,
    ]);
    expect(one.said[0]).toBe('… Looking at cluster "dev-cluster"');
  });

  test('--json has the same as data', async () => {
    const { out } = await at().status('--json');
    expect(JSON.parse(out)).toMatchObject({ version: 1, clusters: [{ cluster: 'dev-cluster' }] });
    const seen = await at().seen();
    expect(seen).toMatchObject({ cluster: 'dev-cluster', state: 'running', own: true, fine: true, troubles: [] });
    expect(seen.workloads[0]).toEqual({ name: 'Deployment default/web', ready: 1, desired: 1 });
    expect(seen.nodes[3]).toEqual({ name: 'k3d-dev-cluster-serverlb', role: 'loadbalancer', container: 'running' });
    expect(seen.drift).toEqual({ cluster: [], objects: [] });
  });
});

describe('a cluster that does not run', () => {
  test.each([
    ['absent', [], 'Cluster dev-cluster: does not exist. Run "cdk8s-k3d up".\n'],
    [
      'a rest',
      [{ name: 'dev-cluster', nodes: [node('k3d-dev-cluster-tools', '')] }],
      'Cluster dev-cluster: does not exist. Run "cdk8s-k3d up".\n',
    ],
  ])('%s', async (_, clusters, out) => {
    const one = at({ clusters });
    expect(await one.status()).toEqual({ code: 1, out, err: '' });
    expect(one.typed).toEqual([LIST]);
  });

  test('stopped', async () => {
    const one = at({ clusters: [own('exited')] });
    expect(await one.status()).toEqual({
      code: 1,
      out: [
        'Cluster dev-cluster: is stopped. Run "cdk8s-k3d up".',
        '',
        'Nodes',
        '  ✘  k3d-dev-cluster-server-0  server        exited',
        '  ✘  k3d-dev-cluster-agent-0   agent         exited',
        '  ✘  k3d-dev-cluster-agent-1   agent         exited',
        '  ✘  k3d-dev-cluster-serverlb  loadbalancer  exited',
        '',
      ].join('\n'),
      err: '',
    });
    expect(one.typed).toEqual([LIST]);
  });

  test('in part', async () => {
    const known = own();
    known.nodes[3] = node('k3d-dev-cluster-serverlb', 'loadbalancer', 'restarting') as (typeof known.nodes)[0];
    const { code, out } = await at({ clusters: [known] }).status();
    expect([code, out.split('\n')[0]]).toEqual([1, 'Cluster dev-cluster: runs in part. Run "cdk8s-k3d up".']);
    expect(out).toContain('✘  k3d-dev-cluster-serverlb  loadbalancer  restarting');
  });

  test('half made', async () => {
    const known = own();
    known.nodes[3] = node('k3d-dev-cluster-serverlb', 'loadbalancer', 'created') as (typeof known.nodes)[0];
    const one = at({ clusters: [known] });
    const { code, out } = await one.status();
    expect([code, out.split('\n')[0]]).toEqual([1, 'Cluster dev-cluster: is half made. Run "cdk8s-k3d up".']);
    expect(one.typed).toEqual([LIST]);
  });

  test('and is of somebody else', async () => {
    const { out } = await at({ clusters: [cluster('exited', {})] }).status();
    expect(out.split('\n')[0]).toBe(
      'Cluster dev-cluster: is stopped. Run "k3d cluster start dev-cluster". It was not made by "cdk8s-k3d up".',
    );
  });

  test('of somebody else', async () => {
    const { code, out } = await at({ clusters: [cluster('running', {})], programs: { [INVENTORY]: '' } }).status();
    expect([code, out.split('\n')[0]]).toEqual([1, 'Cluster dev-cluster: runs. It was not made by "cdk8s-k3d up".']);
  });

  test('an API that does not answer', async () => {
    const refused = { code: 1, stderr: `The connection to the server 0.0.0.0:6449 was refused, token=${TOKEN}` };
    const { code, text } = await part({ programs: { [NODES]: refused } }, '✘');
    expect([code, text]).toEqual([
      1,
      [
        `✘ The API of cluster "dev-cluster" does not answer: "${NODES}" ended with 1: The connection to the server 0.0.0.0:6449 was refused, token=…`,
        '    Run "k3d cluster stop dev-cluster", then "k3d cluster start dev-cluster".',
        '',
      ].join('\n'),
    ]);
  });

  test('an API that does not answer is not asked again', async () => {
    const one = at({ programs: { [NODES]: { code: 1, stderr: 'The connection to the server was refused' } } });
    const seen = await one.seen();
    expect([seen.workloads, seen.drift, seen.troubles.length]).toEqual([[], { cluster: [], objects: [] }, 1]);
    expect(one.typed.filter((line) => line.startsWith('kubectl'))).toEqual([NODES]);
  });

  test('what is forbidden is a trouble of its own, and the rest is shown', async () => {
    const stderr = 'Error from server (Forbidden): nodes is forbidden: User "dev" cannot list resource "nodes"';
    const { code, out } = await at({ programs: { [NODES]: { code: 1, stderr } } }).status();
    expect(code).toBe(1);
    expect(out).toContain('  ✔  k3d-dev-cluster-server-0  server        running\n');
    expect(out).toContain('  ✔  Deployment default/web    1/1\n');
    expect(out).toContain(
      [
        `✘ The API of cluster "dev-cluster" forbids the question: "${NODES}" ended with 1: ${stderr}`,
        '    Bind the user "dev" to the ClusterRole "cluster-admin", as k3s does from the start.',
        '',
      ].join('\n'),
    );
  });

  test('what is forbidden of the kinds on the way hides neither nodes nor drift', async () => {
    const stderr = 'Error from server (Forbidden): ingresses is forbidden: User "" cannot list resource';
    const seen = await at({ programs: { [LOOK]: { code: 1, stderr } } }).seen();
    expect([seen.nodes[0]!.ready, seen.workloads, seen.troubles.length]).toEqual([true, [], 1]);
  });

  test('a docker that does not answer in time', async () => {
    const limits: (number | undefined)[] = [];
    const start: Tools['start'] = async (_, __, call) => {
      limits.push(call?.timeout);
      return stopped(true);
    };
    expect(await at({ tools: { start } }).status()).toEqual({
      code: 3,
      out: '',
      err: `Docker does not answer. Restart it, and run this again. "${LIST}" took too long and was stopped.\n`,
    });
    expect(limits).toEqual([30_000]);
  });

  test('a kubectl that is missing', async () => {
    expect((await at({ programs: { [NODES]: new Error('spawn kubectl ENOENT') } }).status()).code).toBe(3);
  });
});

describe('what is not as it should be', () => {
  test('a node that is not ready, or that Kubernetes does not know', async () => {
    const items = nodes('k3d-dev-cluster-agent-0').items.slice(0, 2);
    expect(await part({ programs: { [NODES]: { items } } }, 'Nodes')).toEqual({
      code: 1,
      text: [
        'Nodes',
        '  ✔  k3d-dev-cluster-server-0  server        running',
        '  ✘  k3d-dev-cluster-agent-0   agent         running, not ready',
        '  ✘  k3d-dev-cluster-agent-1   agent         running, not ready',
        '  ✔  k3d-dev-cluster-serverlb  loadbalancer  running',
        '',
      ].join('\n'),
    });
  });

  test('workloads, with the reason of their pods', async () => {
    const message = '0/3 nodes are available: 3 Insufficient cpu.';
    const conditions = [{ type: 'PodScheduled', status: 'False', message }];
    const { items } = live(deployment('web', 0), deployment('web-a', 1, 'default', { replicas: 2 }));
    const programs = {
      [LOOK]: { items: items.filter(({ kind, metadata }) => kind !== 'Deployment' || metadata.name !== 'web-b') },
      [`${KUBECTL} get pods -n default -l app=web -o json`]: {
        items: [{ metadata: { name: 'web-1' }, status: { conditions } }],
      },
    };
    expect(await part({ programs }, 'Workloads')).toEqual({
      code: 1,
      text: [
        'Workloads',
        '  ✘  Deployment default/web    0/1',
        '       Pod web-1: no node has enough cpu left.',
        '       Lower its request for cpu, then run "cdk8s-k3d synth" and "cdk8s-k3d up".',
        '  ✘  Deployment default/web-a  1/2',
        '       Its pods are still starting.',
        '       Wait, and run "cdk8s-k3d status" again.',
        '  ✘  Deployment default/web-b  0/1',
        '       Deployment default/web-b does not exist in the cluster.',
        '       Run "cdk8s-k3d up".',
        '',
      ].join('\n'),
    });
  });

  test('a DaemonSet wants a pod on each node', async () => {
    const path = 'dist/nginx.k8s.yaml';
    const files = { ...DIST, [path]: 'apiVersion: apps/v1\nkind: DaemonSet\nmetadata: { name: agent }\n' };
    const daemons = {
      ...deployment('agent'),
      kind: 'DaemonSet',
      status: { desiredNumberScheduled: 3, numberReady: 2 },
    };
    const none = await at({ files }).seen();
    const some = await at({ files, programs: { [LOOK]: live(daemons) } }).seen();
    expect([none.workloads, some.workloads].map(([one]) => `${one!.name} ${one!.ready}/${one!.desired}`)).toEqual([
      'DaemonSet default/agent 0/1',
      'DaemonSet default/agent 2/3',
    ]);
  });

  test('routes, asked once each', async () => {
    const one = at({
      request: ({ port }) => (port === 8087 ? { reason: 'ECONNRESET' } : { status: 200, headers: {}, body: '' }),
      programs: { [LOOK]: live(slice('app-service-nodeport', false)) },
    });
    const { code, out } = await one.status();
    expect([code, one.passed()]).toEqual([1, 0]);
    expect(out).toContain('✘ http://localhost:8087               dead at Service default/app-service-nodeport');
    expect(out).toContain('4 of 5 routes answer, 1 dead.');
  });

  test('a reason is said once: at the workload, and not at its routes again', async () => {
    const status = { containerStatuses: [{ name: 'c', state: { terminated: { exitCode: 2 } } }] };
    const one = at({
      request: ({ port }) => (port === 8087 ? { reason: 'ECONNRESET' } : { status: 200, headers: {}, body: '' }),
      programs: {
        [LOOK]: live(slice('app-service-nodeport', false), deployment('web', 0)),
        [`${KUBECTL} get pods -n default -l app=web`]: { items: [{ metadata: { name: 'web-1' }, status }] },
      },
    });
    const { out } = await one.status();
    expect(out.split('container "c" ends with 2')).toHaveLength(2);
    expect(out).toContain(
      '  ✘ http://localhost:8087               dead at the pods of Deployment default/web\n  ✔ https://localhost.k3d.ingress:8443',
    );
    expect((await one.seen()).routes[2]!.cause).toContain('container "c" ends with 2');
  });

  test('what a restart of docker broke', async () => {
    const programs = { [DNS]: { data: { NodeHosts: '192.168.48.3 k3d-dev-cluster-server-0\n' } } };
    const { code, text } = await part({ programs }, '✘');
    expect([code, text]).toEqual([
      1,
      [
        '✘ No pod finds host.k3d.internal: docker was restarted, and k3d was not there to write the name into the cluster.',
        '    Run "k3d cluster stop dev-cluster", then "k3d cluster start dev-cluster".',
        '',
      ].join('\n'),
    ]);
    expect((await at({ programs: { [DNS]: '' } }).seen()).troubles).toEqual([]);
    const aliases = 'hostAliases: [{ ip: 10.0.0.1, hostnames: [db.test, mail.test, 7] }, { ip: 10.0.0.2 }, null]\n';
    const aliased = { ...DIST, [CONFIG]: `${DIST[CONFIG]}${aliases}` };
    const half = { [DNS]: { data: { NodeHosts: '10.0.0.1 mail.test\n10.0.0.3 not-db.test\n' } } };
    expect((await at({ files: aliased, programs: half }).seen()).troubles.map(({ cause }) => cause)).toEqual([
      'No pod finds host.k3d.internal, db.test: docker was restarted, and k3d was not there to write the names into the cluster.',
    ]);
    const files = { ...DIST, [CONFIG]: `${DIST[CONFIG]}network: host\n` };
    expect((await at({ files, programs }).seen()).troubles).toEqual([]);
  });
});

describe('drift from dist/', () => {
  test('of the cluster and of its objects', async () => {
    const known = own();
    known.nodes[3]!.portMappings = {
      ...known.nodes[3]!.portMappings,
      '443/tcp': [{ HostIp: '', HostPort: '9443' }],
    };
    const before = FILE.replace('8443:443', '9443:443')
      .replace('timeout: 5m0s', 'timeout: 6m0s')
      .concat('subnet: 172.28.0.0/16\n');
    const gone = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'default', name: 'old' };
    const made = ['login', 'db'].map((name) => ({ apiVersion: 'v1', kind: 'Secret', namespace: 'default', name }));
    const handoff = 'dist/cluster/dev-cluster.handoff.json';
    const secrets = [
      { kind: 'login', namespace: 'default', name: 'login', server: 'r', from: { kind: 'docker' } },
      { kind: 'values', namespace: 'default', name: 'db', from: { a: { kind: 'environment', name: 'NOT_SET' } } },
    ];
    const files = { ...DIST, [handoff]: JSON.stringify({ ...JSON.parse(DIST[handoff]!), secrets }) };
    const [first, ...others] = objects;
    const scaled = { ...first!, spec: { ...first!.spec, replicas: 9 } };
    const programs = {
      [INVENTORY]: inventory(before, [gone, ...made]),
      [THERE]: { kind: 'List', items: [scaled, ...others.slice(1)] },
    };
    expect(await part({ clusters: [known], files, programs }, 'Drift')).toEqual({
      code: 1,
      text: [
        'Drift from dist/',
        '  ! port 8443:443@loadbalancer is not open yet',
        '  ! ports 9443:443@loadbalancer → (nothing): this k3d cannot take a port away. k3d 5.9.0 can.',
        '  ! subnet 172.28.0.0/16 → (nothing): k3d reads it only when it makes the cluster.',
        '  ! Service default/app-service-nodeport is not in the cluster',
        '  ! Deployment default/web differs in spec.replicas',
        '  ! ConfigMap default/old is in the cluster, and not in dist/ any more',
        '  Run "cdk8s-k3d plan" to see what up would do, and "cdk8s-k3d up --recreate" to do it.',
        '',
      ].join('\n'),
    });
  });

  test('a port to close with a k3d that can, and a file that nobody knows', async () => {
    const known = own();
    known.nodes[3]!.portMappings = {
      ...known.nodes[3]!.portMappings,
      '81/tcp': [{ HostIp: '', HostPort: '8081' }],
    };
    const programs = { 'k3d version -o json': { k3d: 'v5.9.0' } };
    expect((await part({ clusters: [known], programs }, 'Drift')).text).toContain(
      '! port 8081:81@loadbalancer is open, and dist/ does not ask for it\n' +
        '  Run "cdk8s-k3d plan" to see what up would do, and "cdk8s-k3d up" to do it.\n',
    );
    const unknown = { [INVENTORY]: '', 'k3d version -o json': {} };
    expect((await part({ clusters: [cluster()], programs: unknown }, 'Drift')).text).toContain(
      '! The cluster file: the cluster was made from another one, and nothing in it says what differs.\n',
    );
  });

  test('what the cluster would refuse', async () => {
    const path = 'dist/nginx.k8s.yaml';
    const files = { ...DIST, [path]: 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: big }\n' };
    const programs = { [DRY]: { code: 1, stderr: 'The ConfigMap "big" is invalid: too long' }, [THERE]: '' };
    expect((await part({ files, programs }, 'Drift')).text).toContain('! ConfigMap default/big: too long\n');
  });
});

test('wrong words', async () => {
  const one = at();
  expect(await one.status('dev')).toEqual({
    code: 2,
    out: '',
    err: 'status takes no "dev". Write --cluster dev to name a cluster.\n',
  });
  expect(one.typed).toEqual([]);
});

test('no token is ever seen', async () => {
  for (const words of [[], ['--json']]) {
    const one = at({ programs: { [DNS]: { data: { NodeHosts: `token: ${TOKEN}` } } } });
    const ended = await one.status(...words);
    expect(JSON.stringify([ended, one.typed, one.said])).not.toContain(TOKEN);
  }
});

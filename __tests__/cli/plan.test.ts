import { objectKeyOf } from '../../lib/cli/hand-off/inventory';
import { Interrupted } from '../../lib/cli/tools';
import { DIST, node } from './in-memory';
import { changes, laptop, running } from './laptop';
import { distWith } from './living';

const config = (from: string, to: string) => distWith({ config: (text) => text.replace(from, to) });

describe('plan', () => {
  test('of a cluster that does not exist lists what is made', async () => {
    const one = laptop();
    expect(await one.plan()).toEqual({
      code: 0,
      out: [
        'Cluster "dev-cluster" does not exist. "cdk8s-k3d up" creates it.',
        '  + Deployment default/web',
        '  + Service default/app-service-nodeport',
        '  + Deployment default/web-a',
        '  + Service default/app-service-a',
        '  + Deployment default/web-b',
        '  + ConfigMap default/web-b-files',
        '  + Service default/app-service-b',
        '  + Ingress default/app-ingress-a',
        '  + Ingress default/nginx-ingress-b',
        '',
      ].join('\n'),
      err: '',
    });
    expect(one.typed).toEqual(['k3d version -o json', 'k3d cluster list -o json']);
    expect(one.said).toEqual(['… Looking at cluster "dev-cluster"']);
    const { clusters } = JSON.parse((await one.plan('--json')).out) as { clusters: object[] };
    expect(clusters).toMatchObject([{ cluster: 'dev-cluster', state: 'absent', objects: { added: { length: 9 } } }]);
  });

  test('of a cluster that is as it should be is nothing', async () => {
    const one = await running();
    const before = structuredClone([...one.machine.objects]);
    expect(await one.plan()).toEqual({
      code: 0,
      out: 'Nothing to change: cluster "dev-cluster" is as dist/ says.\n',
      err: '',
    });
    expect(one.typed.filter(changes)).toEqual([]);
    expect([...one.machine.objects]).toEqual(before);
  });

  test('of a stopped cluster tells its ports', async () => {
    const one = await running();
    await one.tools.start('k3d', ['cluster', 'stop', 'dev-cluster']);
    const next = one.withFiles(config('8443:443', '8444:443'));
    expect((await next.plan()).out).toBe(
      [
        'Cluster "dev-cluster" is stopped. "cdk8s-k3d up" starts it; its objects are seen when it runs.',
        '  - port 8443:443@loadbalancer',
        '  + port 8444:443@loadbalancer',
        '',
      ].join('\n'),
    );
    const { clusters } = JSON.parse((await next.plan('--json')).out) as { clusters: object[] };
    expect(clusters).toMatchObject([
      {
        state: 'stopped',
        inPlace: { added: ['8444:443@loadbalancer'], removed: ['8443:443@loadbalancer'] },
        needsNew: [],
        objects: { added: [] },
      },
    ]);
  });

  test('of a stopped cluster of another file waits for what the inventory says', async () => {
    const one = await running();
    await one.tools.start('k3d', ['cluster', 'stop', 'dev-cluster']);
    const { out } = await one.withFiles(config('timeout: 5m0s', 'timeout: 6m0s')).plan();
    expect(out).toBe(
      'Cluster "dev-cluster" is stopped. "cdk8s-k3d up" starts it; its objects are seen when it runs.\n',
    );
  });

  test('of somebody else’s cluster leaves it alone', async () => {
    const one = laptop();
    const server = node('k3d-dev-cluster-server-0', 'server', 'exited', { runtimeLabels: {} });
    one.machine.clusters = [{ name: 'dev-cluster', nodes: [server] }];
    expect(await one.plan()).toEqual({
      code: 1,
      out: 'Cluster "dev-cluster" was not made by "cdk8s-k3d up", which leaves it alone. Give the cluster of your app another name.\n',
      err: '',
    });
  });

  test('of a cluster that runs in part starts the rest', async () => {
    const one = await running();
    const [known] = one.machine.clusters;
    known!.nodes[1] = node('k3d-dev-cluster-agent-0', 'agent', 'exited');
    expect((await one.plan()).out).toBe(
      'Cluster "dev-cluster" runs in part. "cdk8s-k3d up" starts the rest; its objects are seen when it runs.\n',
    );
    const { clusters } = JSON.parse((await one.plan('--json')).out) as { clusters: object[] };
    expect(clusters).toMatchObject([{ state: 'damaged', own: true }]);
  });

  test('of a half-made cluster starts over', async () => {
    const one = laptop();
    const server = node('k3d-dev-cluster-server-0', 'server', 'created', { runtimeLabels: { 'cdk8s-k3d.file': 'f' } });
    one.machine.clusters = [{ name: 'dev-cluster', nodes: [server] }];
    const [head, first] = (await one.plan()).out.split('\n');
    expect([head, first]).toEqual([
      'Cluster "dev-cluster" was left half made by an interrupted up. "cdk8s-k3d up" makes it anew.',
      '  + Deployment default/web',
    ]);
    const { clusters } = JSON.parse((await one.plan('--json')).out) as { clusters: object[] };
    expect(clusters).toMatchObject([{ state: 'half-made', objects: { added: { length: 9 } } }]);
  });

  test('of a tools container alone sees no cluster', async () => {
    const one = laptop();
    one.machine.clusters = [{ name: 'dev-cluster', nodes: [node('k3d-dev-cluster-tools', '')] }];
    expect((await one.plan()).out).toMatch(/^Cluster "dev-cluster" does not exist\./);
  });

  test('of objects that differ names their fields', async () => {
    const one = await running();
    const { objects } = one.machine;
    objects.delete('Service default/app-service-a');
    const old = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'old' } };
    objects.set('ConfigMap default/old', old);
    const inventory = objects.get('ConfigMap kube-system/cdk8s-k3d-inventory') as { data: { objects: string } };
    inventory.data.objects = JSON.stringify([...(JSON.parse(inventory.data.objects) as object[]), objectKeyOf(old)]);
    const next = one.withFiles(distWith({ objects: (text) => text.replace('nginx:1.27', 'nginx:1.28') }));
    expect((await next.plan()).out).toBe(
      [
        'Cluster "dev-cluster" runs. "cdk8s-k3d up" changes it:',
        '  + Service default/app-service-a',
        '  ~ Deployment default/web',
        '      spec.template.spec.containers[nginx].image nginx:1.27 → nginx:1.28',
        '  - ConfigMap default/old',
        '',
      ].join('\n'),
    );
    const { clusters } = JSON.parse((await next.plan('--json')).out) as { clusters: object[] };
    const path = 'spec.template.spec.containers[nginx].image';
    expect(clusters).toMatchObject([
      {
        state: 'running',
        objects: {
          added: ['Service default/app-service-a'],
          changed: [{ object: 'Deployment default/web', fields: [{ path, from: 'nginx:1.27', to: 'nginx:1.28' }] }],
          removed: ['ConfigMap default/old'],
          refused: [],
          takenPorts: [],
        },
      },
    ]);
    expect(next.typed.filter(changes)).toEqual([]);
  });

  test('of objects that the API server would not take says so', async () => {
    const one = await running();
    const stderr =
      'Error from server (Invalid): error when creating "STDIN": Service "app-service-a" is invalid: spec.ports[0].port: Invalid value: 0';
    one.machine.refuses.set('Service default/app-service-a', { stderr });
    one.machine.objects.delete('Service default/app-service-nodeport');
    const spec = { type: 'NodePort', ports: [{ port: 80, nodePort: 30080, protocol: 'TCP' }, { port: 81 }] };
    const other = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'other', namespace: 'team' }, spec };
    one.machine.objects.set('Service team/other', other);
    const { code, out } = await one.plan();
    expect([code, out]).toEqual([
      1,
      [
        'Cluster "dev-cluster" runs. "cdk8s-k3d up" changes it:',
        '  + Service default/app-service-nodeport',
        '  ! Service default/app-service-a: spec.ports[0].port: Invalid value: 0',
        '  ! Service default/app-service-nodeport: node port 30080 belongs to Service team/other. Write another nodePort, and run "cdk8s-k3d synth".',
        '',
      ].join('\n'),
    ]);
    const { clusters } = JSON.parse((await one.plan('--json')).out) as { clusters: object[] };
    expect(clusters).toMatchObject([
      {
        objects: {
          refused: ['Service default/app-service-a: spec.ports[0].port: Invalid value: 0'],
          takenPorts: [{ service: 'Service default/app-service-nodeport', port: 30080, holder: 'Service team/other' }],
        },
      },
    ]);
  });

  test('of Secrets that up makes looks only whether they are there', async () => {
    const secrets = [
      { kind: 'login', namespace: 'default', name: 'login', server: 'registry.example.com', from: { kind: 'docker' } },
      { kind: 'values', namespace: 'default', name: 'values', from: { a: { kind: 'environment', name: 'NOT_SET' } } },
    ];
    const files = distWith({
      handoff: (text) => text.replace('"secrets": []', `"secrets": ${JSON.stringify(secrets)}`),
    });
    const next = (await running()).withFiles(files);
    expect((await next.plan()).out).toBe(
      'Cluster "dev-cluster" runs. "cdk8s-k3d up" changes it:\n  + Secret default/login\n  + Secret default/values\n',
    );
  });

  test('that is stopped has changed nothing', async () => {
    const one = await running();
    one.machine.faults.set('k3d cluster list', () => {
      throw new Interrupted();
    });
    one.machine.faults.set('k3d version', () => {
      throw new Interrupted();
    });
    expect(await one.plan()).toEqual({ code: 130, out: '', err: 'Stopped. Nothing was changed.\n' });
  });

  test('takes no words', async () => {
    expect((await laptop().plan('dev')).err).toBe('plan takes no "dev". Write --cluster dev to name a cluster.\n');
  });
});

describe('a difference that needs a new cluster', () => {
  const lines = async (
    files: ReturnType<typeof distWith>,
    work: (one: Awaited<ReturnType<typeof running>>) => void = () => {},
  ) => {
    const one = await running();
    work(one);
    return (await one.withFiles(files).plan()).out.split('\n').slice(0, -1);
  };
  const HEAD = 'Cluster "dev-cluster" runs, and has to be made anew: "cdk8s-k3d up --recreate".';
  const ONCE = 'k3d reads it only when it makes the cluster.';

  test.each([
    [
      'servers: 1',
      'servers: 3',
      '  ! servers 1 → 3: nodes that join later get nothing of the ports, files and registries of the cluster file.',
    ],
    [
      'agents: 2',
      'agents: 2\nimage: rancher/k3s:v1.33.5-k3s1',
      `  ! image (nothing) → rancher/k3s:v1.33.5-k3s1: ${ONCE}`,
    ],
    ['agents: 2', 'agents: 2\ntoken: abcdefgh', `  ! token: ${ONCE}`],
    ['hostPort: "6449"', 'hostPort: "6450"', `  ! kubeAPI.hostPort 6449 → 6450: ${ONCE}`],
    ['docker.m.daocloud.io', 'mirror.example.com', `  ! registries.config: ${ONCE}`],
    ['agents: 2', 'agents: 2\nhostAliases: [{ ip: 1.2.3.4, hostnames: [a] }]', `  ! hostAliases: ${ONCE}`],
    ['agents: 2', 'agents: 2\noptions2: { deep: { er: 1 } }', `  ! options2.deep.er (nothing) → 1: ${ONCE}`],
  ])('%s → %s', async (from, to, said) => {
    expect(await lines(config(from, to))).toEqual([HEAD, said]);
  });

  test('nothing is said of what is of no meaning any more', async () => {
    expect(await lines(config('timeout: 5m0s', 'timeout: 9m0s'))).toEqual([
      'Nothing to change: cluster "dev-cluster" is as dist/ says.',
    ]);
  });

  test('a port goes in place from k3d 5.9.0 on', async () => {
    const files = config('8443:443', '8444:443');
    expect(await lines(files, ({ machine }) => void (machine.k3d.version = 'v5.8.3'))).toEqual([
      HEAD,
      '  ! ports 8443:443@loadbalancer → (nothing): this k3d cannot take a port away. k3d 5.9.0 can.',
      '  + port 8444:443@loadbalancer',
    ]);
  });

  test('a port of a node itself', async () => {
    const direct = '9000:30090\n    nodeFilters: [ "agent:0:direct" ]\n  - port: 8443:443';
    expect(await lines(config('8443:443', direct))).toEqual([
      HEAD,
      '  ! ports (nothing) → 9000:30090@agent:0:direct: a node publishes it by itself, and a container gets its ports only when it is made.',
    ]);
  });

  test('a port of a node itself that is gone', async () => {
    const publish = (one: Awaited<ReturnType<typeof running>>) => {
      const ports = one.machine.clusters[0]!.nodes[0]!.portMappings as Record<string, object[]>;
      ports['30090/tcp'] = [{ HostIp: '0.0.0.0', HostPort: '9000' }];
    };
    expect(await lines(DIST, publish)).toEqual([
      HEAD,
      '  ! ports 9000:30090@server:0:direct → (nothing): a node publishes it by itself, and a container gets its ports only when it is made.',
    ]);
  });

  test('a file of which nothing is known', async () => {
    const forget = (one: Awaited<ReturnType<typeof running>>) =>
      void one.machine.objects.delete('ConfigMap kube-system/cdk8s-k3d-inventory');
    expect(await lines(config('timeout: 5m0s', 'timeout: 9m0s'), forget)).toEqual([
      HEAD,
      '  ! The cluster file: the cluster was made from another one, and nothing in it says what differs.',
    ]);
    expect(await lines(DIST, forget)).toEqual(['Nothing to change: cluster "dev-cluster" is as dist/ says.']);
  });

  test('in JSON with its sentence', async () => {
    const next = (await running()).withFiles(config('servers: 1', 'servers: 3'));
    const { code, out } = await next.plan('--json');
    expect(code).toBe(1);
    const { clusters } = JSON.parse(out) as { clusters: { needsNew: object[] }[] };
    expect(clusters[0]!.needsNew).toEqual([
      { field: 'servers', why: 'nodes', from: '1', to: '3', text: expect.stringMatching(/^servers 1 → 3: nodes /) },
    ]);
  });
});

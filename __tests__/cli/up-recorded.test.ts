import { down } from '../../lib/cli/down';
import { plan } from '../../lib/cli/plan';
import { up } from '../../lib/cli/up';
import { type State, TOKEN } from '../support/recording';
import { stateAfterUp } from '../support/recording/made';
import { DIST } from './in-memory';
import { changes } from './laptop';
import { distWith } from './living';
import { type Options, recorded } from './recorded';

function at(state: Partial<State> = {}, options: Options = {}) {
  const one = recorded(state, options);
  return {
    ...one,
    up: (...words: string[]) => one.run({ up }, 'up', ...words),
    plan: (...words: string[]) => one.run({ plan }, 'plan', ...words),
    down: (...words: string[]) => one.run({ down }, 'down', ...words),
  };
}

let made: State;
beforeAll(async () => {
  made = await stateAfterUp({ k3d: { version: 'v5.9.0', k3s: 'v1.33.5-k3s1' } }, { files: DIST });
});

const clean = ({ clusters, containers, networks, volumes }: State) =>
  Object.keys(clusters).length + containers.length + networks.length + volumes.length === 0;

test('from nothing to answers, and a second time to nothing', async () => {
  const one = at({}, { environment: { K3D_TOKEN: TOKEN, KUBECONFIG: '/a:/b', HTTP_PROXY: 'http://proxy:1' } });
  const first = await one.up();
  expect([first.code, first.out.split('\n')[0]]).toEqual([0, 'Cluster "dev-cluster" is up.']);
  one.forget();
  const second = await one.up();
  expect([second.code, second.out.split('\n')[0]]).toEqual([
    0,
    'Nothing to change: cluster "dev-cluster" is as dist/ says.',
  ]);
  expect(one.lines().filter(changes)).toEqual([]);
  expect(one.lines()).toHaveLength(13);
  const started = one.started();
  for (const { line, environment } of started.filter((each) => each.line.startsWith('kubectl'))) {
    expect(line).toMatch(/^kubectl --context k3d-dev-cluster /);
    if (!line.includes(' version ')) expect(environment.KUBECONFIG).toMatch(/private\/kubeconfig-dev-cluster\.yaml$/);
  }
  for (const { environment } of started.filter(({ line }) => line.startsWith('k3d'))) {
    expect(environment).toMatchObject({ LOG_COLORS: 'false', LOG_LEVEL: 'warn' });
    expect(environment).not.toHaveProperty('K3D_TOKEN');
  }
  expect(JSON.stringify([first, second, one.said, one.lines()])).not.toContain(TOKEN);
});

test('what plan announces is what up does, in place', async () => {
  const one = at(made, { light: true });
  const changed = distWith({
    objects: (text) =>
      text
        .replace('nginx:1.27', 'nginx:1.28')
        .replace('nodePort: 30080', 'nodePort: 30081')
        .split('---\n')
        .filter((object) => !object.includes('name: nginx-ingress-b'))
        .join('---\n'),
    config: (text) => text.replace('8443', '8444').replace('30080', '30081'),
  });
  for (const [path, content] of Object.entries(changed)) one.write(path, content);
  expect((await one.plan()).out).toBe(
    [
      'Cluster "dev-cluster" runs. "cdk8s-k3d up" changes it:',
      '  - port 8087:30080@loadbalancer',
      '  - port 8443:443@loadbalancer',
      '  + port 8087:30081@loadbalancer',
      '  + port 8444:443@loadbalancer',
      '  ~ Deployment default/web',
      '      spec.template.spec.containers[nginx].image nginx:1.27 → nginx:1.28',
      '  ~ Service default/app-service-nodeport',
      '      spec.ports[0].nodePort 30080 → 30081',
      '  - Ingress default/nginx-ingress-b',
      '',
    ].join('\n'),
  );
  one.forget();
  expect((await one.up('--no-verify')).code).toBe(0);
  expect(one.lines().filter((line) => line.startsWith('k3d cluster edit'))).toEqual([
    'k3d cluster edit dev-cluster --port-delete 8087:30080@loadbalancer --port-delete 8443:443@loadbalancer',
    'k3d cluster edit dev-cluster --port-add 8087:30081@loadbalancer --port-add 8444:443@loadbalancer',
  ]);
  expect((await one.plan()).out).toBe('Nothing to change: cluster "dev-cluster" is as dist/ says.\n');
});

const NEXT_IMAGE = distWith({ objects: (text) => text.replace('nginx:1.27', 'nginx:1.28') });
const NEXT_PORT = distWith({ config: (text) => text.replace('8443', '8444') });
const NEXT_NODES = distWith({ config: (text) => text.replace('agents: 2', 'agents: 1') });
const SIDE_LOADED = distWith({ handoff: (text) => text.replace('"sideLoaded": []', '"sideLoaded": ["web:1"]') });

const stopped = ({ clusters, ...rest }: State): State => ({
  ...rest,
  clusters: Object.fromEntries(
    Object.entries(clusters).map(([name, cluster]) => [
      name,
      { ...cluster, nodes: cluster.nodes.map((node) => ({ ...node, status: 'exited' })) },
    ]),
  ),
});

describe('Ctrl-C', () => {
  type Cut = readonly [string, 'before' | 'half' | 'after', RegExp, () => Partial<State>, Options['files'], string[]];
  test.each<Cut>([
    ['docker info', 'before', /^Stopped. Cluster "dev-cluster" is as it was/, () => made, DIST, []],
    ['k3d cluster create', 'half', /^Stopped while cluster "dev-cluster" was being created/, () => ({}), DIST, []],
    [
      'k3d cluster delete',
      'after',
      /^Stopped while cluster "dev-cluster" was being deleted/,
      () => made,
      NEXT_NODES,
      ['--recreate', '--yes'],
    ],
    [
      'k3d cluster start',
      'before',
      /^Stopped while cluster "dev-cluster" was being started/,
      () => stopped(made),
      DIST,
      [],
    ],
    [
      'k3d cluster edit',
      'after',
      /^Stopped while ports of cluster "dev-cluster" were being changed/,
      () => made,
      NEXT_PORT,
      [],
    ],
    [
      'k3d image import',
      'before',
      /^Stopped while images were being brought in/,
      () => ({ ...made, images: ['web:1'] }),
      SIDE_LOADED,
      [],
    ],
    [
      'apply .*manager=cdk8s-k3d -f -',
      'after',
      /^Stopped while objects were being applied/,
      () => made,
      NEXT_IMAGE,
      [],
    ],
    ['get nodes', 'before', /^Stopped while workloads came up/, () => made, DIST, []],
  ])('at %s (%s) leaves no program, and the next up goes on', async (on, when, said, state, files = DIST, words) => {
    const one = at(state(), { files });
    const [ended] = await Promise.all([one.up('--no-verify', ...words), one.interruptAt(on, when)]);
    expect([ended.code, ended.err]).toEqual([130, expect.stringMatching(said)]);
    expect(one.orphans()).toEqual([]);
    one.goOn('light');
    expect(await one.up('--no-verify', ...words)).toMatchObject({ code: 0, err: '' });
  });

  test.each([
    ['k3d cluster create', 'half', {}],
    ['k3d cluster create', 'after', { create: { fails: 'late' } }],
  ] as const)('at %s (%s), down cleans', async (on, when, state) => {
    const one = at(state);
    await Promise.all([one.up(), one.interruptAt(on, when)]);
    one.goOn('light');
    expect((await one.down('--yes')).code).toBe(0);
    expect(clean(one.state())).toBe(true);
  });
});

describe('a creation', () => {
  test('that k3d could not roll back leaves nothing', async () => {
    const one = at({ create: { fails: 'early' } });
    const { code, err } = await one.up();
    expect([code, err]).toEqual([1, expect.stringMatching(/^Cluster "dev-cluster" could not be created: /)]);
    expect(clean(one.state())).toBe(true);
  });

  test('for a port that is taken is not begun', async () => {
    const one = at({ taken: [{ port: 8087, pid: 4242, name: 'node' }] });
    const { code, err } = await one.up();
    expect([code, err]).toEqual([1, expect.stringContaining('8087')]);
    expect(one.lines().filter(changes)).toEqual([]);
  });

  test('without an engine ends with 3', async () => {
    const one = at({ docker: { down: true, version: '27.0.0', memory: 0, processors: 0 } });
    const { code, err } = await one.up();
    expect([code, err.split('\n').length > 0]).toEqual([3, true]);
    expect(one.lines().filter(changes)).toEqual([]);
  });

  test('without a program ends with 3', async () => {
    const one = at({}, { missing: ['k3d', 'kubectl', 'docker'] });
    const { code, err } = await one.up();
    expect(code).toBe(3);
    for (const program of ['k3d', 'kubectl', 'docker']) expect(err).toContain(`${program} is not installed`);
  });
});

test('six workloads that do not come up are named with their causes, all in one run', async () => {
  const faults = ['image', 'crash', 'non-root', 'probe', 'capacity', 'secret'] as const;
  const deployment = (name: string) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name: 'c', image: 'nginx:1.27', resources: { requests: { memory: '64Mi' } } }] },
      },
    },
  });
  const files = distWith({
    objects: (text) => [text, ...faults.map((name) => JSON.stringify(deployment(name)))].join('\n---\n'),
  });
  const broken = Object.fromEntries(faults.map((name) => [name, name]));
  const one = at({ ...made, broken, logs: { crash: 'no database\n' } }, { files });
  const { code, out } = await one.up('--timeout', '3');
  const causes = out.split('\n').filter((line) => line.startsWith('  Deployment'));
  expect([code, causes]).toEqual([
    1,
    [
      'image: Pod image-5df45c9496-afw6c: image "nginx:1.27" is not given without a login.',
      'crash: Pod crash-5df45c9496-afw6c: container "c" ends with 1 soon after it starts. Its last words:',
      'non-root: Pod non-root-5df45c9496-afw6c: runAsNonRoot is set, and image "nginx:1.27" of container "c" runs as root.',
      'probe: Pod probe-5df45c9496-afw6c: the readiness probe fails: dial tcp 10.42.1.3:81: connect: connection refused.',
      'capacity: Pod capacity-5df45c9496-afw6c: no node has enough memory left; the pod asks for memory 64Mi.',
      'secret: Pod secret-5df45c9496-afw6c: Secret "absent" does not exist in its namespace.',
    ].map((cause) => `  Deployment default/${cause}`),
  ]);
  expect(out).toContain('Its last words:\n  | no database\n  Mend what it complains of');
});

test('an object that is not taken is named, and the next up goes on', async () => {
  const one = at(
    { ...made, rejecting: [{ kind: 'Service', name: 'app-service-a', says: 'spec.ports: Forbidden: no' }] },
    { files: distWith({ objects: (text) => text.replace('nginx:1.27', 'nginx:1.28') }) },
  );
  const { code, err } = await one.up();
  expect([code, err]).toEqual([
    1,
    expect.stringMatching(/^One object was not taken.*\n {2}Service default\/app-service-a: /),
  ]);
  one.change((now) => void (now.rejecting = []));
  expect((await one.up('--no-verify')).code).toBe(0);
});

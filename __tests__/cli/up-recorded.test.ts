import { down } from '../../lib/cli/down';
import { plan } from '../../lib/cli/plan';
import { up } from '../../lib/cli/up';
import { recordingTools, type State, TOKEN } from '../support/recording';
import { DIST } from './in-memory';
import { changes } from './laptop';
import { distWith } from './living';

// Each line starts a real program.
jest.setTimeout(60_000);

const open: { remove: () => void; orphans: () => readonly unknown[] }[] = [];
afterEach(() => {
  const left = open.splice(0).flatMap((one) => {
    const orphans = one.orphans();
    one.remove();
    return orphans;
  });
  expect(left).toEqual([]);
});

type Options = NonNullable<Parameters<typeof recordingTools>[1]>;

function at(state: Partial<State> = {}, options: Options = {}) {
  const one = recordingTools(state, { files: DIST, ...options });
  open.push(one);
  return {
    ...one,
    up: (...words: string[]) => one.run({ up }, 'up', ...words),
    plan: (...words: string[]) => one.run({ plan }, 'plan', ...words),
    down: (...words: string[]) => one.run({ down }, 'down', ...words),
  };
}

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
  const one = at({ k3d: { version: 'v5.9.0', k3s: 'v1.33.5-k3s1' } });
  expect((await one.up('--no-verify')).code).toBe(0);
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

describe('Ctrl-C', () => {
  test.each([
    ['k3d cluster create', 'half', /^Stopped while cluster "dev-cluster" was being created/],
    ['apply .*manager=cdk8s-k3d -f -', 'after', /^Stopped while objects were being applied/],
    ['get nodes', 'before', /^Stopped while workloads came up/],
  ] as const)('at %s (%s) leaves no program, and the next up goes on', async (on, when, said) => {
    const one = at();
    const [stopped] = await Promise.all([one.up(), one.interruptAt(on, when)]);
    expect([stopped.code, stopped.err]).toEqual([130, expect.stringMatching(said)]);
    expect(one.orphans()).toEqual([]);
    one.goOn();
    expect((await one.up('--no-verify')).code).toBe(0);
    expect((await one.down('--yes')).code).toBe(0);
    expect(clean(one.state())).toBe(true);
  });

  test('in the middle of a creation, down cleans', async () => {
    const one = at();
    await Promise.all([one.up(), one.interruptAt('k3d cluster create', 'half')]);
    one.goOn();
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

test('a workload that does not come up is named with the cause', async () => {
  const one = at({ broken: { web: 'image' } });
  const { code, out } = await one.up('--timeout', '40');
  expect([code, out.split('\n').slice(0, 2)]).toEqual([
    1,
    [
      'Cluster "dev-cluster" runs, but not all of it came up:',
      expect.stringMatching(/^ {2}Deployment default\/web: Pod web-.*image/),
    ],
  ]);
});

test('an object that is not taken is named, and the next up goes on', async () => {
  const one = at({ rejecting: [{ kind: 'Service', name: 'app-service-a', says: 'spec.ports: Forbidden: no' }] });
  const { code, err } = await one.up();
  expect([code, err]).toEqual([
    1,
    expect.stringMatching(/^One object was not taken.*\n {2}Service default\/app-service-a: /),
  ]);
  one.change((now) => void (now.rejecting = []));
  expect((await one.up('--no-verify')).code).toBe(0);
});

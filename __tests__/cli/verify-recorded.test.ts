import { down } from '../../lib/cli/down';
import { status } from '../../lib/cli/status';
import { up } from '../../lib/cli/up';
import { verify } from '../../lib/cli/verify';
import { type Broken, type State, TOKEN } from '../support/recording';
import { changes } from './laptop';
import { type Options, recorded } from './recorded';

/** A laptop on which `up` has been. */
async function running(state: Partial<State> = {}, options: Options = {}) {
  const one = recorded(state, options);
  expect((await one.run({ up }, 'up', '--no-verify')).code).toBe(0);
  one.forget();
  one.said.splice(0);
  return { ...one, run: (...words: string[]) => one.run({ verify, status, down }, ...words) };
}

const NODE_PORT = 'http://localhost:8087';
const POD = 'Pod web-5df45c9496-afw6c';
const AGAIN = 'then run "cdk8s-k3d synth" and "cdk8s-k3d up".';

test.each<[Broken, readonly string[]]>([
  [
    'image',
    [
      `${POD}: image "nginx:1.27" is not given without a login.`,
      `Check the name; where it is right, give the workload the login of its registry (PrivateRegistry), ${AGAIN}`,
    ],
  ],
  [
    'crash',
    [
      `${POD}: container "nginx" ends with 1 soon after it starts. Its last words:`,
      '| no database',
      '| password=…',
      `Mend what it complains of, ${AGAIN}`,
    ],
  ],
  [
    'non-root',
    [
      `${POD}: runAsNonRoot is set, and image "nginx:1.27" of container "nginx" runs as root.`,
      `Set runAsUser to a number other than 0, ${AGAIN}`,
    ],
  ],
  [
    'probe',
    [
      `${POD}: the readiness probe fails: dial tcp 10.42.1.3:81: connect: connection refused.`,
      `Correct the port and the path of the readiness probe, ${AGAIN}`,
    ],
  ],
  [
    'capacity',
    [
      `${POD}: no node has enough memory left; the pod asks for memory 128Mi.`,
      `Lower its request for memory, ${AGAIN}`,
    ],
  ],
  ['secret', [`${POD}: Secret "absent" does not exist in its namespace.`, `Add Secret "absent" to the app, ${AGAIN}`]],
])('a workload that is broken by its %s is named by verify and by status', async (broken, said) => {
  const one = await running({ logs: { web: `no database\npassword=${TOKEN}\n` } });
  one.change((now) => void (now.broken = { web: broken }));
  const { code, out } = await one.run('verify', NODE_PORT, '--timeout', '2');
  expect([code, out.split('\n')]).toEqual([
    1,
    [
      `✘ ${NODE_PORT}  dead at the pods of Deployment default/web`,
      ...said.map((line) => `    ${line}`),
      '0 of 1 route answers, 1 dead.',
      '',
    ],
  ]);
  const seen = await one.run('status');
  expect(seen.code).toBe(1);
  expect(seen.out).toContain(
    ['  ✘  Deployment default/web    0/1', ...said.map((line) => `       ${line}`), ''].join('\n'),
  );
  expect(JSON.stringify([out, seen, one.lines()])).not.toContain(TOKEN);
});

const HOSTILE = {
  K3D_TOKEN: TOKEN,
  KUBECONFIG: '/a/config:/b/config',
  HTTPS_PROXY: 'http://proxy.test:3128',
  NO_PROXY: 'intranet.test',
  LOG_LEVEL: 'trace',
};

test('nothing in the user’s shell leads verify, status and down elsewhere', async () => {
  const one = await running({}, { environment: HOSTILE });
  one.change((now) => void (now.broken = { web: 'crash' }));
  const ended = [
    await one.run('verify', '--timeout', '1', '--json'),
    await one.run('status', '--json'),
    await one.run('down', '--yes'),
  ];
  expect(ended.map(({ code }) => code)).toEqual([1, 1, 0]);
  const started = one.started();
  const of = (program: string) => started.filter(({ line }) => line.startsWith(`${program} `));
  expect(of('kubectl').length).toBeGreaterThan(8);
  for (const { line, environment } of of('kubectl')) {
    expect(line).toMatch(/^kubectl --context k3d-dev-cluster /);
    expect(environment.KUBECONFIG).toMatch(/private\/kubeconfig-dev-cluster\.yaml$/);
    expect(environment.NO_PROXY).toMatch(/^intranet\.test,[\d.]+$/);
  }
  for (const { environment } of of('k3d')) {
    expect(environment).toMatchObject({ LOG_COLORS: 'false', LOG_LEVEL: 'warn' });
    expect(environment).not.toHaveProperty('K3D_TOKEN');
  }
  expect(JSON.stringify([ended, one.said, one.lines()])).not.toContain(TOKEN);
});

describe('a cluster of the same name that up did not make', () => {
  /** Nothing in it says that `up` was there. */
  async function foreign() {
    const one = await running();
    one.change(({ clusters }) => {
      const cluster = clusters['dev-cluster']!;
      for (const node of cluster.nodes) delete node.labels['cdk8s-k3d.file'];
      cluster.objects = cluster.objects.filter(({ metadata }) => metadata.name !== 'cdk8s-k3d-inventory');
    });
    return one;
  }

  test('is left alone by down, and told by status', async () => {
    const one = await foreign();
    const before = one.state();
    expect(await one.run('down', '--yes')).toEqual({
      code: 1,
      out: '',
      err: 'Cluster "dev-cluster" was not made by "cdk8s-k3d up", so it is left alone. Run "k3d cluster delete dev-cluster" to delete it yourself.\n',
    });
    const { code, out } = await one.run('status');
    expect([code, out.split('\n')[0]]).toEqual([1, 'Cluster dev-cluster: runs. It was not made by "cdk8s-k3d up".']);
    expect(one.lines().filter(changes)).toEqual([]);
    expect({ ...one.state(), time: 0 }).toEqual({ ...before, time: 0 });
  });
});

describe('what comes and goes', () => {
  test('a cluster from its stop to its end', async () => {
    const one = await running();
    expect(await one.run('verify')).toMatchObject({ code: 0, err: '' });
    one.change(({ clusters }) => {
      for (const node of clusters['dev-cluster']!.nodes) node.status = 'exited';
    });
    expect((await one.run('verify', NODE_PORT)).out).toContain('    Cluster "dev-cluster" is stopped.\n');
    expect((await one.run('status')).out).toContain('Cluster dev-cluster: is stopped. Run "cdk8s-k3d up".\n');
    expect((await one.run('down', '--yes')).out).toBe(
      'Cluster "dev-cluster" is deleted.\nLeft as they were: the images in docker, the hosts file, and dist/.\n',
    );
    expect((await one.run('down', '--yes')).out).toMatch(/^Cluster "dev-cluster" does not exist\.\n/);
    expect((await one.run('verify', NODE_PORT)).out).toContain('    Cluster "dev-cluster" does not exist.\n');
    const { clusters, containers, networks, volumes } = one.state();
    expect([clusters, containers, networks, volumes]).toEqual([{}, [], [], []]);
  });

  test('without an engine, or without a program, each command ends with 3', async () => {
    const one = await running();
    one.change((now) => void (now.docker.down = true));
    for (const command of ['verify', 'status', 'down']) {
      const { code, err } = await one.run(command);
      expect([code, err]).toEqual([
        3,
        expect.stringMatching(/^Docker does not answer\. Start it, and run this again\./),
      ]);
    }
    const bare = recorded({}, { missing: ['k3d', 'kubectl', 'docker'] });
    for (const command of ['verify', 'status', 'down']) {
      const { code, err } = await bare.run({ verify, status, down }, command);
      expect([code, err]).toEqual([3, expect.stringMatching(/^k3d is not installed/)]);
    }
  });
});

describe('Ctrl-C', () => {
  test('while it is asked why a route is dead leaves no program', async () => {
    const one = await running();
    one.change((now) => void (now.broken = { web: 'crash' }));
    const [ended] = await Promise.all([one.run('verify', '--timeout', '1'), one.interruptAt('get pods')]);
    expect(ended).toEqual({ code: 130, out: '', err: 'Stopped. Nothing was changed.\n' });
    expect(one.orphans()).toEqual([]);
  });

  test('in the middle of a deletion: the next down deletes the rest', async () => {
    const one = await running();
    const [ended] = await Promise.all([one.run('down', '--yes'), one.interruptAt('k3d cluster delete', 'half')]);
    expect(ended).toEqual({
      code: 130,
      out: '',
      err: 'Stopped while cluster "dev-cluster" was being deleted. Run "cdk8s-k3d down" again: it deletes the rest.\n',
    });
    expect(one.orphans()).toEqual([]);
    one.goOn();
    expect((await one.run('down', '--yes')).code).toBe(0);
    const { clusters, containers, networks, volumes } = one.state();
    expect([clusters, containers, networks, volumes]).toEqual([{}, [], [], []]);
  });
});

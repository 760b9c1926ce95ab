import { cluster, DIST, node, scene } from './in-memory';
import { laptop } from './laptop';
import { CommandError, EXIT } from '../../lib/cli/command';
import { doctor } from '../../lib/cli/doctor';
import { down } from '../../lib/cli/down';
import { images } from '../../lib/cli/images';
import { status } from '../../lib/cli/status';
import { run } from '../../lib/cli/run';
import { Interrupted, type Tools } from '../../lib/cli/tools';
import { verify } from '../../lib/cli/verify';
import { listed } from '../support/listed';
import { ended } from '../support/ran';

const HANDOFF = 'dist/cluster/dev-cluster.handoff.json';
const CONFIG = 'dist/cluster/dev-cluster.k3d.yml';
const filesOf = (name: string) => ({
  [`dist/cluster/${name}.handoff.json`]: DIST[HANDOFF]!.replaceAll('dev-cluster', name),
  [`dist/cluster/${name}.k3d.yml`]: DIST[CONFIG]!.replaceAll('dev-cluster', name),
});

const MANIFESTS = Object.fromEntries(Object.entries(DIST).filter(([path]) => !path.startsWith('dist/cluster/')));

/** Situation A between two clusters that somebody else has made under the names of the app. */
function between() {
  const one = laptop({
    ...DIST,
    ...filesOf('alpha'),
    ...filesOf('omega'),
  });
  one.machine.clusters = ['alpha', 'omega'].map((name) => ({
    name,
    nodes: [node(`k3d-${name}-server-0`, 'server', 'exited', { runtimeLabels: {} })],
  }));
  return one;
}

const refusal = (name: string) =>
  `Cluster "${name}" was not made by "cdk8s-k3d up", so it is left alone. Give the cluster of your app another name, or delete that one with "k3d cluster delete ${name}".`;

/** Clusters that run, where no route answers: all have the same ones, unless it is said who has them. */
function deaf(names: readonly string[], routed = names) {
  const { routes, ...access } = JSON.parse(DIST['dist/access/routes.json']!) as { routes: object[] };
  const all = routed.flatMap((name) => routes.map((route) => ({ ...route, cluster: name })));
  return scene({
    files: Object.assign({}, MANIFESTS, ...names.map(filesOf), {
      'dist/access/routes.json': JSON.stringify({ ...access, routes: all }),
    }),
    clusters: names.map((name) => JSON.parse(JSON.stringify(cluster()).replaceAll('dev-cluster', name)) as unknown),
    programs: Object.fromEntries(names.map((name) => [`kubectl --context k3d-${name}`, { items: [] }])),
    request: () => ({ reason: 'ECONNRESET' }),
  });
}

describe('of several clusters in dist/', () => {
  test('up tries each, and says which failed and which is up', async () => {
    const one = between();
    const { code, out, err } = await one.up('--no-verify');
    expect([code, err]).toEqual([1, '']);
    expect(out.split('\n')).toEqual([
      'Cluster "alpha" failed:',
      `  ${refusal('alpha')}`,
      '',
      'Cluster "dev-cluster" is up.',
      expect.stringMatching(/^Your kubeconfig has no context/),
      '',
      'Cluster "omega" failed:',
      `  ${refusal('omega')}`,
      '',
    ]);
    expect(one.said.filter((line) => line.startsWith('!'))).toEqual([
      '! Cluster "alpha" failed. Going on with cluster "dev-cluster".',
    ]);
  });

  test('--json has those that failed beside those that are up', async () => {
    const { code, out, err } = await between().up('--no-verify', '--json');
    expect([code, err]).toEqual([1, '']);
    expect(JSON.parse(out)).toMatchObject({
      version: 1,
      clusters: [
        { cluster: 'alpha', failed: { code: 1, message: refusal('alpha') } },
        { cluster: 'dev-cluster', made: 'created', changed: true },
        { cluster: 'omega', failed: { code: 1, message: refusal('omega') } },
      ],
    });
  });

  test('the exit code is that of the worst', async () => {
    const one = between();
    one.machine.clusters = [];
    one.machine.faults.set('docker info', () => new Error('spawn docker ENOENT'));
    const { code, out } = await one.up('--no-verify');
    expect([code, out.split('\n').slice(0, 2)]).toEqual([
      3,
      [
        'Cluster "alpha" failed:',
        '  docker is not installed, or not in PATH. Install it: https://docs.docker.com/engine/install',
      ],
    ]);
    expect(out).toContain('Cluster "dev-cluster" is up.');
  });

  test('an interrupt ends all of it, and what was done before is told', async () => {
    const one = between();
    one.machine.faults.set('k3d cluster create', () => {
      throw new Interrupted();
    });
    const { code, out } = await one.up('--no-verify');
    expect([code, out.split('\n')]).toEqual([
      130,
      [
        'Cluster "alpha" failed:',
        `  ${refusal('alpha')}`,
        '',
        'Cluster "dev-cluster" failed:',
        '  Stopped while cluster "dev-cluster" was being created: parts of it are there. Run "cdk8s-k3d up" again: it goes on from there.',
        '',
      ],
    ]);
  });

  test('plan shows each, though one cannot be looked at', async () => {
    const one = between();
    one.machine.faults.set('k3d version', () => ({ code: 1, stderr: 'FATA[0000] no' }));
    const { code, out } = await one.plan();
    expect([code, out.split('\n').filter((line) => !line.startsWith('  +'))]).toEqual([
      3,
      [
        'Cluster "alpha" failed:',
        '  "k3d version -o json" ended with 1: no. Install k3d again: https://k3d.io/stable/#installation',
        '',
        'Cluster "dev-cluster" does not exist. "cdk8s-k3d up" creates it.',
        '',
        'Cluster "omega" was not made by "cdk8s-k3d up", which leaves it alone. Give the cluster of your app another name.',
        '',
      ],
    ]);
  });

  test('status shows each, though one cannot be looked at', async () => {
    const one = between();
    const clusters = [...one.machine.clusters];
    let asked = 0;
    const get = () => {
      if (asked++ === 0) throw new CommandError('"k3d cluster list -o json" ended with 1: no', EXIT.notSo);
      return clusters;
    };
    Object.defineProperty(one.machine, 'clusters', { get });
    const { code, out } = await one.run({ status }, 'status');
    expect([code, out.split('\n').slice(0, 4)]).toEqual([
      1,
      [
        'Cluster "alpha" failed:',
        '  "k3d cluster list -o json" ended with 1: no',
        '',
        'Cluster dev-cluster: does not exist. Run "cdk8s-k3d up".',
      ],
    ]);
    expect(out).toContain('Cluster omega: is stopped.');
    const seen = JSON.parse((await between().run({ status }, 'status', '--json')).out) as object;
    expect(seen).toMatchObject({
      version: 1,
      clusters: [{ cluster: 'alpha', fine: false }, { cluster: 'dev-cluster' }, { cluster: 'omega' }],
    });
  });

  test('verify gives each its time, and tells its routes under its name', async () => {
    const [one, two] = [deaf(['alpha']), deaf(['alpha', 'omega'])];
    const json = async ({ run }: typeof one) =>
      JSON.parse((await run({ verify }, 'verify', '--json', '--timeout', '10')).out) as { clusters: object[] };
    const { clusters } = await json(one);
    expect(await json(two)).toMatchObject({
      version: 1,
      clusters: [...clusters, { cluster: 'omega', routes: [{}, {}, {}, {}, {}] }],
    });
    expect(two.passed()).toBe(2 * one.passed());
    const { code, out } = await two.run({ verify }, 'verify', '--timeout', '1');
    expect([code, out.split('\n').filter((line) => /^(Cluster|\d|$)/.test(line))]).toEqual([
      1,
      ['Cluster alpha', '0 of 5 routes answer, 5 dead.', '', 'Cluster omega', '0 of 5 routes answer, 5 dead.', ''],
    ]);
  });

  test('verify tells of each, though one cannot be looked at', async () => {
    const one = deaf(['alpha', 'omega']);
    const { start } = one.tools;
    let first = true;
    const silent: Tools['start'] = async (...call) => {
      if (!first) return start(...call);
      first = false;
      return ended(1, { stderr: 'Cannot connect to the Docker daemon' });
    };
    const { code, out } = await run(listed({ verify }), { ...one.tools, start: silent }, ['verify', '--timeout', '1']);
    expect(code).toBe(3);
    expect(out).toMatch(/^Cluster "alpha" failed:\n  Docker does not answer\. .*\n\nCluster omega\n/);
  });

  test('verify of a URL tells of those that have it', async () => {
    const { out } = await deaf(['alpha', 'omega'], ['omega']).run(
      { verify },
      'verify',
      'http://localhost:8087',
      '--timeout',
      '1',
    );
    expect(out).toMatch(/^✘ http:\/\/localhost:8087  dead at/);
    expect(out).toMatch(/\n0 of 1 route answers, 1 dead\.\n$/);
  });

  test('images lists those of each, though one cannot be looked at', async () => {
    const one = between();
    let first = true;
    const clusters = [...one.machine.clusters];
    const get = () => {
      if (!first) return clusters;
      first = false;
      throw new CommandError('"k3d cluster list -o json" ended with 1: no', EXIT.notSo);
    };
    Object.defineProperty(one.machine, 'clusters', { get });
    const { code, out } = await one.run({ images }, 'images');
    expect([code, out.split('\n').filter((line) => /^(Cluster|  ")/.test(line))]).toEqual([
      1,
      [
        'Cluster "alpha" failed:',
        '  "k3d cluster list -o json" ended with 1: no',
        'Cluster dev-cluster',
        'Cluster omega',
      ],
    ]);
  });

  test('down deletes what up made, though others were not', async () => {
    const one = between();
    expect((await one.up('--no-verify', '--cluster', 'dev-cluster')).code).toBe(0);
    one.typed.splice(0);
    const { code, out } = await one.down('--yes');
    const foreign = (name: string) =>
      `  Cluster "${name}" was not made by "cdk8s-k3d up", so it is left alone. Run "k3d cluster delete ${name}" to delete it yourself.`;
    expect([code, out.split('\n')]).toEqual([
      1,
      [
        'Cluster "alpha" failed:',
        foreign('alpha'),
        '',
        'Cluster "dev-cluster" is deleted.',
        'Left as they were: the images in docker, the hosts file, and dist/.',
        '',
        'Cluster "omega" failed:',
        foreign('omega'),
        '',
      ],
    ]);
    expect(one.typed.filter((line) => line.startsWith('k3d cluster delete'))).toEqual([
      'k3d cluster delete dev-cluster',
    ]);
  });

  test('down that is stopped while it asks deletes nothing', async () => {
    const one = between();
    expect((await one.up('--no-verify', '--cluster', 'dev-cluster')).code).toBe(0);
    const asked: string[] = [];
    const terminal = {
      ...one.tools.terminal,
      interactive: true,
      ask: async (question: string) => {
        asked.push(question);
        if (asked.length === 3) throw new Interrupted();
        return true;
      },
    };
    one.typed.splice(0);
    expect(await run(listed({ down }), { ...one.tools, terminal }, ['down'])).toEqual({
      code: 130,
      out: '',
      err: 'Stopped. Nothing was changed.\n',
    });
    expect(one.typed.join('\n')).not.toContain('delete');
  });

  test('doctor looks at each', async () => {
    const { code, out } = await between().run({ doctor }, 'doctor');
    expect([code, out.split('\n').filter((line) => line.startsWith('Cluster'))]).toEqual([
      0,
      ['Cluster alpha', 'Cluster dev-cluster', 'Cluster omega'],
    ]);
  });

  test('one to which the system refuses something keeps no other from its turn', async () => {
    const one = between();
    one.machine.faults.set('k3d version', () => {
      throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', syscall: 'write', path: '/tmp/x' });
    });
    const { code, out } = await one.plan();
    expect([code, out.split('\n').filter((line) => /^Cluster|disk/.test(line))]).toEqual([
      3,
      [
        'Cluster "alpha" failed:',
        '  "/tmp/x" finds no space on its disk. Free some.',
        'Cluster "dev-cluster" does not exist. "cdk8s-k3d up" creates it.',
        expect.stringMatching(/^Cluster "omega" was not made by/),
      ],
    ]);
  });

  test('what is no sentence for the user is a fault of ours all the same', async () => {
    const one = between();
    one.machine.faults.set('k3d version', () => {
      throw new TypeError('x is not a function');
    });
    expect(await one.plan()).toMatchObject({ code: 70, out: '' });
  });
});

test('--json of a single cluster that fails is JSON too', async () => {
  const one = laptop();
  one.machine.clusters = [{ name: 'dev-cluster', nodes: [node('k3d-dev-cluster-server-0', 'server')] }];
  one.machine.clusters[0]!.nodes[0]!.runtimeLabels = {} as never;
  const { code, out } = await one.up('--json');
  expect([code, JSON.parse(out)]).toEqual([
    1,
    { version: 1, clusters: [{ cluster: 'dev-cluster', failed: { code: 1, message: refusal('dev-cluster') } }] },
  ]);
});

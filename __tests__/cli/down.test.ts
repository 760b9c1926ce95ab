import { down } from '../../lib/cli/down';
import { Interrupted } from '../../lib/cli/tools';
import { cluster, DIST, KUBECONFIG, node, scene, type Scene, TOKEN } from './in-memory';

const open: { remove: () => void }[] = [];
afterEach(() => open.splice(0).forEach(({ remove }) => remove()));

function at(options?: Scene) {
  const one = scene(options);
  open.push(one);
  return { ...one, down: (...words: string[]) => one.run({ down }, 'down', ...words) };
}

/** k3d lists these, and nothing once it has deleted. */
function deletable(...clusters: unknown[]) {
  const state = { clusters };
  const gone = (said: unknown) => () => {
    state.clusters = [];
    return said;
  };
  return { clusters: () => state.clusters, programs: { 'k3d cluster delete': gone('INFO[0000] Deleting') } };
}

const HANDOFF = 'dist/cluster/dev-cluster.handoff.json';
const registry = { name: 'k3d-registry', push: 'localhost:5000', pull: 'k3d-registry:5000' };
const WITH_REGISTRY = { ...DIST, [HANDOFF]: JSON.stringify({ ...JSON.parse(DIST[HANDOFF]!), registry }) };

const LEFT = 'Left as they were: the images in docker, the hosts file, and dist/.\n';
const LISTS = [
  'docker ps --all --filter name=k3d-dev-cluster-tools --filter label=k3d.cluster=dev-cluster --format {{.Names}}',
  'docker network ls --filter name=k3d-dev-cluster --filter label=app=k3d --format {{.Name}}',
  'docker volume ls --filter name=k3d-dev-cluster-images --filter label=app=k3d --format {{.Name}}',
];
const LIST = 'k3d cluster list -o json';
const DELETE = 'k3d cluster delete dev-cluster';
const foreign = () => cluster('running', {});
const interactive = (answer: boolean) => {
  const asked: string[] = [];
  return { asked, interactive: true, ask: async (question: string) => (asked.push(question), answer) };
};

test.each(['null', '{}', '[null]'])('is no success where k3d lists %s', async (text) => {
  const { code, out, err } = await at({ programs: { [LIST]: text } }).down('--yes');
  expect({ code, out }).toEqual({ code: 3, out: '' });
  expect(err).toContain(`"${LIST}" printed "${text}", which is no list of clusters.`);
});

describe('a cluster that up made', () => {
  test('is deleted, and seen to be gone', async () => {
    const one = at(deletable(cluster()));
    expect(await one.down('--yes')).toEqual({ code: 0, out: `Cluster "dev-cluster" is deleted.\n${LEFT}`, err: '' });
    expect(one.typed).toEqual([LIST, DELETE, LIST, ...LISTS]);
    expect(one.said).toEqual(['… Deleting cluster "dev-cluster"']);
    expect(one.locks.size).toBe(0);
  });

  test('is deleted after a yes', async () => {
    const terminal = interactive(true);
    const one = at({ ...deletable(cluster()), terminal });
    expect((await one.down()).code).toBe(0);
    expect(terminal.asked).toEqual(['Delete cluster "dev-cluster" and everything in it?']);
  });

  test('is left after a no', async () => {
    const one = at({ ...deletable(cluster()), terminal: interactive(false) });
    expect(await one.down()).toEqual({ code: 1, out: 'Cluster "dev-cluster" is left as it was.\n', err: '' });
    expect(one.typed).toEqual([LIST]);
  });

  test('is left where nobody can be asked', async () => {
    const one = at(deletable(cluster()));
    expect(await one.down()).toEqual({
      code: 2,
      out: '',
      err: 'down asks before it deletes cluster "dev-cluster", and nobody can be asked here. Write --yes.\n',
    });
    expect(one.typed).toEqual([LIST]);
  });

  test('is known by its inventory too', async () => {
    const state = deletable(foreign());
    const inventory = { data: { objects: '[]', file: '' } };
    const ask =
      'kubectl --context k3d-dev-cluster get configmap cdk8s-k3d-inventory -n kube-system --ignore-not-found -o json';
    const one = at({ ...state, programs: { ...state.programs, [ask]: inventory } });
    expect((await one.down('--yes')).code).toBe(0);
    expect(one.typed.slice(0, 4)).toEqual([LIST, 'k3d kubeconfig get dev-cluster', ask, DELETE]);
  });

  test('is deleted while it is stopped', async () => {
    const one = at(deletable(cluster('exited')));
    expect((await one.down('--yes')).code).toBe(0);
    expect(one.typed).not.toContain('k3d kubeconfig get dev-cluster');
  });
});

describe('a cluster of the same name that up did not make', () => {
  const LEAVES =
    'Cluster "dev-cluster" was not made by "cdk8s-k3d up", so it is left alone. Run "k3d cluster delete dev-cluster" to delete it yourself.\n';

  test.each([
    ['running', foreign()],
    ['stopped', cluster('exited', {})],
  ])('is left alone, whatever --yes says: %s', async (_, known) => {
    const one = at(deletable(known));
    expect(await one.down('--yes')).toEqual({ code: 1, out: '', err: LEAVES });
    expect(one.typed).not.toContain(DELETE);
  });

  test('is left alone where its API does not answer', async () => {
    const state = deletable(foreign());
    const refused = { code: 1, stderr: 'The connection to the server 0.0.0.0:6449 was refused' };
    const one = at({
      ...state,
      programs: {
        ...state.programs,
        'kubectl --context k3d-dev-cluster': refused,
        'kubectl --context k3d-dev-cluster get configmap': refused,
      },
    });
    expect(await one.down('--yes')).toEqual({ code: 1, out: '', err: LEAVES });
  });

  test('is deleted by whoever confirms it', async () => {
    const terminal = interactive(true);
    const one = at({ ...deletable(foreign()), terminal });
    expect((await one.down('--yes')).code).toBe(0);
    expect(terminal.asked).toEqual([
      'Cluster "dev-cluster" was not made by "cdk8s-k3d up". Delete it and everything in it all the same?',
    ]);
  });

  test('a kubectl that is missing is said, and nothing is deleted', async () => {
    const state = deletable(foreign());
    const one = at({
      ...state,
      programs: {
        ...state.programs,
        'kubectl --context k3d-dev-cluster get configmap': new Error('spawn kubectl ENOENT'),
      },
    });
    expect(await one.down('--yes')).toEqual({
      code: 3,
      out: '',
      err: 'kubectl is not installed, or not in PATH. Install it: https://kubernetes.io/docs/tasks/tools\n',
    });
    expect(one.typed).not.toContain(DELETE);
  });
});

describe('leftovers', () => {
  /** Docker, with what lies about; removing takes it away unless it is in use. */
  function docker(there: readonly string[], used: readonly string[] = []) {
    const names = new Set(there);
    const listed = () => [...names].join('\n');
    const removed = (line: string) => {
      const name = line.split(' ').at(-1)!;
      return used.includes(name) ? { code: 1, stderr: 'is in use' } : (names.delete(name), name);
    };
    return {
      'docker ps': listed,
      'docker network ls': listed,
      'docker volume ls': listed,
      'docker rm': removed,
      'docker network rm': removed,
      'docker volume rm': removed,
    };
  }
  const OURS = ['k3d-dev-cluster-tools', 'k3d-dev-cluster', 'k3d-dev-cluster-images'];

  test('of an absent cluster are removed, and of no other', async () => {
    const others = ['k3d-dev-cluster-2', 'k3d-dev-cluster-2-tools', 'my-k3d-dev-cluster-images'];
    const one = at({ clusters: [], programs: docker([...OURS, ...others]) });
    expect(await one.down()).toEqual({
      code: 0,
      out: [
        'Cluster "dev-cluster" does not exist.',
        'Removed the leftover container k3d-dev-cluster-tools.',
        'Removed the leftover network k3d-dev-cluster.',
        'Removed the leftover volume k3d-dev-cluster-images.',
        LEFT,
      ].join('\n'),
      err: '',
    });
    expect(one.typed).toEqual([
      LIST,
      ...LISTS,
      'docker rm --force k3d-dev-cluster-tools',
      'docker network rm k3d-dev-cluster',
      'docker volume rm k3d-dev-cluster-images',
      ...LISTS,
    ]);
  });

  test('there are none', async () => {
    const one = at({ clusters: [], programs: docker(['k3d-dev-cluster-2']) });
    expect(await one.down()).toEqual({ code: 0, out: `Cluster "dev-cluster" does not exist.\n${LEFT}`, err: '' });
    expect(one.typed).toEqual([LIST, ...LISTS]);
  });

  test('a cluster of its tools container alone is one', async () => {
    const clusters = [{ name: 'dev-cluster', nodes: [node('k3d-dev-cluster-tools', '')] }];
    const one = at({ clusters, programs: docker(OURS.slice(0, 1)) });
    expect((await one.down()).out).toContain('Removed the leftover container k3d-dev-cluster-tools.');
  });

  test('what is in use stays, and is said', async () => {
    const state = deletable(cluster());
    const one = at({ ...state, programs: { ...docker(OURS, OURS), ...state.programs } });
    expect((await one.down('--yes')).out).toBe(
      [
        'Cluster "dev-cluster" is deleted.',
        'Left: container k3d-dev-cluster-tools is still in use. Run "docker rm --force k3d-dev-cluster-tools" later.',
        'Left: network k3d-dev-cluster is still in use. Run "docker network rm k3d-dev-cluster" later.',
        'Left: volume k3d-dev-cluster-images is still in use. Run "docker volume rm k3d-dev-cluster-images" later.',
        LEFT,
      ].join('\n'),
    );
  });

  test('volumes that the cluster file mounts by name stay, and are said', async () => {
    const file = 'dist/cluster/dev-cluster.k3d.yml';
    const mounts = ['data:/var/lib/data@agent:*', '/srv:/srv', './here:/here', 'data:/again', 'gone:/gone', ':/x'];
    const volumes = `volumes: [${mounts.map((volume) => `{ volume: "${volume}" }`).join(', ')}, {}, null]\n`;
    const files = { ...DIST, [file]: `${DIST[file]}${volumes}` };
    const state = deletable(cluster());
    const ask = 'docker volume ls --format {{.Name}}';
    const one = at({ ...state, files, programs: { ...state.programs, [ask]: 'data\nother\n' } });
    expect((await one.down('--yes')).out).toBe(
      [
        'Cluster "dev-cluster" is deleted.',
        'Left: volume "data", with the data that the cluster wrote to it. Run "docker volume rm data" to remove it.',
        LEFT,
      ].join('\n'),
    );
    expect(one.typed.at(-1)).toBe(ask);
  });

  test('a context that k3d could not take away is said', async () => {
    const kubeconfig = 'contexts: [{ name: mine }, { name: k3d-dev-cluster }]\n';
    const files = { ...DIST, one: 'contexts: []\n', two: kubeconfig };
    for (const [paths, line] of [
      [
        'one:two',
        [
          'Left: context "k3d-dev-cluster" in your kubeconfig, for k3d could not take it away. Run "kubectl config delete-context k3d-dev-cluster" to remove it.',
        ],
      ],
      ['one', []],
    ] as const) {
      const environment = { PATH: '/nowhere', KUBECONFIG: paths };
      const one = at({ ...deletable(cluster()), files, tools: { environment } });
      expect((await one.down('--yes')).out).toBe(['Cluster "dev-cluster" is deleted.', ...line, LEFT].join('\n'));
    }
  });

  test('a registry that something else uses is said', async () => {
    const files = WITH_REGISTRY;
    const said =
      'Left: registry "k3d-registry" still runs, because something else uses it. Run "k3d registry delete k3d-registry" to remove it.';
    for (const [name, line] of [
      ['k3d-registry', [said]],
      ['my-k3d-registry', []],
    ] as const) {
      const state = deletable(cluster());
      const ask = 'docker ps --all --filter name=k3d-registry --format {{.Names}}';
      const one = at({ ...state, files, programs: { ...state.programs, [ask]: `${name}\n` } });
      expect((await one.down('--yes')).out).toBe(['Cluster "dev-cluster" is deleted.', ...line, LEFT].join('\n'));
      expect(one.typed.at(-1)).toBe(ask);
    }
  });
});

describe('as JSON', () => {
  const config = 'dist/cluster/dev-cluster.k3d.yml';
  const files = {
    ...DIST,
    [HANDOFF]: WITH_REGISTRY[HANDOFF]!,
    [config]: `${DIST[config]}volumes: [{ volume: "data:/data" }]\n`,
    kubeconfig: 'contexts: [{ name: k3d-dev-cluster }]\n',
  };
  const programs = {
    'docker ps --all --filter name=k3d-registry --format {{.Names}}': 'k3d-registry\n',
    'docker volume ls --format {{.Name}}': 'data\n',
    'docker network ls': 'k3d-dev-cluster\n',
  };

  test('says what is deleted, and what is left and why', async () => {
    const state = deletable(cluster());
    const tools = { environment: { PATH: '/nowhere', KUBECONFIG: 'kubeconfig' } };
    const one = at({ ...state, files, tools, programs: { ...programs, ...state.programs } });
    const { code, out, err } = await one.down('--yes', '--json');
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toEqual({
      version: 1,
      clusters: [
        {
          cluster: 'dev-cluster',
          state: 'deleted',
          removed: [],
          left: [
            { kind: 'network', name: 'k3d-dev-cluster', why: 'in use' },
            { kind: 'volume', name: 'data', why: 'holds data' },
            { kind: 'registry', name: 'k3d-registry', why: 'in use' },
            { kind: 'context', name: 'k3d-dev-cluster', why: 'not taken away by k3d' },
          ],
        },
      ],
    });
  });

  test.each([
    ['absent', { clusters: [] }, 0],
    ['kept', { ...deletable(cluster()), terminal: interactive(false) }, 1],
  ])('says what is %s', async (state, there, code) => {
    const ended = await at(there).down('--json');
    const clusters = [{ cluster: 'dev-cluster', state, removed: [], left: [] }];
    expect([ended.code, JSON.parse(ended.out)]).toEqual([code, { version: 1, clusters }]);
  });
});

describe('what goes wrong', () => {
  test('a cluster that is still there after a good end', async () => {
    const one = at();
    expect(await one.down('--yes')).toEqual({
      code: 1,
      out: '',
      err: 'k3d ended well, but cluster "dev-cluster" is still there. Run "docker ps --all --filter label=k3d.cluster=dev-cluster" to see what is left of it.\n',
    });
    expect(one.locks.size).toBe(0);
  });

  test('docker is down', async () => {
    const stderr =
      'FATA[0000] runtime failed to list nodes: Cannot connect to the Docker daemon at unix:///nope.sock. Is the docker daemon running? ';
    const one = at({ programs: { [LIST]: { code: 1, stderr } } });
    expect(await one.down('--yes')).toEqual({
      code: 3,
      out: '',
      err: 'Docker does not answer. Start it, and run this again. "k3d cluster list -o json" ended with 1: runtime failed to list nodes: Cannot connect to the Docker daemon at unix:///nope.sock. Is the docker daemon running?\n',
    });
    expect(one.typed).toEqual([LIST]);
  });

  test('Ctrl-C in the middle says how to go on', async () => {
    const state = deletable(cluster());
    const stop = () => {
      throw new Interrupted();
    };
    const one = at({ ...state, programs: { 'k3d cluster delete': stop } });
    expect(await one.down('--yes')).toEqual({
      code: 130,
      out: '',
      err: 'Stopped while cluster "dev-cluster" was being deleted. Run "cdk8s-k3d down" again: it deletes the rest.\n',
    });
    expect(one.locks.size).toBe(0);
  });

  test('Ctrl-C once the cluster is gone does not say that nothing was changed', async () => {
    const stop = () => {
      throw new Interrupted();
    };
    const stopped = {
      code: 130,
      out: '',
      err: 'Stopped while cluster "dev-cluster" was being deleted. Run "cdk8s-k3d down" again: it deletes the rest.\n',
    };
    const there = deletable(cluster());
    for (const [state, asked] of [
      [there, 'docker ps --all --filter name=k3d-registry --format {{.Names}}'],
      [{ clusters: [] }, 'docker volume ls'],
    ] as const) {
      const one = at({ files: WITH_REGISTRY, ...state, programs: { ...there.programs, [asked]: stop } });
      expect(await one.down('--yes')).toEqual(stopped);
      expect(one.locks.size).toBe(0);
    }
  });

  test('another run works on the cluster', async () => {
    const one = at(deletable(cluster()));
    one.locks.add('dev-cluster');
    expect(await one.down('--yes')).toEqual({
      code: 1,
      out: '',
      err: 'Process 4711 works on cluster "dev-cluster". Run this again when it has ended.\n',
    });
    expect([one.typed, one.locks.size]).toEqual([[LIST], 1]);
  });

  test.each([
    [['dev-cluster'], 'down takes no "dev-cluster". Write --cluster dev-cluster to name a cluster.'],
    [['--cluster', 'other'], '"dist" has no cluster "other". Write "dev-cluster".'],
    [['--dist', 'nope'], '"nope" does not exist. Run "cdk8s-k3d synth" first, or name it: --dist DIR.'],
  ])('%j', async (words, err) => {
    const one = at();
    expect(await one.down('--yes', ...words)).toEqual({ code: 2, out: '', err: `${err}\n` });
    expect(one.typed).toEqual([]);
  });
});

test('no token is ever seen', async () => {
  for (const terminal of [interactive(true), interactive(false), {}]) {
    for (const known of [cluster(), foreign()]) {
      const one = at({ ...deletable(known), terminal });
      const ended = await one.down();
      expect(JSON.stringify([ended, one.typed, one.said])).not.toContain(TOKEN);
    }
  }
  expect(KUBECONFIG).toContain(TOKEN);
});

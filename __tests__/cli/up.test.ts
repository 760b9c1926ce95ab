import { INVENTORY } from '../../lib/cli/hand-off/inventory';
import { Interrupted } from '../../lib/cli/tools';
import { up } from '../../lib/cli/up';
import { DIST, node, TOKEN } from './in-memory';
import { APPLY, changes, type Files, KUBECTL, laptop, running } from './laptop';
import { distWith } from './living';

const HASH = 'f25c289019ee';
const CREATE = `k3d cluster create --config dist/cluster/dev-cluster.k3d.yml --runtime-label cdk8s-k3d.file=${HASH}@server:*;agent:*`;
const NO_CONTEXT =
  'Your kubeconfig has no context k3d-dev-cluster. For kubectl of your own run: k3d kubeconfig merge dev-cluster --kubeconfig-merge-default';
const TABLE = [
  '✔ http://localhost.k3d.ingress:8085   200  → Deployment default/web-b',
  '✔ http://localhost:8085               200  → Deployment default/web-a',
  '✔ http://localhost:8087               200  → Deployment default/web',
  '✔ https://localhost.k3d.ingress:8443  200  → Deployment default/web-b  (found)',
  '✔ https://localhost:8443              200  → Deployment default/web-a  (found)',
  '5 of 5 routes answer.',
  '',
];
describe('from nothing', () => {
  test('a cluster is made, filled, waited for and asked', async () => {
    const one = laptop();
    expect(await one.up()).toEqual({
      code: 0,
      out: ['Cluster "dev-cluster" is up.', NO_CONTEXT, '', ...TABLE].join('\n'),
      err: '',
    });
    expect(one.typed.slice(one.typed.indexOf('docker ps --format {{.Names}}|{{.Ports}}') + 1)).toEqual([
      'docker ps --all --filter name=k3d-dev-cluster-tools --filter label=k3d.cluster=dev-cluster --format {{.Names}}',
      'docker network ls --filter name=k3d-dev-cluster --filter label=app=k3d --format {{.Name}}',
      'docker volume ls --filter name=k3d-dev-cluster-images --filter label=app=k3d --format {{.Name}}',
      CREATE,
      'k3d cluster list -o json',
      'k3d kubeconfig get dev-cluster',
      `${KUBECTL} get --raw /readyz`,
      `${KUBECTL} get --ignore-not-found -o json -f -`,
      `${APPLY} --dry-run=server -o json -f -`,
      `${KUBECTL} get services --all-namespaces -o json`,
      `${APPLY} --force-conflicts -f -`,
      `${APPLY} -f -`,
      `${APPLY} --force-conflicts -f -`,
      `${KUBECTL} get nodes,services,endpointslices,deployments,statefulsets,daemonsets --all-namespaces -o json`,
      'k3d cluster list -o json',
    ]);
    expect(one.said.filter((line) => line.startsWith('✔'))).toEqual([
      '✔ Cluster "dev-cluster" is created.',
      '✔ Objects are applied: 9 added, 0 changed, 0 removed.',
    ]);
    expect(one.locks.size).toBe(0);
  });

  test('the second run changes nothing, and says so', async () => {
    const one = await running();
    const before = structuredClone([...one.machine.objects]);
    expect(await one.up()).toEqual({
      code: 0,
      out: ['Nothing to change: cluster "dev-cluster" is as dist/ says.', NO_CONTEXT, '', ...TABLE].join('\n'),
      err: '',
    });
    expect(one.typed.filter(changes)).toEqual([]);
    expect(one.typed).toHaveLength(13);
    expect(one.said.some((line) => line.startsWith('✔'))).toBe(false);
    expect(one.passed()).toBe(0);
    expect([...one.machine.objects]).toEqual(before);
  });

  test('--no-verify asks nothing', async () => {
    expect((await laptop().up('--no-verify')).out).toBe(`Cluster "dev-cluster" is up.\n${NO_CONTEXT}\n`);
  });

  test('--json has the same as data', async () => {
    const [report] = (JSON.parse((await laptop().up('--json')).out) as { clusters: Record<string, unknown>[] })
      .clusters;
    expect(report).toMatchObject({ cluster: 'dev-cluster', made: 'created', changed: true, troubles: [], images: [] });
    expect(report!.objects).toMatchObject({ changed: [], removed: [] });
    expect(report!.routes).toHaveLength(5);
  });

  test('a cluster file without a time limit gets the one of --timeout', async () => {
    const files = distWith({ config: (text) => text.replace('  k3d:\n    timeout: 5m0s\n', '') });
    const one = laptop(files);
    expect((await one.up('--timeout', '90')).code).toBe(0);
    expect(one.typed.find((line) => line.startsWith('k3d cluster create'))).toMatch(/ --timeout 90s$/);
  });

  test.each([
    ['5m0s', '90', 330],
    ['5m0s', '600', 630],
    ['soon', '90', 120],
  ])('k3d with a limit of %s is given what it takes, with --timeout %s', async (own, given, seconds) => {
    const one = laptop(distWith({ config: (text) => text.replace('timeout: 5m0s', `timeout: ${own}`) }));
    const { start } = one.tools;
    const limits: (number | undefined)[] = [];
    const watched: typeof start = (program, args, call) => {
      if (args.includes('create')) limits.push(call?.timeout);
      return start(program, args, call);
    };
    Object.assign(one.tools, { start: watched });
    expect((await one.up('--timeout', given, '--no-verify')).code).toBe(0);
    expect(limits).toEqual([seconds * 1_000]);
  });

  test('a k3d that says no version is taken as it is', async () => {
    const one = laptop();
    one.machine.k3d.version = 'v5-dev';
    expect((await one.up()).code).toBe(0);
    one.machine.files = distWith({ config: (text) => text.replace('8443:443', '8444:443') });
    expect((await one.withFiles(one.machine.files).up()).code).toBe(0);
  });
});

describe('a cluster that is there', () => {
  test('stopped, it is started', async () => {
    const one = await running();
    await one.tools.start('k3d', ['cluster', 'stop', 'dev-cluster']);
    const { code, out } = await one.up('--no-verify');
    expect([code, out]).toEqual([0, `Cluster "dev-cluster" is up.\n${NO_CONTEXT}\n`]);
    expect(one.typed.filter(changes).slice(1)).toEqual(['k3d cluster start dev-cluster --timeout 600s']);
    expect(one.said).toContain('✔ Cluster "dev-cluster" is started.');
  });

  test('k3d that ends well without a node that runs is not believed', async () => {
    const one = await running();
    await one.tools.start('k3d', ['cluster', 'stop', 'dev-cluster']);
    one.machine.faults.set('k3d cluster start', () => '');
    expect(await one.up()).toEqual({
      code: 1,
      out: '',
      err: 'k3d ended well, but not every node of cluster "dev-cluster" runs. Run "docker ps --all --filter label=k3d.cluster=dev-cluster" to see which, then "cdk8s-k3d up" again.\n',
    });
  });

  test('made by somebody else, nothing of it is touched', async () => {
    const one = laptop();
    one.machine.clusters = [
      { name: 'dev-cluster', nodes: [node('k3d-dev-cluster-server-0', 'server', 'running', { runtimeLabels: {} })] },
    ];
    expect(await one.up('--yes', '--recreate')).toEqual({
      code: 1,
      out: '',
      err: 'Cluster "dev-cluster" was not made by "cdk8s-k3d up", so it is left alone. Give the cluster of your app another name, or delete that one with "k3d cluster delete dev-cluster".\n',
    });
    expect(one.typed.filter(changes)).toEqual([]);
  });

  test('known by its inventory alone, it is ours', async () => {
    const one = await running();
    for (const each of one.machine.clusters[0]!.nodes) Object.assign(each, { runtimeLabels: {} });
    expect((await one.up('--no-verify')).out).toMatch(/^Nothing to change/);
  });

  test('with a URL that does not answer, it says so', async () => {
    const one = (await running()).withFiles(DIST, { request: () => ({ reason: 'ECONNREFUSED' }) });
    const { code, out } = await one.up();
    expect([code, out.split('\n')[0]]).toEqual([1, 'Nothing to change: cluster "dev-cluster" is as dist/ says.']);
    expect(out).toContain('0 of 5 routes answer, 5 dead.');
    const first = laptop(DIST, { request: () => ({ reason: 'ECONNREFUSED' }) });
    expect((await first.up()).out).toMatch(/^Cluster "dev-cluster" is up, and not every route answers\./);
  });

  test('an API server that comes late is waited for', async () => {
    const one = await running();
    one.machine.silent = 3;
    expect((await one.up()).code).toBe(0);
    expect(one.said).toContain('… Waiting for the API server');
    expect(one.passed()).toBe(3_000);
  });

  test('an API server that never comes is given up', async () => {
    const one = await running();
    one.machine.silent = Infinity;
    expect(await one.up('--timeout', '20')).toEqual({
      code: 1,
      out: '',
      err: 'The API server of k3d-dev-cluster does not answer. Run "cdk8s-k3d up" again, with a longer --timeout.\n',
    });
    expect(one.passed()).toBe(20_000);
  });
});

const withPort = distWith({
  config: (text) =>
    text.replace('  - port: 8443:443', '  - port: 9000:30090\n    nodeFilters: [ loadbalancer ]\n  - port: 8443:443'),
});
const otherPort = distWith({ config: (text) => text.replace('8443:443', '8444:443') });

describe('ports of the load balancer', () => {
  test('are added in place', async () => {
    const one = await running();
    const next = one.withFiles(withPort);
    expect((await next.up('--no-verify')).out).toBe(`Cluster "dev-cluster" is up.\n${NO_CONTEXT}\n`);
    expect(next.typed.filter(changes)).toEqual([
      'k3d cluster edit dev-cluster --port-add 9000:30090@loadbalancer',
      `${APPLY} --force-conflicts -f -`,
      `${APPLY} -f -`,
      `${APPLY} --force-conflicts -f -`,
    ]);
    expect(next.said).toContain('✔ Port 9000:30090@loadbalancer is added.');
    next.typed.splice(0);
    expect((await next.up('--no-verify')).out).toMatch(/^Nothing to change/);
  });

  test('are removed and added in two calls, and the API is waited for', async () => {
    const one = await running();
    const next = one.withFiles(otherPort);
    expect((await next.up('--no-verify')).code).toBe(0);
    expect(next.typed.filter((line) => line.startsWith('k3d cluster edit'))).toEqual([
      'k3d cluster edit dev-cluster --port-delete 8443:443@loadbalancer',
      'k3d cluster edit dev-cluster --port-add 8444:443@loadbalancer',
    ]);
    expect(next.typed.filter((line) => line.endsWith('/readyz'))).toHaveLength(2);
    expect(next.said).toContain('✔ Port 8444:443@loadbalancer is added. Port 8443:443@loadbalancer is removed.');
  });

  test('that docker does not give leave the old load balancer running', async () => {
    const one = await running();
    const next = one.withFiles(withPort);
    one.machine.faults.set('k3d cluster edit', () => ({ code: 1, stderr: 'FATA[0001] port is already allocated' }));
    const { code, err } = await next.up();
    expect([code, err]).toEqual([
      1,
      'Ports of cluster "dev-cluster" could not be changed: port is already allocated. Mend that, and run "cdk8s-k3d up" again.\n',
    ]);
    expect(next.typed.at(-1)).toBe('k3d cluster start dev-cluster');
    expect((await next.up('--no-verify')).code).toBe(0);
  });

  test('are seen, not believed', async () => {
    const one = await running();
    const next = one.withFiles(withPort);
    one.machine.faults.set('k3d cluster edit', () => {
      one.machine.clusters = [];
      return '';
    });
    expect((await next.up()).err).toMatch(/^k3d ended well, but not every node of cluster "dev-cluster" runs/);
  });

  test('that are taken are found before anything is done', async () => {
    const one = await running();
    const taken = async (_: string, port: number) => (port === 9000 ? 'EADDRINUSE' : undefined);
    const next = one.withFiles(withPort, {
      tools: { sockets: { taken, refused: async () => undefined, addresses: async () => ['127.0.0.1'] } },
    });
    const { code, err } = await next.up();
    expect([code, err.includes('9000')]).toEqual([1, true]);
    expect(next.typed.filter(changes)).toEqual([]);
  });
});

const moreAgents = distWith({ config: (text) => text.replace('agents: 2', 'agents: 3') });

describe('what only a new cluster can have', () => {
  test('is said, and nothing is changed', async () => {
    const one = await running();
    const next = one.withFiles(moreAgents);
    expect(await next.up()).toEqual({
      code: 1,
      out: '',
      err: [
        'Cluster "dev-cluster" differs from its file in what only a new cluster can have. Nothing was changed.',
        '  agents 2 → 3: nodes that join later get nothing of the ports, files and registries of the cluster file.',
        'Run "cdk8s-k3d up --recreate" to delete the cluster, with all that is in it, and make it anew.',
        '',
      ].join('\n'),
    });
    expect(next.typed.filter(changes)).toEqual([]);
  });

  test('needs consent, and somebody to give it', async () => {
    const next = (await running()).withFiles(moreAgents);
    expect(await next.up('--recreate')).toEqual({
      code: 2,
      out: '',
      err: '--recreate asks before it deletes cluster "dev-cluster", and nobody can be asked here. Write --yes.\n',
    });
    expect(next.typed.filter(changes)).toEqual([]);
  });

  test('after a no everything stays', async () => {
    const one = await running();
    const said: string[] = [];
    const warn = (text: string) => void said.push(text);
    const next = one.withFiles(moreAgents, { terminal: { interactive: true, ask: async () => false, warn } });
    expect(await next.up('--recreate')).toEqual({
      code: 1,
      out: '',
      err: 'Cluster "dev-cluster" is left as it was.\n',
    });
    expect(said[0]).toMatch(/^A new cluster is needed:\n {2}agents 2 → 3: /);
    expect(next.typed.filter(changes)).toEqual([]);
  });

  test.each([
    ['after a yes', [], { interactive: true, ask: async () => true }],
    ['with --yes', ['--yes'], {}],
  ])('%s it is made anew', async (_, words, terminal) => {
    const next = (await running()).withFiles(moreAgents, { terminal });
    const { code, out } = await next.up('--recreate', '--json', ...words);
    expect([code, JSON.parse(out)]).toMatchObject([0, { clusters: [{ made: 'recreated' }] }]);
    expect(next.typed.filter((line) => /^k3d cluster (?!list)/.test(line))).toEqual([
      'k3d cluster delete dev-cluster',
      expect.stringMatching(/^k3d cluster create /),
    ]);
    expect(next.machine.clusters[0]!.nodes).toHaveLength(5);
  });

  test('a variable that is missing is noticed before the old one is deleted', async () => {
    const one = await running();
    const files = distWith({
      config: (text) => text.replace('agents: 2', 'agents: 3'),
      handoff: (text) => text.replace('"environment": []', '"environment": [{"name": "NPM_TOKEN"}]'),
    });
    const next = one.withFiles(files);
    const { code, err } = await next.up('--recreate', '--yes');
    expect(code).not.toBe(0);
    expect(err).toContain('NPM_TOKEN');
    expect(next.typed.filter(changes)).toEqual([]);
    expect(next.machine.clusters).toHaveLength(1);
  });
});

describe('a creation that fails', () => {
  const failing = (work: (one: ReturnType<typeof laptop>) => void, files?: Files) => {
    const one = laptop(files);
    one.machine.faults.set('k3d cluster create', () => {
      work(one);
      return {
        code: 1,
        stderr:
          'ERRO[0018] Bind for 0.0.0.0:8087 failed: port is already allocated\nFATA[0020] Cluster creation FAILED',
      };
    });
    return one;
  };
  const FAILED =
    'Cluster "dev-cluster" could not be created: Bind for 0.0.0.0:8087 failed: port is already allocated. Mend that, and run "cdk8s-k3d up" again.\n';

  test('leaves nothing behind', async () => {
    const one = failing(({ machine }) => machine.left.push('k3d-dev-cluster', 'k3d-dev-cluster-images'));
    expect(await one.up()).toEqual({ code: 1, out: '', err: FAILED });
    expect(one.typed).toContain('docker network rm k3d-dev-cluster');
    expect(one.typed).toContain('docker volume rm k3d-dev-cluster-images');
  });

  const half = (labels: object) => ({
    name: 'dev-cluster',
    nodes: [node('k3d-dev-cluster-server-0', 'server', 'created', { runtimeLabels: labels })],
  });

  test('deletes what k3d could not roll back', async () => {
    const one = failing(({ machine }) => void (machine.clusters = [half({ 'cdk8s-k3d.file': HASH })]));
    expect((await one.up()).err).toBe(FAILED);
    expect(one.machine.clusters).toEqual([]);
  });

  test('leaves what was made by somebody else meanwhile', async () => {
    const one = failing(({ machine }) => void (machine.clusters = [half({})]));
    expect((await one.up()).err).toBe(FAILED);
    expect(one.machine.clusters).toHaveLength(1);
  });

  test('takes away a lonely tools container', async () => {
    const one = failing(({ machine }) => {
      machine.clusters = [{ name: 'dev-cluster', nodes: [node('k3d-dev-cluster-tools', '')] }];
      machine.left.push('k3d-dev-cluster-tools');
    });
    expect((await one.up()).err).toBe(FAILED);
    expect(one.typed).toContain('docker rm --force k3d-dev-cluster-tools');
  });

  test('leaves everything where the cluster file says so, and the next one clears it', async () => {
    const files = distWith({
      config: (text) => text.replace('    timeout: 5m0s', '    timeout: 5m0s\n    disableRollback: true'),
    });
    const one = failing(({ machine }) => void (machine.clusters = [half({ 'cdk8s-k3d.file': 'f' })]), files);
    expect((await one.up()).code).toBe(1);
    expect(one.machine.clusters).toHaveLength(1);
    expect((await one.up('--no-verify')).code).toBe(0);
    expect(one.said).toContain('✔ What an interrupted creation left of cluster "dev-cluster" is removed.');
  });

  test('k3d that says nothing', async () => {
    const one = laptop();
    one.machine.faults.set('k3d cluster create', () => ({ code: 1, stderr: 'FATA[0020] Cluster creation FAILED' }));
    expect((await one.up()).err).toBe(
      'Cluster "dev-cluster" could not be created: k3d does not say why. Mend that, and run "cdk8s-k3d up" again.\n',
    );
  });

  test('an engine that is gone is said as such', async () => {
    const one = laptop();
    const stderr = 'FATA[0000] Cannot connect to the Docker daemon at unix:///var/run/docker.sock.';
    one.machine.faults.set('k3d cluster create', () => ({ code: 1, stderr }));
    const { code, err } = await one.up();
    expect([code, err]).toEqual([3, expect.stringMatching(/^Docker does not answer. Start it, and run this again. /)]);
  });

  test('a program that is missing is no failed creation', async () => {
    const one = laptop();
    one.machine.faults.set('k3d cluster create', () => new Error('spawn k3d ENOENT'));
    expect((await one.up()).code).toBe(3);
  });
});

describe('Ctrl-C', () => {
  const stops: readonly (readonly [string, string, string])[] = [
    ['k3d version', 'look', 'Stopped. Cluster "dev-cluster" is as it was.'],
    [
      'k3d cluster create',
      'create',
      'Stopped while cluster "dev-cluster" was being created: parts of it are there. Run "cdk8s-k3d up" again: it goes on from there.',
    ],
    [
      `${KUBECTL} get --ignore-not-found`,
      'apply',
      'Stopped while objects were being applied: cluster "dev-cluster" runs with some of them. Run "cdk8s-k3d up" again: it goes on from there.',
    ],
    [
      `${APPLY} -f -`,
      'apply',
      'Stopped while objects were being applied: cluster "dev-cluster" runs with some of them. Run "cdk8s-k3d up" again: it goes on from there.',
    ],
    [
      `${KUBECTL} get nodes`,
      'wait',
      'Stopped while workloads came up: all objects are in cluster "dev-cluster". Run "cdk8s-k3d up" again: it goes on from there.',
    ],
  ];
  test.each(stops)('at %s (%s) says what is there; the next up goes on, and down cleans', async (line, _, said) => {
    const one = laptop();
    one.machine.faults.set(line, () => {
      throw new Interrupted();
    });
    expect(await one.up()).toEqual({ code: 130, out: '', err: `${said}\n` });
    expect(one.locks.size).toBe(0);
    expect((await one.up()).code).toBe(0);
    expect((await one.down('--yes')).code).toBe(0);
    expect([one.machine.clusters, one.machine.left]).toEqual([[], []]);
  });

  const later: readonly (readonly [string, Files, readonly string[], string])[] = [
    [
      'k3d cluster edit',
      withPort,
      [],
      'Stopped while ports of cluster "dev-cluster" were being changed: its API may be away. Run "cdk8s-k3d up" again: it goes on from there.',
    ],
  ];
  test.each(later)('at %s', async (line, files, words, said) => {
    const next = (await running()).withFiles(files);
    next.machine.faults.set(line, () => {
      throw new Interrupted();
    });
    expect(await next.up(...words)).toEqual({ code: 130, out: '', err: `${said}\n` });
    expect((await next.up(...words)).code).toBe(0);
  });

  test('while a stopped cluster is started', async () => {
    const one = await running();
    await one.tools.start('k3d', ['cluster', 'stop', 'dev-cluster']);
    one.machine.faults.set('k3d cluster start', () => {
      throw new Interrupted();
    });
    expect((await one.up()).err).toBe(
      'Stopped while cluster "dev-cluster" was being started: some nodes run. Run "cdk8s-k3d up" again: it goes on from there.\n',
    );
    expect((await one.up()).code).toBe(0);
  });

  test('while images are brought in', async () => {
    const files = distWith({ handoff: (text) => text.replace('"sideLoaded": []', '"sideLoaded": ["team/app:1"]') });
    const one = (await running()).withFiles(files);
    one.machine.faults.set('docker exec', () => {
      throw new Interrupted();
    });
    expect((await one.up()).err).toBe(
      'Stopped while images were being brought in: cluster "dev-cluster" runs, nothing was applied. Run "cdk8s-k3d up" again: it goes on from there.\n',
    );
  });

  test('while the old cluster is deleted', async () => {
    const next = (await running()).withFiles(moreAgents);
    next.machine.faults.set('k3d cluster delete', () => {
      throw new Interrupted();
    });
    const { code, err } = await next.up('--recreate', '--yes');
    expect([code, err]).toEqual([
      130,
      'Stopped while cluster "dev-cluster" was being deleted: parts of it are there. Run "cdk8s-k3d up" again: it goes on from there.\n',
    ]);
  });

  test('while routes are asked', async () => {
    const one = await running();
    const next = one.withFiles(DIST, {
      tools: {
        request: async () => {
          throw new Interrupted();
        },
      },
    });
    expect(await next.up()).toEqual({
      code: 130,
      out: '',
      err: 'Stopped while routes were being asked: cluster "dev-cluster" is up. Run "cdk8s-k3d verify" to ask them again.\n',
    });
  });
});

describe('two at once', () => {
  test('the second waits for the first', async () => {
    const one = await running();
    one.locks.add('dev-cluster');
    const { clock } = one.tools;
    const wait = async (milliseconds: number) => {
      await clock.wait(milliseconds);
      if (clock.now() >= 3_000) one.locks.delete('dev-cluster');
    };
    const next = { ...one.tools, clock: { ...clock, wait } };
    expect((await up.run(next, { paths: [], values: {}, flags: new Set(['no-verify']) })).code).toBe(0);
    expect(one.said).toContain('… Process 4711 works on cluster "dev-cluster"; waiting for it to end');
  });

  test('the second gives up', async () => {
    const one = await running();
    one.locks.add('dev-cluster');
    expect(await one.up('--timeout', '5')).toEqual({
      code: 1,
      out: '',
      err: 'Process 4711 works on cluster "dev-cluster". Run this again when it has ended.\n',
    });
    expect(one.typed).toEqual([]);
  });
});

describe('what doctor says', () => {
  test('a missing program ends it with 3', async () => {
    const one = laptop();
    one.machine.faults.set('k3d version', () => new Error('spawn k3d ENOENT'));
    const { code, err } = await one.up();
    expect([code, err]).toEqual([3, expect.stringContaining('k3d is not installed')]);
    expect(one.typed.filter(changes)).toEqual([]);
  });

  test('a note does not stop it', async () => {
    const one = laptop(DIST, { addresses: () => [] });
    expect((await one.up('--no-verify')).code).toBe(0);
    expect(one.said.some((line) => line.startsWith('! ') && line.includes('localhost.k3d.ingress'))).toBe(true);
  });
});

describe('at the end, up is content', () => {
  test('with a name that lacks its line in the hosts file, and says the line', async () => {
    const one = laptop(DIST, { addresses: (name) => (name === 'localhost' ? ['127.0.0.1'] : []) });
    const { code, out } = await one.up();
    expect([code, out.split('\n')[0]]).toEqual([0, 'Cluster "dev-cluster" is up.']);
    expect(out).toContain(
      [
        '! http://localhost.k3d.ingress:8085   needs a hosts line',
        '    "localhost.k3d.ingress" leads nowhere on this machine. All that lies behind it answers: 200.',
        '    Add the line "127.0.0.1 localhost.k3d.ingress" to the hosts file of this machine.',
        '✔ http://localhost:8085               200  → Deployment default/web-a',
      ].join('\n'),
    );
    expect(out).toContain('\n3 of 5 routes answer, 2 need a hosts line.\n');
  });

  test('and names one in the singular', async () => {
    const routes = DIST['dist/access/routes.json']!;
    const { routes: all, ...rest } = JSON.parse(routes) as { routes: { url: string }[] };
    const some = all.filter(({ url }) => url === 'http://localhost.k3d.ingress:8085');
    const one = laptop(
      { ...DIST, 'dist/access/routes.json': JSON.stringify({ ...rest, routes: some }) },
      { addresses: () => [] },
    );
    expect((await one.up()).out).toContain('\n0 of 1 route answers, 1 needs a hosts line.\n');
  });

  test('with ways that were only found, and do not speak TLS', async () => {
    const request = ({ port }: { port: number }) =>
      port === 8443 ? { reason: 'EPROTO' } : { status: 200, headers: {}, body: '' };
    const { code, out } = await laptop(DIST, { request }).up();
    expect([code, out.split('\n')[0]]).toEqual([0, 'Cluster "dev-cluster" is up.']);
    expect(out).toContain('3 of 5 routes answer, 2 dead.');
    expect(out).not.toContain('the pods do not answer');
    expect(out).toContain('EPROTO');
  });

  test('with no route that it declares and that is dead', async () => {
    const request = ({ port }: { port: number }) =>
      port === 8087 ? { reason: 'ECONNRESET' } : { status: 200, headers: {}, body: '' };
    const { code, out } = await laptop(DIST, { request }).up();
    expect([code, out.split('\n')[0]]).toEqual([1, 'Cluster "dev-cluster" is up, and not every route answers.']);
  });
});

describe('words', () => {
  test.each([
    [['dev'], 'up takes no "dev". Write --cluster dev to name a cluster.\n'],
    [[''], 'up takes no "". Write --cluster NAME to name a cluster.\n'],
    [['--timeout', '0'], '--timeout says "0". Write a whole number of seconds from 1 to 86400.\n'],
    [['--cluster', 'nope'], '"dist" has no cluster "nope". Write "dev-cluster".\n'],
    [['--dist', 'nowhere'], '"nowhere" does not exist. Run "cdk8s-k3d synth" first, or name it: --dist DIR.\n'],
  ])('%j', async (words, err) => {
    const one = laptop();
    expect(await one.up(...words)).toEqual({ code: 2, out: '', err });
    expect(one.typed).toEqual([]);
  });
});

describe('the kubeconfig of the user', () => {
  const at = async (environment: Record<string, string>, files: Files = {}, dist: Files = DIST) => {
    const one = (await running(dist)).withFiles({ ...dist, ...files }, { tools: { environment } });
    return (await one.up('--no-verify')).out.split('\n')[1];
  };
  const context = 'contexts: [{ name: k3d-dev-cluster }]';

  test('that has the context needs nothing', async () => {
    expect(await at({ KUBECONFIG: 'one:two' }, { two: context, one: 'contexts: []' })).toBe('');
    expect(await at({ HOME: 'home' }, { 'home/.kube/config': context })).toBe('');
    expect(await at({ PATH: 'a;b', KUBECONFIG: 'x;two' }, { two: context })).toBe('');
  });

  test('stands below the profile on Windows', async () => {
    expect(await at({ USERPROFILE: 'home' }, { 'home/.kube/config': context })).toBe('');
  });

  test('of several files gets a line to run', async () => {
    expect(await at({ KUBECONFIG: 'one:two' }, { one: ': no yaml [', two: 'contexts: []' })).toBe(
      'No file of KUBECONFIG has the context k3d-dev-cluster, and k3d adds it to none of several. For kubectl of your own run: export KUBECONFIG="$(k3d kubeconfig write dev-cluster):$KUBECONFIG"',
    );
  });

  test('is not missed where the cluster file says so', async () => {
    const dist = distWith({
      config: (text) =>
        text.replace('switchCurrentContext', 'updateDefaultKubeconfig: false\n    switchCurrentContext'),
    });
    expect(await at({}, {}, dist)).toBe('');
  });
});

test('helper images come through a mirror', async () => {
  const files = distWith({ handoff: (text) => text.replaceAll('ghcr.io/', 'ghcr.m.daocloud.io/') });
  const one = laptop(files);
  const given: unknown[] = [];
  const { start } = one.tools;
  const tools = {
    ...one.tools,
    start: (...[program, args, call]: Parameters<typeof start>) => {
      if (args[1] === 'create') given.push(call?.environment);
      return start(program, args, call);
    },
  };
  expect((await up.run(tools, { paths: [], values: {}, flags: new Set(['no-verify']) })).code).toBe(0);
  expect(given).toEqual([
    {
      LOG_COLORS: 'false',
      LOG_LEVEL: 'warn',
      K3D_IMAGE_LOADBALANCER: 'ghcr.m.daocloud.io/k3d-io/k3d-proxy:5.9.0',
      K3D_IMAGE_TOOLS: 'ghcr.m.daocloud.io/k3d-io/k3d-tools:5.9.0',
    },
  ]);
});

test.each(['up', 'plan'] as const)('%s changes nothing where a newer version has been', async (command) => {
  const one = await running();
  const inventory = one.machine.objects.get(`ConfigMap ${INVENTORY.namespace}/${INVENTORY.name}`);
  Object.assign(inventory!.data as object, { version: '2', objects: '{"shape":"another"}' });
  expect(await one[command]()).toEqual({
    code: 1,
    out: '',
    err: 'The inventory "kube-system/cdk8s-k3d-inventory" in k3d-dev-cluster was written by a newer cdk8s-k3d: its version is 2, and this one knows 1. Update cdk8s-k3d.\n',
  });
  expect(one.typed.filter(changes)).toEqual([]);
});

test('no token is ever said', async () => {
  const one = laptop();
  const ended = await one.up();
  expect(JSON.stringify([ended, one.said, one.typed])).not.toContain(TOKEN);
  expect(one.machine.objects.has(`ConfigMap ${INVENTORY.namespace}/${INVENTORY.name}`)).toBe(true);
});

test('a login of the nodes that k3d repeats is not repeated', async () => {
  const [user, password] = ['REGISTRY_USER', 'REGISTRY_PASSWORD'];
  const files = distWith({
    handoff: (text) => {
      const environment = [{ name: 'DOLLAR', value: '$' }, { name: user }, { name: password }];
      return JSON.stringify({ ...JSON.parse(text), environment });
    },
  });
  const environment = { KUBECONFIG: '/nowhere', [user]: 'pl4nted', [password]: 'pl4nted: S3cret' };
  const said = (line: string) => ({
    code: 1,
    stderr: `FATA[0000] ${line} cannot unmarshal "pl4nted: S3cret" of pl4nted`,
  });
  for (const line of ['line 7:', 'Cannot connect to the Docker daemon']) {
    const one = laptop(files, { tools: { environment } });
    one.machine.faults.set('k3d cluster create', () => said(line));
    const { err } = await one.up();
    expect(err).toContain(`${line} cannot unmarshal "…" of …`);
    expect(JSON.stringify([err, one.said, one.typed])).not.toMatch(/pl4nted|S3cret/);
  }
});

test('a password with a quote reaches k3d as YAML reads it, and is not repeated as it is or as it went there', async () => {
  const files = distWith({
    handoff: (text) => JSON.stringify({ ...JSON.parse(text), environment: [{ name: 'RP' }] }),
    config: (text) => `${text}# '\${RP}'\n`,
  });
  const one = laptop(files, { tools: { environment: { KUBECONFIG: '/nowhere', RP: "pl4nted's S3cret" } } });
  one.machine.faults.set('k3d cluster create', () => ({
    code: 1,
    stderr: "FATA[0000] line 7: 'pl4nted''s S3cret' is no map: pl4nted's S3cret",
  }));
  const { err } = await one.up();
  expect(err).toContain("line 7: '…' is no map: …");
});

test('a login goes to the cluster over standard input, and nowhere else', async () => {
  const from = { kind: 'environment', user: 'REGISTRY_USER', password: 'REGISTRY_PASSWORD' };
  const secret = { kind: 'login', namespace: 'default', name: 'login', server: 'registry.example.com', from };
  const files = distWith({
    handoff: (text) => text.replace('"secrets": []', `"secrets": [${JSON.stringify(secret)}]`),
  });
  const password = 'pass-of-mine';
  const environment = { KUBECONFIG: '/nowhere', REGISTRY_USER: 'me', REGISTRY_PASSWORD: password };
  const one = laptop(files, { tools: { environment } });
  const ended = [await one.up('--json'), await one.up(), await one.plan()];
  expect(ended.map(({ code }) => code)).toEqual([0, 0, 0]);
  expect(ended[1]!.out).toMatch(/^Nothing to change/);
  expect(one.machine.objects.get('Secret default/login')).toMatchObject({ type: 'kubernetes.io/dockerconfigjson' });
  const open = JSON.stringify([ended, one.said, one.typed]);
  for (const text of [password, Buffer.from(`me:${password}`).toString('base64')]) expect(open).not.toContain(text);
});

test('values of the app go to the cluster over standard input, and nowhere else', async () => {
  const from = {
    ca: { kind: 'file', file: 'certs/ca.pem' },
    password: { kind: 'environment', name: 'DB_PASSWORD' },
    user: { kind: 'dotenv', file: '.env', name: 'DB_USER' },
  };
  const secret = { kind: 'values', namespace: 'default', name: 'db', from };
  const files = {
    ...distWith({ handoff: (text) => text.replace('"secrets": []', `"secrets": [${JSON.stringify(secret)}]`) }),
    '.env': 'DB_USER="user-of-mine\nin two lines"\n',
    'certs/ca.pem': 'bytes-of-mine\n',
  };
  const environment = { KUBECONFIG: '/nowhere', DB_PASSWORD: 'pass-of-mine' };
  const one = laptop(files, { tools: { environment } });
  const ended = [await one.up('--json'), await one.up(), await one.plan()];
  expect(ended.map(({ code }) => code)).toEqual([0, 0, 0]);
  expect(ended[1]!.out).toMatch(/^Nothing to change/);
  const encoded = (text: string) => Buffer.from(text).toString('base64');
  const data = {
    ca: encoded('bytes-of-mine\n'),
    password: encoded('pass-of-mine'),
    user: encoded('user-of-mine\nin two lines'),
  };
  expect(one.machine.objects.get('Secret default/db')).toMatchObject({ type: 'Opaque', data });
  environment.DB_PASSWORD = 'other-of-mine';
  const later = await one.up();
  expect([later.code, one.said.join('\n')]).toEqual([0, expect.stringContaining('0 added, 1 changed, 0 removed')]);
  expect(one.machine.objects.get('Secret default/db')).toMatchObject({
    data: { ...data, password: encoded('other-of-mine') },
  });
  const open = JSON.stringify([ended, later, one.said, one.typed]);
  expect(open).not.toMatch(/(user|bytes|pass|other)-of-mine/);
  for (const text of [...Object.values(data), encoded('other-of-mine')]) expect(open).not.toContain(text);
});

import { type Inventory, inventoryObject, objectKeyOf, readInventory } from '../../../lib/cli/hand-off/inventory';
import { isRunning, K3d } from '../../../lib/cli/hand-off/k3d';
import { Kubectl } from '../../../lib/cli/hand-off/kubectl';
import { removeLeftovers } from '../../../lib/cli/hand-off/leftovers';
import {
  ask,
  askJson,
  attempt,
  complaintsIn,
  isSilence,
  type ProgramFailed,
  withoutSecrets,
} from '../../../lib/cli/hand-off/programs';
import type { Call, Ran, Tools, Unstarted } from '../../../lib/cli/tools';
import { cluster, KUBECONFIG, TOKEN } from '../in-memory';
import { ABSENT, ended, stopped } from '../../support/ran';

const ran = (stdout: string): Ran => ended(0, { stdout });

/** Tools that write down each start, and answer by the words. */
function starting(answer: (line: string) => Ran | Unstarted, environment: Tools['environment'] = {}) {
  const started: { line: string; call: Call }[] = [];
  const kept: [string, string][] = [];
  const tools = {
    environment,
    start: async (program: string, args: readonly string[], call: Call = {}) => {
      const line = [program, ...args].join(' ');
      started.push({ line, call });
      return answer(line);
    },
    keepPrivate: (name: string, text: string) => {
      kept.push([name, text]);
      return `/private/${name}`;
    },
  } as Partial<Tools> as Tools;
  return { tools, started, kept };
}

const caught = async (work: () => Promise<unknown>) => {
  try {
    await work();
  } catch (error) {
    return error as ProgramFailed;
  }
  throw new Error('It ended well.');
};

describe('a program', () => {
  test.each<[string, Ran | Unstarted, string, number]>([
    [
      'fails',
      ended(4, { stderr: 'FATA[0003] \u001b[31mno such thing\u001b[0m\n' }),
      '"k3d node list" ended with 4: no such thing',
      1,
    ],
    ['says nothing', ended(4), '"k3d node list" ended with 4.', 1],
    ['is killed', stopped(), '"k3d node list" was stopped.', 1],
    [
      'takes too long',
      stopped(true),
      'Docker does not answer. Restart it, and run this again. "k3d node list" took too long and was stopped.',
      3,
    ],
    [
      'has no engine',
      ended(1, { stderr: 'error during connect: Get "http://%2Fvar' }),
      'Docker does not answer. Start it, and run this again. "k3d node list" ended with 1: error during connect: Get "http://%2Fvar',
      3,
    ],
    [
      'is stopped while it speaks of a file that is not there',
      stopped(true, { stderr: 'open /ctx/x: ENOENT' }),
      'Docker does not answer. Restart it, and run this again. "k3d node list" took too long and was stopped: open /ctx/x: ENOENT',
      3,
    ],
    [
      'is not installed',
      ABSENT,
      'k3d is not installed, or not in PATH. Install it: https://k3d.io/stable/#installation',
      3,
    ],
    [
      'does not start',
      { kind: 'unstarted', reason: 'EACCES' },
      'k3d could not be started: EACCES. Install it again: https://k3d.io/stable/#installation',
      3,
    ],
  ])('that %s', async (_, how, message, code) => {
    const { tools } = starting(() => how);
    const error = await caught(() => ask(tools, 'k3d', ['node', 'list']));
    expect([error.message, error.code]).toEqual([message, code]);
  });

  test('of the API that takes too long says nothing of docker', async () => {
    const { tools } = starting(() => stopped(true));
    const error = await caught(() => ask(tools, 'kubectl', ['get', 'pods']));
    expect([error.message, error.code]).toEqual(['"kubectl get pods" took too long and was stopped.', 1]);
  });

  test('that prints JSON is read', async () => {
    expect(await askJson(starting(() => ran('[1]')).tools, 'docker', [])).toEqual([1]);
  });

  test('that is there and does not say what it is asked for is silent', async () => {
    for (const [how, silent] of [
      [ended(1), true],
      [ran('{'), true],
      [ABSENT, false],
    ] as const) {
      expect(isSilence(await caught(() => askJson(starting(() => how).tools, 'docker', ['info'])))).toBe(silent);
    }
  });

  test('complains without stamps and without secrets', () => {
    expect(complaintsIn('No engine.\nINFO[0000] two\nNo engine.\n')).toEqual(['No engine.', 'two']);
    expect(complaintsIn(`WARN[0001] one\n\n  two token=${TOKEN} \n`)).toEqual(['one', 'two token=…']);
    expect(withoutSecrets(`Authorization: Bearer ${TOKEN}, https://me:${TOKEN}@host`)).not.toContain(TOKEN);
  });

  test.each([
    `run k3s server --token ${TOKEN}`,
    `{"auths":{"reg":{"auth":"${TOKEN}"}}}`,
    `"{\\"auth\\": \\"${TOKEN}\\"}"`,
    `client-key-data: ${TOKEN}`,
    `identitytoken=${TOKEN}`,
    `passwd: ${TOKEN}`,
    `api_key=${TOKEN}`,
    `login -p x --password=${TOKEN}`,
  ])('does not repeat the secret in %s', (words) => {
    expect(withoutSecrets(words)).not.toContain(TOKEN);
  });

  test('that complains without end is shortened', async () => {
    const { tools } = starting(() => ended(1, { stderr: `${'noise '.repeat(9_000)}the end` }));
    const { message } = await caught(() => ask(tools, 'k3d', ['node', 'list']));
    expect(message.length).toBeLessThan(2_100);
    expect(message).toMatch(/^"k3d node list" ended with 1: ….*the end$/);
  });
});

describe('k3d', () => {
  test('is asked in a clean environment, and not for ever', async () => {
    const { tools, started } = starting((line) => ran(line.includes('version') ? '{"k3d":"v5.8.3"}' : '[]'), {
      K3D_TOKEN: TOKEN,
      K3D_IMAGE_TOOLS: 'mine',
      K3D_FIX_DNS: '0',
    });
    const k3d = new K3d(tools);
    expect([(await k3d.versions()).k3d, await k3d.clusters()]).toEqual([[5, 8, 3], []]);
    await k3d.run(['cluster', 'stop', 'dev']);
    await k3d.run(['cluster', 'delete', 'dev'], { environment: { MORE: '1' } });
    const environment = { K3D_TOKEN: undefined, LOG_COLORS: 'false', LOG_LEVEL: 'warn' };
    expect(started).toEqual([
      { line: 'k3d version -o json', call: { timeout: 30_000, environment } },
      { line: 'k3d cluster list -o json', call: { timeout: 30_000, environment } },
      { line: 'k3d cluster stop dev', call: { environment } },
      { line: 'k3d cluster delete dev', call: { environment: { ...environment, MORE: '1' } } },
    ]);
  });

  test('is asked again only where an answer is missing, or it was told to do something', async () => {
    let broken = true;
    const { tools, started } = starting((line) => ran(broken ? 'half: [' : line.includes('list') ? '[]' : '{}'));
    const k3d = new K3d(tools);
    const error = await caught(() => k3d.clusters());
    expect(error.message).toBe(
      '"k3d cluster list -o json" printed "half: [", which is no JSON. Install the real k3d: https://k3d.io/stable/#installation',
    );
    broken = false;
    for (let times = 0; times < 2; times += 1) await Promise.all([k3d.clusters(), k3d.cluster('dev')]);
    const asked = started.length;
    await k3d.clusters();
    expect(started).toHaveLength(asked);
    await k3d.run(['cluster', 'start', 'dev']);
    await k3d.clusters();
    expect(started.slice(asked).map(({ line }) => line)).toEqual(['k3d cluster start dev', 'k3d cluster list -o json']);
  });

  test('says nothing where JSON belongs', async () => {
    const error = await caught(() => new K3d(starting(() => ran(' \n')).tools).versions());
    expect(error.message).toMatch(/^"k3d version -o json" printed nothing instead of JSON\. /);
  });

  test('of one’s own says no version', async () => {
    expect(await new K3d(starting(() => ran('{}')).tools).versions()).toEqual({ k3d: undefined, k3s: undefined });
  });

  test('tells clusters without what is secret in them', async () => {
    const [known] = await new K3d(starting(() => ran(JSON.stringify([cluster()]))).tools).clusters();
    expect(JSON.stringify(known)).not.toContain(TOKEN);
    expect(known!.nodes[3]!.ports).toContainEqual({
      hostIp: '127.0.0.1',
      hostPort: 6449,
      containerPort: 6443,
      protocol: 'tcp',
    });
    expect(isRunning(known!)).toBe(true);
    expect(isRunning({ name: 'none', nodes: [] })).toBe(false);
  });

  test('tells odd clusters as far as they can be told', async () => {
    const odd = [{}, { name: 7, nodes: [{ portMappings: { '80/udp': [null, { HostPort: '0' }] } }] }];
    expect(await new K3d(starting(() => ran(JSON.stringify(odd))).tools).clusters()).toEqual([
      { name: '', nodes: [] },
      {
        name: '',
        nodes: [
          {
            name: '',
            role: '',
            running: false,
            status: '',
            ports: Array.from({ length: 2 }, () => ({ hostIp: '', containerPort: 80, protocol: 'udp' })),
            labels: {},
          },
        ],
      },
    ]);
  });
});

test('values that are to be hidden are hidden in quotes too', async () => {
  const hidden = ['p"w\\d-one', 'p"w', 'abc'];
  const said = `${hidden[0]} ${JSON.stringify(hidden[0])} ${JSON.stringify(hidden)} abc`;
  const { tools } = starting(() => ended(1, { stderr: said }));
  const { stderr } = await attempt(tools, 'k3d', ['cluster', 'create'], { hidden });
  expect(stderr).toBe('… "…" ["…","…","abc"] abc');
});

describe('kubectl', () => {
  async function kubectlFor(kubeconfig: string, environment: Tools['environment'] = {}, patience?: () => number) {
    const one = starting((line) => ran(line.startsWith('k3d') ? kubeconfig : '{}'), environment);
    const kubectl = await Kubectl.of(one.tools, new K3d(one.tools), 'dev', patience);
    one.started.splice(0);
    return { ...one, kubectl };
  }

  test('carries its context, and a kubeconfig of its own', async () => {
    const { kubectl, started, kept } = await kubectlFor(KUBECONFIG, { NO_PROXY: 'a,b', KUBECONFIG: '/x:/y' });
    await kubectl.list(['pods']);
    await kubectl.attempt(['version'], { environment: { MORE: '1' } });
    await kubectl.run(['apply'], { input: 'in', timeout: 5 });
    await kubectl.attempt(['logs']);
    expect(await kubectl.list(['nodes'])).toEqual([]);
    const environment = {
      KUBERC: 'off',
      KUBECTL_KUBERC: 'false',
      KUBECONFIG: '/private/kubeconfig-dev.yaml',
      NO_PROXY: 'a,b,127.0.0.1',
      no_proxy: '127.0.0.1',
    };
    const timeout = 120_000;
    expect(started).toEqual([
      { line: 'kubectl --context k3d-dev get pods -o json', call: { timeout, environment } },
      { line: 'kubectl --context k3d-dev version', call: { timeout, environment: { ...environment, MORE: '1' } } },
      { line: 'kubectl --context k3d-dev apply', call: { input: 'in', timeout: 5, environment } },
      { line: 'kubectl --context k3d-dev logs', call: { timeout, environment } },
      { line: 'kubectl --context k3d-dev get nodes -o json', call: { timeout, environment } },
    ]);
    expect(kept).toEqual([['kubeconfig-dev.yaml', KUBECONFIG]]);
  });

  test('has as much time as there is when it is asked', async () => {
    let left = 300;
    const { kubectl, started } = await kubectlFor(KUBECONFIG, {}, () => (left -= 100));
    await kubectl.run(['one']);
    await kubectl.run(['two']);
    expect(started.map(({ call }) => call.timeout)).toEqual([200, 100]);
  });

  test.each(['', 'clusters: [{ name: k3d-dev }]', 'clusters: [{ cluster: { server: nowhere } }]'])(
    'takes a kubeconfig without an address as it is: "%s"',
    async (kubeconfig) => {
      const { kubectl, started } = await kubectlFor(kubeconfig, { no_proxy: 'a' });
      await kubectl.run(['get']);
      expect(started[0]!.call.environment).toEqual({
        KUBERC: 'off',
        KUBECTL_KUBERC: 'false',
        KUBECONFIG: '/private/kubeconfig-dev.yaml',
      });
    },
  );
});

describe('the inventory', () => {
  const read = async (printed: string) => {
    const one = starting((line) => ran(line.startsWith('k3d') ? KUBECONFIG : printed));
    return readInventory(await Kubectl.of(one.tools, new K3d(one.tools), 'dev'));
  };
  const made: Inventory = {
    file: 'kind: Simple\n',
    objects: [
      { apiVersion: 'v1', kind: 'Namespace', name: 'team' },
      { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'team', name: 'web' },
    ],
  };

  test('is read as it was written', async () => {
    expect(await read(JSON.stringify(inventoryObject(made)))).toEqual(made);
    expect(inventoryObject(made).metadata).toMatchObject({ name: 'cdk8s-k3d-inventory', namespace: 'kube-system' });
  });

  test('is absent where nothing is printed', async () => {
    expect(await read('\n')).toBeUndefined();
  });

  test.each<[string, object]>([
    ['nothing in it', {}],
    ['no objects', { data: { file: 'x' } }],
    ['half of the objects', { data: { objects: '[{"kind":"Pod"' } }],
    ['keys that lack something', { data: { objects: '[null, 7, {"kind":"Pod","name":"a"}, {"apiVersion":"v1"}]' } }],
  ])('that somebody edited names nothing: %s', async (_, json) => {
    expect((await read(JSON.stringify(json)))!.objects).toEqual([]);
  });

  test('knows an object by its words', () => {
    expect(objectKeyOf({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', namespace: 'b' } })).toEqual({
      apiVersion: 'v1',
      kind: 'Pod',
      name: 'a',
      namespace: 'b',
    });
    expect(objectKeyOf({ metadata: { name: '7' } })).toEqual({ apiVersion: '', kind: '', name: '7' });
    expect(objectKeyOf({})).toEqual({ apiVersion: '', kind: '', name: 'undefined' });
  });
});

test('leftovers are asked for and removed within a time', async () => {
  const { tools, started } = starting((line) => ran(line.startsWith('docker network ls') ? 'k3d-dev\n' : ''));
  expect(await removeLeftovers(tools, 'dev')).toEqual({
    removed: [],
    stays: [{ kind: 'network', name: 'k3d-dev' }],
  });
  expect(new Set(started.map(({ call }) => call.timeout))).toEqual(new Set([30_000]));
});

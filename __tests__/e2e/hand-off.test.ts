import { execFileSync, spawnSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordingMachine, TOKEN } from '../support/recording';

// The command line is compiled and started as a user starts it, many times.
jest.setTimeout(300_000);

const root = join(__dirname, '..', '..');
const out = join(root, '.cache/e2e');
const modules = join(root, 'node_modules');

interface Scenario {
  readonly cli: string;
  readonly library: string;
  readonly modules: string;
  readonly env: Readonly<Record<string, string>>;
  readonly images: { readonly image: string };
  readonly say: (text: string) => void;
}

const { scenario } = jest.requireActual<{ scenario: (options: Scenario) => Promise<string> }>(
  '../../test/e2e/scenario',
);

beforeAll(() => {
  const config = join(root, '.cache/e2e.json');
  const paths = { extends: '../tsconfig.json', files: ['../lib/index.ts', '../lib/cli/main.ts'], include: [] };
  const options = { noEmit: false, noCheck: true, outDir: './e2e', rootDir: '..', types: ['node'] };
  execFileSync('mkdir', ['-p', out]);
  writeFileSync(config, JSON.stringify({ ...paths, compilerOptions: options }));
  execFileSync(process.execPath, [join(modules, 'typescript7/bin/tsc'), '-p', config]);
});

test('from an empty folder to answering URLs, and back to nothing, as a user types it', async () => {
  const machine = recordingMachine();
  symlinkSync(process.execPath, join(machine.bin, 'node'));
  machine.listen();
  const said: string[] = [];
  const env = { PATH: machine.bin, HOME: machine.folder, K3D_TOKEN: TOKEN, HTTPS_PROXY: 'http://proxy.example:3128' };
  try {
    await scenario({
      cli: join(out, 'lib/cli/main.js'),
      library: join(out, 'lib'),
      modules,
      env,
      images: { image: 'nginx:1.27' },
      say: (text) => said.push(text),
    });
    expect(said.join('')).not.toContain(TOKEN);
    const { clusters, networks, volumes, containers } = machine.state();
    expect([clusters, networks, volumes, containers]).toEqual([{}, [], [], []]);
    expect(machine.orphans()).toEqual([]);
    const kubectl = machine.started().filter(({ line }) => line.startsWith('kubectl'));
    expect(kubectl.filter(({ line }) => !line.startsWith('kubectl --context k3d-cdk8s-k3d-e2e '))).toEqual([]);
    const asked = machine.started().filter(({ line }) => line.startsWith('k3d cluster create'));
    expect(asked.map(({ environment }) => environment)).toEqual(
      asked.map(() => ({ HTTPS_PROXY: 'http://proxy.example:3128', LOG_COLORS: 'false', LOG_LEVEL: 'warn' })),
    );
  } finally {
    machine.remove();
  }
});

test('without k3d, the scenario on a real cluster is left out with one sentence', () => {
  const machine = recordingMachine({}, ['k3d']);
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'test/e2e/run.js')], {
    env: { PATH: machine.bin },
    encoding: 'utf8',
  });
  machine.remove();
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^The test with a real cluster is left out, because .*\.\n$/);
});

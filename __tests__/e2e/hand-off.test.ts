import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DIST } from '../cli/in-memory';
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
  readonly images: { readonly image: string; readonly tar: string };
  readonly say: (text: string) => void;
}

const { scenario } = jest.requireActual<{ scenario: (options: Scenario) => Promise<string> }>(
  '../../test/e2e/scenario',
);

/** Locks of other test runs on this machine are none of ours. */
const shellOf = ({ bin, folder }: { bin: string; folder: string }) => ({ PATH: bin, HOME: folder, TMPDIR: folder });

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
  const tar = join(machine.folder, 'images.tar');
  writeFileSync(tar, 'nginx:1.27\nrancher/mirrored-pause:3.6');
  const env = { ...shellOf(machine), K3D_TOKEN: TOKEN, HTTPS_PROXY: 'http://proxy.example:3128' };
  try {
    await scenario({
      cli: join(out, 'lib/cli/main.js'),
      library: join(out, 'lib'),
      modules,
      env,
      images: { image: 'nginx:1.27', tar },
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

/** A command that runs, and what it has said on standard error. */
function begin(words: readonly string[], cwd: string, env: NodeJS.ProcessEnv) {
  const child: ChildProcess = spawn(process.execPath, [join(out, 'lib/cli/main.js'), ...words], { cwd, env });
  const said = { out: '', err: '' };
  child.stdout!.on('data', (chunk) => (said.out += `${chunk}`));
  child.stderr!.on('data', (chunk) => (said.err += `${chunk}`));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { child, said, ended };
}

const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
};

test('of two up at once the second waits; when the first is stopped, it does the work', async () => {
  const machine = recordingMachine({ hang: { on: 'k3d cluster create', when: 'before' } });
  const project = join(machine.folder, 'project');
  for (const [path, text] of Object.entries(DIST)) {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), text);
  }
  const up = () => begin(['up', '--no-verify', '--json'], project, shellOf(machine));
  try {
    const first = up();
    await until(() => existsSync(join(machine.folder, 'hanging')));
    const second = up();
    await until(() => second.said.err.includes(`Process ${first.child.pid} works on cluster "dev-cluster"`));
    first.child.kill('SIGTERM');
    expect([await first.ended, await second.ended]).toEqual([130, 0]);
    expect(first.said.out).toContain('Stopped while cluster \\"dev-cluster\\" was being created');
    expect(JSON.parse(second.said.out)).toMatchObject({ clusters: [{ cluster: 'dev-cluster', made: 'created' }] });
    expect(machine.orphans()).toEqual([]);
    expect(Object.keys(machine.state().clusters)).toEqual(['dev-cluster']);
  } finally {
    machine.remove();
  }
});

test('without k3d, the scenario on a real cluster refuses to start, with one sentence', () => {
  const machine = recordingMachine({}, ['k3d']);
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'test/e2e/run.js')], {
    env: { PATH: machine.bin },
    encoding: 'utf8',
  });
  machine.remove();
  expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
  expect(stderr).toMatch(/^The test with a real cluster cannot start, because .*\.\n$/);
});

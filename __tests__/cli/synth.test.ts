import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { commands } from '../../lib/cli/commands';
import { sentenceOf } from '../../lib/cli/synth/sentence';
import { nodeWorld } from '../../lib/cli/node-tools';
import { watcher } from '../../lib/cli/node/watching';
import { CommandError, EXIT } from '../../lib/cli/command';
import { run } from '../../lib/cli/run';
import { programOf } from '../../lib/cli/synth/program';
import { type Apply, follow } from '../../lib/cli/synth/watch';
import { type Files, Interrupted, type Terminal, type Tools, type Watching } from '../../lib/cli/tools';
import { startedIn } from '../support/files';

/** A project in a folder of its own, whose programs really run. */
class Project {
  public readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'cdk8s-k3d-synth-')));
  public readonly said: string[] = [];
  private readonly interrupt = new AbortController();
  private readonly listeners: (() => void)[] = [];

  public write(files: Readonly<Record<string, string>>): void {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, path)), { recursive: true });
      writeFileSync(join(this.folder, path), content);
    }
  }

  public read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  /** TypeScript as a user has it: the native compiler, and the types of Node. */
  public installTypeScript(): void {
    mkdirSync(join(this.folder, 'node_modules'));
    for (const [name, package_] of [
      ['typescript', 'typescript7'],
      ['@types', '@types'],
    ] as const) {
      symlinkSync(resolve('node_modules', package_), join(this.folder, 'node_modules', name), 'dir');
    }
  }

  public run(tools: Partial<Tools>, ...words: string[]) {
    return run(commands, { ...this.tools(), ...tools }, ['synth', ...words]);
  }

  public program(...words: string[]) {
    return programOf(this.tools(), words);
  }

  /** Follows a program, and brings in what it writes. */
  public follow(apply: Apply, ...words: string[]) {
    const tools = this.tools();
    return follow(tools, () => programOf(tools, words), apply);
  }

  public stop(): void {
    this.interrupt.abort();
  }

  /** Waits until somebody has said that. */
  public async until(pattern: RegExp, times = 1): Promise<void> {
    while (this.said.filter((line) => pattern.test(line)).length < times) {
      await new Promise<void>((resolve) => this.listeners.push(resolve));
    }
  }

  public remove(): void {
    this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private tools(): Tools {
    const { tools } = nodeWorld(this.interrupt.signal);
    const at = (path: string) => resolve(this.folder, path);
    const { kind, size, names, read, real } = tools.files;
    const files: Files = {
      kind: (path) => kind(at(path)),
      size: (path) => size(at(path)),
      names: (path) => names(at(path)),
      read: (path) => read(path === 0 ? 0 : at(path)),
      real: (path) => real(at(path)),
    };
    const say = (mark: string) => (text: string) => {
      this.said.push(`${mark} ${text}`);
      for (const wake of this.listeners.splice(0)) wake();
    };
    const terminal: Terminal = { ...tools.terminal, doing: say(' '), done: say('+'), warn: say('!'), still: () => {} };
    return {
      ...tools,
      files,
      terminal,
      environment: {},
      start: (...given) => startedIn(this.folder, () => tools.start(...given)),
      watch: (folder, passOver) => tools.watch(at(folder), passOver),
      cache: (path, text) => tools.cache(at(path), text),
      keepPrivate: (name, text) => {
        this.write({ [`.${name}`]: text });
        return at(`.${name}`);
      },
    };
  }
}

let project: Project;
beforeEach(() => {
  project = new Project();
});
afterEach(() => project.remove());

/** Writes a file into dist/ that says what stands in content.txt. */
const PROGRAM = `
const { mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const outdir = process.env.CDK8S_OUTDIR;
mkdirSync(outdir, { recursive: true });
writeFileSync(outdir + '/web.k8s.yaml', readFileSync('content.txt', 'utf8'));
`;

describe('The compiler', () => {
  const parts = { '@typescript/typescript-other': '7.0.0', '@typescript/typescript-this': '7.0.0' };
  const typescript = (files: Readonly<Record<string, string>>, ...words: string[]) => {
    project.write({
      'main.ts': '',
      'node_modules/typescript/bin/tsc': '',
      'node_modules/typescript/package.json': JSON.stringify({ optionalDependencies: parts }),
      ...files,
    });
    const [step] = project.program(...words).steps;
    return [step!.program, ...step!.args].map((word) => word.replace(project.folder, '.'));
  };
  const machine = (version: string, program: string) => ({
    [`node_modules/@typescript/typescript-this/lib/${program}`]: '',
    'node_modules/@typescript/typescript-this/package.json': JSON.stringify({ version }),
  });
  const CACHE = ['-p', '.cache/cdk8s-k3d'];

  test('is started by Node where it is written in JavaScript', () => {
    expect(typescript({ 'node_modules/typescript/package.json': '{}' })).toEqual([
      'node',
      './node_modules/typescript/bin/tsc',
      ...CACHE,
    ]);
  });

  test.each(['tsc', 'tsgo'])('is started itself where it is native: %s', (program) => {
    expect(typescript(machine('7.0.0', program))).toEqual([
      `./node_modules/@typescript/typescript-this/lib/${program}`,
      ...CACHE,
    ]);
  });

  test('that cannot be started is named, with the way out', async () => {
    typescript(machine('7.0.0', 'tsc'));
    const compiler = join(project.folder, 'node_modules/@typescript/typescript-this/lib/tsc');
    expect(await project.run({}, 'main.ts')).toEqual({
      code: 3,
      out: '',
      err: `"${compiler}" could not be started: EACCES. Install it again.\n`,
    });
  });

  test('is not that of another TypeScript', () => {
    expect(typescript(machine('7.1.0', 'tsc'))[0]).toBe('node');
    expect(typescript({ 'node_modules/typescript/package.json': 'no JSON' })[0]).toBe('node');
  });
});

describe('The program', () => {
  beforeEach(() => project.write({ 'dist/mine.yaml': '', 'out/mine.yaml': '' }));

  test('is main.js or main.mjs where there is no main.ts', async () => {
    project.write({ 'main.mjs': "console.log('module', process.env.CDK8S_OUTDIR);" });
    expect(await project.run({})).toEqual({ code: 0, out: 'module dist\n', err: '' });
    project.write({ 'main.js': "console.log('script');", 'cdk8s.yaml': 'language: typescript\nown: x\n' });
    expect(await project.run({})).toEqual({ code: 0, out: 'script\n', err: '' });
  });

  test('is main.ts, whose types are checked, with the options of its folder', async () => {
    project.installTypeScript();
    project.write({
      'main.ts': `import { text } from './text';\nconsole.log(text, process.env.CDK8S_OUTDIR);\n`,
      'text.ts': `export const text: string = 'hello';\n`,
      'tsconfig.json': JSON.stringify({
        compilerOptions: { module: 'node20', target: 'es2022', types: ['node'], strict: true, noEmit: true },
        include: ['**/*.ts'],
      }),
      'broken.ts': `export const broken: number = 'not of this program';\n`,
    });
    expect(await project.run({})).toEqual({ code: 0, out: 'hello dist\n', err: '' });
    expect(project.read('.cache/cdk8s-k3d/.gitignore')).toBe('*\n');

    project.write({ 'text.ts': `export const text: string = 1;\n` });
    const { code, out, err } = await project.run({});
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain("text.ts(1,14): error TS2322: Type 'number' is not assignable to type 'string'.");
  });

  test('may be named, and lie deeper, in a folder without options', async () => {
    project.installTypeScript();
    project.write({ 'apps/shop.ts': `console.log(process.argv.slice(2).join());\n` });
    expect(await project.run({}, '--', 'apps/shop.ts', '--region', 'eu')).toEqual({
      code: 0,
      out: '--region,eu\n',
      err: '',
    });
  });

  test('may be JavaScript, and any command', async () => {
    project.write({ 'main.mjs': `console.log('plain');\n` });
    expect((await project.run({}, '--', 'main.mjs')).out).toBe('plain\n');
    expect((await project.run({}, '--', 'node', '-p', '40 + 2')).out).toBe('42\n');
  });

  test('is the app of cdk8s.yaml, which also names the folder', async () => {
    const app = `app: test "$CDK8S_OUTDIR" = out && echo yes`;
    project.write({ 'cdk8s.yaml': `${app}\noutput: out\n`, 'main.ts': '' });
    expect(await project.run({})).toEqual({ code: 0, out: 'yes\n', err: '' });
    expect((await project.run({ environment: { CDK8S_OUTDIR: 'elsewhere' } })).code).toBe(1);
    expect((await project.run({}, '--dist', 'out')).code).toBe(0);
    expect((await project.run({}, '--dist', 'elsewhere')).code).toBe(1);
  });

  test('may be told a folder by a way that is not there', async () => {
    project.write({ 'main.js': PROGRAM, 'content.txt': 'one' });
    expect(await project.run({}, '--dist', 'not there/../made/', '--', 'main.js')).toMatchObject({ code: 0, err: '' });
    expect(project.said.at(-1)).toMatch(/^\+ 1 file differs in made\/: web\.k8s\.yaml\./);
  });

  test('says on standard error what it says there', async () => {
    expect(await project.run({}, '--', 'node', '-e', `console.error('one\\n\\ntwo\\n\\n2 warnings.')`)).toEqual({
      code: 0,
      out: '',
      err: '',
    });
    expect(project.said.slice(0, 3)).toEqual(['! one', '! two', '! 2 warnings.']);
  });
});

describe('A program that cannot run is one sentence', () => {
  const cases: Record<string, [Record<string, string>, string[], number, string]> = {
    'without a program': [
      { 'cdk8s.yaml': 'language: typescript\n' },
      [],
      2,
      'There is no main.ts and no main.js here. Write cdk8s-k3d synth -- FILE to name the program.\n',
    ],
    'with a slip of the pen in cdk8s.yaml': [
      { 'cdk8s.yaml': 'app: node main.js\nouput: out\n', 'main.js': '' },
      [],
      2,
      '"cdk8s.yaml" says ouput, which cdk8s does not read. Write output.\n',
    ],
    'with a name that is empty': [{}, ['--', ''], 2, '"" names no program. Write cdk8s-k3d synth -- FILE.\n'],
    'with a file that does not exist': [
      {},
      ['--', 'shop.ts'],
      2,
      '"shop.ts" does not exist. Name a program that is there.\n',
    ],
    'with a file of another folder': [
      { 'inner/x': '' },
      ['--', 'inner/../../main.ts'],
      2,
      '"inner/../../main.ts" does not exist. Name a program that is there.\n',
    ],
    'with settings that are no YAML': [
      { 'cdk8s.yaml': 'app: "node\n' },
      [],
      2,
      expect.stringContaining('cdk8s.yaml') as unknown as string,
    ],
    'with a program that is a number': [
      { 'cdk8s.yaml': 'app: 3\n', 'main.ts': '' },
      [],
      2,
      '"cdk8s.yaml" says app: 3, which is no text. Write app: node main.js.\n',
    ],
    'with a folder that is a list': [
      { 'cdk8s.yaml': 'app:\noutput: [out]\n', 'main.ts': '' },
      [],
      2,
      '"cdk8s.yaml" says output: ["out"], which is no text. Write output: dist.\n',
    ],
    'with settings in another encoding': [
      { 'cdk8s.yaml': 'app: \0' },
      [],
      2,
      '"cdk8s.yaml" is a binary file. Name a file with text in YAML.\n',
    ],
    'without TypeScript': [
      { 'main.ts': '' },
      [],
      3,
      'TypeScript is not installed here. Run npm install --save-dev typescript @types/node.\n',
    ],
    'with a command that is not there': [
      {},
      ['--', 'no-such-program'],
      3,
      '"no-such-program" is not on PATH. Install it.\n',
    ],
    'with a command that says nothing': [
      {},
      ['--', 'node', '-e', 'process.exit(7)'],
      1,
      'The program ended with exit code 7 and said nothing.\n',
    ],
    'with a command that somebody ends': [
      {},
      ['--', 'node', '-e', 'process.kill(process.pid, "SIGKILL")'],
      1,
      'The program was ended from outside and said nothing.\n',
    ],
    'with a command that says why on either stream': [
      {},
      ['--', 'node', '-e', 'console.log("out"); console.error("err"); process.exit(1)'],
      1,
      'err\nout\n',
    ],
  };
  test.each(Object.entries(cases))('%s', async (_, [files, words, code, err]) => {
    project.write(files);
    expect(await project.run({}, ...words)).toEqual({ code, out: '', err });
  });

  test('when it lies outside of the folder', async () => {
    writeFileSync(join(project.folder, 'main.ts'), '');
    const words = ['--', join(project.folder, 'main.ts')];
    expect((await project.run({}, ...words)).err).toBe(
      `"${words[1]}" lies outside of this folder. Run cdk8s-k3d synth in the folder of the program.\n`,
    );
  });

  test('when it runs this command itself', async () => {
    const { code, err } = await project.run({ environment: { CDK8S_K3D_SYNTH: '1' } }, '--', 'node', '-v');
    expect({ code, err }).toEqual({
      code: 2,
      err: 'cdk8s-k3d synth runs a program that runs cdk8s-k3d synth. Let the app in cdk8s.yaml start the program itself, for example app: node main.js.\n',
    });
  });

  test('when nothing can be written beside it', async () => {
    project.installTypeScript();
    project.write({ 'main.ts': '', '.cache': 'a file' });
    expect(await project.run({})).toEqual({
      code: 2,
      out: '',
      err: '".cache/cdk8s-k3d" could not be written: ENOTDIR. Look at its rights and at the space on the disk.\n',
    });
  });

  test.each(['SynthError: 1 error, so nothing was written.', 'Error: Validation failed with the following errors:'])(
    '%s',
    async (head) => {
      const program = `console.error('before');
class SynthError extends Error { name = 'SynthError' }
throw new ${head.split(':')[0]}(${JSON.stringify(head.slice(head.indexOf(' ') + 1))} + '\\n\\nerror  somewhere\\n  Mend it.');
`;
      project.write({ 'main.js': program });
      expect(await project.run({}, '--', 'main.js')).toEqual({
        code: 1,
        out: '',
        err: `before\n${head.slice(head.indexOf(' ') + 1)}\n\nerror  somewhere\n  Mend it.\n`,
      });
    },
  );
});

describe('what a program ends with', () => {
  const ours = '    at new HostService (/home/me/app/node_modules/cdk8s-k3d/build/lib/workload/host-service.js:49:9)\n';
  const above = '/home/me/app/node_modules/cdk8s-k3d/build/lib/analysis/given.js:73\n  throw new Error(x);\n  ^\n\n';
  const error = 'Error: h: port is missing. Write port: 5432.\n';
  const node = '    at node:internal/main/run_main_module:28:49\n\nNode.js v20.20.2\n';

  test('is a sentence with the line of the program, where the package refuses', () => {
    for (const frame of ['Object.<anonymous> (/home/me/my app/main.ts:8:1)', '/home/me/my app/main.ts:8:1'])
      expect(sentenceOf(`warned\n${above}${error}${ours}    at ${frame}\n${node}`)).toBe(
        'warned\nh: port is missing. Write port: 5432.\n  at /home/me/my app/main.ts:8',
      );
  });

  test('is a sentence where two constructs have one id, with the way out', () => {
    const taken = "Error: There is already a Construct with name 'shop' in K3dApp\n";
    const theirs = '    at Node.addChild (/home/me/app/node_modules/constructs/src/construct.ts:530:13)\n';
    const stderr = `${above}${taken}${theirs}    at Object.<anonymous> (/home/me/app/main.ts:7:15)\n${node}`;
    expect(sentenceOf(stderr)).toBe(
      `There is already a Construct with name 'shop' in K3dApp. Write another id for one of the two. A cluster keeps its name by name: "shop".\n  at /home/me/app/main.ts:7`,
    );
    expect(sentenceOf(stderr.replace('in K3dApp', 'in Chart [shop]'))).toBe(
      `There is already a Construct with name 'shop' in Chart [shop]. Write another id for one of the two.\n  at /home/me/app/main.ts:7`,
    );
  });

  test('is a sentence alone, where Node does not look back as far as the program', () => {
    const deep = `${ours.repeat(2)}    at Array.map (<anonymous>)\n${ours.repeat(7)}`;
    expect(sentenceOf(`${above}${error}${deep}\nNode.js v20.20.2\n`)).toBe('h: port is missing. Write port: 5432.');
  });

  test('is left as it is where the program itself throws, or nobody knows where', () => {
    const own = `${error}    at Object.<anonymous> (/home/me/app/main.ts:8:1)\n${node}`;
    const deep = own.replace('    at Object', '    at build (/home/me/app/apps.ts:3:9)\n    at Object');
    for (const stderr of [own, deep, `${error}${ours}${node}`, error, 'something else'])
      expect(sentenceOf(stderr)).toBe(stderr.trim());
  });
});

describe('A program that wrote nothing', () => {
  /** What a synth of ours does when it has written. */
  const writes = (folder: string, done: object = { did: 'all' }) => `
const { mkdirSync, writeFileSync, realpathSync, appendFileSync } = require('node:fs');
mkdirSync('${folder}', { recursive: true });
writeFileSync('${folder}/web.k8s.yaml', '');
const done = { ...${JSON.stringify(done)}, folder: realpathSync('${folder}') };
appendFileSync(process.env.CDK8S_K3D_WRITTEN, JSON.stringify(done) + '\\n');
`;
  const MADE = `require('node:fs').appendFileSync(process.env.CDK8S_K3D_WRITTEN, '{ "did": "made" }\\n');`;
  const NOTHING = 'The program wrote nothing into';

  test('is told from one that did', async () => {
    project.write({ 'main.js': `console.log('said'); console.error('warned');` });
    expect(await project.run({}, '--', 'main.js')).toEqual({
      code: 1,
      out: '',
      err: `warned\n${NOTHING} "dist". Call app.synth(), and leave outdir to cdk8s-k3d.\nsaid\n`,
    });
    project.write({ 'main.js': writes('dist/deep') });
    for (const sentence of ['1 file differs in dist/: deep/web.k8s.yaml.', 'Nothing in dist/ differs.']) {
      project.said.length = 0;
      expect(await project.run({}, '--', 'main.js')).toEqual({ code: 0, out: '', err: '' });
      expect(project.said.map((line) => line.replace(/ \(\d+\.\d s\)$/, ''))).toEqual([`+ ${sentence}`]);
    }
  });

  test('is told where it wrote instead of the folder that somebody asked for', async () => {
    project.write({ 'main.js': writes('platform/dist') });
    const words = ['--dist', 'zzz', '--', 'main.js'];
    const refused = {
      code: 1,
      out: '',
      err: 'The program wrote into "platform/dist", and nothing into "zzz". Leave outdir to cdk8s-k3d.\n',
    };
    expect(await project.run({}, ...words)).toEqual(refused);
    project.write({ 'zzz/web.k8s.yaml': '' });
    expect(await project.run({}, ...words)).toEqual(refused);
    expect(project.said).toEqual([]);
  });

  test('is told where it wrote a folder of its own, which no other command reads', async () => {
    project.write({ 'main.js': writes('platform/dist') });
    expect(await project.run({}, '--', 'main.js')).toEqual({ code: 0, out: '', err: '' });
    expect(project.said).toEqual([
      '! The program wrote into "platform/dist", where no other command looks. Leave outdir to cdk8s-k3d, or say --dist platform/dist to them.',
    ]);
    project.write({ 'main.js': writes('.') });
    await project.run({}, '--', 'main.js');
    expect(project.said.at(-1)).toMatch(/^! The program wrote into "\.", where/);
    project.write({ 'main.js': writes('out'), 'dist/access/files.json': '{}' });
    expect(await project.run({}, '--', 'main.js')).toEqual({
      code: 1,
      out: '',
      err: 'The program wrote into "out", and nothing into "dist": what lies there is of an earlier synth. Leave outdir to cdk8s-k3d.\n',
    });
  });

  test('fails where the folder is of an earlier synth, and is warned where nobody saw what it did', async () => {
    const sentence = `${NOTHING} "dist": what lies there is of an earlier synth. Call app.synth(), and leave outdir to cdk8s-k3d.`;
    project.write({ 'main.js': MADE, 'dist/access/files.json': '{}' });
    expect(await project.run({}, '--', 'main.js')).toEqual({ code: 1, out: '', err: `${sentence}\n` });
    project.write({ 'main.js': '' });
    expect((await project.run({}, '--', 'main.js')).code).toBe(0);
    expect(project.said).toEqual([`! ${sentence}`]);
    project.said.length = 0;
    project.write({ 'main.js': "require('node:fs').writeFileSync('dist/web.k8s.yaml', '');" });
    await project.run({}, '--', 'main.js');
    expect(project.said).toEqual([expect.stringMatching(/^\+ 1 file differs in dist\//)]);
  });

  test('fails where a plain App wrote manifests alone', async () => {
    const [alone, older] = [', and no cluster/ and no access/', ': what lies there of them is of an earlier synth'];
    const remedy = '. Call Access.synth(app) beside app.synth(), or make the app a K3dApp.\n';
    const manifests = (clusters: boolean) => ({ 'main.js': writes('dist', { did: 'manifests', clusters }) });
    const ran = () => project.run({}, '--', 'main.js');
    project.write(manifests(false));
    expect(await ran()).toEqual({ code: 0, out: '', err: '' });
    project.write(manifests(true));
    expect(await ran()).toEqual({ code: 1, out: '', err: `The program wrote manifests into "dist"${alone}${remedy}` });
    project.write({ ...manifests(false), 'dist/access/files.json': '{}' });
    expect((await ran()).err).toBe(`The program wrote manifests into "dist"${alone}${older}${remedy}`);
  });

  test('is told where it left the manifests to somebody', async () => {
    project.write({
      'main.js': writes('dist'),
      'dist/cluster/dev.handoff.json': '{ "manifests": ["web.k8s.yaml", "api.k8s.yaml"] }',
      'dist/cluster/dev.k3d.yml': '',
    });
    expect((await project.run({}, '--', 'main.js')).code).toBe(0);
    expect(project.said[0]).toBe(
      '! "dist/api.k8s.yaml" is missing, which app.synth() of a plain App writes. Call it beside Access.synth(app), or make the app a K3dApp.',
    );
    project.said.length = 0;
    project.write({ 'dist/api.k8s.yaml': '' });
    expect((await project.run({}, '--', 'main.js')).code).toBe(0);
    expect(project.said).toEqual([expect.stringMatching(/^\+ Nothing in dist\/ differs\. \(/)]);
  });

  test('is told while somebody watches', async () => {
    project.write({ 'main.js': '' });
    const ended = project.run({}, '--watch', '--', 'main.js');
    await project.until(/^! The program wrote nothing into "dist"\./);
    project.stop();
    expect((await ended).code).toBe(130);
  });
});

test('what no synth writes is not compared: a program may write into its own folder', async () => {
  const program = `const fs = require('node:fs');
for (const file of ['.git/index', 'node_modules/a.js', 'web.k8s.yaml']) fs.writeFileSync('dist/' + file, 'new');`;
  project.write({ 'dist/.git/index': '', 'dist/node_modules/a.js': '', 'main.js': program });
  await project.run({}, '--', 'main.js');
  expect(project.said.at(-1)).toMatch(/^\+ 1 file differs in dist\/: web\.k8s\.yaml\./);
});

describe('--watch', () => {
  const start = (...words: string[]) => project.run({}, '--watch', '--', ...words);

  test('runs the program after each change and names the files that differ', async () => {
    project.write({ 'content.txt': 'one', 'main.js': PROGRAM });
    const ended = start('main.js');
    await project.until(/Waiting/);
    expect(project.said[1]).toMatch(/^\+ 1 file differs in dist\/: web\.k8s\.yaml\. \(\d+\.\d s\)$/);

    project.write({ 'content.txt': 'two' });
    await project.until(/Waiting/, 2);
    expect(project.said.at(-2)).toMatch(/^\+ 1 file differs in dist\/: web\.k8s\.yaml\./);
    expect(project.read('dist/web.k8s.yaml')).toBe('two');

    project.write({ 'notes/new.txt': 'in a new folder' });
    await project.until(/Waiting/, 3);
    expect(project.said.at(-2)).toMatch(/^\+ Nothing in dist\/ differs\./);

    project.write({ 'notes/new.txt': 'and changed in there' });
    await project.until(/Waiting/, 4);
    project.stop();
    expect(await ended).toEqual({ code: 130, out: '', err: '' });
  });

  test('says what is wrong with the program, and goes on', async () => {
    project.write({ 'content.txt': 'one', 'main.js': 'throw new TypeError("mistyped")' });
    const ended = start('main.js');
    await project.until(/TypeError: mistyped/);
    project.write({ 'main.js': `${PROGRAM}console.log('said'); console.error('warned');` });
    await project.until(/1 file differs/);
    expect(project.said.filter((line) => /said|warned/.test(line))).toEqual(['+ said', '! warned']);
    rmSync(join(project.folder, 'main.js'));
    await project.until(/"main.js" does not exist/);
    project.stop();
    expect((await ended).code).toBe(130);
  });

  test('goes on where a file cannot be read, and takes a large one for what its size says', async () => {
    project.write({ 'content.txt': 'one', 'main.js': PROGRAM });
    const ended = start('main.js');
    await project.until(/Waiting/);
    symlinkSync('loop', join(project.folder, 'loop'));
    await project.until(/Waiting/, 2);
    project.write({ 'large.bin': '' });
    truncateSync(join(project.folder, 'large.bin'), 3_000_000_000);
    await project.until(/Waiting/, 3);
    project.stop();
    expect((await ended).code).toBe(130);
  });

  test('takes no notice of what the program writes, of packages, and of what editors leave', async () => {
    const counted = `${PROGRAM}
writeFileSync('main.copy.js', 'compiled');
writeFileSync('.swap', '' + Math.random());
require('node:fs').appendFileSync('node_modules/runs', '.');
`;
    project.write({ 'content.txt': 'one', 'main.js': counted, 'node_modules/runs': '' });
    const ended = start('main.js');
    await project.until(/Waiting/);
    project.write({ 'content.txt': 'two', 'content.txt~': 'one' });
    await project.until(/1 file differs/, 2);
    project.write({ 'content.txt': 'three' });
    await project.until(/1 file differs/, 3);
    project.stop();
    await ended;
    // The copy is new once; from then on it holds what it held.
    expect(project.read('node_modules/runs').length).toBeLessThanOrEqual(4);
  });

  /** Those of some paths that the watch passes over. */
  async function passedOver(paths: readonly string[], outdir = 'dist'): Promise<readonly string[]> {
    let over: readonly string[] = [];
    const watch: Tools['watch'] = (_, passOver) => {
      over = paths.filter(passOver);
      return { changed: () => Promise.reject(new Interrupted()), close: () => {} };
    };
    await project.run({ watch }, '--watch', '--dist', outdir, '--', 'node', '-e', '');
    return over;
  }

  test.each(['dist', './dist', 'dist/', 'HERE/dist'])('takes no notice of what it writes into %s', async (dist) => {
    const outdir = dist.replace('HERE', project.folder);
    expect(await passedOver(['dist', 'apps', 'apps/dist'], outdir)).toEqual(['dist']);
  });

  test('takes no notice of a log, which may hold what it says', async () => {
    expect(await passedOver(['watch.log', 'apps/npm-debug.log', 'apps/log', 'log.ts'])).toEqual([
      'watch.log',
      'apps/npm-debug.log',
    ]);
  });

  test('names ten files at most', async () => {
    const many = `const { mkdirSync, writeFileSync } = require('node:fs');
mkdirSync('dist/deep', { recursive: true });
for (let at = 0; at < 12; at++) writeFileSync('dist/deep/' + at, '');
`;
    project.write({ 'main.js': many });
    const ended = start('main.js');
    await project.until(/Waiting/);
    expect(project.said[1]).toMatch(
      /^\+ 12 files differ in dist\/: deep\/0, deep\/1, deep\/10, deep\/11, deep\/2, deep\/3, deep\/4, deep\/5, deep\/6, deep\/7 and 2 more\./,
    );
    project.stop();
    await ended;
  });

  test('ends with everything that the program started', async () => {
    const program = `const { spawn } = require('node:child_process');
const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
require('node:fs').writeFileSync('pids', process.pid + ' ' + child.pid);
setInterval(() => {}, 1000);
`;
    project.write({ 'main.js': program });
    const ended = start('main.js');
    const alive = (pid: number) => {
      try {
        return process.kill(pid, 0);
      } catch {
        return false;
      }
    };
    const tick = () => new Promise<void>((resolve) => setImmediate(resolve));
    while (!existsSync(join(project.folder, 'pids')) || project.read('pids') === '') await tick();
    const pids = project.read('pids').split(' ').map(Number);
    project.stop();
    expect((await ended).code).toBe(130);
    while (pids.some(alive)) await tick();
  });

  test('a fault of this program is not taken for one of the user', async () => {
    project.write({ 'main.js': PROGRAM });
    const fails = () => Promise.reject(new Error('unexpected'));
    expect(await project.run({ start: fails }, '--watch', '--', 'main.js')).toEqual({
      code: 70,
      out: '',
      err: 'cdk8s-k3d has a fault of its own: unexpected. Please report it.\n',
    });
  });
});

describe('What is brought in after a synth', () => {
  test('is brought in at first and after each change of dist/, and again where it came to nothing', async () => {
    project.write({ 'content.txt': 'one', 'main.js': PROGRAM });
    const answers = [
      () => ({ code: EXIT.fine, text: 'made' }),
      () => ({ code: EXIT.notSo, text: 'dead route' }),
      () => {
        throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', syscall: 'write', path: 'lock' });
      },
      () => ({ code: EXIT.fine, text: '' }),
    ];
    const asked: string[] = [];
    const ended = project.follow(async (outdir) => {
      asked.push(`${outdir} ${project.read('dist/web.k8s.yaml')}`);
      return answers[asked.length - 1]!();
    }, 'main.js');
    await project.until(/Waiting/);
    project.write({ 'notes.txt': 'nothing differs, so nobody is asked' });
    await project.until(/Waiting/, 2);
    expect(asked).toEqual(['dist one']);

    project.write({ 'content.txt': 'two' });
    await project.until(/Waiting/, 3);
    project.write({ 'notes.txt': 'the clusters are not yet what dist/ says' });
    await project.until(/Waiting/, 4);
    project.write({ 'main.js': 'throw new Error("a program that fails brings nothing in")' });
    await project.until(/Waiting/, 5);
    expect(asked).toEqual(['dist one', 'dist two', 'dist two']);

    project.write({ 'main.js': PROGRAM });
    await project.until(/Waiting/, 6);
    project.write({ 'notes.txt': 'now they are' });
    await project.until(/Waiting/, 7);
    project.stop();
    await ended;
    expect(asked).toEqual(['dist one', 'dist two', 'dist two', 'dist two']);
    expect(project.said.filter((line) => /made|dead route|no space/.test(line))).toEqual([
      '+ made',
      '! dead route',
      '! "lock" finds no space on its disk. Free some.',
    ]);
  });

  test('ends the watch with its own sentence when the user stops it in there', async () => {
    project.write({ 'content.txt': 'one', 'main.js': PROGRAM });
    const stopped = project.follow(async () => {
      throw new CommandError('Stopped. The cluster is there.', EXIT.interrupted);
    }, 'main.js');
    await expect(stopped).rejects.toThrow('Stopped. The cluster is there.');
  });
});

describe('--apply', () => {
  test('does what up does after a synth', async () => {
    project.write({ 'content.txt': 'one', 'main.js': PROGRAM });
    const ended = project.run({}, '--watch', '--apply', '--', 'main.js');
    await project.until(/Waiting/);
    project.stop();
    await ended;
    expect(project.said.at(-2)).toBe(
      '! "dist" describes no cluster: "dist/cluster" holds no hand-off. Make the app a K3dApp, or call Access.synth(app) beside its synth(), and run "cdk8s-k3d synth".',
    );
  });

  test('wants --watch', async () => {
    expect(await project.run({}, '--apply')).toEqual({
      code: 2,
      out: '',
      err: '--apply goes with --watch. Write cdk8s-k3d up to bring in what is in dist/ now.\n',
    });
  });
});

describe('A folder that is watched', () => {
  let watched: Watching | undefined;
  const watching = (interrupt = new AbortController().signal) =>
    watcher(interrupt)(project.folder, (path) => path === 'dist' || path.endsWith('.tmp'));
  afterEach(() => watched?.close());

  test('tells what was touched while nobody asked, and folders that come and go', async () => {
    project.write({ 'apps/web.ts': '', 'dist/x': '' });
    watched = watching();
    project.write({ 'apps/web.ts': 'new', 'dist/x': 'new', 'draft.tmp': '' });
    for (let seen = false; !seen;) seen = (await watched.changed()).includes('apps/web.ts');
    chmodSync(join(project.folder, 'apps'), 0o700);
    expect(await watched.changed()).toContain('apps');
    rmSync(join(project.folder, 'apps'), { recursive: true });
    for (let seen = false; !seen;) seen = (await watched.changed()).includes('apps');
    const next = watched.changed();
    project.write({ 'apps/deep/web.ts': '' });
    expect(await next).toContain('apps');
  });

  test('tells nothing of a file that the words of this process go into', async () => {
    const words = openSync(join(project.folder, 'said'), 'w');
    jest.replaceProperty(process.stderr, 'fd', words as 2);
    watched = watching();
    project.write({ said: 'Waiting for a change.', 'content.txt': 'two' });
    expect(await watched.changed()).toEqual(['content.txt']);
    jest.restoreAllMocks();
    closeSync(words);
  });

  /** What the system says to whoever wants to watch one more folder. */
  function refusing(code: string, when: (folder: string) => boolean) {
    const real = jest.requireActual<typeof import('node:fs')>('node:fs');
    const { watch } = real;
    jest.spyOn(real, 'watch').mockImplementation(((folder: string, tell: () => void) => {
      if (!when(folder)) return watch(folder, tell);
      throw Object.assign(new Error(code), { code, syscall: 'watch', path: folder });
    }) as typeof watch);
  }
  afterEach(() => jest.restoreAllMocks());

  test('has folders that are gone before they can be watched', async () => {
    refusing('ENOENT', (folder) => folder.endsWith('apps'));
    watched = watching();
    project.write({ 'apps/web.ts': '' });
    expect(await watched.changed()).toEqual(['apps']);
  });

  test('ends the wait where the system watches no more', async () => {
    refusing('ENOSPC', (folder) => folder.endsWith('apps'));
    watched = watching();
    project.write({ 'apps/web.ts': '' });
    await expect(watched.changed()).rejects.toThrow('ENOSPC');
  });

  test('is not begun where the system watches no more, and nothing of it stays', () => {
    project.write({ 'apps/web.ts': '' });
    const closed: string[] = [];
    const real = jest.requireActual<typeof import('node:fs')>('node:fs');
    jest.spyOn(real, 'watch').mockImplementation(((folder: string) => {
      if (folder === project.folder) return { on: () => {}, close: () => closed.push(folder) };
      throw Object.assign(new Error('EMFILE'), { code: 'EMFILE', syscall: 'watch', path: folder });
    }) as never);
    expect(() => watching()).toThrow('EMFILE');
    expect(closed).toEqual([project.folder]);
  });

  test('does not wait for a change after the user has stopped', async () => {
    const interrupt = new AbortController();
    watched = watching(interrupt.signal);
    interrupt.abort();
    await expect(watched.changed()).rejects.toThrow(Interrupted);
  });
});

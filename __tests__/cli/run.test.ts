import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { nodeTools } from '../../lib/cli/node-tools';
import { run } from '../../lib/cli/run';
import { SOUND, world } from './world';
import { listed } from '../support/listed';
import { ABSENT } from '../support/ran';

const root = join(__dirname, '..', '..');
const open: { remove: () => void }[] = [];
afterEach(() => open.splice(0).forEach(({ remove }) => remove()));

function at(...args: Parameters<typeof world>) {
  const one = world(...args);
  open.push(one);
  return one;
}

describe('help', () => {
  test('lists the commands', async () => {
    expect((await at().run('--help')).out).toMatchInlineSnapshot(`
     "cdk8s-k3d: local clusters and the ways into them.

     Usage: cdk8s-k3d COMMAND [OPTION…]

     Commands:
       synth    Check the types of the program and run it, which writes dist/.
       check    Follow every way in through cluster files and manifests, and say what is wrong with them.
       explain  Show the way of a URL hop by hop, or the page of a rule.
       doctor   Look whether this machine has what dist/ needs: tools, ports, names, memory, logins.
       plan     Show what up would do, and change nothing.
       up       Make the cluster of dist/, bring in what belongs there, wait for it and ask every URL.
       verify   Ask every URL until it answers, and name the first dead hop of those that do not.
       status   Show the cluster, its nodes, workloads and routes, and how they differ from dist/.
       down     Delete the cluster that dist/ names and an earlier up made.
       images   List the images of a cluster and its pods; pull, save and load them for a machine without network.

     Options:
       --help     Show this.
       --version  Show the version.

     Exit codes: 0 fine, 1 what was asked about is not so, 2 wrong usage, 3 a tool is missing.

     More about a command: cdk8s-k3d COMMAND --help
     "
    `);
  });

  test('has a short flag', async () => {
    const one = at();
    expect(await one.run('-h')).toEqual(await one.run('--help'));
    expect(await one.run('check', '-h')).toEqual(await one.run('check', '--help'));
  });

  test('nothing at all is answered with the same, and with 2', async () => {
    const one = at();
    expect(await one.run()).toEqual({ code: 2, out: '', err: (await one.run('--help')).out });
  });

  test('check --help lists its flags', async () => {
    expect((await at().run('check', 'nope', '--help')).out).toMatchInlineSnapshot(`
     "Follow every way in through cluster files and manifests, and say what is wrong with them.

     Usage: cdk8s-k3d check [OPTION…] [PATH…]

     Options:
       --closed          The files are the whole world: what they lack does not exist.
       --cluster NAME    The cluster that is meant, where several are described.
       --k3d VERSION     The k3d that will make the cluster: what it does not know yet is an error.
       --against BEFORE  Show what changes since a file, a folder or a git revision.
       --print LEVEL     Print findings from this level on (warning). One of: error, warning, info.
       --fail LEVEL      Exit with 1 from this level on (error). One of: error, warning, info, never.
       --json            Print what access/routes.json holds.
       --sarif           Print SARIF 2.1.0 for code hosts.
       --help            Show this.

     PATH is a file, a folder, or - for standard input; without one it is dist.
     A k3d config is seen by its apiVersion, everything else is a Kubernetes object.
     "
    `);
  });

  test('explain --help lists its flags', async () => {
    expect((await at().run('explain', '--help')).out).toMatchInlineSnapshot(`
     "Show the way of a URL hop by hop, or the page of a rule.

     Usage: cdk8s-k3d explain [OPTION…] URL|RULE [PATH…]

     Options:
       --dist DIR      The folder that synth wrote (dist).
       --closed        The files are the whole world: what they lack does not exist.
       --cluster NAME  The cluster that is meant, where several are described.
       --json          Print the routes of the URL as access/routes.json holds them.
       --help          Show this.

     A URL is looked up in access/routes.json of DIR, or in the files and folders that follow it.
     "
    `);
  });

  test('--version prints the version', async () => {
    expect(await at().run('--version')).toEqual({ code: 0, out: '1.2.3\n', err: '' });
  });
});

describe('wrong words end with one sentence and 2', () => {
  test.each([
    [['chekc'], '"chekc" is no command. The nearest is "check".'],
    [['constructor'], '"constructor" is no command. Write cdk8s-k3d --help.'],
    [['foo'], '"foo" is no command. Write cdk8s-k3d --help.'],
    [['--hepl'], '--hepl is no flag of cdk8s-k3d. The nearest is "--help".'],
    [['check', '--jsn'], 'check has no flag --jsn. The nearest is "--json".'],
    [['check', '-j'], 'check has no flag -j. Write cdk8s-k3d check --help.'],
    [['check', '--constructor'], 'check has no flag --constructor. Write cdk8s-k3d check --help.'],
    [
      ['check', '--jsn', '--fail', '--nope', '--nope'],
      'check has no flag --jsn. The nearest is "--json".\n--fail says no LEVEL. Write --fail LEVEL.\ncheck has no flag --nope. Write cdk8s-k3d check --help.',
    ],
    [['check', '--json=yes'], '--json takes no value. Write --json alone.'],
    [['check', '--fail'], '--fail says no LEVEL. Write --fail LEVEL.'],
    [['check', '--fail='], '--fail says no LEVEL. Write --fail LEVEL.'],
    [['check', '--fail', '--json'], '--fail says no LEVEL. Write --fail LEVEL.'],
    [['check', '--cluster', '--'], '--cluster says no NAME. Write --cluster NAME.'],
    [['check', '--fail', 'eror'], '--fail says "eror". The nearest is "error".'],
    [['check', '--fail', 'foo'], '--fail says "foo". It takes error, warning, info, never.'],
    [['check', '--', '--json'], '"--json" does not exist. Write a file or folder that is there.'],
  ])('%j', async (words, err) => {
    expect(await at().run(...words)).toEqual({ code: 2, out: '', err: `${err}\n` });
  });
});

test('a flag that says two things is refused, one that says the same twice is not', async () => {
  const one = at(SOUND);
  expect(await one.run('check', '--cluster', 'dev', '--cluster', 'prod', '.')).toEqual({
    code: 2,
    out: '',
    err: '--cluster says "dev" and then "prod". Write one of them.\n',
  });
  expect((await one.run('check', '--cluster', 'dev', '--cluster', 'dev', '.')).code).toBe(0);
});

describe('a fault of the program', () => {
  const failing = (fault: unknown) =>
    listed({
      fail: {
        takes: '',
        options: {},
        more: [],
        run: () => {
          throw fault;
        },
      },
    });

  test.each([
    [new Error('no such thing'), 'no such thing'],
    ['a word', 'a word'],
  ])('ends with a sentence, not with a stack', async (fault, reason) => {
    expect(await run(failing(fault), at().tools, ['fail'])).toEqual({
      code: 70,
      out: '',
      err: `cdk8s-k3d has a fault of its own: ${reason}. Please report it.\n`,
    });
  });
});

describe('the real world', () => {
  test('tells files, folders, other things and nothing apart', () => {
    const { files } = nodeTools();
    expect([root, __filename, '/dev/null', join(root, 'nothing')].map(files.kind)).toEqual([
      'folder',
      'file',
      'other',
      undefined,
    ]);
  });

  test('knows when git cannot be started', () => {
    const { PATH } = process.env;
    process.env.PATH = join(root, 'nothing');
    const ran = nodeTools().git('.', 'status');
    process.env.PATH = PATH;
    expect(ran).toEqual(ABSENT);
  });
});

describe('the program as it is installed', () => {
  const build = world();
  const main = join(build.folder, 'lib/cli/main.js');
  const start = (words: readonly string[], input = '') =>
    spawnSync(process.execPath, [main, ...words], { cwd: build.folder, encoding: 'utf8', input });

  beforeAll(() => {
    const tsc = join(root, 'node_modules/typescript7/bin/tsc');
    const more = ['--noEmit', 'false', '--outDir', build.folder, '--rootDir', root, '--types', 'node'];
    execFileSync(
      process.execPath,
      [
        tsc,
        '--ignoreConfig',
        '--target',
        'es2023',
        '--module',
        'node20',
        '--esModuleInterop',
        '--skipLibCheck',
        '--strict',
        ...more,
        join(root, 'lib/cli/main.ts'),
      ],
      { cwd: root },
    );
    execFileSync('cp', [join(root, 'package.json'), build.folder]);
    execFileSync('ln', ['-s', join(root, 'node_modules'), join(build.folder, 'node_modules')]);
  }, 60_000);
  afterAll(() => build.remove());

  const loadedBy = (...words: readonly string[]): readonly string[] => {
    const script = `require(${JSON.stringify(main)}); process.on('exit', () => console.error(JSON.stringify(Object.keys(require.cache))))`;
    const { stderr } = spawnSync(process.execPath, ['-e', script, '--', main, ...words], { encoding: 'utf8' });
    return JSON.parse(`${stderr.trim().split('\n').at(-1)}`) as string[];
  };

  test.each([[['--help']], [['check', 'nope']], [['synth', 'nope.ts']]])(
    '%j loads neither cdk8s nor constructs',
    (words) => {
      const loaded = loadedBy(...words);
      expect(loaded).toContainEqual(expect.stringContaining('/lib/cli/command.js'));
      expect(loaded.filter((file) => /node_modules\/(cdk8s|cdk8s-plus-27|constructs)\//.test(file))).toEqual([]);
    },
  );

  test('a command loads nothing of the others', () => {
    const commands = ['check', 'doctor', 'down', 'explain', 'images', 'plan', 'status', 'synth', 'up', 'verify'];
    const among = (loaded: readonly string[]) =>
      commands.filter((name) => loaded.some((file) => file.endsWith(`/lib/cli/${name}.js`)));
    expect(among(loadedBy('--version'))).toEqual([]);
    expect(among(loadedBy('check', 'nope'))).toEqual(['check']);
    expect(among(loadedBy('synth', 'nope.ts'))).toEqual(['synth']);
    expect(among(loadedBy('--help'))).toEqual([]);
  });

  test('prints, reads standard input, and ends with the code of the command', () => {
    expect(start(['--version']).stdout).toBe(`${nodeTools().version}\n`);
    const { status, stdout } = start(['check', '-'], SOUND['k8s/web.yaml']);
    expect([status, stdout]).toEqual([0, expect.stringContaining('Read 2 documents in 1 file.')]);
    expect(start(['chekc'])).toMatchObject({ status: 2, stderr: '"chekc" is no command. The nearest is "check".\n' });
  });

  const shell = (line: string) =>
    spawnSync('bash', ['-c', line, process.execPath, main], { cwd: build.folder, encoding: 'utf8' });

  test('says so where its result cannot be written, and is content with a reader that has seen enough', () => {
    expect(shell('"$0" "$1" --version >/dev/full')).toMatchObject({
      status: 3,
      stderr: 'The result is lost: the system says ENOSPC where standard output leads. Send it elsewhere.\n',
    });
    expect(shell('"$0" "$1" --help | true; exit "${PIPESTATUS[0]}"')).toMatchObject({ status: 0, stderr: '' });
  });

  test('ends as it would where nobody hears its complaints', () => {
    expect(shell('"$0" "$1" chekc 2>/dev/full').status).toBe(2);
    expect(shell('"$0" "$1" chekc 2> >(exec true)').status).toBe(2);
  });

  test('is ended by a signal while it waits for standard input', async () => {
    const child = spawn(process.execPath, [main, 'check', '-'], { cwd: build.folder });
    const ended = once(child, 'close');
    // More than fits on the way there: when all of it is, somebody reads.
    await new Promise((resolve) => void child.stdin.write('# nothing\n'.repeat(200_000), resolve));
    child.kill('SIGINT');
    expect(await ended).toEqual([null, 'SIGINT']);
    expect(child.stderr.read()).toBeNull();
  });
});

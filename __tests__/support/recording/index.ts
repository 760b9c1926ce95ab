import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Command } from '../../../lib/cli/command';
import { fileLocks } from '../../../lib/cli/node/locks';
import { starter } from '../../../lib/cli/node/processes';
import { paintFor } from '../../../lib/cli/node/terminal';
import { nodeTools } from '../../../lib/cli/node-tools';
import { run } from '../../../lib/cli/run';
import { type Answered, type Files, Interrupted, type Tools } from '../../../lib/cli/tools';
import { startedIn } from '../files';
import { answerAt } from './machine/answers';
import { openSockets } from './machine/clusters';
import { type Answer, answered, isRead } from './machine/run';
import { change } from './machine/store';
import { FRESH, type State } from './state';
import { listed } from '../listed';
import { ABSENT, ended } from '../ran';

export * from './state';

/** One start of a program. */
export interface Started {
  /** `k3d cluster list -o json` */
  readonly line: string;
  readonly pid: number;
  /** Variables that could lead it elsewhere: KUBECONFIG, K3D_…, LOG_…, proxies. */
  readonly environment: Readonly<Record<string, string>>;
  /** What came by standard input: its hash, and kinds and names of objects. Never a value. */
  readonly stdin?: { readonly hash: string; readonly kinds: readonly string[] };
}

export interface RecordingOptions {
  /** Files of the project: `dist/…`. */
  readonly files?: Readonly<Record<string, string>>;
  /** Variables of the user's shell. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Programs that are not installed. */
  readonly missing?: readonly string[];
  readonly terminal?: Partial<Tools['terminal']>;
  /** Programs answer in this process, in the same words: for tests of what is made of the answers. */
  readonly light?: boolean;
}

const MACHINE = join(__dirname, 'machine');

/** Programs and the file and function that play them. */
const PROGRAMS = {
  k3d: ['k3d', 'k3d'],
  kubectl: ['kubectl', 'kubectl'],
  docker: ['docker', 'docker'],
  lsof: ['probe', 'lsof'],
  mkcert: ['probe', 'mkcert'],
} as const;

/** The token that no output may ever hold. */
export const TOKEN = 'S3CRETs3cretS3CRETs3';

/** A folder with real executables that answer as k3d, kubectl and docker do, keep state, and write down every line. */
export function recordingMachine(state: Partial<State> = {}, missing: readonly string[] = []) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'cdk8s-k3d-recording-')));
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  writeFileSync(join(folder, 'state.json'), JSON.stringify({ ...FRESH, ...state }));
  writeFileSync(join(folder, 'log.jsonl'), '');
  for (const [program, [file, name]] of Object.entries(PROGRAMS)) {
    if (missing.includes(program)) continue;
    const call = `require(${JSON.stringify(join(MACHINE, 'run'))}).main('${program}', ${JSON.stringify(folder)}, require(${JSON.stringify(join(MACHINE, file))}).${name});`;
    writeFileSync(join(bin, program), `#!${process.execPath}\n${call}\n`, { mode: 0o755 });
  }
  const started = (): readonly Started[] =>
    readFileSync(join(folder, 'log.jsonl'), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Started);
  return {
    folder,
    bin,
    state: (): State => JSON.parse(readFileSync(join(folder, 'state.json'), 'utf8')) as State,
    /** Changes the world while nobody looks. */
    change: (work: (state: Mutable<State>) => void) => change(folder, work),
    started,
    /** Command lines, in their order. */
    lines: () => started().map(({ line }) => line),
    forget: () => writeFileSync(join(folder, 'log.jsonl'), ''),
    /** Programs that were started and still run. */
    orphans: () => started().filter(({ pid }) => pid > 0 && lives(pid)),
    /** Opens real sockets for the containers that run, until the folder is gone. */
    listen: () => {
      spawn(process.execPath, [join(MACHINE, 'proxy.js'), folder], { stdio: 'ignore', detached: true }).unref();
    },
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}

/** As JSON, so all of it may be changed. */
export type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Starts nothing, and says what the program would say. */
const lightly =
  (folder: string, cwd: string, missing: readonly string[] = []): Tools['start'] =>
  async (program, args, { input, environment = {} } = {}) => {
    const [file, name] = PROGRAMS[program as keyof typeof PROGRAMS] ?? [];
    if (file === undefined || missing.includes(program)) {
      return ABSENT;
    }
    const answer = (require(join(MACHINE, file)) as Readonly<Record<string, Answer>>)[name!]!;
    const read = isRead(args) ? { input: Buffer.from(input ?? '').toString('utf8') } : {};
    const call = { words: args, line: [program, ...args].join(' '), environment, cwd, ...read };
    const { code = 0, stdout = '', stderr = '' } = answered(folder, call, 0, answer);
    return ended(code, { stdout, stderr });
  };

/** Nothing of the shell in which the tests run reaches the programs: it could lead them elsewhere, or slow them down. */
const NOTHING = Object.fromEntries(Object.keys(process.env).map((name) => [name, undefined]));

/** Commands run in this process on a recording machine: time does not pass, sockets and requests follow the state. */
export function recordingTools(state: Partial<State> = {}, options: RecordingOptions = {}) {
  const machine = recordingMachine(state, options.missing);
  const project = join(machine.folder, 'project');
  const at = (path: string) => (path.startsWith('/') ? path : join(project, path));
  const write = (path: string, content: string) => {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), content);
    return at(path);
  };
  mkdirSync(project);
  for (const [path, content] of Object.entries(options.files ?? {})) write(path, content);
  let interrupt = new AbortController();
  let light = options.light === true;
  let waited = 0;
  const said: string[] = [];
  const tell = (mark: string) => (text: string) => void said.push(`${mark} ${text}`);
  const { environment = {} } = options;
  const real = nodeTools();
  const shell = { ...environment, PATH: machine.bin, HOME: machine.folder };
  const files: Files = {
    kind: (path) => real.files.kind(at(path)),
    size: (path) => real.files.size(at(path)),
    names: (path) => real.files.names(at(path)),
    read: (path) => (path === 0 ? Buffer.from('') : real.files.read(at(path))),
    real: (path) => real.files.real(at(path)),
  };
  const answered = (asked: { readonly port: number; readonly host: string; readonly path: string }): Answered => {
    const answer = answerAt(machine.state(), asked);
    return 'reason' in answer ? answer : { ...answer, headers: {} };
  };
  const tools: Tools = {
    ...real,
    files,
    version: '1.2.3',
    environment: shell,
    start: (program, args, call = {}) =>
      startedIn(project, () =>
        (light ? lightly(machine.folder, project, options.missing) : starter(interrupt.signal))(program, args, {
          ...call,
          environment: { ...NOTHING, ...shell, ...call.environment },
        }),
      ),
    sockets: {
      taken: async (_, port) => {
        const now = machine.state();
        const busy = now.taken.some((one) => one.port === port) || openSockets(now).some((one) => one.port === port);
        return busy ? 'EADDRINUSE' : undefined;
      },
      refused: async (_, port) => {
        const answer = answered({ port, host: 'localhost', path: '/' });
        return 'reason' in answer && answer.reason === 'ECONNREFUSED' ? answer.reason : undefined;
      },
      addresses: async (name) => machine.state().names[name] ?? ['127.0.0.1'],
    },
    request: async (asked) => answered(asked),
    clock: {
      now: () => waited + machine.state().time,
      wait: async (milliseconds) => {
        if (interrupt.signal.aborted) throw new Interrupted();
        waited += milliseconds;
      },
    },
    machine: { memory: () => 16 * 2 ** 30, freeDisk: () => 100 * 2 ** 30, processors: () => 8 },
    terminal: {
      interactive: false,
      doing: tell('…'),
      done: tell('✔'),
      warn: tell('!'),
      still: () => {},
      ask: async () => false,
      paint: paintFor(false),
      ...options.terminal,
    },
    locks: fileLocks(join(machine.folder, 'locks')),
    cache: (path, text) => void write(path, text),
    keepPrivate: (name, text) => write(join(machine.folder, 'private', name), text),
  };
  return {
    ...machine,
    project,
    tools,
    /** What was said while it worked. */
    said,
    write,
    run: (commands: Readonly<Record<string, Command>>, ...words: readonly string[]) =>
      run(listed(commands), tools, words),
    /** Stops everything as Ctrl-C does, once a program whose line matches hangs. */
    async interruptAt(on: string, when: 'before' | 'half' | 'after' = 'before') {
      const mark = join(machine.folder, 'hanging');
      rmSync(mark, { force: true });
      machine.change((now) => void (now.hang = { on, when }));
      while (!existsSync(mark)) await new Promise((resolve) => setTimeout(resolve, 5));
      interrupt.abort();
    },
    /** A new run: nobody has pressed Ctrl-C yet. */
    goOn(how?: 'light') {
      interrupt = new AbortController();
      light ||= how === 'light';
    },
  };
}

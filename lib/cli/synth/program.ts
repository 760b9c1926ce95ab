import { posix } from 'node:path';
import { slipOf } from '../../routes/nearest';
import { record, text } from '../../routes/plain';
import { printJson } from '../../routes/report/json';
import { parseYaml } from '../../routes/yaml/parse';
import { CommandError } from '../command';
import { textOf } from '../read/text';
import type { Files, Tools } from '../tools';
import { compilerOf } from './compiler';

/** One process of a program. */
export interface Process {
  readonly program: string;
  readonly args: readonly string[];
  /** It looks at the program before that runs: what it says stands on standard output. */
  readonly checks?: boolean;
}

/** What writes dist/: each step after the one before has succeeded. */
export interface Program {
  readonly steps: readonly Process[];
  /** The folder that it writes. */
  readonly outdir: string;
  /** Somebody wants it in that folder; else the program may choose another. */
  readonly asked: boolean;
}

const SETTINGS = 'cdk8s.yaml';
/** The keys that cdk8s reads in it. */
const KEYS = ['app', 'language', 'output', 'imports', 'pluginsDirectory', 'validations', 'format', 'helmSynthConfig'];
const MAIN = ['main.ts', 'main.js', 'main.mjs'];
const CACHE = '.cache/cdk8s-k3d';

/** The program that is named; the `app` of cdk8s.yaml otherwise, and main.ts or main.js where there is none. */
export function programOf(tools: Tools, [word, ...args]: readonly string[], dist?: string): Program {
  if (word === '') throw new CommandError('"" names no program. Write cdk8s-k3d synth -- FILE.');
  const { app, output } = word === undefined ? settingsIn(tools.files) : {};
  const wanted = dist ?? tools.environment.CDK8S_OUTDIR ?? output;
  // The program resolves it before it makes folders: of a/../b, a need not be there.
  const outdir = posix.normalize(wanted ?? 'dist').replace(/(?<=.)\/$/, '');
  const folder = { outdir, asked: wanted !== undefined };
  if (word !== undefined) return { steps: stepsOf(tools, word, args), ...folder };
  if (app !== undefined) return { steps: [{ program: 'sh', args: ['-c', app] }], ...folder };
  const main = MAIN.find((name) => tools.files.kind(name) === 'file');
  if (main === undefined) {
    throw new CommandError(
      'There is no main.ts and no main.js here. Write cdk8s-k3d synth -- FILE to name the program.',
    );
  }
  return { steps: stepsOf(tools, main, []), ...folder };
}

function settingsIn(files: Files): { readonly app?: string; readonly output?: string } {
  if (files.kind(SETTINGS) !== 'file') return {};
  const content = textOf(SETTINGS, files.read(SETTINGS));
  const { documents, problems } = 'problem' in content ? fault(content.problem) : parseYaml(SETTINGS, content.text);
  const [problem] = problems;
  if (problem) fault(problem);
  const settings = record(documents[0]?.json);
  const { app, output } = settings;
  for (const key of Object.keys(settings)) {
    const near = KEYS.includes(key) ? undefined : slipOf(key, KEYS);
    if (near) throw new CommandError(`"${SETTINGS}" says ${key}, which cdk8s does not read. Write ${near}.`);
  }
  return { app: said('app', app, 'app: node main.js'), output: said('output', output, 'output: dist') };
}

function said(field: string, value: unknown, example: string): string | undefined {
  if (value !== undefined && value !== null && typeof value !== 'string') {
    throw new CommandError(
      `"${SETTINGS}" says ${field}: ${JSON.stringify(value)}, which is no text. Write ${example}.`,
    );
  }
  return text(value);
}

function fault({ message, remedy }: { readonly message: string; readonly remedy: string }): never {
  throw new CommandError(`${message} ${remedy}`);
}

function stepsOf(tools: Tools, word: string, args: readonly string[]): readonly Process[] {
  if (!/\.[cm]?[jt]s$/.test(word)) return [{ program: word, args }];
  if (tools.files.kind(word) !== 'file')
    throw new CommandError(`"${word}" does not exist. Name a program that is there.`);
  if (!word.endsWith('ts')) return [{ program: 'node', args: [word, ...args] }];
  const path = posix.normalize(word);
  if (path.startsWith('..') || posix.isAbsolute(path)) {
    throw new CommandError(`"${word}" lies outside of this folder. Run cdk8s-k3d synth in the folder of the program.`);
  }
  const compiler = compilerOf(tools.files);
  prepare(tools, path);
  const compiled = `${CACHE}/out/${path.slice(0, -2)}js`;
  return [
    { program: compiler.program, args: [...compiler.args, '-p', CACHE], checks: true },
    { program: 'node', args: ['--enable-source-maps', compiled, ...args] },
  ];
}

/** Options that hold where a program has no tsconfig.json. */
const USUAL = { target: 'es2022', lib: ['es2023'], module: 'nodenext', types: ['node'], strict: true };

/** Compiles the program, and what it imports, with the options of its own folder; the rest of the folder is left alone. */
function prepare({ files, cache }: Tools, path: string): void {
  const up = '../..';
  const own = files.kind('tsconfig.json') === 'file';
  const config = {
    ...(own && { extends: `${up}/tsconfig.json` }),
    compilerOptions: {
      ...(!own && USUAL),
      noEmit: false,
      emitDeclarationOnly: false,
      noEmitOnError: true,
      composite: false,
      declaration: false,
      declarationMap: false,
      inlineSourceMap: false,
      sourceMap: true,
      skipLibCheck: true,
      incremental: true,
      tsBuildInfoFile: './out/program.tsbuildinfo',
      rootDir: up,
      outDir: './out',
    },
    files: [`${up}/${path}`],
    include: [],
    references: [],
  };
  try {
    cache(`${CACHE}/.gitignore`, '*\n');
    cache(`${CACHE}/tsconfig.json`, printJson(config));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CommandError(
      `"${CACHE}" could not be written: ${code}. Look at its rights and at the space on the disk.`,
    );
  }
}

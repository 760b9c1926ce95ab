import { posix } from 'node:path';
import { jsonIn, record, type Plain } from '../../routes/plain';
import { CommandError, EXIT } from '../command';
import { type Files, utf8 } from '../tools';

/** How the compiler is started. */
export interface Compiler {
  readonly program: string;
  readonly args: readonly string[];
}

/** TypeScript as it is installed for the program; the native one is about ten times as fast. */
const COMPILERS = ['@typescript/native-preview/bin/tsgo.js', 'typescript/bin/tsc'];

/** The compiler of this folder, or of the nearest one above it. */
export function compilerOf(files: Files): Compiler {
  const here = files.real('.').split('/');
  const folders = here.map((_, index) => here.slice(0, here.length - index).join('/'));
  const paths = COMPILERS.flatMap((compiler) => folders.map((folder) => `${folder}/node_modules/${compiler}`));
  const found = paths.find((path) => files.kind(path) === 'file');
  if (found === undefined) {
    throw new CommandError(
      'TypeScript is not installed here. Run npm install --save-dev typescript @types/node.',
      EXIT.toolMissing,
    );
  }
  const native = nativeOf(files, files.real(found));
  return native === undefined ? { program: 'node', args: [found] } : { program: native, args: [] };
}

const NODE_MODULES = '/node_modules/';

/** The program inside of a native TypeScript, for this machine: its script would start a Node only to start that. */
function nativeOf(files: Files, script: string): string | undefined {
  const root = posix.dirname(posix.dirname(script));
  const home = root.slice(0, root.lastIndexOf(NODE_MODULES) + NODE_MODULES.length);
  const parts = record(packageIn(files, root).optionalDependencies);
  return Object.keys(parts)
    .filter((name) => packageIn(files, home + name).version === parts[name])
    .flatMap((name) => ['tsc', 'tsgo'].map((program) => `${home}${name}/lib/${program}`))
    .find((path) => files.kind(path) === 'file');
}

function packageIn(files: Files, folder: string): Plain {
  const path = `${folder}/package.json`;
  return files.kind(path) === 'file' ? record(jsonIn(utf8(files.read(path)))) : {};
}

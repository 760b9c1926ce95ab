// oxlint-disable no-restricted-imports -- the door of the command line to files and processes; it writes nothing
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Files, Tools } from './tools';

const files: Files = {
  kind(path) {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) return undefined;
    return stat.isDirectory() ? 'folder' : stat.isFile() ? 'file' : 'other';
  },
  size: (path) => statSync(path).size,
  names: (folder) => readdirSync(folder).sort(),
  read: (path) => readFileSync(path),
  real: (path) => realpathSync(path),
};

const LONGEST_ANSWER = 1_000_000_000;

function git(folder: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync('git', ['-C', folder, ...args], {
    maxBuffer: LONGEST_ANSWER,
    env: process.env,
  });
  return { ...(status !== null && { code: status }), stdout: stdout ?? Buffer.alloc(0), stderr: `${stderr ?? ''}` };
}

/** The real world. */
export function nodeTools(): Tools {
  const home = packageFolder(__dirname);
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string };
  return { files, git, home, version };
}

/** The package lies above its compiled files, and above its sources when tests run. */
const packageFolder = (folder: string): string =>
  existsSync(join(folder, 'package.json')) ? folder : packageFolder(dirname(folder));

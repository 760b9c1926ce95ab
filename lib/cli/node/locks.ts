import { linkSync, lstatSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Locks } from '../tools';
import { write } from './files';

/** The number of this user; as the files of Windows have it where there is none. */
const user = (): number => process.getuid?.() ?? 0;

/** Others may be faster by so much. */
const TRIES = 10;

/** A file for each lock, with the number of the process that has it. What a dead process holds is free. */
export function fileLocks(folder = join(tmpdir(), `cdk8s-k3d-locks-${user()}`)): Locks {
  const pathOf = (name: string) => join(folder, `${name.replace(/[^\w.-]/g, '_')}.lock`);
  return {
    take(name) {
      makeOwn(folder);
      return take(pathOf(name));
    },
    release: (name) => release(pathOf(name)),
  };
}

/** Undefined where it is taken now; the number of the process that has it, or is before us, otherwise. */
function take(path: string): number | undefined {
  for (let tried = 0; tried < TRIES; tried++) {
    if (takes(path)) return undefined;
    const holder = holderOf(path);
    if (holder === undefined) continue;
    if (lives(holder)) return holder;
    const before = clear(path, holder);
    if (before !== undefined) return before;
  }
  throw refusal('EEXIST', path);
}

/** What somebody else has taken since is theirs. */
function release(path: string): void {
  if (holderOf(path) === process.pid) rmSync(path, { force: true });
}

/**
 * Removes the lock of a dead process, under a lock for that: another one that sees it dead may have removed it, and
 * what lies there now may be of a process that lives. Gives the number of the process that does so already.
 */
function clear(path: string, dead: number): number | undefined {
  const clearing = `${path}.${dead}`;
  const other = take(clearing);
  if (other !== undefined) return other;
  if (Object.is(holderOf(path), dead)) rmSync(path, { force: true });
  release(clearing);
  return undefined;
}

/** Not with the folders above it: a wrong TMPDIR would make them wherever it says. */
function makeOwn(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw refusal(code, dirname(folder));
    if (code !== 'EEXIST') throw error;
    // A link of somebody else would lead elsewhere.
    const stat = lstatSync(folder);
    if (!stat.isDirectory() || stat.uid !== user()) throw refusal('EACCES', folder);
  }
}

/** In the words of the system. */
const refusal = (code: string, path: string) => Object.assign(new Error(code), { code, syscall: 'open', path });

/** Takes a lock in one step: nobody ever reads half of it. */
function takes(path: string): boolean {
  const draft = `${path}.${process.pid}.draft`;
  try {
    write(draft, `${process.pid}`);
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Undefined where it is gone again. */
function holderOf(path: string): number | undefined {
  try {
    return Number(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** A file that holds no number is nobody's. */
function lives(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

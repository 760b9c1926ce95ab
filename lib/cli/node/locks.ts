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
      const path = pathOf(name);
      for (let tried = 0; tried < TRIES; tried++) {
        if (takes(path)) return undefined;
        const holder = holderOf(path);
        if (holder === undefined) continue;
        const busy = lives(holder) ? holder : clear(path, holder);
        if (busy !== undefined) return busy;
      }
      throw refusal('EEXIST', path);
    },
    release: (name) => rmSync(pathOf(name), { force: true }),
  };
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
  const draft = `${path}.${process.pid}`;
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

/**
 * Removes the lock of a dead process. One alone may do that at a time: a second one would remove the lock that somebody
 * took meanwhile. Gives the number of the process that is at it.
 */
function clear(path: string, dead: number): number | undefined {
  const claim = `${path}.dead`;
  if (takes(claim)) {
    if (Object.is(holderOf(path), dead)) rmSync(path, { force: true });
    rmSync(claim, { force: true });
    return undefined;
  }
  const other = holderOf(claim);
  if (other !== undefined && lives(other)) return other;
  rmSync(claim, { force: true });
  return undefined;
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

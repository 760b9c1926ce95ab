// oxlint-disable no-restricted-imports -- the door of the command line to files; what it writes is its own and private
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import type { Files, Locks } from '../tools';

export const files: Files = {
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

/** Free bytes where a path lies, or would lie; undefined where the system does not say. */
export function freeDisk(path: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}

/** The package lies above its compiled files, and above its sources when tests run. */
export const packageFolder = (folder: string): string =>
  existsSync(join(folder, 'package.json')) ? folder : packageFolder(dirname(folder));

/** Files that only this user can read, and that are gone afterwards. */
export class PrivateFiles {
  private folder?: string;

  public keep(name: string, text: string): string {
    this.folder ??= mkdtempSync(join(tmpdir(), 'cdk8s-k3d-'));
    const path = join(this.folder, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  }

  public remove(): void {
    if (this.folder !== undefined) rmSync(this.folder, { recursive: true, force: true });
    this.folder = undefined;
  }
}

/** A file for each lock, with the number of the process that has it. What a dead process holds is free. */
export function fileLocks(folder = join(tmpdir(), `cdk8s-k3d-locks-${userInfo().username}`)): Locks {
  const pathOf = (name: string) => join(folder, `${name.replace(/[^\w.-]/g, '_')}.lock`);
  const take = (name: string): number | undefined => {
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o700);
    try {
      writeFileSync(pathOf(name), `${process.pid}`, { flag: 'wx' });
      return undefined;
    } catch {
      const holder = holderOf(pathOf(name));
      if (holder === undefined) return take(name);
      if (lives(holder)) return holder;
      rmSync(pathOf(name), { force: true });
      return take(name);
    }
  };
  return { take, release: (name) => rmSync(pathOf(name), { force: true }) };
}

function holderOf(path: string): number | undefined {
  try {
    return Number(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Files } from '../tools';

export const files: Files = {
  kind(path) {
    const stat = statOf(path);
    if (!stat) return undefined;
    return stat.isDirectory() ? 'folder' : stat.isFile() ? 'file' : 'other';
  },
  size: (path) => statSync(path).size,
  names: (folder) => readdirSync(folder).sort(),
  read: (path) => (path !== 0 && isFile(path) ? readFileSync(path) : readStream(path)),
  real: (path) => realpathSync(path),
};

/** Node itself reads no more at once, and gives no reason that is one of the system. */
const LONGEST_FILE = 2 ** 31 - 1;

function isFile(path: string): boolean {
  const stat = statSync(path);
  if (stat.isFile() && stat.size > LONGEST_FILE) {
    throw Object.assign(new Error('EFBIG'), { code: 'EFBIG', syscall: 'read', path });
  }
  return stat.isFile();
}

/** Writes a file. Of a full disk the system says no name. */
export function write(path: string, text: string, mode?: number): void {
  try {
    writeFileSync(path, text, { mode });
  } catch (error) {
    throw Object.assign(error as Error, { path });
  }
}

/** Names that no file can have. */
const IMPOSSIBLE = new Set(['ENOTDIR', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE']);

function statOf(path: string) {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (IMPOSSIBLE.has(`${(error as NodeJS.ErrnoException).code}`)) return undefined;
    throw error;
  }
}

/** Nobody says beforehand how much comes out of a pipe or a device, and some never end. */
const LONGEST_STREAM = 50_000_000;

/** Milliseconds between two looks into a pipe in which nothing is yet. */
const PAUSE = 10;

function readStream(path: string | 0): Uint8Array {
  const file = path === 0 ? 0 : openSync(path, 'r');
  const chunks: Buffer[] = [];
  try {
    for (let size = 0; size <= LONGEST_STREAM;) {
      const chunk = nextOf(file);
      if (chunk.length === 0) return Buffer.concat(chunks);
      size += chunk.length;
      chunks.push(chunk);
    }
  } finally {
    if (path !== 0) closeSync(file);
  }
  throw new Error(`more than ${LONGEST_STREAM / 1_000_000} MB come out of it`);
}

function nextOf(file: number): Buffer {
  const chunk = Buffer.allocUnsafe(65_536);
  for (;;) {
    try {
      return chunk.subarray(0, readSync(file, chunk));
    } catch (error) {
      // Somebody else has set it to say so instead of waiting.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
    }
  }
}

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
    write(path, text, 0o600);
    return path;
  }

  public remove(): void {
    if (this.folder !== undefined) rmSync(this.folder, { recursive: true, force: true });
    this.folder = undefined;
  }
}

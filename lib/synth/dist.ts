import {
  accessSync,
  constants,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import {
  type DistFile,
  fold,
  hashOf,
  LIST_PATH,
  type ListedFile,
  parentsOf,
  parseList,
  printList,
  refusePaths,
} from './list';

/** What became of the files; paths are relative to the output folder and sorted. */
export interface WriteReport {
  readonly written: readonly string[];
  /** Had the content already and were not touched. */
  readonly unchanged: readonly string[];
  /** Written by an earlier synth, and no longer by this one. */
  readonly removed: readonly string[];
  /** The same, but edited since: left where they are, and from now on somebody else's. */
  readonly kept: readonly string[];
}

/**
 * Makes the folder hold these files, and removes what an earlier synth wrote and this one does not.
 *
 * Whatever can be known beforehand is looked at before anything is written. A file that has its content already is not
 * touched, each other one is replaced in one step. What no synth of ours wrote stays.
 */
export function writeDist(outdir: string, files: readonly DistFile[]): WriteReport {
  const seen = ({ path, content }: DistFile): Seen => ({ path, content, stats: look(join(outdir, path)) });
  const sorted = files.map(seen).sort((one, other) => (one.path < other.path ? -1 : 1));
  const paths = sorted.map(({ path }) => path);
  refusePaths(paths);
  refuseOutdir(outdir);
  const { removed, kept } = staleOf(outdir, readList(outdir), new Set(paths));
  // Where upper case makes no difference, a stale `Web` and a new `web` are one file, and that is about to go.
  const leaving = new Set(removed.map(fold));
  const differs = (file: Seen) => leaving.has(fold(file.path)) || !holds(outdir, file);
  const changed = sorted.filter(differs);
  const list = seen({ path: LIST_PATH, content: printList(sorted) });
  const writes = differs(list) ? [...changed, list] : changed;
  for (const file of writes) refuseOccupied(outdir, file);
  const folderOf = (path: string) => dirname(join(outdir, path));
  const folders = new Set(writes.map(({ path }) => folderOf(path)));
  for (const folder of new Set([...removed.map(folderOf), ...folders])) refuseLocked(folder);

  for (const path of removed) remove(outdir, path);
  folders.forEach(make);
  for (const file of writes) write(join(outdir, file.path), file.content);
  const written = new Set(changed.map(({ path }) => path));
  return { written: [...written], unchanged: paths.filter((path) => !written.has(path)), removed, kept };
}

/** A file, and what stands in its place now. */
interface Seen extends DistFile {
  readonly stats: Stats | undefined;
}

function readList(outdir: string): readonly ListedFile[] {
  const name = join(outdir, LIST_PATH);
  return look(name)?.isFile()
    ? parseList(
        attempt(name, 'read', () => readFileSync(name, 'utf8')),
        name,
      )
    : [];
}

/** What this synth no longer writes: to be removed while it is as we wrote it, to be kept otherwise. */
function staleOf(outdir: string, listed: readonly ListedFile[], wanted: ReadonlySet<string>) {
  const removed: string[] = [];
  const kept: string[] = [];
  for (const { path, sha256 } of listed) {
    const name = join(outdir, path);
    const stats = look(name);
    if (wanted.has(path) || stats === undefined) continue;
    const ours = stats.isFile() && obstacleOf(outdir, path) === undefined;
    const intact = ours && attempt(name, 'read', () => hashOf(readFileSync(name))) === sha256;
    (intact ? removed : kept).push(path);
  }
  return { removed, kept };
}

function holds(outdir: string, { path, content, stats }: Seen): boolean {
  const name = join(outdir, path);
  if (!stats?.isFile() || stats.size !== Buffer.byteLength(content)) return false;
  if (obstacleOf(outdir, path) !== undefined) return false;
  return attempt(name, 'read', () => readFileSync(name)).equals(Buffer.from(content));
}

/** The first thing above a path that is there and is no folder; a link would lead out of dist/. */
function obstacleOf(outdir: string, path: string): string | undefined {
  return parentsOf(path).find((parent) => look(join(outdir, parent))?.isDirectory() === false);
}

function refuseOutdir(outdir: string): void {
  const ground = groundOf(outdir);
  if (statSync(ground, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new Error(
      `"${ground}" is no folder, so "${outdir}" cannot hold what this synth writes. Move it away, and synthesize again.`,
    );
  }
}

function refuseOccupied(outdir: string, { path, stats }: Seen): void {
  const obstacle = obstacleOf(outdir, path);
  if (obstacle !== undefined) {
    throw new Error(
      `"${join(outdir, obstacle)}" is no folder, but this synth writes "${path}" into it. Move it away, and synthesize again.`,
    );
  }
  const name = join(outdir, path);
  if (stats !== undefined && !stats.isFile()) {
    throw new Error(`"${name}" is no plain file, but this synth writes it. Move it away, and synthesize again.`);
  }
  if (stats !== undefined && !isWritable(name)) {
    throw new Error(`"${name}" is read-only, but this synth changes it. Make it writable, and synthesize again.`);
  }
}

function refuseLocked(folder: string): void {
  const ground = groundOf(folder);
  if (!isWritable(ground)) {
    throw new Error(`The folder "${ground}" is read-only. Make it writable, and synthesize again.`);
  }
}

/** The path itself where there is something, else the nearest one above it. */
function groundOf(path: string): string {
  return look(path) === undefined ? groundOf(dirname(resolve(path))) : path;
}

function look(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function remove(outdir: string, path: string): void {
  const name = join(outdir, path);
  attempt(name, 'removed', () => rmSync(name));
  for (const parent of parentsOf(path).reverse()) {
    const folder = join(outdir, parent);
    if (readdirSync(folder).length > 0) return;
    attempt(folder, 'removed', () => rmdirSync(folder));
  }
}

const make = (folder: string) => attempt(folder, 'made', () => mkdirSync(folder, { recursive: true }));

/** A file beside it takes its place, so that nobody ever reads half of it. */
function write(name: string, content: string): void {
  const draft = join(dirname(name), `.cdk8s-k3d-${process.pid}.tmp`);
  attempt(name, 'written', () => {
    try {
      writeFileSync(draft, content);
      renameSync(draft, name);
    } catch (error) {
      rmSync(draft, { force: true });
      throw error;
    }
  });
}

function attempt<T>(name: string, done: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(
      `"${name}" could not be ${done}: ${code}. Look at its rights and at the space on the disk, and synthesize again.`,
    );
  }
}

import {
  accessSync,
  constants,
  lstatSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  type Stats,
  statSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { hashOf } from '../analysis/hash';
import { onDisk } from './on-disk';
import { Drafts, type Place, sweepDrafts } from './drafts';
import { compare, groupBy } from '../routes/plain';
import type { DistFile } from './dist-file';
import { union, LIST_PATH, type ListedFile, parseList, printList } from './list';
import { fold, parentsOf, refusePaths } from './paths';
import { hashIfHeld, type Print } from './text';

/**
 * Makes the folder hold these files, and removes what an earlier synth wrote and this one does not.
 *
 * A file that has its content already is not touched; the others take their places when all of them are written, and
 * when nothing is known that stands in the way of any. What no synth of ours wrote stays. Wherever this is interrupted,
 * the list names every file of ours, so that the next synth knows them.
 *
 * @param others what somebody else writes into the folder: it stays, even where an earlier synth of ours wrote it
 * @returns what an earlier synth wrote and somebody edited since: left where it is, and from now on somebody else's
 */
export function writeDist(
  outdir: string,
  files: readonly DistFile[],
  others: readonly string[] = [],
): readonly string[] {
  const sorted = [...files].sort((one, other) => compare(one.path, other.path));
  const paths = sorted.map(({ path }) => path);
  refusePaths([LIST_PATH, ...paths]);
  refuseOutdir(outdir);
  if (look(outdir) !== undefined) sweepDrafts(outdir);
  const before = readList(outdir);
  const { removed, kept } = staleOf(outdir, before, new Set([...paths, ...others]));
  for (const folder of new Set(removed.map((path) => dirname(join(outdir, path))))) refuseLocked(folder);

  const drafts = new Drafts(outdir);
  try {
    const draft = drafter(outdir, drafts);
    // Where upper case makes no difference, a stale `Web` and a new `web` are one file.
    const wanted = new Set(paths.map(fold));
    const inTheWay = removed.filter((path) => wanted.has(fold(path)));
    const { places, listed } = draftAll(sorted, inTheWay, draft);
    const list = draftLists(before, listed, draft);

    list.first?.();
    for (const path of inTheWay) remove(outdir, path);
    for (const place of places) place();
    for (const path of removed) if (!inTheWay.includes(path)) remove(outdir, path);
    list.last?.();
    return kept;
  } finally {
    drafts.close();
  }
}

/** Drafts what differs. Each text is printed here, and nowhere whole. */
function draftAll(files: readonly DistFile[], inTheWay: readonly string[], draft: Draft) {
  const leaving = new Set(inTheWay.map(fold));
  const places: Place[] = [];
  const listed = files.map(({ path, print }): ListedFile => {
    const { sha256, place } = draft(path, print, !leaving.has(fold(path)));
    if (place) places.push(place);
    return { path, sha256 };
  });
  return { places, listed };
}

/** The list that comes before all changes names what was and what will be; where that differs, one comes after them. */
function draftLists(before: readonly ListedFile[], after: readonly ListedFile[], draft: Draft) {
  const [all, last] = [union(before, after), after].map(printList) as [string, string];
  const drafted = (list: string, mayStand: boolean) => draft(LIST_PATH, () => [list], mayStand).place;
  return all === last ? { first: drafted(last, true) } : { first: drafted(all, false), last: drafted(last, false) };
}

/** Writes what is to stand at a path, if nothing is in its way. What stands there already needs no place. */
type Draft = (path: string, print: Print, mayStand: boolean) => { readonly sha256: string; readonly place?: Place };

function drafter(outdir: string, drafts: Drafts): Draft {
  const open = new Set<string>();
  return (path, print, mayStand) => {
    const name = join(outdir, path);
    const held = mayStand && isPlain(outdir, path) ? hashIfHeld(name, print) : undefined;
    if (held !== undefined) return { sha256: held };
    refuseOccupied(outdir, path);
    for (const folder of [outdir, dirname(name)]) {
      if (!open.has(folder)) refuseLocked(folder);
      open.add(folder);
    }
    return drafts.add(name, print);
  };
}

function readList(outdir: string): readonly ListedFile[] {
  const name = join(outdir, LIST_PATH);
  return look(name)?.isFile()
    ? parseList(
        onDisk(name, 'read', () => readFileSync(name, 'utf8')),
        name,
      )
    : [];
}

/** What this synth no longer writes: to be removed while it is as we wrote it, to be kept otherwise. */
function staleOf(outdir: string, listed: readonly ListedFile[], wanted: ReadonlySet<string>) {
  const removed: string[] = [];
  const kept: string[] = [];
  for (const [path, files] of groupBy(listed, (file) => file.path)) {
    const name = join(outdir, path);
    if (wanted.has(path) || look(name) === undefined) continue;
    const hash = isPlain(outdir, path) ? onDisk(name, 'read', () => hashOf(readFileSync(name))) : undefined;
    (files.some(({ sha256 }) => sha256 === hash) ? removed : kept).push(path);
  }
  return { removed, kept };
}

const isPlain = (outdir: string, path: string): boolean =>
  look(join(outdir, path))?.isFile() === true && obstacleOf(outdir, path) === undefined;

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

function refuseOccupied(outdir: string, path: string): void {
  const obstacle = obstacleOf(outdir, path);
  if (obstacle !== undefined) {
    throw new Error(
      `"${join(outdir, obstacle)}" is no folder, but this synth writes "${path}" into it. Move it away, and synthesize again.`,
    );
  }
  const name = join(outdir, path);
  const stats = look(name);
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
  onDisk(name, 'removed', () => rmSync(name));
  for (const parent of parentsOf(path).reverse()) {
    const folder = join(outdir, parent);
    if (readdirSync(folder).length > 0) return;
    onDisk(folder, 'removed', () => rmdirSync(folder));
  }
}

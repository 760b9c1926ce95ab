import { compare, jsonIn, record } from '../routes/plain';
import type { Print } from './text';

/** A file of dist/ that is still to be written. */
export interface DistFile {
  /** Relative to the output folder, with forward slashes. */
  readonly path: string;
  readonly print: Print;
}

/** A file that a synth wrote, as it notes it for the next one. */
export interface ListedFile {
  readonly path: string;
  readonly sha256: string;
}

/** Where a synth notes what it wrote. */
export const LIST_PATH = 'access/files.json';

const VERSION = 1;

/** What the file systems of Linux, macOS and Windows take. */
const LONGEST_NAME = 255;

/** A path as a file system without upper case sees it. */
export function fold(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

/** The list as it is written, one file a line. */
export function printList(files: readonly ListedFile[]): string {
  const lines = files.map(({ path, sha256 }) => `    ${JSON.stringify({ path, sha256 })}`);
  return `{\n  "version": ${VERSION},\n  "files": [\n${lines.join(',\n')}\n  ]\n}\n`;
}

/** All that stands in one of two lists. A file may have a hash in each. */
export function union(one: readonly ListedFile[], other: readonly ListedFile[]): readonly ListedFile[] {
  const files = new Map([...one, ...other].map((file) => [`${file.path}\0${file.sha256}`, file]));
  return [...files].sort(([a], [b]) => compare(a, b)).map(([, file]) => file);
}

/** What an earlier synth wrote; `name` is how messages call the list. */
export function parseList(text: string, name: string): readonly ListedFile[] {
  const list = record(jsonIn(text));
  if (typeof list.version === 'number' && list.version > VERSION) {
    throw new Error(
      `"${name}" was written by a newer cdk8s-k3d: its version is ${list.version}, and this one knows ${VERSION}. Update cdk8s-k3d.`,
    );
  }
  if (list.version !== VERSION || !Array.isArray(list.files) || !list.files.every(isListed)) {
    throw new Error(
      `"${name}" is damaged, so it does not say which files an earlier synth wrote. Delete it, delete by hand what you no longer need beside it, and synthesize again.`,
    );
  }
  return list.files;
}

/** Refuses paths that leave the folder, and files that would overwrite each other on some file system. */
export function refusePaths(paths: readonly string[]): void {
  const bad = paths.find((path) => !isClean(path));
  if (bad !== undefined) {
    throw new Error(`"${bad}" is no path inside of the output folder. Write names between single forward slashes.`);
  }
  const long = paths.flatMap((path) => path.split('/')).find((name) => Buffer.byteLength(name) > LONGEST_NAME);
  if (long !== undefined) {
    throw new Error(
      `"${long}" is too long for the name of a file: at most ${LONGEST_NAME} bytes. Give what stands in it a shorter name.`,
    );
  }
  const files = new Map<string, string>();
  for (const path of [LIST_PATH, ...paths]) {
    const other = files.get(fold(path));
    if (other !== undefined) throw new Error(collision(other, path));
    files.set(fold(path), path);
  }
  for (const path of paths) {
    const file = parentsOf(path)
      .map((parent) => files.get(fold(parent)))
      .find((found) => found !== undefined);
    if (file !== undefined) {
      throw new Error(`"${file}" would be a file and, for "${path}", a folder. Give one of the two another name.`);
    }
  }
}

/** The folders above a path, the outermost first. */
export function parentsOf(path: string): string[] {
  const names = path.split('/');
  return names.slice(1).map((_, index) => names.slice(0, index + 1).join('/'));
}

function collision(one: string, other: string): string {
  return one === other
    ? `Two files of this synth have the path "${one}". Give what stands in one of them another name.`
    : `"${one}" and "${other}" are one file on macOS and Windows. Give what stands in one of them a name that differs in more than upper case.`;
}

function isListed(file: unknown): file is ListedFile {
  const { path, sha256 } = record(file);
  return typeof path === 'string' && isClean(path) && typeof sha256 === 'string';
}

function isClean(path: string): boolean {
  return !/[\\\0]|^[A-Za-z]:/.test(path) && path.split('/').every((name) => !['', '.', '..'].includes(name));
}

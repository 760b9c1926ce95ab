import { compare, jsonIn, record } from '../routes/plain';
import { isClean } from './paths';

/** A file that a synth wrote, as it notes it for the next one. */
export interface ListedFile {
  readonly path: string;
  readonly sha256: string;
}

/** Where a synth notes what it wrote. */
export const LIST_PATH = 'access/files.json';

const VERSION = 1;

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

function isListed(file: unknown): file is ListedFile {
  const { path, sha256 } = record(file);
  return typeof path === 'string' && isClean(path) && typeof sha256 === 'string';
}

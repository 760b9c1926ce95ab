import { join } from 'node:path';
import { utf8, type Files } from '../tools';
import { MANIFEST } from './manifest-name';

/** Larger hidden files belong to tools. */
const LARGEST = 100_000;

const OBJECT = /^[\t \ufeff"-]*apiVersion["']?\s*:/m;

/** Hidden manifests in named folders: what begins with a dot is read only where it is named itself. */
export const hiddenIn = (files: Files, paths: readonly string[]): readonly string[] =>
  paths.flatMap((path) => {
    try {
      return path !== '-' && files.kind(path) === 'folder' ? hiddenBelow(files, path) : [];
    } catch {
      // What cannot be read is told where it is named.
      return [];
    }
  });

function hiddenBelow(files: Files, folder: string): readonly string[] {
  const below = (path: string) => files.names(path).map((name) => join(path, name));
  return files
    .names(folder)
    .filter((name) => name.startsWith('.') && name !== '.git')
    .map((name) => join(folder, name))
    .flatMap((path) => (files.kind(path) === 'folder' ? below(path) : path))
    .filter((path) => MANIFEST.test(path) && isManifest(files, path));
}

const isManifest = (files: Files, path: string): boolean =>
  files.kind(path) === 'file' && files.size(path) < LARGEST && OBJECT.test(utf8(files.read(path)));

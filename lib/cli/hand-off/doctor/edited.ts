import { dirname, join } from 'node:path';
import { hashOf } from '../../../analysis/hash';
import { LIST_PATH, type ListedFile, parseList } from '../../../synth/list';
import { type Files, utf8 } from '../../tools';
import type { DistCluster } from '../dist';
import type { Explained } from '../explained';
import { doctorText } from './text';

/** Files of dist/ that are not as synth wrote them, or why nobody knows. */
export function editedFiles(files: Files, { configPath }: Pick<DistCluster, 'configPath'>): readonly Explained[] {
  const folder = dirname(dirname(configPath));
  const list = join(folder, LIST_PATH);
  if (files.kind(list) !== 'file') return [];
  let written: readonly ListedFile[];
  try {
    written = parseList(utf8(files.read(list)), list);
  } catch (error) {
    return [doctorText.said((error as Error).message)];
  }
  return written
    .map(({ path, sha256 }) => ({ path: join(folder, path), sha256 }))
    .filter(({ path, sha256 }) => files.kind(path) === 'file' && hashOf(files.read(path)) !== sha256)
    .map(({ path }) => doctorText.edited(path));
}

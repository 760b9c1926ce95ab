import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { jsonIn, records, record, text } from '../../../routes/plain';
import type { Files } from '../../tools';
import type { DistCluster } from '../dist';

/** Files of dist/ that are not as synth wrote them: the next synth writes them anew. */
export function editedFiles(files: Files, { configPath }: Pick<DistCluster, 'configPath'>): readonly string[] {
  const folder = dirname(dirname(configPath));
  const list = join(folder, 'access', 'files.json');
  if (files.kind(list) !== 'file') return [];
  const written = record(jsonIn(Buffer.from(files.read(list)).toString('utf8')));
  return records(written.files).flatMap(({ path, sha256 }) => {
    const [name, hash] = [text(path), text(sha256)];
    if (name === undefined || hash === undefined) return [];
    const full = join(folder, name);
    return files.kind(full) === 'file' && digest(files.read(full)) !== hash ? [full] : [];
  });
}

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

import { isApart } from '../read/gather';
import type { Files } from '../tools';

/** The files in a folder, by their path in it. */
type Snapshot = ReadonlyMap<string, Uint8Array>;

/** What lies in a folder now. */
export function snapshotOf(files: Files, folder: string): Snapshot {
  const found = new Map<string, Uint8Array>();
  const visit = (path: string, name: string) => {
    const kind = files.kind(path);
    if (kind === 'file') found.set(name, files.read(path));
    if (kind !== 'folder') return;
    // Whoever synthesizes into the folder of the program itself wants none of those compared.
    for (const each of files.names(path))
      if (!isApart(each)) visit(`${path}/${each}`, name === '' ? each : `${name}/${each}`);
  };
  visit(folder, '');
  return found;
}

/** Paths that differ, or stand in one of the two alone. */
export function differences(before: Snapshot, after: Snapshot): readonly string[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((path) => !isSame(before.get(path), after.get(path))).sort();
}

const isSame = (one: Uint8Array | undefined, other: Uint8Array | undefined): boolean =>
  one !== undefined && other !== undefined && Buffer.compare(one, other) === 0;

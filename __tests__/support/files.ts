import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Every file below a folder, with forward slashes, sorted. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** Starts something in a folder, as a user does who stands there. */
export function startedIn<T>(folder: string, start: () => T): T {
  const before = process.cwd();
  process.chdir(folder);
  try {
    return start();
  } finally {
    process.chdir(before);
  }
}

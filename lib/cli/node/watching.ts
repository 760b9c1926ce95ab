import { type FSWatcher, fstatSync, mkdirSync, readdirSync, statSync, watch } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { Interrupted, type Watching } from '../tools';
import { write } from './files';

/** An editor writes a file in several steps. So many milliseconds without another one mean that it is done. */
const QUIET = 50;

/** Watches every folder below one, each by itself: a folder that is passed over costs nothing, however much is in it. */
export function watcher(interrupt: AbortSignal) {
  return (root: string, passOver: (path: string) => boolean): Watching => {
    const watchers = new Map<string, FSWatcher>();
    const changed = new Set<string>();
    let refusal: Error | undefined;
    let quiet: NodeJS.Timeout | undefined;
    let wake = () => {};

    const touch = (path: string) => {
      if (passOver(relative(root, path)) || isOutput(path)) return;
      changed.add(relative(root, path));
      try {
        add(path);
      } catch (error) {
        refusal = error as Error;
      }
      clearTimeout(quiet);
      quiet = setTimeout(() => wake(), QUIET);
    };
    const forget = (folder: string) => {
      watchers.get(folder)?.close();
      watchers.delete(folder);
    };
    const add = (folder: string) => {
      const entries = entriesOf(folder);
      if (entries === undefined) {
        forget(folder);
        return;
      }
      if (!watchers.has(folder)) {
        const watching = watched(folder, (name) => touch(join(folder, name)));
        if (watching === undefined) return;
        watching.on('error', () => forget(folder));
        watchers.set(folder, watching);
      }
      for (const entry of entries) {
        const path = join(folder, entry);
        if (!passOver(relative(root, path))) add(path);
      }
    };
    const close = () => {
      clearTimeout(quiet);
      for (const folder of [...watchers.keys()]) forget(folder);
    };
    try {
      add(root);
    } catch (error) {
      // What is watched by now would keep this program from its end.
      close();
      throw error;
    }
    return {
      changed: () =>
        new Promise((resolve, reject) => {
          const stop = () => reject(new Interrupted());
          wake = () => {
            interrupt.removeEventListener('abort', stop);
            wake = () => {};
            if (refusal) return reject(refusal);
            const paths = [...changed].sort();
            changed.clear();
            return resolve(paths);
          };
          interrupt.addEventListener('abort', stop);
          if (interrupt.aborted) stop();
          else if (changed.size > 0) quiet = setTimeout(() => wake(), QUIET);
        }),
      close,
    };
  };
}

/** The system watches so many folders for a user, and no more. */
const LIMITS = ['ENOSPC', 'EMFILE'];

/** Undefined where the folder has gone meanwhile, or nobody may look into it. */
function watched(folder: string, tell: (name: string) => void): FSWatcher | undefined {
  try {
    return watch(folder, (_, name) => tell(`${name}`));
  } catch (error) {
    if (LIMITS.includes(`${(error as NodeJS.ErrnoException).code}`)) throw error;
    return undefined;
  }
}

/** Whether what this process says goes into a file: each word would be a change, and be told in the next. */
function isOutput(path: string): boolean {
  try {
    const { ino, dev } = statSync(path);
    return [process.stdout, process.stderr].some(({ fd }) => {
      const stream = fstatSync(fd);
      return stream.ino === ino && stream.dev === dev;
    });
  } catch {
    return false;
  }
}

/** Folders in a folder; undefined where none stands there. */
function entriesOf(folder: string): readonly string[] | undefined {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? entry.name : []));
  } catch {
    return undefined;
  }
}

/** Writes a file that can be lost at any time, with its folders. */
export function cache(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  write(path, text);
}

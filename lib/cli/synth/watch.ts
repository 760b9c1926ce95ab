import { CommandError } from '../command';
import { Interrupted, type Tools } from '../tools';
import { differences, digestOf, snapshotOf } from './differences';
import { synthOnce } from './once';
import type { Program } from './program';

/** Follows the files of a program until the user stops it. Whatever is wrong with the program is said, and waited out. */
export async function follow(tools: Tools, program: () => Program): Promise<void> {
  const { terminal } = tools;
  const { outdir } = program();
  const watching = tools.watch('.', (path) => isForeign(path, outdir));
  const known = new Map<string, string | undefined>();
  try {
    for (;;) {
      await attempt(tools, program);
      terminal.doing('Waiting for a change.');
      while (!(await watching.changed()).filter((path) => isNew(tools, known, path)).length);
    }
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
  } finally {
    watching.close();
    terminal.still();
  }
}

/** What a synth writes, what it reads from packages, and what editors and tools keep for themselves. */
function isForeign(path: string, outdir: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return path === outdir || name === 'node_modules' || name.startsWith('.') || name.endsWith('~');
}

/** A program may write among its own files. What holds the same as before is no change. */
function isNew({ files }: Tools, known: Map<string, string | undefined>, path: string): boolean {
  const digest = files.kind(path) === 'file' ? digestOf(files.read(path)) : undefined;
  const same = known.has(path) && known.get(path) === digest;
  known.set(path, digest);
  return !same;
}

async function attempt(tools: Tools, program: () => Program): Promise<void> {
  const { terminal, files, clock } = tools;
  terminal.doing('Synthesizing.');
  try {
    const now = program();
    const start = clock.now();
    const before = snapshotOf(files, now.outdir);
    const { stdout, stderr } = await synthOnce(tools, now);
    const changed = differences(before, snapshotOf(files, now.outdir));
    if (stdout.trim() !== '') terminal.done(stdout.trim());
    if (stderr.trim() !== '') terminal.warn(stderr.trim());
    terminal.done(`${changedText(now.outdir, changed)} (${((clock.now() - start) / 1000).toFixed(1)} s)`);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    terminal.warn(error.message);
  }
}

const SHOWN = 10;

function changedText(outdir: string, paths: readonly string[]): string {
  if (paths.length === 0) return `Nothing in ${outdir}/ differs.`;
  const rest = paths.length - SHOWN;
  const names = [...paths.slice(0, SHOWN), ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
  const subject = paths.length === 1 ? '1 file differs' : `${paths.length} files differ`;
  return `${subject} in ${outdir}/: ${names}.`;
}

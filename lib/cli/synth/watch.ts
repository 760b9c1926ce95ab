import { resolve } from 'node:path';
import { hashOf } from '../../analysis/hash';
import { EXIT, type Outcome } from '../command';
import { isApart } from '../read/gather';
import { mendable } from '../system-fault';
import { Interrupted, type Tools } from '../tools';
import type { Program } from './program';
import { synthesize, tell } from './synthesize';

/** Brings what a folder holds into its clusters. */
export type Apply = (outdir: string) => Outcome | Promise<Outcome>;

/** Follows the files of a program until the user stops it. Whatever is wrong with the program is said, and waited out. */
export async function follow(tools: Tools, program: () => Program, apply?: Apply): Promise<void> {
  const { terminal } = tools;
  const { outdir } = program();
  const here = tools.files.real('.');
  const written = resolve(here, outdir);
  const watching = tools.watch('.', (path) => resolve(here, path) === written || isForeign(path));
  const known = new Map<string, string | undefined>();
  let due = true;
  try {
    for (;;) {
      const differs = await attempt(tools, () => renew(tools, program()));
      due ||= differs === true;
      if (apply && due && differs !== undefined)
        due = (await attempt(tools, () => bring(tools, apply, outdir))) !== true;
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

/**
 * What a synth reads from packages, and what editors and tools keep for themselves: a log that takes down what is said
 * here would be a change each time.
 */
function isForeign(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return isApart(name) || /~$|\.log$/.test(name);
}

/** A program may write among its own files. What holds the same as before is no change. */
function isNew({ files }: Tools, known: Map<string, string | undefined>, path: string): boolean {
  const digest = digestOf(files, path);
  const same = known.has(path) && known.get(path) === digest;
  known.set(path, digest);
  return !same;
}

/** Bytes: of what is larger, the size alone is looked at. */
const LARGE = 100_000_000;

/** What a file holds, in few words; undefined where there is none, or none that this user may read. */
function digestOf(files: Tools['files'], path: string): string | undefined {
  try {
    if (files.kind(path) !== 'file') return undefined;
    const size = files.size(path);
    return size > LARGE ? `${size} bytes` : hashOf(files.read(path));
  } catch {
    return undefined;
  }
}

/** What work came to; undefined where a sentence says why it came to nothing. */
async function attempt<T>({ terminal }: Tools, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    const { code, message } = mendable(error);
    if (code === EXIT.interrupted) throw error;
    terminal.warn(message);
    return undefined;
  }
}

/** Whether a synth left something else in the folder than there was. */
async function renew(tools: Tools, program: Program): Promise<boolean> {
  const { terminal } = tools;
  terminal.doing('Synthesizing.');
  const synthesis = await synthesize(tools, program);
  const said = synthesis.stdout.trim();
  if (said !== '') terminal.done(said);
  tell(terminal, synthesis);
  return synthesis.differs;
}

/** Whether the clusters now are what the folder says. */
async function bring({ terminal }: Tools, apply: Apply, outdir: string): Promise<boolean> {
  const { code, text } = await apply(outdir);
  const fine = code === EXIT.fine;
  if (text.trim() !== '') (fine ? terminal.done : terminal.warn)(text.trim());
  return fine;
}

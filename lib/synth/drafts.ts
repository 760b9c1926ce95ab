import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { onDisk } from './on-disk';
import { type Print, writeText } from './text';

const FOLDER = /^\.cdk8s-k3d-(\d+)$/;

/** Has a new file take its place. */
export type Place = () => void;

/**
 * New files, written whole in a folder of their own inside of the output folder. Before they take their places nothing
 * has changed for whoever reads it, and nobody ever reads half of a file.
 */
export class Drafts {
  private readonly folder: string;
  private readonly made = new Set<string>();
  private number = 0;

  constructor(outdir: string) {
    this.folder = join(outdir, `.cdk8s-k3d-${process.pid}`);
  }

  public add(name: string, print: Print): { readonly sha256: string; readonly place: Place } {
    this.make(this.folder);
    const draft = join(this.folder, `${this.number++}`);
    const place = () => {
      this.make(dirname(name));
      onDisk(name, 'written', () => renameSync(draft, name));
    };
    return { sha256: writeText({ file: draft, name }, print), place };
  }

  /** Leaves nothing of what has taken no place. */
  public close(): void {
    if (this.number > 0) rmSync(this.folder, { recursive: true, force: true });
  }

  private make(folder: string): void {
    if (this.made.has(folder)) return;
    onDisk(folder, 'made', () => makeFolder(folder));
    this.made.add(folder);
  }
}

/** Makes a folder and those above. Node's own way never ends where the system makes none, as in /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another synth may have been faster.
    if (!existsSync(folder)) throw error;
  }
}

/** Removes the drafts of synths that were killed. */
export function sweepDrafts(outdir: string): void {
  for (const name of readdirSync(outdir)) {
    const [, pid] = FOLDER.exec(name) ?? [];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(outdir, name), { recursive: true, force: true });
  }
}

/** Another process that runs: ours has no drafts yet, so what bears its number is of one before it. */
function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { attempt } from './attempt';

/**
 * New files, each written whole beside its place, and brought there when all of them are written. Before that nothing
 * has changed for whoever reads the folder, and nobody ever reads half of a file.
 */
export class Drafts {
  private readonly files: { readonly name: string; readonly draft: string }[] = [];
  /** The outermost of the folders that had to be made. */
  private readonly folders: string[] = [];

  /** Writes what is to stand in a file. */
  public add(name: string, content: Buffer): void {
    const folder = dirname(name);
    const made = attempt(folder, 'made', () => mkdirSync(folder, { recursive: true }));
    if (made !== undefined) this.folders.push(made);
    const draft = join(folder, `.cdk8s-k3d-${process.pid}-${this.files.length}.tmp`);
    this.files.push({ name, draft });
    attempt(name, 'written', () => writeFileSync(draft, content));
  }

  /** Has each file take its place. */
  public publish(): void {
    this.folders.length = 0;
    for (const { name, draft } of this.files) attempt(name, 'written', () => renameSync(draft, name));
  }

  /** Leaves nothing of what has not been published. */
  public discard(): void {
    for (const { draft } of this.files) rmSync(draft, { force: true });
    for (const folder of this.folders) rmSync(folder, { recursive: true, force: true });
  }
}

import { basename, dirname, join, resolve } from 'node:path';
import { CommandError } from '../command';
import type { Files, PathKind, Tools } from '../tools';
import { bytesOf, commitAt, entriesIn, type Entry, linkTarget } from './commit';
import { type Gathered, gather } from './gather';

/** What stands below the same paths in an earlier commit, read by the same rules. */
export function gatherRevision(tools: Tools, paths: readonly string[], revision: string): Gathered {
  if (paths.includes('-')) {
    throw new CommandError(
      `--against says "${revision}", and no commit holds standard input. Write a file or folder for --against, or in place of -.`,
    );
  }
  const files = new RevisionFiles(tools);
  for (const path of paths) files.mount(path, revision);
  return gather(files, paths, { earlier: true });
}

/** What a path leads to: without an entry, to what stands there now. */
interface Place {
  /** The path without links. */
  readonly real: string;
  readonly entry?: Extract<Entry, { readonly kind: 'file' | 'folder' }>;
}

/** Commits, each laid over the folder of its repository. What lies outside of them no commit knows: it is as it is now. */
class RevisionFiles implements Files {
  private readonly roots = new Map<string, Place['entry']>();
  private readonly folders = new Map<string, ReadonlyMap<string, Entry>>();
  /** Paths that are being followed: who meets one again goes round in circles. */
  private readonly following = new Set<string>();

  constructor(private readonly tools: Tools) {}

  /** Lays the commit over the repository that holds a path. */
  public mount(path: string, revision: string): void {
    const base = this.tools.files.kind(path) === 'folder' ? path : dirname(path);
    const root = commitAt(this.tools, base, revision);
    this.roots.set(root.repository, root);
  }

  public kind(path: string): PathKind | undefined {
    try {
      const { real, entry } = this.find(path);
      return entry ? entry.kind : this.tools.files.kind(real);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  public size(path: string): number {
    const { real, entry } = this.find(path);
    return entry ? entry.size! : this.tools.files.size(real);
  }

  public names(path: string): readonly string[] {
    const { real, entry } = this.find(path);
    return entry ? [...this.entries(entry).keys()].sort() : this.tools.files.names(real);
  }

  public read(path: string | 0): Uint8Array {
    const { real, entry } = this.find(`${path}`);
    return entry ? bytesOf(this.tools, entry, real) : this.tools.files.read(real);
  }

  public real(path: string): string {
    return this.find(path).real;
  }

  private find(path: string): Place {
    return this.follow(resolve(this.tools.files.real('.'), path));
  }

  /** Follows an absolute path as the system does, link by link. */
  private follow(path: string): Place {
    if (this.following.has(path)) throw fault('ELOOP');
    this.following.add(path);
    try {
      return this.step(path);
    } finally {
      this.following.delete(path);
    }
  }

  private step(path: string): Place {
    const folder = dirname(path);
    const above: Place = folder === path ? { real: path } : this.follow(folder);
    const real = join(above.real, basename(path));
    const root = this.roots.get(real);
    if (root) return { real, entry: root };
    if (!above.entry) return this.outside(real);
    const entry = above.entry.kind === 'folder' ? this.entries(above.entry).get(basename(path)) : undefined;
    if (!entry) throw fault('ENOENT');
    if (entry.kind === 'link') return this.follow(resolve(above.real, linkTarget(this.tools, entry)));
    if (entry.kind === 'submodule') return this.submodule(real, entry);
    return { real, entry };
  }

  /** Where a link leads into a commit again, that counts. */
  private outside(path: string): Place {
    const real = this.tools.files.real(path);
    return real === path ? { real } : this.follow(real);
  }

  /** A repository of its own, at the commit that this one names; as it is now where it was never checked out. */
  private submodule(real: string, { object }: Entry): Place {
    if (!this.tools.files.kind(join(real, '.git'))) return this.outside(real);
    return { real, entry: { repository: real, kind: 'folder', object } };
  }

  private entries(entry: Entry): ReadonlyMap<string, Entry> {
    const key = `${entry.repository}:${entry.object}`;
    const entries = this.folders.get(key) ?? entriesIn(this.tools, entry);
    this.folders.set(key, entries);
    return entries;
  }
}

const fault = (code: string) => Object.assign(new Error(code), { code });

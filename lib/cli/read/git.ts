import { basename, dirname, join, relative, resolve } from 'node:path';
import { CommandError, EXIT } from '../command';
import { type Files, type PathKind, type Ran, type Tools, utf8 } from '../tools';
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
  return gather(files, paths, true);
}

/** What a folder of a commit holds. */
type Entry = {
  /** Folder of the repository that holds it. */
  readonly repository: string;
  readonly object: string;
  /** Of a file. */
  readonly size?: number;
} & ({ readonly kind: 'file' | 'folder' } | { readonly kind: 'link' } | { readonly kind: 'submodule' });

/** What a path leads to: without an entry, to what stands there now. */
interface Place {
  /** The path without links. */
  readonly real: string;
  readonly entry?: Extract<Entry, { readonly kind: 'file' | 'folder' }>;
}

const KINDS: Readonly<Record<string, Entry['kind']>> = { '040000': 'folder', '120000': 'link', '160000': 'submodule' };

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
    // git would take it for a flag.
    if (revision.startsWith('-')) throw noCommit(revision);
    const top = this.tools.git(base, 'rev-parse', '--show-toplevel');
    if (top.code === undefined) {
      throw new CommandError('git is not on your PATH. Install it, or give --against a folder.', EXIT.toolMissing);
    }
    if (top.code !== 0) throw noRepository(base, revision, top);
    const repository = textOf(top).replace(/\n$/, '');
    const commit = this.tools.git(base, 'rev-parse', '--verify', '--quiet', `${revision}^{commit}`);
    if (commit.code !== 0) throw noCommit(revision);
    this.roots.set(repository, { repository, kind: 'folder', object: textOf(commit).trim() });
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
    return entry ? this.bytes(entry, real) : this.tools.files.read(real);
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
    if (entry.kind === 'link') return this.follow(resolve(above.real, this.target(entry)));
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

  private entries({ repository, object }: Entry): ReadonlyMap<string, Entry> {
    const key = `${repository}:${object}`;
    const known = this.folders.get(key);
    if (known) return known;
    const entries = new Map<string, Entry>();
    const listed = textOf(this.ask(repository, 'ls-tree', '-z', '-l', object));
    for (const line of listed.split('\0').slice(0, -1)) {
      const [, facts, name] = /^(.*?)\t(.*)$/s.exec(line) as unknown as [string, string, string];
      const [mode, , id, size] = facts.split(/ +/) as [string, string, string, string];
      entries.set(name, { repository, kind: KINDS[mode] ?? 'file', object: id, size: Number(size) });
    }
    this.folders.set(key, entries);
    return entries;
  }

  private target({ repository, object }: Entry): string {
    return textOf(this.ask(repository, 'cat-file', 'blob', object));
  }

  /** As a checkout would write them: filters of the repository may have them otherwise than the commit. */
  private bytes({ repository, object }: Entry, real: string): Uint8Array {
    return this.ask(repository, 'cat-file', '--filters', `--path=${relative(repository, real)}`, object).stdout;
  }

  private ask(repository: string, ...args: readonly string[]): Ran {
    const ran = this.tools.git(repository, ...args);
    if (ran.code !== 0) throw new Error(`git says ${complaint(ran)}`);
    return ran;
  }
}

const fault = (code: string) => Object.assign(new Error(code), { code });

const noRepository = (base: string, revision: string, ran: Ran) =>
  new CommandError(
    `--against says "${revision}", which is no path, and git reads no repository at "${base}": ${complaint(ran)}. Write a file or folder.`,
  );

const noCommit = (revision: string) =>
  new CommandError(`--against says "${revision}", which is neither a path nor a commit. Write one that is there.`);

const complaint = ({ stderr }: Ran) => stderr.replace(/^fatal: /, '').split('\n')[0]!;

const textOf = ({ stdout }: Ran) => utf8(stdout);

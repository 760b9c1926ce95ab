import { basename, dirname, join } from 'node:path';
import { CommandError } from '../command';
import type { Files } from '../tools';
import { hiddenIn } from './hidden';
import { builtFrom, isKustomization, kustomizationIn } from './kustomization';
import { MANIFEST } from './manifest-name';
import type { Problem } from './problem';

/** A file with its bytes. */
export interface SourceFile {
  /** As the user would write it. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Named by the user, not found in a folder. */
  readonly named: boolean;
}

/** What stands below the paths that a user names. */
export interface Gathered {
  readonly sources: readonly SourceFile[];
  readonly problems: readonly Problem[];
  /** A kustomization stands there, so something else than these files is applied. */
  readonly built: boolean;
}

/** True for what tools and packages keep in a folder, by its name: nobody looks there for the work of a person. */
export const isApart = (name: string): boolean => /^\.|^node_modules$/.test(name);

/** Larger files are no manifests: etcd takes no object over 1.5 MB. */
const LARGEST = 20_000_000;

interface GatherOptions {
  /** It is read as it was before: what the user names need not have been there yet. @default false */
  readonly earlier?: boolean;
}

/** Reads every file that is named, and every manifest in the folders that are. */
export function gather(files: Files, paths: readonly string[], options: GatherOptions = {}): Gathered {
  const walk = new Walk(files, options);
  // A kustomization says which files beside it are none to judge.
  const [built, others] = [paths.filter(isKustomization), paths.filter((path) => !isKustomization(path))];
  for (const path of [...built, ...others]) {
    if (path === '-') walk.input();
    else walk.enter(path);
  }
  return walk.gathered();
}

const absent = (path: string): string =>
  /^https?:\/\//.test(path)
    ? `"${path}" is a URL, and files are read. Fetch it, or write curl -fsSL ${path} | cdk8s-k3d check -`
    : `"${path}" does not exist. Write a file or folder that is there.`;

class Walk {
  private readonly sources: SourceFile[] = [];
  private readonly problems: Problem[] = [];
  private readonly seen = new Set<string>();
  /** Files that kustomizations name beside their objects: patches, and what generators read. */
  private readonly settings = new Set<string>();
  /** Kustomizations that were read, with their folders, and whether objects come from what no folder below holds. */
  private readonly built = new Map<string, { readonly path: string; readonly hides: boolean }>();
  /** What kustomizations build from. */
  private readonly parts = new Set<string>();
  /** Ways to what another way has led to before. */
  private again = 0;

  constructor(
    private readonly files: Files,
    private readonly options: GatherOptions,
  ) {}

  /** What was met. A kustomization that another one builds from is applied by nobody. */
  public gathered(): Gathered {
    const { sources, problems, parts } = this;
    const built = [...this.built.values()];
    const hides = built.some((each) => each.hides);
    const applied = built.filter(({ path }) => !parts.has(path));
    return {
      sources,
      problems: [...problems, ...applied.map(({ path }) => builtFrom(path, hides))],
      built: built.length > 0,
    };
  }

  /** A path that the user names. */
  public enter(path: string): void {
    this.trying(path, () => {
      const kind = this.files.kind(path);
      if (!kind) return this.refuse(absent(path));
      if (!this.isNew(path)) return;
      if (kind !== 'folder') return this.namedFile(path);
      const before = this.met;
      this.folder(path);
      if (this.met > before) return;
      const [hidden = 'the folder that holds the manifests'] = hiddenIn(this.files, [path]);
      this.refuse(`"${path}" holds no .yaml, .yml or .json file. Write ${hidden}.`);
    });
  }

  private namedFile(path: string): void {
    if (isKustomization(path)) this.kustomization(join(dirname(path)), basename(path));
    else if (!this.settings.has(join(path))) this.file(path, !this.options.earlier);
  }

  private refuse(message: string): void {
    if (!this.options.earlier) throw new CommandError(message);
  }

  /** Standard input. It comes once. */
  public input(): void {
    if (this.seen.has('-')) return;
    this.seen.add('-');
    this.trying('stdin', () => this.add({ path: 'stdin', bytes: this.files.read(0), named: true }));
  }

  /** How much stood there, read now or before. */
  private get met(): number {
    return this.sources.length + this.problems.length + this.built.size + this.again;
  }

  /** A second way to a file or folder leads to nothing new. Loops of links end here. */
  private isNew(path: string): boolean {
    const real = this.files.real(path);
    const known = this.seen.has(real);
    this.seen.add(real);
    if (known) this.again += 1;
    return !known;
  }

  private folder(path: string): void {
    const names = this.files.names(path);
    if (names.includes('Chart.yaml') && names.includes('templates')) return void this.problems.push(chart(path));
    const built = names.find(isKustomization);
    if (built !== undefined) this.kustomization(path, built);
    for (const name of names) if (!isApart(name)) this.entry(join(path, name), name);
  }

  private kustomization(path: string, name: string): void {
    const file = join(path, name);
    if (this.built.has(file)) return;
    let hides = true;
    this.trying(file, () => {
      const said = kustomizationIn(this.files.read(file));
      for (const each of said.settings) this.settings.add(join(path, each));
      for (const each of said.parts) this.parts.add(join(path, each));
      ({ hides } = said);
    });
    this.built.set(file, { path, hides });
  }

  private entry(path: string, name: string): void {
    this.trying(path, () => {
      const kind = this.files.kind(path);
      const setting = isKustomization(name) || this.settings.has(path);
      const manifest = kind !== 'folder' && kind !== 'other' && MANIFEST.test(name) && !setting;
      if (!(manifest || kind === 'folder') || !this.isNew(path)) return;
      if (kind === 'folder') this.folder(path);
      else this.file(path, false);
    });
  }

  private file(path: string, named: boolean): void {
    const size = this.files.size(path);
    if (size > LARGEST) this.problems.push(tooLarge(path, size));
    else this.add({ path, bytes: this.files.read(path), named });
  }

  private add(source: SourceFile): void {
    this.sources.push(source);
  }

  private trying(path: string, read: () => void): void {
    try {
      read();
    } catch (error) {
      if (error instanceof CommandError) throw error;
      this.problems.push({ where: path, ...reasonOf(path, error) });
    }
  }
}

function reasonOf(path: string, error: unknown): Omit<Problem, 'where'> {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EACCES' || code === 'EPERM') {
    return { message: `"${path}" may not be read by this user.`, remedy: 'Give this user the right to read it.' };
  }
  // What stands for letters that are none leads nowhere.
  if (code === 'ENOENT' && path.includes('\ufffd')) {
    return { message: `"${path}" has a name that is no UTF-8.`, remedy: 'Give it another name.' };
  }
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return { message: `"${path}" is a link to nothing.`, remedy: 'Remove the link.' };
  }
  if (code === 'ELOOP') {
    return { message: `"${path}" is a link that leads back to itself.`, remedy: 'Remove the link.' };
  }
  return { message: `"${path}" cannot be read: ${message}.`, remedy: 'Try again once it can be opened.' };
}

const tooLarge = (path: string, size: number): Problem => ({
  where: path,
  message: `"${path}" has ${Math.round(size / 1_000_000)} MB, and files over ${LARGEST / 1_000_000} MB are not read.`,
  remedy: 'Split it into files of a few MB.',
});

const chart = (path: string): Problem => ({
  where: path,
  level: 'warning',
  hides: true,
  message: `"${path}" is a Helm chart that was never rendered.`,
  remedy: `Run "helm template ${path} > rendered.yaml", then check rendered.yaml.`,
});

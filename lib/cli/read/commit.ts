import { relative } from 'node:path';
import { CommandError, EXIT } from '../command';
import { endedWell, type Ran, type Tools, utf8 } from '../tools';

/** What a commit holds at one place. */
export type Entry = {
  /** Folder of the repository that holds it. */
  readonly repository: string;
  readonly object: string;
  /** Of a file. */
  readonly size?: number;
} & ({ readonly kind: 'file' | 'folder' } | { readonly kind: 'link' } | { readonly kind: 'submodule' });

/** The folder of a commit, in the repository that holds a folder of this machine. */
export function commitAt(tools: Tools, folder: string, revision: string): Entry & { readonly kind: 'folder' } {
  // git would take it for a flag.
  if (revision.startsWith('-')) throw noCommit(revision);
  const top = git(tools, folder, 'rev-parse', '--show-toplevel');
  if (!endedWell(top)) throw noRepository(folder, revision, top);
  const repository = textOf(top).replace(/\n$/, '');
  const commit = git(tools, folder, 'rev-parse', '--verify', '--quiet', `${revision}^{commit}`);
  if (!endedWell(commit)) throw noCommit(revision);
  return { repository, kind: 'folder', object: textOf(commit).trim() };
}

const KINDS: Readonly<Record<string, Entry['kind']>> = { '040000': 'folder', '120000': 'link', '160000': 'submodule' };

/** What stands in a folder of a commit, by its name. */
export function entriesIn(tools: Tools, { repository, object }: Entry): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  const listed = textOf(ask(tools, repository, 'ls-tree', '-z', '-l', object));
  for (const line of listed.split('\0').slice(0, -1)) {
    const [, facts, name] = /^(.*?)\t(.*)$/s.exec(line) as unknown as [string, string, string];
    const [mode, , id, size] = facts.split(/ +/) as [string, string, string, string];
    entries.set(name, { repository, kind: KINDS[mode] ?? 'file', object: id, size: Number(size) });
  }
  return entries;
}

/** Where a link leads. */
export const linkTarget = (tools: Tools, { repository, object }: Entry): string =>
  textOf(ask(tools, repository, 'cat-file', 'blob', object));

/** A file as a checkout would write it to a path: filters of the repository may have it otherwise than the commit. */
export const bytesOf = (tools: Tools, { repository, object }: Entry, path: string): Uint8Array =>
  ask(tools, repository, 'cat-file', '--filters', `--path=${relative(repository, path)}`, object).stdout;

function git(tools: Tools, folder: string, ...args: readonly string[]): Ran {
  const ran = tools.git(folder, ...args);
  if (ran.kind !== 'unstarted') return ran;
  throw new CommandError('git is not on your PATH. Install it, or give --against a folder.', EXIT.toolMissing);
}

function ask(tools: Tools, repository: string, ...args: readonly string[]): Ran {
  const ran = git(tools, repository, ...args);
  if (!endedWell(ran)) throw new Error(`git says ${complaint(ran)}`);
  return ran;
}

const noRepository = (base: string, revision: string, ran: Ran) =>
  new CommandError(
    `--against says "${revision}", which is no path, and git reads no repository at "${base}": ${complaint(ran)}. Write a file or folder.`,
  );

const noCommit = (revision: string) =>
  new CommandError(`--against says "${revision}", which is neither a path nor a commit. Write one that is there.`);

const complaint = ({ stderr }: Ran) => stderr.replace(/^fatal: /, '').split('\n')[0]!;

const textOf = ({ stdout }: Ran) => utf8(stdout);

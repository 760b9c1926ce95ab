import { basename, dirname, join } from 'node:path';
import { CommandError, EXIT } from '../command';
import type { Ran, Tools } from '../tools';
import type { Gathered, Source } from './gather';

const MANIFEST = /\.(ya?ml|json)$/i;

/** The manifests below the same paths as they stood in an earlier commit. */
export function gatherRevision({ files, git }: Tools, paths: readonly string[], revision: string): Gathered {
  // git would take it for a flag.
  if (revision.startsWith('-')) throw noCommit(revision);
  const sources = paths.flatMap((path): readonly Source[] => {
    const folder = files.kind(path) === 'folder';
    const base = folder ? path : dirname(path);
    const commit = commitOf(git(base, 'rev-parse', '--verify', '--quiet', `${revision}^{commit}`), {
      base,
      revision,
    });
    const listed = git(
      base,
      'ls-tree',
      '-r',
      '-z',
      '--name-only',
      commit,
      '--',
      ...(folder ? ['.'] : [basename(path)]),
    );
    const names = textOf(listed)
      .split('\0')
      .filter((name) => name !== '' && (!folder || MANIFEST.test(name)));
    return names.map((name) => ({
      path: join(base, name),
      bytes: git(base, 'show', `${commit}:./${name}`).stdout,
      named: false,
    }));
  });
  return { sources, problems: [] };
}

function commitOf(ran: Ran, { base, revision }: { base: string; revision: string }): string {
  if (ran.code === undefined) {
    throw new CommandError('git is not on your PATH. Install it, or give --against a folder.', EXIT.toolMissing);
  }
  if (ran.code === 0) return textOf(ran).trim();
  if (!/not a git repository/i.test(ran.stderr)) throw noCommit(revision);
  throw new CommandError(
    `--against says "${revision}", which is no path, and "${base}" lies in no git repository. Write a file or folder.`,
  );
}

const noCommit = (revision: string) =>
  new CommandError(`--against says "${revision}", which is neither a path nor a commit. Write one that is there.`);

const textOf = ({ stdout }: Ran) => Buffer.from(stdout).toString('utf8');

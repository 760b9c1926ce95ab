// A tag is made of what stands in a folder: this file reads it, and nothing here writes.
import { lstatSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { hashOf } from '../analysis/hash';
import { type ContextFile, contentTag } from './content-tag';
import { type DockerIgnore, dockerIgnore, IgnoreError } from './docker-ignore';

/** A build, as the program and the hand-off describe it. */
export interface ContextBuild {
  readonly context: string;
  /** From the context. */
  readonly dockerfile: string;
  readonly target?: string;
  readonly arguments: Readonly<Record<string, string>>;
  readonly platforms: readonly string[];
}

/** What keeps a context from being read. */
export interface ContextProblem {
  readonly field: 'context' | 'dockerfile';
  readonly message: string;
  readonly remedy: string;
}

/** A context that was read: its tag, and what docker leaves out of it. */
export interface ReadContext {
  readonly tag: string;
  readonly ignores: (path: string) => boolean;
}

/**
 * Reads a context and makes the tag of its image. Runs no docker. Relative paths count from the folder in which the
 * program runs, unless another one is named.
 */
export function readContext(build: ContextBuild, folder = ''): ReadContext | ContextProblem {
  try {
    return read(build, resolve(folder, build.context));
  } catch (error) {
    if (error instanceof Problem) return error.problem;
    if (error instanceof IgnoreError) {
      return {
        field: 'context',
        message: `The pattern "${error.message}" in the .dockerignore of "${build.context}" is none that docker reads.`,
        remedy: 'Mend the pattern.',
      };
    }
    const { code, path } = error as NodeJS.ErrnoException;
    return {
      field: 'context',
      message: `"${path ?? build.context}" cannot be read: ${code}.`,
      remedy: 'Make it readable, or leave it out with a .dockerignore.',
    };
  }
}

/** True where a context could be read. */
export const isRead = (context: ReadContext | ContextProblem): context is ReadContext => 'tag' in context;

class Problem extends Error {
  constructor(readonly problem: ContextProblem) {
    super(problem.message);
  }
}

function read(build: ContextBuild, context: string): ReadContext {
  if (!statSync(context, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Problem({
      field: 'context',
      message: `context is "${build.context}", and there is no such folder.`,
      remedy: 'Write the folder that holds what is built, from the folder in which the program runs.',
    });
  }
  const dockerfile = join(context, build.dockerfile);
  if (!statSync(dockerfile, { throwIfNoEntry: false })?.isFile()) {
    throw new Problem({
      field: 'dockerfile',
      message: `dockerfile is "${build.dockerfile}", and "${build.context}" holds no such file.`,
      remedy: 'Write the path of the Dockerfile, from the context.',
    });
  }
  const ignore = dockerIgnore(ignoreText(context, dockerfile));
  const files: ContextFile[] = [];
  walk(context, '', ignore, files);
  return {
    tag: contentTag({ ...build, dockerfile: hashOf(readFileSync(dockerfile)) }, files),
    ignores: ignore.ignores,
  };
}

/** A file beside the Dockerfile goes before the one of the context. */
function ignoreText(context: string, dockerfile: string): string {
  const path = [`${dockerfile}.dockerignore`, join(context, '.dockerignore')].find((each) =>
    statSync(each, { throwIfNoEntry: false })?.isFile(),
  );
  return path === undefined ? '' : readFileSync(path, 'utf8');
}

/** Git's own folder differs from clone to clone, though nothing else does. */
const NEVER = '.git';

function walk(context: string, below: string, ignore: DockerIgnore, files: ContextFile[]): void {
  for (const name of readdirSync(join(context, below))) {
    const path = below === '' ? name : `${below}/${name}`;
    const ignored = ignore.ignores(path);
    if (path === NEVER || (ignored && !ignore.takesBack)) continue;
    const full = join(context, path);
    const stats = lstatSync(full);
    if (stats.isDirectory()) walk(context, path, ignore, files);
    else if (ignored) continue;
    else if (stats.isSymbolicLink()) {
      files.push({ path, executable: false, link: true, sha256: hashOf(readlinkSync(full)) });
    } else if (stats.isFile()) {
      files.push({
        path,
        executable: (stats.mode & 0o111) !== 0,
        link: false,
        sha256: hashOf(readFileSync(full)),
      });
    }
  }
}

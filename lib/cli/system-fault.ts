import { CommandError, EXIT } from './command';

/** What the system says where a file cannot be had. */
interface SystemFault {
  readonly code: string;
  readonly path?: string;
  readonly syscall: string;
}

/** The sentence for what the system refused; undefined where it is a fault of this program. */
export function systemFault(error: unknown): string | undefined {
  if (!isSystemFault(error)) return undefined;
  const { code, path, syscall } = error;
  const cause = (syscall === 'watch' ? LIMITS.get(code) : undefined) ?? CAUSES.get(code);
  const what = path === undefined ? `"${syscall}"` : `"${path}"`;
  if (cause !== undefined) return `${what} ${cause}`;
  return `${what} cannot be used: the system says ${code}. Run this again once it can be opened.`;
}

/** What a user can mend: as it is said, or what the system refused. Anything else is a fault of this program, and thrown. */
export function mendable(error: unknown): CommandError {
  if (error instanceof CommandError) return error;
  const refused = systemFault(error);
  if (refused === undefined) throw error;
  return new CommandError(refused, EXIT.toolMissing);
}

const RIGHTS = 'may not be used by this user. Give this user the right to it.';

const CAUSES: ReadonlyMap<string, string> = new Map([
  ['EACCES', RIGHTS],
  ['EPERM', RIGHTS],
  ['EROFS', 'lies on a disk that takes no changes. Set TMPDIR to a folder that does.'],
  ['ENOSPC', 'finds no space on its disk. Free some.'],
  ['EDQUOT', 'finds no space on its disk. Free some.'],
  ['ENOENT', 'does not exist. Make it.'],
  ['ENOTDIR', 'lies in something that is no folder. Remove what stands there.'],
  ['EFBIG', 'is larger than anything that this program reads. Name another file.'],
  ['EISDIR', 'is a folder, and a file belongs there. Remove it.'],
  ['ELOOP', 'is a link that leads back to itself. Remove the link.'],
]);

/** What is at its end is no disk. */
const LIMITS: ReadonlyMap<string, string> = new Map([
  ['ENOSPC', 'cannot be watched: the system watches no more folders. Raise fs.inotify.max_user_watches.'],
  ['EMFILE', 'cannot be watched: the system takes no more watchers. Raise fs.inotify.max_user_instances.'],
]);

const isSystemFault = (error: unknown): error is SystemFault =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  typeof error.code === 'string' &&
  'syscall' in error;

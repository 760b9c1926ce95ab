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
  const cause = CAUSES.get(code);
  const what = path === undefined ? `"${syscall}"` : `"${path}"`;
  if (cause !== undefined) return `${what} ${cause}`;
  return `${what} cannot be used: the system says ${code}. Run this again once it can be opened.`;
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
  ['EISDIR', 'is a folder, and a file belongs there. Remove it.'],
  ['ELOOP', 'is a link that leads back to itself. Remove the link.'],
]);

const isSystemFault = (error: unknown): error is SystemFault =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error;

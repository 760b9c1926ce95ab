/** Options behind a volume that docker or podman takes; docker takes one of each kind. */
const OPTIONS = new Set(
  (
    'ro rw z Z private rprivate slave rslave shared rshared nocopy consistent cached delegated ' +
    'U O exec noexec suid nosuid dev nodev bind rbind copy idmap unbindable runbindable'
  ).split(' '),
);

/** The first option that nobody takes; what has a value is one of podman's. */
export const strangeOption = (options: string): string | undefined =>
  options.split(',').find((option) => option !== '' && !OPTIONS.has(option) && !option.includes('='));

/** The name of a volume of docker's own. */
export const isVolumeName = (name: string): boolean => /^[a-z0-9][\w.-]+$/i.test(name);

/** A path as the kernel sees it: `/run//a/.` is `/run/a`. */
export function cleanPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** What k3d itself mounts into every node. */
export const MOUNTED = ['/run', '/var/run', '/k3d/images'];

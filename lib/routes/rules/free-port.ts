/** The first host port from a number on that nobody has. */
export function freePort(from: number, taken: ReadonlySet<number | undefined>): number {
  let free = from;
  while (taken.has(free)) free++;
  return free > 65535 ? 8080 : free;
}

/** Whoever has no rights opens ports from here on. */
const FIRST = 1024;
const LAST = 65535;

/** A port that nobody has, for whoever wanted this one: itself, lifted above those that need rights, or the next one. */
export function freePort(wanted: number, taken: ReadonlySet<number>): number {
  let port = wanted < FIRST ? wanted + 8000 : wanted;
  for (let tried = 0; taken.has(port) && tried < LAST; tried++) port = port < LAST ? port + 1 : FIRST;
  return port;
}

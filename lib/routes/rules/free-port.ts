import { LAST_PORT } from '../port';

/** Whoever has no rights opens ports from here on. */
const FIRST = 1024;

/** The same port, or one above those that need rights in place of one of them. */
export const unprivileged = (port: number): number => (port < FIRST ? port + 8000 : port);

/** A port that nobody has, for whoever wanted this one: itself, as far as that needs no rights, or the next one. */
export function freePort(wanted: number, taken: ReadonlySet<number>): number {
  let port = unprivileged(wanted);
  for (let tried = 0; taken.has(port) && tried < LAST_PORT; tried++) port = port < LAST_PORT ? port + 1 : FIRST;
  return port;
}

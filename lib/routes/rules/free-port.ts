import { LAST_PORT } from '../port';

/** Whoever has no rights opens ports from here on. */
const FIRST = 1024;

/** A port that nobody has, for whoever wanted this one: itself, lifted above those that need rights, or the next one. */
export function freePort(wanted: number, taken: ReadonlySet<number>): number {
  let port = wanted < FIRST ? wanted + 8000 : wanted;
  for (let tried = 0; taken.has(port) && tried < LAST_PORT; tried++) port = port < LAST_PORT ? port + 1 : FIRST;
  return port;
}

import { check } from './check';
import type { Command } from './command';
import { explain } from './explain';

/** Every command under its name, in the order of the help. */
export const commands: Readonly<Record<string, Command>> = { check, explain };

import { check } from './check';
import type { Command } from './command';
import { explain } from './explain';
import { synth } from './synth';

/** Every command under its name, in the order of the help. */
export const commands: Readonly<Record<string, Command>> = { synth, check, explain };

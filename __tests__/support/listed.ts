import type { Command } from '../../lib/cli/command';
import type { Listed } from '../../lib/cli/commands';

/** Commands as the program lists them, which is all that `run` takes. */
export const listed = (commands: Readonly<Record<string, Command>>): Readonly<Record<string, Listed>> =>
  Object.fromEntries(Object.entries(commands).map(([name, command]) => [name, { summary: '', load: () => command }]));

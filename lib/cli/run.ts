import { hint } from '../routes/nearest';
import { wishOf } from './arguments';
import { CommandError, EXIT } from './command';
import type { Listed } from './commands';
import { commandHelp, overview } from './help';
import { legible } from './legible';
import { systemFault } from './system-fault';
import { Interrupted, type Tools } from './tools';

/** What goes where when the program ends. */
interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs what the words after the name of the program ask for. */
export async function run(
  commands: Readonly<Record<string, Listed>>,
  tools: Tools,
  words: readonly string[],
): Promise<Ended> {
  const { code, out, err } = await ended(commands, tools, words);
  const coloured = tools.terminal.paint.bad('x') !== 'x';
  return { code, out: legible(out, coloured), err: legible(err, coloured) };
}

async function ended(...asked: Parameters<typeof answer>): Promise<Ended> {
  try {
    return await answer(...asked);
  } catch (error) {
    if (error instanceof CommandError) return { code: error.code, out: '', err: `${error.message}\n` };
    if (error instanceof Interrupted)
      return { code: EXIT.interrupted, out: '', err: 'Stopped. Nothing was changed.\n' };
    const refused = systemFault(error);
    if (refused !== undefined) return { code: EXIT.toolMissing, out: '', err: `${refused}\n` };
    const reason = error instanceof Error ? error.message : `${error}`;
    return { code: EXIT.internal, out: '', err: `cdk8s-k3d has a fault of its own: ${reason}. Please report it.\n` };
  }
}

async function answer(
  commands: Readonly<Record<string, Listed>>,
  tools: Tools,
  [name, ...words]: readonly string[],
): Promise<Ended> {
  if (name === undefined) return { code: EXIT.usage, out: '', err: overview(commands) };
  if (name === '--help' || name === '-h') return fine(overview(commands));
  if (name === '--version') return fine(`${tools.version}\n`);
  const listed = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!listed) throw unknown(name, Object.keys(commands));
  const command = listed.load();
  const wish = wishOf(name, command, words);
  if (wish.help) return fine(commandHelp(name, listed));
  const { code, text } = await command.run(tools, wish.given);
  return { code, out: text, err: '' };
}

const fine = (out: string): Ended => ({ code: EXIT.fine, out, err: '' });

const unknown = (name: string, names: readonly string[]) =>
  name.startsWith('-')
    ? new CommandError(`${name} is no flag of cdk8s-k3d. ${hint(name, ['--help', '--version'], HELP)}`)
    : new CommandError(`"${name}" is no command. ${hint(name, names, HELP)}`);

const HELP = 'Write cdk8s-k3d --help.';

import { parseArgs } from 'node:util';
import { hint, nearest } from '../routes/nearest';
import { type Command, CommandError, type Given } from './command';

/** What a user wants of a command. */
type Wish = { readonly help: true } | { readonly help: false; readonly given: Given };

/** Reads the words after the name of a command. All flags are looked at before anything is done. */
export function wishOf(name: string, { options }: Command, words: readonly string[]): Wish {
  const known = new Map(Object.entries(options));
  const paths: string[] = [];
  const values: Record<string, string> = {};
  const flags = new Set<string>();
  for (const token of tokensOf(words, options)) {
    if (token.kind === 'positional') paths.push(token.value);
    if (token.kind !== 'option') continue;
    const { name: flag, rawName, value, inlineValue } = token;
    if (flag === 'help' || rawName === '-h') return { help: true };
    const option = known.get(flag);
    if (!option) throw unknownFlag(name, rawName, [...known.keys(), 'help']);
    if (option.type === 'boolean') {
      if (value !== undefined) throw new CommandError(`--${flag} takes no value. Write --${flag} alone.`);
      flags.add(flag);
      continue;
    }
    // What looks like another flag is one. A folder of such a name is written --dist=--name.
    if (value === undefined || value === '' || (!inlineValue && value.startsWith('--'))) {
      throw new CommandError(`--${flag} says no ${option.value}. Write --${flag} ${option.value}.`);
    }
    if (option.choices && !option.choices.includes(value)) {
      throw new CommandError(
        `--${flag} says "${value}". The nearest that it takes is "${nearest(value, option.choices)}".`,
      );
    }
    const before = values[flag] ?? value;
    if (before !== value) throw new CommandError(`--${flag} says "${before}" and then "${value}". Write one of them.`);
    values[flag] = value;
  }
  return { help: false, given: { paths, values, flags } };
}

function tokensOf(words: readonly string[], options: Command['options']) {
  const types = Object.entries(options).map(([name, { type }]) => [name, { type }] as const);
  return parseArgs({
    args: [...words],
    options: { ...Object.fromEntries(types), help: { type: 'boolean' } },
    strict: false,
    allowPositionals: true,
    tokens: true,
  }).tokens;
}

const unknownFlag = (command: string, flag: string, known: readonly string[]) =>
  new CommandError(
    `${command} has no flag ${flag}. ${hint(
      flag,
      known.map((name) => `--${name}`),
      `Write cdk8s-k3d ${command} --help.`,
    )}`,
  );

import { parseArgs } from 'node:util';
import { hint } from '../routes/nearest';
import { type Command, CommandError, type Given, type Option } from './command';

/** What a user wants of a command. */
type Wish = { readonly help: true } | { readonly help: false; readonly given: Given };

/** Reads the words after the name of a command. All flags are looked at before anything is done, and all that is wrong with them is said. */
export function wishOf(name: string, { options }: Command, words: readonly string[]): Wish {
  const known = new Map(Object.entries(options));
  const paths: string[] = [];
  const values: Record<string, string> = {};
  const flags = new Set<string>();
  const faults = new Set<string>();
  for (const token of tokensOf(words, options)) {
    if (token.kind === 'positional') paths.push(token.value);
    if (token.kind !== 'option') continue;
    const { name: flag, rawName, value = '' } = token;
    if (flag === 'help' || rawName === '-h') return { help: true };
    const option = known.get(flag);
    const fault = option ? faultOf(option, token, values[flag]) : unknownFlag(name, rawName, [...known.keys(), 'help']);
    if (fault !== undefined) faults.add(fault);
    else if (option?.type === 'boolean') flags.add(flag);
    else values[flag] = value;
  }
  if (faults.size > 0) throw new CommandError([...faults].join('\n'));
  return { help: false, given: { paths, values, flags } };
}

/** A flag as it was written. */
interface Written {
  readonly name: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

/** What is wrong with a flag; undefined where nothing is. */
function faultOf(
  option: Option,
  { name: flag, value, inlineValue }: Written,
  before: string | undefined,
): string | undefined {
  if (option.type === 'boolean') {
    return value === undefined ? undefined : `--${flag} takes no value. Write --${flag} alone.`;
  }
  // What looks like another flag is one. A folder of such a name is written --dist=--name.
  if (value === undefined || value === '' || (!inlineValue && value.startsWith('--'))) {
    return `--${flag} says no ${option.value}. Write --${flag} ${option.value}.`;
  }
  if (option.choices && !option.choices.includes(value)) {
    return `--${flag} says "${value}". ${hint(value, option.choices, `It takes ${option.choices.join(', ')}.`)}`;
  }
  if (before === undefined || before === value) return undefined;
  return `--${flag} says "${before}" and then "${value}". Write one of them.`;
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

const unknownFlag = (command: string, flag: string, known: readonly string[]): string =>
  `${command} has no flag ${flag}. ${hint(
    flag,
    known.map((name) => `--${name}`),
    `Write cdk8s-k3d ${command} --help.`,
  )}`;

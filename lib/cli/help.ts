import type { Option } from './command';
import type { Listed } from './commands';

const HELP: Option = { type: 'boolean', summary: 'Show this.' };
const VERSION: Option = { type: 'boolean', summary: 'Show the version.' };

/** What the program does as a whole. */
export function overview(commands: Readonly<Record<string, Listed>>): string {
  return `${[
    'cdk8s-k3d: local clusters and the ways into them.',
    'Usage: cdk8s-k3d COMMAND [OPTION…]',
    section(
      'Commands',
      Object.entries(commands).map(([name, { summary }]) => [name, summary]),
    ),
    section('Options', [
      ['--help', HELP.summary],
      ['--version', VERSION.summary],
    ]),
    'Exit codes: 0 fine, 1 what was asked about is not so, 2 wrong usage, 3 a tool is missing.',
    'More about a command: cdk8s-k3d COMMAND --help',
  ].join('\n\n')}\n`;
}

/** What one command does. */
export function commandHelp(name: string, { summary, load }: Listed): string {
  const { takes, options, more } = load();
  const rows = Object.entries({ ...options, help: HELP }).map(([flag, option]) => [
    `--${flag}${option.value === undefined ? '' : ` ${option.value}`}`,
    option.summary + (option.choices ? ` One of: ${option.choices.join(', ')}.` : ''),
  ]);
  const usage = ['Usage: cdk8s-k3d', name, '[OPTION…]', takes].filter(Boolean).join(' ');
  const parts = [summary, usage, section('Options', rows), more.join('\n')];
  return `${parts.join('\n\n')}\n`;
}

function section(title: string, rows: readonly (readonly string[])[]): string {
  const width = Math.max(...rows.map(([head]) => `${head}`.length)) + 2;
  return `${title}:\n${rows.map(([head, text]) => `  ${`${head}`.padEnd(width)}${text}`).join('\n')}`;
}

import type { Tools } from './tools';

/** A flag of a command. */
export interface Option {
  readonly type: 'string' | 'boolean';
  /** One line for the help. */
  readonly summary: string;
  /** Name of the value in the help: `--fail LEVEL`. */
  readonly value?: string;
  /** The only values it takes. */
  readonly choices?: readonly string[];
}

/** What stands behind the name of a command. */
export interface Given {
  readonly paths: readonly string[];
  /** Values of string flags. */
  readonly values: Readonly<Record<string, string | undefined>>;
  /** Boolean flags that are set. */
  readonly flags: ReadonlySet<string>;
}

/** What a command says. */
export interface Outcome {
  readonly code: number;
  /** For standard output. */
  readonly text: string;
}

/** A command as data. The world comes in as tools, words go out as the outcome. */
export interface Command {
  /** What follows the name: `[PATH…]`. */
  readonly takes: string;
  readonly options: Readonly<Record<string, Option>>;
  /** Lines below the options in the help. */
  readonly more: readonly string[];
  readonly run: (tools: Tools, given: Given) => Outcome | Promise<Outcome>;
}

/** Exit codes of every command. */
export const EXIT = {
  fine: 0,
  /** The thing asked about is not so. */
  notSo: 1,
  usage: 2,
  toolMissing: 3,
  interrupted: 130,
  /** A fault of this program. */
  internal: 70,
} as const;

/** What a user can mend at once: ends as one sentence. */
export class CommandError extends Error {
  constructor(
    message: string,
    readonly code: number = EXIT.usage,
  ) {
    super(message);
  }
}

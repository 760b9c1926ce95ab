#!/usr/bin/env node
import { commands } from './commands';
import { nodeTools } from './node-tools';
import { run } from './run';

/** The program: the only part that knows `process`. */
async function main(): Promise<void> {
  const { code, out, err } = await run(commands, nodeTools(), process.argv.slice(2));
  // A reader that has seen enough, as head does, is no fault.
  process.stdout.on('error', () => {});
  process.stdout.write(out);
  process.stderr.write(err);
  process.exitCode = code;
}

void main();

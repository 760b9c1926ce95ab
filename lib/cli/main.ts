#!/usr/bin/env node
import { commands } from './commands';
import { nodeWorld } from './node-tools';
import { run } from './run';

/** The program: the only part that knows `process`. */
async function main(): Promise<void> {
  const interrupt = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupt.abort());
  const { tools, leave } = nodeWorld(interrupt.signal);
  try {
    const { code, out, err } = await run(commands, tools, process.argv.slice(2));
    // A reader that has seen enough, as head does, is no fault.
    process.stdout.on('error', () => {});
    process.stdout.write(out);
    process.stderr.write(err);
    process.exitCode = code;
  } finally {
    leave();
  }
}

void main();

#!/usr/bin/env node
import { stripVTControlCharacters } from 'node:util';
import { EXIT } from './command';
import { commands } from './commands';
import { nodeWorld } from './node-tools';
import { run } from './run';

/** The program: what it is called with, where its words go, and what signals mean to it. */
async function main(): Promise<void> {
  const interrupt = new AbortController();
  const { stdout, stderr } = process;
  // Whoever reads may go at any time, and this goes on: what was begun is brought to its end.
  stderr.on('error', () => {});
  stdout.on('error', lost);
  const { tools, leave } = nodeWorld(interrupt.signal);
  try {
    const running = run(commands, tools, process.argv.slice(2));
    // What never waits has ended by now: until then a signal ends it as it ends any program.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupt.abort());
    const { code, out, err } = await running;
    process.exitCode = code;
    stdout.write(stdout.isTTY ? out : stripVTControlCharacters(out));
    stderr.write(err);
  } finally {
    leave();
  }
}

/** A reader that has seen enough, as head does, is no fault. */
function lost({ code }: NodeJS.ErrnoException): void {
  if (code === 'EPIPE') return;
  process.stderr.write(`The result is lost: the system says ${code} where standard output leads. Send it elsewhere.\n`);
  process.exitCode = EXIT.toolMissing;
}

void main();

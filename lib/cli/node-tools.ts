import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { files, freeDisk, packageFolder, PrivateFiles } from './node/files';
import { fileLocks } from './node/locks';
import { git, starter } from './node/processes';
import { terminalOn } from './node/terminal';
import { cache, watcher } from './node/watching';
import { Interrupted, type Tools, utf8 } from './tools';

/** Loaded when something is asked: what Node has for networks takes a third of a start, and few commands need it. */
const network = () => require('./node/network') as typeof import('./node/network');

/** The real world, and how it is left. */
interface NodeWorld {
  readonly tools: Tools;
  /** Removes what is nobody else's. */
  readonly leave: () => void;
}

/** The real world, until the signal says stop. */
export function nodeWorld(interrupt: AbortSignal): NodeWorld {
  const home = packageFolder(__dirname);
  const { version } = JSON.parse(utf8(files.read(join(home, 'package.json')))) as {
    version: string;
  };
  const privately = new PrivateFiles();
  const { stdin: input, stderr: output, env } = process;
  const coloured = output.isTTY === true && env.NO_COLOR === undefined && env.TERM !== 'dumb';
  const tools: Tools = {
    files,
    git,
    start: starter(interrupt),
    environment: env,
    get sockets() {
      return network().sockets;
    },
    request: (asked) => network().request(asked, interrupt),
    clock: {
      now: () => performance.now(),
      wait: (milliseconds) =>
        pause(milliseconds, undefined, { signal: interrupt }).catch(() => {
          throw new Interrupted();
        }),
    },
    machine: { memory: totalmem, freeDisk, processors: availableParallelism },
    terminal: terminalOn({ input, output }, coloured, interrupt),
    locks: fileLocks(),
    watch: watcher(interrupt),
    cache,
    keepPrivate: (name, text) => privately.keep(name, text),
    home,
    version,
  };
  const leave = () => {
    tools.terminal.still();
    privately.remove();
  };
  return { tools, leave };
}

/** The real world for what is never interrupted. */
export const nodeTools = (): Tools => nodeWorld(new AbortController().signal).tools;

import { basename, dirname, relative } from 'node:path';

/** Frames between a user's `new WebApp()` and this file never exceed a handful. */
const DEPTH = 12;

// The library runs from build/, from .cache/tsc or from source, and source maps lead back to lib/ beside them.
const compiled = dirname(dirname(__dirname));
const OWN = [compiled, dirname(compiled), dirname(dirname(compiled))].flatMap((root) => [
  `${root}/lib/`,
  `${root}/imports/`,
]);

/** Remembers who is calling. Cheap: the stack becomes text only when somebody asks for the line. */
export function callerNow(): () => string | undefined {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = DEPTH;
  const here: { stack?: string } = {};
  Error.captureStackTrace(here, callerNow);
  Error.stackTraceLimit = limit;
  return () => readCaller(`${here.stack}`, OWN, process.cwd());
}

/** A frame names a file by its whole path, in which there may be brackets, or the URL of an ES module. */
const FRAME = /^\s*at (?:.*? \()?(?:async )?(file:\/\/(?:\/(?=[A-Za-z]:))?)?((?:[A-Za-z]:)?[\\/][^:]+):(\d+):\d+\)?$/;

/** The first frame of a stack that is neither this package's nor another package's: `main.ts:12`. */
export function readCaller(stack: string, own: readonly string[], cwd: string): string | undefined {
  for (const line of stack.split('\n')) {
    const [, module, at, number] = FRAME.exec(line) ?? [];
    const file = (module && at ? decodeURIComponent(at) : at)?.replaceAll('\\', '/');
    if (!file || file.includes('/node_modules/') || own.some((folder) => file.startsWith(folder))) continue;
    const path = relative(cwd, file);
    return `${path.startsWith('..') ? basename(file) : path}:${number}`;
  }
  return undefined;
}

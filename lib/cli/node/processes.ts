import { type ChildProcessWithoutNullStreams as Child, spawn, spawnSync } from 'node:child_process';
import type { Readable } from 'node:stream';
import { type Call, Interrupted, type Ran, type Unstarted } from '../tools';

const LONGEST_ANSWER = 1_000_000_000;

export function git(folder: string, ...args: readonly string[]): Ran | Unstarted {
  const { pid, error, status, stdout, stderr } = spawnSync('git', ['-C', folder, ...args], {
    maxBuffer: LONGEST_ANSWER,
    env: process.env,
  });
  if (pid === 0) return unstarted(error);
  const said = { stdout, stderr: `${stderr}` };
  return status === null ? { kind: 'stopped', late: false, ...said } : { kind: 'ended', code: status, ...said };
}

const unstarted = (error: unknown): Unstarted => ({
  kind: 'unstarted',
  reason: `${(error as NodeJS.ErrnoException).code}`,
});

/** A program that does not end when it is asked to is ended after so long. */
const PATIENCE = 5_000;

/**
 * Runs a program in a process group of its own: Ctrl-C reaches it through us alone, and what it started goes with it.
 */
export function starter(interrupt: AbortSignal) {
  return async (program: string, args: readonly string[], call: Call = {}): Promise<Ran | Unstarted> => {
    if (interrupt.aborted) throw new Interrupted();
    const child = spawned(program, args, call);
    if ('kind' in child) return child;
    // A program that ends before it has read everything is no fault of ours: its own words say why.
    child.stdin.on('error', () => {});
    child.stdin.end(call.input ?? '');
    return ended(child, call.timeout, interrupt);
  };
}

/** Waits for the end of a program, and brings it about where it takes too long, says too much or is interrupted. */
async function ended(child: Child, timeout: number | undefined, interrupt: AbortSignal): Promise<Ran | Unstarted> {
  const seen = { late: false, loud: false };
  const onAbort = () => stop(child);
  const onTimeout = () => {
    seen.late = true;
    stop(child);
  };
  const onNoise = () => {
    if (!seen.loud) stop(child);
    seen.loud = true;
  };
  const timer = timeout === undefined ? undefined : setTimeout(onTimeout, timeout);
  interrupt.addEventListener('abort', onAbort);
  const stdout = gather(child.stdout, onNoise);
  const stderr = gather(child.stderr, onNoise);
  const end = await endOf(child);
  clearTimeout(timer);
  interrupt.removeEventListener('abort', onAbort);
  if ('kind' in end) return end;
  if (interrupt.aborted) throw new Interrupted();
  const said = { stdout: stdout(), stderr: seen.loud ? TOO_LOUD : stderr().toString('utf8') };
  // One that is stopped may end as it likes.
  if (end.code === null || seen.late || seen.loud) return { kind: 'stopped', late: seen.late, ...said };
  return { kind: 'ended', code: end.code, ...said };
}

/** The exit code of a program whose streams have ended, null where a signal ended it; or why it never began. */
function endOf(child: Child): Promise<{ readonly code: number | null } | Unstarted> {
  // What it has left behind may hold its streams open for ever.
  child.on('exit', () => {
    setTimeout(() => [child.stdout, child.stderr].forEach((stream) => stream.destroy()), PATIENCE).unref();
  });
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(unstarted(error)));
    child.on('close', (code) => resolve({ code }));
  });
}

/** Asks a program to end, with all that it started. */
function stop(child: Child): void {
  kill(child, 'SIGTERM');
  setTimeout(() => kill(child, 'SIGKILL'), PATIENCE).unref();
}

function kill({ pid }: Child, signal: NodeJS.Signals): void {
  try {
    process.kill(-(pid ?? Number.NaN), signal);
  } catch {
    // It has gone by itself.
  }
}

/** A program that is started, or why it cannot be: words that the system does not take. */
function spawned(program: string, args: readonly string[], { environment }: Call): Child | Unstarted {
  try {
    return spawn(program, args, {
      detached: true,
      stdio: 'pipe',
      env: { ...process.env, ...environment },
    });
  } catch (error) {
    return unstarted(error);
  }
}

/** So much is kept of what a program says. None that is well says more. */
const MEGABYTES = 200;
const TOO_LOUD = `It printed more than ${MEGABYTES} MB.`;

function gather(stream: Readable, tooLoud: () => void): () => Buffer {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= MEGABYTES * 1_000_000) chunks.push(chunk);
    else tooLoud();
  });
  return () => Buffer.concat(chunks);
}

import { spawn, spawnSync } from 'node:child_process';
import type { Readable } from 'node:stream';
import { type Call, Interrupted, type Ran } from '../tools';

const LONGEST_ANSWER = 1_000_000_000;

export function git(folder: string, ...args: readonly string[]): Ran {
  const { status, stdout, stderr } = spawnSync('git', ['-C', folder, ...args], {
    maxBuffer: LONGEST_ANSWER,
    env: process.env,
  });
  return { ...(status !== null && { code: status }), stdout: stdout ?? Buffer.alloc(0), stderr: `${stderr ?? ''}` };
}

/** A program that does not end when it is asked to is ended after so long. */
const PATIENCE = 5_000;

/**
 * Runs a program in a process group of its own: Ctrl-C reaches it through us alone, and what it started goes with it.
 */
export function starter(interrupt: AbortSignal) {
  return (program: string, args: readonly string[], call: Call = {}): Promise<Ran> =>
    new Promise((resolve, reject) => {
      if (interrupt.aborted) {
        reject(new Interrupted());
        return;
      }
      const child = spawned(program, args, call);
      if ('refused' in child) {
        resolve({ stdout: Buffer.alloc(0), stderr: child.refused });
        return;
      }
      let late = false;
      let loud = false;
      const stop = () => {
        end('SIGTERM');
        setTimeout(() => end('SIGKILL'), PATIENCE).unref();
      };
      const tooLoud = () => {
        if (!loud) stop();
        loud = true;
      };
      const end = (signal: NodeJS.Signals) => {
        try {
          process.kill(-(child.pid ?? Number.NaN), signal);
        } catch {
          // It has gone by itself.
        }
      };
      const timer =
        call.timeout === undefined
          ? undefined
          : setTimeout(() => {
              late = true;
              stop();
            }, call.timeout);
      interrupt.addEventListener('abort', stop);
      const gone = () => {
        clearTimeout(timer);
        interrupt.removeEventListener('abort', stop);
      };
      const stdout = gather(child.stdout, tooLoud);
      const stderr = gather(child.stderr, tooLoud);
      // A program that ends before it has read everything is no fault of ours: its own words say why.
      child.stdin.on('error', () => {});
      child.stdin.end(call.input ?? '');
      child.on('error', (error) => {
        gone();
        resolve({ stdout: Buffer.alloc(0), stderr: error.message });
      });
      // What it has left behind may hold its streams open for ever.
      child.on('exit', () => {
        setTimeout(() => [child.stdout, child.stderr].forEach((stream) => stream.destroy()), PATIENCE).unref();
      });
      child.on('close', (code) => {
        gone();
        if (interrupt.aborted) reject(new Interrupted());
        else {
          const ended = code === null || late ? {} : { code };
          const complaint = loud ? TOO_LOUD : stderr().toString('utf8');
          resolve({ ...ended, stdout: stdout(), stderr: complaint, ...(late && { late }) });
        }
      });
    });
}

/** A program that is started, or why it cannot be: words that the system does not take. */
function spawned(program: string, args: readonly string[], { environment }: Call) {
  try {
    return spawn(program, args, {
      detached: true,
      stdio: 'pipe',
      env: { ...process.env, ...environment },
    });
  } catch (error) {
    return { refused: (error as Error).message };
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

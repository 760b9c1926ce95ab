// oxlint-disable no-restricted-imports -- the one place that starts processes
import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
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
      const child = spawn(program, args, {
        detached: true,
        stdio: 'pipe',
        env: { ...process.env, ...call.environment },
        ...(call.folder !== undefined && { cwd: call.folder }),
      });
      let late = false;
      const stop = () => {
        end('SIGTERM');
        setTimeout(() => end('SIGKILL'), PATIENCE).unref();
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
      const [stdout, stderr] = [gather(child.stdout, call.onLine), gather(child.stderr, call.onLine)];
      // A program that ends before it has read everything is no fault of ours: its own words say why.
      child.stdin.on('error', () => {});
      child.stdin.end(call.input ?? '');
      child.on('error', (error) => {
        gone();
        resolve({ stdout: Buffer.alloc(0), stderr: error.message });
      });
      child.on('close', (code) => {
        gone();
        if (interrupt.aborted) reject(new Interrupted());
        else {
          const ended = code === null || late ? {} : { code };
          resolve({ ...ended, stdout: stdout(), stderr: stderr().toString('utf8'), ...(late && { late }) });
        }
      });
    });
}

function gather(stream: Readable, onLine: Call['onLine']): () => Buffer {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  if (onLine) createInterface({ input: stream }).on('line', onLine);
  return () => Buffer.concat(chunks);
}

// What a benchmark measures, and where it may write.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
export const CACHE = join(ROOT, '.cache', 'bench');

const spent = (before) => {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
};

/** Sleeps until no thread works any more: what V8 still compiles of one piece of work is no cost of the next. */
function settle() {
  const clock = new Int32Array(new SharedArrayBuffer(4));
  for (let quiet = false; !quiet;) {
    const before = process.cpuUsage();
    Atomics.wait(clock, 0, 0, 20);
    quiet = spent(before) < 0.002;
  }
}

/** CPU seconds of all threads, and the time that passes, while something runs. */
export function cost(work) {
  settle();
  const started = performance.now();
  const before = process.cpuUsage();
  work();
  return { cpu: spent(before), wall: (performance.now() - started) / 1000 };
}

/** CPU seconds of all threads while something runs. */
export const cpu = (work) => cost(work).cpu;

/** Where the folders of a whole run lie, told to its samples. */
const PLACE = 'CDK8S_K3D_BENCH_PLACE';

/** Gives away an empty folder. In a run it stays until the end: what was just deleted makes ext4 slow at new files. */
export function inFolder(use) {
  const place = process.env[PLACE];
  const folder = mkdtempSync(join(place ?? tmpdir(), 'cdk8s-k3d-bench-'));
  try {
    return use(folder);
  } finally {
    if (place === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

/** A whole run, whose samples all leave their folders in one. */
export const inPlace = (run) =>
  inFolder((folder) => {
    process.env[PLACE] = folder;
    run();
  });

/** Runs a program to its end; CPU seconds of it and all that it starts, as the shell counts them. */
export function cpuOfProgram(program, args, { cwd = ROOT, env = {} } = {}) {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(
    'sh',
    ['-c', '"$@" >&2; code=$?; times; exit $code', 'sh', program, ...args],
    {
      cwd,
      encoding: 'utf8',
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 1e9,
    },
  );
  const wall = (performance.now() - started) / 1000;
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed: ${stderr.slice(-2000)}`);
  const [, children] = stdout.trim().split('\n');
  const seconds = children.split(' ').map((time) => {
    const [, minutes, rest] = /^(\d+)m([\d.]+)s$/.exec(time);
    return Number(minutes) * 60 + Number(rest);
  });
  return { whole: seconds[0] + seconds[1], wall };
}

// node bench/run.mjs [--quick] [--only NAME] [--runs NUMBER] [--peers]
// Ratios of CPU time and memory. Each sample is a fresh process; the sides of a row take turns.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import analysis from './cases/analysis.mjs';
import imports from './cases/import.mjs';
import peers, { fetchPeers } from './cases/peers.mjs';
import startup from './cases/startup.mjs';
import synth from './cases/synth.mjs';
import yaml from './cases/yaml.mjs';
import { inPlace, ROOT } from './measure.mjs';
import { judged, table } from './table.mjs';

const BENCHMARKS = [synth, yaml, analysis, imports, startup, peers];

const { values: flags } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    runs: { type: 'string' },
    peers: { type: 'boolean', default: false },
  },
});

/** One fresh process. */
function sample(benchmark, { sample: name, args }) {
  const words = [join(ROOT, 'bench', 'sample.mjs'), benchmark.name, name, JSON.stringify(args)];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8', maxBuffer: 1e9 });
  if (status !== 0) throw new Error(`${benchmark.name} ${name} ${words.at(-1)} failed:\n${stderr}`);
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

/** Every job once, then every job again: what disturbs the machine meets all of them. */
function measure(benchmark, rows, runs) {
  const jobs = new Map(rows.flatMap(({ of, over }) => [of, over]).map((job) => [keyOf(job), job]));
  const taken = new Map([...jobs.keys()].map((key) => [key, []]));
  const most = Math.max(...[...jobs.values()].map((job) => job.runs ?? runs));
  for (let run = 0; run < most; run++) {
    for (const [key, job] of jobs) {
      if (run >= (job.runs ?? runs)) continue;
      progress(`${benchmark.name}, run ${run + 1} of ${most}: ${key}`);
      taken.get(key).push(sample(benchmark, job));
    }
  }
  progress('');
  return taken;
}

const keyOf = ({ sample: name, args }) => `${name} ${JSON.stringify(args)}`;

function progress(text) {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text.slice(0, process.stderr.columns - 1)}`);
}

function compare(benchmark, rows, runs) {
  const taken = measure(benchmark, rows, runs);
  return rows.map((row) => {
    const [ofs, overs] = [row.of, row.over].map((job) => taken.get(keyOf(job)));
    if (row.same && ofs[0].digest !== overs[0].digest) throw new Error(`${row.work}: the two sides print other bytes.`);
    return judged(row, ofs, overs);
  });
}

function main() {
  if (!existsSync(join(ROOT, 'build', 'lib', 'index.js'))) throw new Error('build/ is missing. Run npm run build.');
  if (flags.peers) fetchPeers();
  const runs = Number(flags.runs ?? (flags.quick ? 2 : 5));
  const { only } = flags;
  const named = BENCHMARKS.filter(({ name }) => only === undefined || name === only);
  const wanted = ({ work }) => named.length > 0 || work.includes(only);
  const load = () => loadavg()[0].toFixed(1);
  const before = load();
  const results = [];
  for (const benchmark of named.length > 0 ? named : BENCHMARKS) {
    const rows = benchmark.rows(flags).filter(wanted);
    if (rows.length === 0) continue;
    const compared = compare(benchmark, rows, runs);
    console.log(`## ${benchmark.title}\n\n${table(compared)}\n`);
    const missing = benchmark.missing?.() ?? [];
    if (missing.length > 0) console.log(`Not on PATH: ${missing.join(', ')}. --peers fetches helm and kosko.\n`);
    results.push(...compared);
  }
  if (results.length === 0) throw new Error(`Nothing is named "${only}".`);
  const [{ model }] = cpus();
  console.log(
    `${model}, ${cpus().length} cores, ${process.platform} ${process.arch}, Node ${process.version}, load ${before} to ${load()}.`,
  );
  const failed = results.filter(({ holds }) => holds === false);
  console.log(`${results.filter(({ holds }) => holds).length} hold, ${failed.length} do not.`);
}

inPlace(main);

// How long a cold, type-checked run of main.ts takes, against ts-node. Fresh processes, in turn; wall seconds.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';

const RUNS = process.argv.includes('--quick') ? 3 : 5;
const root = new URL('..', import.meta.url).pathname;
const CASES = {
  'npm run synth': () => {
    rmSync(join(root, '.cache'), { recursive: true, force: true });
    return [
      'sh',
      [
        '-c',
        'node node_modules/typescript7/bin/tsc -p tsconfig.run.json && node --enable-source-maps .cache/tsc/main.js',
      ],
    ];
  },
  'ts-node main.ts': () => [process.execPath, ['node_modules/ts-node/dist/bin.js', 'main.ts']],
};

const outdir = mkdtempSync(join(tmpdir(), 'cdk8s-k3d-bench-'));
const times = Object.fromEntries(Object.keys(CASES).map((name) => [name, []]));
for (let run = 0; run < RUNS; run++) {
  for (const [name, command] of Object.entries(CASES)) {
    const [program, args] = command();
    const start = performance.now();
    const { status, stderr } = spawnSync(program, args, { cwd: root, env: { ...process.env, CDK8S_OUTDIR: outdir } });
    if (status !== 0) throw new Error(`${name} failed: ${stderr}`);
    times[name].push((performance.now() - start) / 1000);
  }
}
rmSync(outdir, { recursive: true, force: true });

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const reference = median(times['ts-node main.ts']);
console.log(`load ${loadavg()[0].toFixed(1)}, ${RUNS} runs each, wall seconds (median), cold`);
for (const [name, values] of Object.entries(times)) {
  console.log(`${name.padEnd(18)} ${median(values).toFixed(2)}  ratio ${(median(values) / reference).toFixed(2)}`);
}

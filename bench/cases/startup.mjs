// A cold, type-checked run of a small app in a project that has the package installed.
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE, cpuOfProgram, ROOT } from '../measure.mjs';

const PROJECT = join(CACHE, 'startup');

const PROGRAM = `import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { HostIngress, K3dApp, K3dClusterConfig, WebApp } from 'cdk8s-k3d';

class Site extends Construct {
  constructor(scope: Construct, id: string, replicas: number) {
    super(scope, id);
    const web = new WebApp(this, 'web', { name: id, image: 'nginx:1.27', port: 80, replicas });
    new HostIngress(this, 'host', { name: id, host: \`\${id}.localhost\`, hostPort: 8085, workload: web });
  }
}

const app = new K3dApp();
new K3dClusterConfig(app, 'dev', { agents: 1 });
const chart = new Chart(app, 'sites');
for (let index = 0; index < 5; index++) new Site(chart, \`site-\${index}\`, index + 1);
app.synth();
`;

const TSCONFIG = {
  compilerOptions: {
    target: 'es2022',
    module: 'node20',
    types: ['node'],
    strict: true,
    skipLibCheck: true,
    noEmitOnError: true,
    rootDir: '.',
    outDir: 'out',
  },
  files: ['main.ts'],
};

/** A project without anything that an earlier run left. */
function project() {
  rmSync(PROJECT, { recursive: true, force: true });
  mkdirSync(join(PROJECT, 'node_modules'), { recursive: true });
  symlinkSync(ROOT, join(PROJECT, 'node_modules', 'cdk8s-k3d'), 'dir');
  writeFileSync(join(PROJECT, 'package.json'), '{ "private": true }\n');
  writeFileSync(join(PROJECT, 'main.ts'), PROGRAM);
  writeFileSync(join(PROJECT, 'tsconfig.json'), JSON.stringify(TSCONFIG));
}

const WAYS = {
  'tsc && node': ['sh', ['-c', `node ${join(ROOT, 'node_modules/typescript7/bin/tsc')} -p . && node out/main.js`]],
  'cdk8s-k3d synth': [process.execPath, [join(ROOT, 'build/lib/cli/main.js'), 'synth']],
  'ts-node': [process.execPath, [join(ROOT, 'node_modules/ts-node/dist/bin.js'), 'main.ts']],
};

export const samples = {
  run({ way }) {
    project();
    // ts-node needs a compiler in JavaScript; what npm installs as `typescript` today is the native one.
    if (way !== 'ts-node') {
      symlinkSync(join(ROOT, 'node_modules', 'typescript7'), join(PROJECT, 'node_modules', 'typescript'), 'dir');
    }
    const [program, args] = WAYS[way];
    const answer = cpuOfProgram(program, args, { cwd: PROJECT });
    if (!existsSync(join(PROJECT, 'dist', 'sites.k8s.yaml'))) throw new Error(`${way} wrote no sites.k8s.yaml`);
    return answer;
  },
};

export default {
  name: 'startup',
  title: 'Start-up',
  rows({ quick }) {
    const job = (way) => ({ sample: 'run', args: { way }, runs: quick ? 1 : undefined });
    const row = { against: '`ts-node main.ts`', over: job('ts-node'), target: 0.3 };
    return ['tsc && node', 'cdk8s-k3d synth'].flatMap((way) => [
      { ...row, work: `cold run of a small app, type-checked, \`${way}\``, of: job(way), by: 'whole' },
      { ...row, work: `the same, wall time, \`${way}\``, of: job(way), by: 'wall' },
    ]);
  },
};

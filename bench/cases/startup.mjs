// A cold, type-checked run of a small app in a project that has the package installed.
import { copyFileSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cpuOfProgram, inFolder, ROOT } from '../measure.mjs';

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

/** A project with the packages and the compiler that it needs. */
function fill(folder, compiler) {
  mkdirSync(join(folder, 'node_modules'));
  const installed = (name) => join(ROOT, 'node_modules', name);
  const packages = {
    'cdk8s-k3d': ROOT,
    typescript: installed(compiler),
    ...Object.fromEntries(['cdk8s', 'constructs', '@types'].map((name) => [name, installed(name)])),
  };
  for (const [name, target] of Object.entries(packages)) symlinkSync(target, join(folder, 'node_modules', name), 'dir');
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  writeFileSync(join(folder, 'main.ts'), PROGRAM);
  copyFileSync(join(ROOT, 'examples/message-counter/tsconfig.json'), join(folder, 'tsconfig.json'));
}

const WAYS = {
  'tsc && node': ['sh', ['-c', `node ${join(ROOT, 'node_modules/typescript7/bin/tsc')} -p . && node .cache/main.js`]],
  'cdk8s-k3d synth': [process.execPath, [join(ROOT, 'build/lib/cli/main.js'), 'synth']],
  'ts-node': [process.execPath, [join(ROOT, 'node_modules/ts-node/dist/bin.js'), 'main.ts']],
};

export const samples = {
  run: ({ way }) =>
    inFolder((folder) => {
      // ts-node needs a compiler in JavaScript; what npm installs as `typescript` today is the native one.
      fill(folder, way === 'ts-node' ? 'typescript' : 'typescript7');
      const [program, args] = WAYS[way];
      const answer = cpuOfProgram(program, args, { cwd: folder });
      if (!existsSync(join(folder, 'dist', 'sites.k8s.yaml'))) throw new Error(`${way} wrote no sites.k8s.yaml`);
      return answer;
    }),
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

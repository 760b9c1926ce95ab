'use strict';
// Packs the package, installs it into a fresh cdk8s project, and uses it there as its users do.
// --update writes what the examples synthesize into their committed dist/ instead of comparing.
const { execFileSync, spawnSync } = require('node:child_process');
const {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} = require('node:fs');
const { tmpdir } = require('node:os');
const { join, relative } = require('node:path');

const root = join(__dirname, '..');
const { version, devDependencies } = require('../package.json');
const tsc = join(root, 'node_modules/typescript7/bin/tsc');
const temporary = mkdtempSync(join(tmpdir(), 'cdk8s-k3d-package-'));
const npm = (args, cwd) => execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

let passed = 0;
let failed = 0;
function check(title, holds) {
  if (holds) passed++;
  else failed++;
  console.log(`${holds ? 'ok  ' : 'FAIL'}  ${title}`);
}

const PROGRAM = `
import { App, Chart } from 'cdk8s';
import { Access, HostIngress, K3dClusterConfig, NodePortExposure, WebApp } from 'cdk8s-k3d';

const app = new App();
new K3dClusterConfig(app, 'dev', { agents: 1 });
const chart = new Chart(app, 'shop', { namespace: 'shop' });
const web = new WebApp(chart, 'web', { image: 'nginx:1.27', port: 80 });
new NodePortExposure(chart, 'web-port', { workload: web, nodePort: Number(process.env.NODE_PORT ?? 30080), hostPort: 8087 });
new HostIngress(chart, 'web-host', { host: 'shop.localhost', hostPort: 8085, workload: web });
app.synth();
Access.synth(app);
`;

function files(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
}

try {
  npm(['pack', '--ignore-scripts', '--pack-destination', temporary], root);
  const tarball = join(temporary, `cdk8s-k3d-${version}.tgz`);
  const packed = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' }).split('\n');
  check(
    'the tarball holds the compiled library, its types, .jsii and yaml',
    [
      'build/lib/index.js',
      'build/lib/index.d.ts',
      '.jsii',
      'node_modules/yaml/package.json',
      'LICENSE',
      'README.md',
    ].every((file) => packed.includes(`package/${file}`)),
  );
  check(
    'the tarball holds no source and no test',
    !packed.some((file) => /^package\/(lib|imports|__tests__|examples|main|dist)\b/.test(file)),
  );

  const project = join(temporary, 'project');
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'fresh', private: true }));
  npm(
    [
      'install',
      '--no-audit',
      '--no-fund',
      tarball,
      ...['cdk8s', 'constructs'].map((name) => `${name}@${devDependencies[name]}`),
      '@types/node@20',
    ],
    project,
  );
  writeFileSync(join(project, 'main.ts'), PROGRAM);
  cpSync(join(root, 'examples/message-counter/tsconfig.json'), join(project, 'tsconfig.json'));
  const run = (command, args, cwd, env = {}) =>
    spawnSync(command, args, { cwd, encoding: 'utf8', env: { ...process.env, ...env } });

  const types = run(process.execPath, [tsc, '-p', '.'], project);
  check(
    `a program that imports the constructs type-checks, without cdk8s-plus\n${types.stdout}`.trim(),
    types.status === 0,
  );
  const synth = run(process.execPath, ['.cache/main.js'], project);
  check(`a plain App synthesizes\n${synth.stderr}`.trim(), synth.status === 0);
  const dist = join(project, 'dist');
  const written = existsSync(dist) ? files(dist) : [];
  check(
    `it writes namespaces, workloads and the cluster: ${written.join(' ')}`,
    ['00-namespaces.k8s.yaml', 'shop.k8s.yaml', 'cluster/dev.k3d.yml', 'cluster/dev.handoff.json'].every((file) =>
      written.includes(file),
    ),
  );
  check(
    'the cluster maps both host ports',
    /8085:80/.test(readFileSync(join(dist, 'cluster/dev.k3d.yml'), 'utf8')) &&
      /8087:30080/.test(readFileSync(join(dist, 'cluster/dev.k3d.yml'), 'utf8')),
  );
  const wrong = run(process.execPath, ['.cache/main.js'], project, { NODE_PORT: '8080' });
  check(
    'a wrong node port fails the synth and is named',
    wrong.status !== 0 && /shop\/web-port.*8080/s.test(wrong.stderr),
  );

  const loadedBy = (use) => {
    const program = `const all = require('cdk8s-k3d'); ${use}; console.log(Object.keys(require.cache).join('\\n'));`;
    const loaded = run(process.execPath, ['-e', program], project).stdout.trim().split('\n');
    return loaded.map((file) => relative(join(project, 'node_modules', 'cdk8s-k3d'), file));
  };
  check('an import loads the index alone', loadedBy('').join() === join('build', 'lib', 'index.js'));
  const constructing = `new all.K3dClusterConfig(new all.K3dApp(), 'dev'); all.WebApp; all.HostIngress`;
  const early = loadedBy(constructing).filter((file) =>
    /^(node_modules|build.lib.(linked|cli|routes.rules|routes.schema))\b/.test(file),
  );
  check(`constructs load neither rules nor schemas nor yaml: ${early.join(' ')}`.trim(), early.length === 0);
  const synthesizing = `const app = new all.K3dApp(); new all.K3dClusterConfig(app, 'dev'); app.synth()`;
  const parsers = loadedBy(synthesizing).filter((file) => /yaml.(whole|nodes|scalars)/.test(file));
  check(`a synth without YAML in its objects loads no parser: ${parsers.join(' ')}`.trim(), parsers.length === 0);
  const starting = `require('./node_modules/cdk8s-k3d/build/lib/cli/commands').commands.synth.load()`;
  const idle = loadedBy(starting).filter((file) =>
    /lib.(linked|constructs).js|yaml.(whole|nodes|scalars)|watch/.test(file),
  );
  check(`the command synth loads neither rules nor a parser: ${idle.join(' ')}`.trim(), idle.length === 0);
  const lost = `for (const name of Object.keys(all)) if (all[name] === undefined) throw name`;
  check('every exported name is there', loadedBy(lost).length > 1);
  writeFileSync(
    join(project, 'module.mjs'),
    `import { Access, K3dApp, WebApp } from 'cdk8s-k3d'; console.log(Access.name, K3dApp.name, WebApp.name);`,
  );
  check(
    'an ES module imports names',
    run(process.execPath, ['module.mjs'], project).stdout === 'Access K3dApp WebApp\n',
  );

  for (const example of readdirSync(join(root, 'examples'))) {
    const source = join(root, 'examples', example);
    if (!existsSync(join(source, 'main.ts'))) continue;
    const copy = join(project, example);
    cpSync(source, copy, { recursive: true, filter: (path) => !/[\\/](dist|node_modules|\.cache)$/.test(path) });
    const compiled = run(process.execPath, [tsc, '-p', '.'], copy);
    const ran = run(process.execPath, ['.cache/main.js'], copy);
    check(
      `example ${example} synthesizes\n${compiled.stdout}${ran.stderr}`.trim(),
      compiled.status === 0 && ran.status === 0,
    );
    if (process.argv.includes('--update')) {
      rmSync(join(source, 'dist'), { recursive: true, force: true });
      cpSync(join(copy, 'dist'), join(source, 'dist'), { recursive: true });
    }
    const now = files(join(copy, 'dist'));
    const committed = existsSync(join(source, 'dist')) ? files(join(source, 'dist')) : [];
    const same = (file) => readFileSync(join(copy, 'dist', file)).equals(readFileSync(join(source, 'dist', file)));
    check(`example ${example} writes the dist/ that is committed`, now.join() === committed.join() && now.every(same));
  }
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { AccessValidation } from '../../lib/plugin';
import type { Context, Violation } from '../../lib/plugin/context';

const root = join(__dirname, '..', '..');
const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-k3d-plugin-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** What the plugin tells cdk8s' command line about files of a folder. */
async function told(
  files: Readonly<Record<string, string>>,
  properties: object = {},
  manifests = Object.keys(files).filter((name) => name.endsWith('.yaml')),
) {
  const folder = folderOf(files);
  const inside = (text: string) => text.replaceAll(`${folder}/`, '');
  const violations: Violation[] = [];
  const said: unknown[] = [];
  const context: Context = {
    manifests: manifests.map((name) => join(folder, name)),
    report: {
      addViolation: (violation) => violations.push(JSON.parse(inside(JSON.stringify(violation)))),
      submit: (...all) => said.push(...all),
    },
    logger: { log: (message) => said.push(inside(message)) },
  };
  const given = Object.entries(properties).map(([name, value]) => [
    name,
    name === 'clusterFile' ? join(folder, value) : value,
  ]);
  await new AccessValidation(Object.fromEntries(given)).validate(context);
  return { violations, said };
}

const CLUSTER = (port: string) => `apiVersion: k3d.io/v1alpha5
kind: Simple
metadata: { name: dev }
kubeAPI: { hostIP: "127.0.0.1", hostPort: "6449" }
ports: [{ port: "${port}", nodeFilters: [loadbalancer] }]
options: { k3d: { timeout: 5m } }
`;

const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: nginx, image: "nginx:1.27", ports: [{ containerPort: 80 }] }] }
`;

const SERVICE = `apiVersion: v1
kind: Service
metadata: { name: web-port }
spec:
  type: NodePort
  selector: { app: web }
  ports: [{ port: 80, targetPort: 80, nodePort: 30080 }]
`;

const FINE = ['success', { errors: '0', warnings: '0' }];

test('sound manifests pass', async () => {
  expect(await told({ 'a.yaml': `${WEB}---\n${SERVICE}` })).toEqual({ violations: [], said: FINE });
});

test('a finding names rule, message, remedy, resource, field and line', async () => {
  const { violations, said } = await told({ 'a.yaml': SERVICE }, { closed: true });
  expect(said).toEqual(['failure', { errors: '1', warnings: '0' }]);
  expect(violations).toEqual([
    {
      ruleName: 'service-selects-nothing',
      recommendation: 'error: No pod in namespace default carries app: web, which Service default/web-port selects.',
      fix: expect.stringMatching(/^[A-Z].*\.$/),
      violatingResources: [{ resourceName: 'web-port', locations: ['a.yaml:6 spec.selector'], manifestPath: 'a.yaml' }],
    },
  ]);
});

test('a field that is missing stands on no line', async () => {
  const untimed = CLUSTER('6550:80').replace(/^options.*\n/m, '');
  const { violations } = await told({ 'k3d.yml': untimed }, { clusterFile: 'k3d.yml', fail: 'info' }, []);
  expect(violations.find(({ ruleName }) => ruleName === 'timeout-missing')?.violatingResources).toEqual([
    { resourceName: 'dev', locations: ['k3d.yml:1 options.k3d.timeout'], manifestPath: 'k3d.yml' },
  ]);
});

test('warnings are told and do not fail, unless asked', async () => {
  const files = { 'a.yaml': SERVICE };
  expect((await told(files)).said).toEqual(['success', { errors: '0', warnings: '1' }]);
  expect((await told(files, { fail: 'warning' })).said).toEqual(['failure', { errors: '0', warnings: '1' }]);
});

test('infos are told only where they fail', async () => {
  const files = { 'a.yaml': `${WEB}---\n${SERVICE}`, 'k3d.yml': CLUSTER('80:30080') };
  const rules = async (fail: string) =>
    (await told(files, { clusterFile: 'k3d.yml', fail })).violations.map(({ ruleName }) => ruleName);
  expect(await rules('warning')).toEqual([]);
  expect(await rules('info')).toContain('host-port-privileged');
});

test('the clusters that synth wrote beside the manifests are read', async () => {
  const files = { 'dist/a.yaml': `${WEB}---\n${SERVICE}`, 'dist/cluster/dev.k3d.yml': CLUSTER('8087:30081') };
  const { violations } = await told(files);
  expect(violations.map(({ ruleName }) => ruleName).sort()).toEqual(['mapping-without-target', 'node-port-not-mapped']);
});

test('those of several clusters are told apart by their folders', async () => {
  const other = CLUSTER('8087:30080').replace('name: dev', 'name: ops');
  const clusters = { 'dist/cluster/dev.k3d.yml': CLUSTER('8087:30080'), 'dist/cluster/ops.k3d.yml': other };
  const web = { 'dist/dev/a.yaml': `${WEB}---\n${SERVICE}`, 'dist/ops/a.yaml': `${WEB}---\n${SERVICE}` };
  expect((await told({ ...clusters, ...web }, { fail: 'error' })).said[0]).toBe('success');
  const { said } = await told({ ...clusters, 'dist/a.yaml': WEB });
  expect(said).toEqual([
    expect.stringMatching(/^2 clusters are described/),
    'failure',
    { reason: expect.stringMatching(/^2 clusters are described/) },
  ]);
});

test('what is no manifest is skipped', async () => {
  expect(await told({ 'values.yaml': 'image: nginx\n', 'empty.yaml': '' })).toEqual({ violations: [], said: FINE });
});

test('nothing synthesized is nothing wrong', async () => {
  expect(await told({}, {}, [])).toEqual({ violations: [], said: FINE });
});

test('a file that cannot be read is named', async () => {
  const { violations } = await told({ 'a.yaml': 'kind: [' });
  expect(violations.map(({ ruleName, violatingResources: [resource] }) => [ruleName, resource])).toEqual([
    ['file-unreadable', { resourceName: 'a.yaml:1', locations: ['a.yaml:1'], manifestPath: 'a.yaml' }],
  ]);
});

test('a cluster file that holds none is refused with a sentence', async () => {
  const { said } = await told({ 'a.yaml': WEB, 'k3d.yml': 'nothing: here' }, { clusterFile: 'k3d.yml' });
  expect(said[0]).toMatch(/"k3d\.yml" holds no Kubernetes object and no k3d config\./);
});

test('a fault of the caller is not swallowed', async () => {
  const report = {
    addViolation: () => {},
    submit: () => {
      throw new Error('the report is closed');
    },
  };
  await expect(new AccessValidation().validate({ manifests: [], report })).rejects.toThrow('the report is closed');
});

test.each([
  [{ closd: true }, 'AccessValidation has no property "closd". The nearest is "closed".'],
  [{ closed: 'yes' }, 'AccessValidation takes true or false as closed, not "yes". Write true.'],
  [{ clusterFile: 1 }, 'AccessValidation takes the path of a k3d config as clusterFile, not 1. Write a path.'],
  [{ fail: 'eror' }, 'AccessValidation takes a level as fail, not "eror". Write "error".'],
])('the properties %j are refused', (properties, message) => {
  expect(() => new AccessValidation(properties)).toThrow(new Error(message));
});

test('cdk8s synth runs it, names the construct, and fails', () => {
  const build = folderOf({});
  const flags = [
    '--ignoreConfig',
    '--target',
    'es2023',
    '--module',
    'node20',
    '--esModuleInterop',
    '--skipLibCheck',
    '--strict',
    '--types',
    'node',
  ];
  const tsc = join(root, 'node_modules/typescript7/bin/tsc');
  execFileSync(
    process.execPath,
    [tsc, ...flags, '--outDir', build, '--rootDir', root, join(root, 'lib/plugin/index.ts')],
    { cwd: root },
  );
  writeFileSync(join(build, 'package.json'), readFileSync(join(root, 'package.json')));
  const project = folderOf({
    'cdk8s.yaml': `language: typescript
app: node main.js
validations:
  - package: ./build/lib/plugin
    version: 1.0.0
    class: AccessValidation
    properties: { closed: true }
`,
    'main.js': `const { App, Chart, ApiObject } = require('cdk8s');
const app = new App();
new ApiObject(new Chart(app, 'shop'), 'door', {
  apiVersion: 'v1', kind: 'Service', metadata: { name: 'web-port' }, spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
});
app.synth();
`,
  });
  symlinkSync(build, join(project, 'build'));
  for (const folder of [build, project]) symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/cdk8s-cli/bin/cdk8s'), 'synth', '--no-check-upgrade'],
    { cwd: project, encoding: 'utf8' },
  );
  expect(status).toBe(2);
  expect(stdout).toContain('service-selects-nothing');
  expect(stdout).toContain('Construct Path: shop/door');
  expect(stdout).toContain('Resource Name: web-port');
}, 120_000);

import { App, Chart } from 'cdk8s';
import { readCaller } from '../../lib/analysis/caller';
import { K3dClusterConfig } from '../../lib/cluster/k3d-cluster-config';
import { NodePortExposure } from '../../lib/exposure/node-port-exposure';
import { synthesize } from '../../lib/synth/synth';
import { WebApp } from '../../lib/workload/web-app';

const OWN = ['/shop/node_modules/cdk8s-k3d/lib/', 'C:/pkg/lib/'];
const read = (...frames: string[]) =>
  readCaller(`Error\n${frames.map((frame) => `    at ${frame}`).join('\n')}`, OWN, '/shop');

test('the caller is the first line that is neither ours nor of another package', () => {
  expect(
    read(
      'new WebApp (/shop/node_modules/cdk8s-k3d/lib/workload/web-app.ts:48:5)',
      'new Wrapper (/shop/node_modules/other/index.js:1:1)',
      'build (/shop/src/main.ts:12:3)',
      'Object.<anonymous> (/shop/src/other.ts:1:1)',
    ),
  ).toBe('src/main.ts:12');
});

test.each([
  ['a line without a function', '/shop/main.ts:7:1', 'main.ts:7'],
  ['a program elsewhere', 'f (/other/place/main.ts:7:1)', 'main.ts:7'],
  ['an asynchronous program', 'async f (/shop/main.ts:7:1)', 'main.ts:7'],
  ['an ES module', 'file:///shop/my%20app/main.mjs:7:1', 'my app/main.mjs:7'],
  ['an ES module on Windows', 'f (file:///D:/shop/main.mjs:7:1)', 'main.mjs:7'],
  ['a folder with brackets', 'Object.<anonymous> (/shop/web (copy)/main.js:12:3)', 'web (copy)/main.js:12'],
  ['a line without a function in such a folder', '/shop/web (copy)/main.js:12:3', 'web (copy)/main.js:12'],
  ['a program on a Windows share', 'f (\\\\server\\shop\\main.ts:7:1)', 'main.ts:7'],
  ['Windows', 'f (D:\\shop\\main.ts:7:1)', 'main.ts:7'],
])('%s is read', (_, frame, wanted) => {
  expect(read(frame)).toBe(wanted);
});

test.each([
  ['ours alone', 'new WebApp (/shop/node_modules/cdk8s-k3d/lib/workload/web-app.ts:48:5)'],
  ['ours on Windows', 'new WebApp (C:\\pkg\\lib\\web-app.ts:48:5)'],
  ['node itself', 'Module._compile (node:internal/modules/cjs/loader:1554:14)'],
  ['no file', 'async Promise.all (index 0)'],
  ['what is evaluated', 'eval (eval at f (/shop/main.js:1:1), <anonymous>:1:1)'],
  ['nothing that can be read', 'somewhere'],
])('%s is no caller', (_, frame) => {
  expect(read(frame)).toBeUndefined();
});

test('a finding names the line of the program', () => {
  const app = new App();
  new WebApp(new Chart(app, 'shop'), 'web', { image: 'nginx', port: 80 });
  const [finding] = synthesize(app, { writer: 'own' }).analysis.findings.filter(
    ({ rule }) => rule === 'image-not-pinned',
  );
  expect(finding?.source).toMatch(/^__tests__\/analysis\/caller\.test\.ts:\d+$/);
});

test('a finding on a host port names the line of the exposure that asks for it', () => {
  const app = new App();
  new K3dClusterConfig(app, 'dev');
  const chart = new Chart(app, 'shop');
  const workload = new WebApp(chart, 'web', { image: 'nginx:1.27', port: 80 });
  new NodePortExposure(chart, 'in', { workload, nodePort: 30080, hostPort: 70000 });
  const { findings } = synthesize(app, { writer: 'own' }).analysis;
  const lineOf = (wanted: string) => findings.find(({ rule }) => rule === wanted)?.source;
  expect(lineOf('port-spec-malformed')).toMatch(/caller\.test\.ts:62$/);
});

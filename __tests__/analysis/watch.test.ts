import { App, Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyse } from '../../lib/analysis/analyse';
import * as analysis from '../../lib/analysis/analyse';
import { watch } from '../../lib/analysis/watch';
import { NodePortExposure } from '../../lib/exposure/node-port-exposure';
import { K3dApp } from '../../lib/synth/k3d-app';
import { WebApp } from '../../lib/workload/web-app';
import { messageOf } from '../support/message';

const outdir = mkdtempSync(join(tmpdir(), 'watch-'));
afterAll(() => rmSync(outdir, { recursive: true }));
afterEach(() => jest.restoreAllMocks());

function shop(app: App, charts: number, nodePort = 30080) {
  for (let index = 0; index < charts; index++) {
    const chart = new Chart(app, `shop-${index}`);
    const workload = new WebApp(chart, `web-${index}`, { image: 'nginx:1.27', port: 80 });
    new NodePortExposure(chart, `in-${index}`, { workload, nodePort: nodePort + index });
  }
  return app;
}

test('a plain App refuses what a rule calls an error, in one sentence each', () => {
  expect(messageOf(() => shop(new App({ outdir }), 1, 8080).synth())).toContain('shop-0/in-0: ');
  expect(messageOf(() => shop(new App({ outdir }), 1, 8080).synthYaml())).toContain('8080');
});

test('a synth analyses the app once, however many charts there are', () => {
  const spy = jest.spyOn(analysis, 'analyse');
  shop(new App({ outdir }), 3).synth();
  expect(spy).toHaveBeenCalledTimes(1);
});

test('nothing is kept between two synths, so that nothing goes stale', () => {
  const app = shop(new App({ outdir }), 1);
  app.synth();
  const workload = new WebApp(new Chart(app, 'late'), 'late', { image: 'nginx:1.27', port: 80 });
  new NodePortExposure(workload.node.scope as Chart, 'in', { workload, nodePort: 8080 });
  expect(messageOf(() => app.synth())).toContain('late/in: ');
  expect(messageOf(() => app.synth())).toContain('late/in: ');
});

test('nothing is kept outside of a synth', () => {
  const chart = Testing.chart();
  const workload = new WebApp(chart, 'web', { image: 'nginx:1.27', port: 80 });
  Testing.synth(chart);
  new NodePortExposure(chart, 'in', { workload, nodePort: 8080 });
  expect(messageOf(() => Testing.synth(chart))).toContain('8080');
});

test('a K3dApp says a problem once', () => {
  const message = messageOf(() => shop(new K3dApp({ outdir }), 1, 8080).synth());
  expect(message.split('8080').length - 1).toBe(message.split('\n').filter((line) => line.includes('8080')).length);
  expect(message).toMatch(/^1 error, so nothing was written\./);
});

test('an error of somebody else stays as it is', () => {
  const app = shop(new App({ outdir }), 1);
  app.node.addValidation({ validate: () => ['mine'] });
  expect(messageOf(() => app.synth())).toContain('[] mine');

  // Before ours was asked, and after it; an error, and no error at all.
  for (const thrown of [new Error('early'), 'a text']) {
    const broken = new App({ outdir });
    broken.node.addValidation({
      validate: () => {
        throw thrown;
      },
    });
    expect(() => shop(broken, 1).synth()).toThrow();
  }
});

test('constructs that stand in no App are left alone: cdk8s cannot render them', () => {
  const root = new Construct(undefined as any, '');
  new WebApp(new Chart(root, 'shop'), 'web', { image: '', port: 80 });
  expect(watch(root)).toBe(watch(root));
  expect(root.node.validate()).toEqual([]);
});

test('an object that cannot be rendered is left to cdk8s, which says why', () => {
  const app = shop(new App(), 1);
  const [web] = app.node.findAll().filter((construct) => construct instanceof WebApp);
  web?.deployment.addJsonPatch({ _toJson: () => ({ op: 'remove', path: '/nowhere/at/all' }) } as any);
  const kinds = analyse(app).sites.flatMap(({ site: { objects } }) => objects.map(({ json }) => json.kind));
  expect(kinds).toEqual(['Service']);
});

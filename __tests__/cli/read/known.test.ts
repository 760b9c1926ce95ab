import { Chart } from 'cdk8s';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  Component,
  External,
  HostIngress,
  ImageSource,
  K3dApp,
  K3dClusterConfig,
  Mount,
  Rules,
  WebApp,
} from '../../../lib';
import { filesBelow } from '../../support/files';
import { world } from '../world';

/** A program that knows more than its YAML says, as its dist/ in an empty world. */
function written(clusters: readonly string[] = ['dev']) {
  const one = world();
  const app = new K3dApp({ outdir: join(one.folder, 'dist') });
  for (const name of clusters) {
    const cluster = new K3dClusterConfig(app, name, {
      ports: [{ hostPort: name === 'dev' ? 8443 : 9443, clusterPort: 443 }],
      kubeApi: { hostPort: name === 'dev' ? 6550 : 6551 },
      disable: name === 'dev' ? [] : [Component.TRAEFIK],
    });
    if (name !== 'dev') Rules.allow(cluster, 'mapping-without-target', 'for later');
    const chart = new Chart(app, `shop-${name}`);
    if (clusters.length > 1) cluster.deploy(chart);
    External.secret(chart, 'pass', 'user');
    const web = new WebApp(chart, 'web', {
      image: 'my-app:dev',
      source: ImageSource.sideLoaded(),
      port: 80,
      mounts: [Mount.secret('/pass', 'pass', { key: 'user' }), Mount.host('/data', '/srv/data')],
    });
    Rules.allow(web, 'host-path-not-mounted', 'the folder is made by hand');
    if (name === 'dev') new HostIngress(chart, 'in', { host: 'localhost', hostPort: 8085, workload: web });
  }
  app.synth();
  return one;
}

test.each([[['dev']], [['dev', 'edge']]])('check says of dist/ what the synth of %j said', async (clusters) => {
  const { code, out } = await written(clusters).run('check', 'dist');
  expect(out).toMatch(/^(\d infos?|No findings), \d allowed\. Routes: \d complete, 0 broken, 0 unknown\./);
  expect(code).toBe(0);
});

test('what is allowed keeps its reason', async () => {
  const { out } = await written().run('check', 'dist', '--json');
  expect(JSON.parse(out).allowed).toMatchObject([
    { rule: 'host-path-not-mounted', object: 'Deployment default/web', reason: 'the folder is made by hand' },
  ]);
});

test('without the hand-off the YAML stands for itself', async () => {
  const { out } = await written().run('check', 'dist/cluster/dev.k3d.yml', 'dist/shop-dev.k8s.yaml');
  expect(out).toContain('warning host-path-not-mounted');
  expect(out).toContain('warning reference-missing');
});

test.each([
  '',
  'null',
  '[1]',
  '{"cluster":"dev","externals":[null,{}],"secrets":7,"images":{"built":[{}]},"allowed":[{}]}',
  '{"cluster":"dev","secrets":[null,{"kind":"later","name":"a"}]}',
])('a hand-off that holds %j knows nothing, and nothing breaks', async (text) => {
  const one = written();
  const path = filesBelow(one.folder).find((file) => file.endsWith('dev.handoff.json'))!;
  writeFileSync(join(one.folder, path), text);
  const { out, code } = await one.run('check', 'dist');
  expect(out).toContain('warning reference-missing');
  expect(code).toBe(0);
});

test('a hand-off that is cut off is named, like every file that cannot be read', async () => {
  const one = written();
  writeFileSync(join(one.folder, 'dist/cluster/dev.handoff.json'), '{');
  const { out, code } = await one.run('check', 'dist');
  expect(out).toContain('error   file-unreadable  dist/cluster/dev.handoff.json');
  expect(code).toBe(1);
});

test('the Secrets that the hand-off makes are there', async () => {
  const one = written();
  const path = join(one.folder, 'dist/cluster/dev.handoff.json');
  const handoff = JSON.parse(readFileSync(path, 'utf8'));
  const secrets = [{ kind: 'values', name: 'pass', namespace: 'default', from: { user: { kind: 'file', file: 'a' } } }];
  writeFileSync(
    path,
    JSON.stringify({ ...handoff, externals: [], secrets, images: { built: [{ image: 'my-app:dev' }] } }),
  );
  const { out } = await one.run('check', 'dist');
  expect(out).not.toContain('warning');
});

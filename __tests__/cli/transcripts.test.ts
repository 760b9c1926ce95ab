import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { laptop } from './laptop';
import { CLUSTER, world } from './world';

/** What a page shows of the command line, after each line that begins with a dollar. */
function shown(page: string): ReadonlyMap<string, string> {
  const text = readFileSync(join(__dirname, '../../docs', page), 'utf8');
  return new Map(
    [...text.matchAll(/^\$ (?:npx )?(cdk8s-k3d .*)\n((?!\$)[^]*?)^```$/gm)].map(([, line = '', said = '']) => [
      line,
      said,
    ]),
  );
}

const MANIFEST = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - { name: nginx, image: "nginx:1.27", ports: [{ containerPort: 80 }] }

---
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  type: NodePort
  selector: { app: web }
  ports: [{ port: 80, nodePort: 30080 }]
`;

test('check says of files what its page shows', async () => {
  const [line, said] = [...shown('check.md')][0]!;
  const files = { 'cluster.yaml': CLUSTER, 'manifests/web.yaml': MANIFEST.replace('30080', '30081') };
  const { out } = await world(files).run(...line.split(' ').slice(1));
  expect(out).toBe(said);
});

test('check says of a change what its page shows', async () => {
  const [line, said] = [...shown('check.md')].find(([asked]) => asked.includes('--against'))!;
  const one = world({ 'cluster.yaml': CLUSTER, 'manifests/web.yaml': MANIFEST });
  const { out: before } = await one.run('check', '--json', '--closed', 'cluster.yaml', 'manifests');
  writeFileSync(join(one.folder, 'before.json'), before);
  writeFileSync(
    join(one.folder, 'manifests/web.yaml'),
    MANIFEST.replace('selector: { app: web }', 'selector: { app: wep }'),
  );
  const { code, out } = await one.run(...line.replace('origin/main', 'before.json').split(' ').slice(1));
  expect([code, out]).toEqual([1, said]);
});

test('up says of the cluster of this repository what its page shows', async () => {
  const one = laptop();
  const { out } = await one.up();
  const told = one.said.filter((line) => line.startsWith('✔')).map((line) => `${line}\n`);
  // Of a kubeconfig, this laptop has none.
  expect(told.join('') + out.replace(/^Your kubeconfig .*\n/m, '')).toBe(shown('hand-off.md').get('cdk8s-k3d up'));
});

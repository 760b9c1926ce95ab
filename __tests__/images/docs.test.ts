import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chart, Size } from 'cdk8s';
import * as library from '../../lib';
import { filesBelow } from '../support/files';

const DOCS = join(__dirname, '../../docs');
const PAGE = readFileSync(join(DOCS, 'images.md'), 'utf8');
const HAND_OFF = readFileSync(join(DOCS, 'hand-off.md'), 'utf8');
const COMPOSE = readFileSync(join(DOCS, 'compose.md'), 'utf8');
const README = readFileSync(join(DOCS, '../README.md'), 'utf8');

const before = process.cwd();
const folder = mkdtempSync(join(tmpdir(), 'images-page-'));

beforeAll(() => {
  for (const context of ['web', 'site', 'api']) {
    mkdirSync(join(folder, context));
    writeFileSync(join(folder, context, 'Dockerfile'), 'FROM scratch\n');
  }
  process.chdir(folder);
});

afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

const all = Array.from(PAGE.matchAll(/```ts\n([^]*?)```/g), ([, program = '']) => program);

/** Runs a program of the page, and gives its files by name and what it printed. */
function run(program: string): Record<string, string> {
  const outdir = join(folder, 'dist');
  const app = new library.K3dApp({ outdir });
  const printed: string[] = [];
  const names = {
    ...library,
    Size,
    app,
    chart: new Chart(app, 'shop'),
    console: { log: (text: string) => printed.push(text) },
  };
  new Function(...Object.keys(names), program)(...Object.values(names));
  library.Access.of(app).expectNoFindings();
  app.synth();
  const files = filesBelow(outdir).map((file) => [file, readFileSync(join(outdir, file), 'utf8')]);
  return { ...Object.fromEntries(files), printed: printed.join('\n') };
}

test.each(all.map((program, index) => [index + 1, program]))('program %i of the page is sound', (_, program) => {
  const files = run(`${program}`);
  expect(Object.keys(files)).toEqual(expect.arrayContaining(['cluster/dev.k3d.yml', 'shop.k8s.yaml']));
});

test('the program of the page on the hand-off is sound, and dist/ names what it names', () => {
  const [, program = ''] = /## Secrets of the app\n[^]*?```ts\n([^]*?)```/.exec(HAND_OFF) ?? [];
  const files = run(program);
  const { secrets } = JSON.parse(`${files['cluster/dev.handoff.json']}`);
  const names = secrets.flatMap(({ from }: any) =>
    Object.entries(from).flatMap(([key, { kind: _, ...at }]: any) => [key, ...Object.values(at)]),
  );
  expect(names).toEqual(['ca.pem', 'certs/ca.pem', 'password', 'DB_PASSWORD', 'user', '.env', 'DB_USER']);
  expect(files['shop.k8s.yaml']).toContain('mountPath: /certs');
});

test('the program of the README is sound', () => {
  const [, program = ''] = /## Images, registries, logins\n[^]*?```ts\n([^]*?)```/.exec(README) ?? [];
  const files = run(`new K3dClusterConfig(app, 'dev');\n${program}`);
  expect(files['shop.k8s.yaml']).toMatch(
    /image: registry.example.com\/team\/api:1.0\n[^]*k3d-images:5000\/team\/site:[0-9a-f]{16}\n/,
  );
});

test('the program of the page on compose is sound, and its URLs lead where the page says', () => {
  const [, program = ''] = /```ts\nimport[^]*?from 'cdk8s-k3d';\n([^]*?)```/.exec(COMPOSE) ?? [];
  const ours = program.replace(/^(const (app|chart) = |app\.synth).*\n/gm, '');
  const { 'access/routes.json': routes, 'shop.k8s.yaml': manifests } = run(ours);
  expect(JSON.parse(`${routes}`).routes.map(({ url, status }: any) => [url, status])).toEqual([
    ['http://shop.localhost:8080', 'complete'],
    ['http://shop.localhost:8080/api', 'complete'],
    ['tcp://localhost:5432', 'complete'],
  ]);
  expect(manifests).toMatch(/name: PGHOST\n +value: postgres\n[^]*value: redis:\/\/redis:6379\n/);
});

const holding = (mark: string) => run(all.find((program) => program.includes(mark)) ?? `throw new Error("no ${mark}")`);

test('the page tells the names of an image as they are', () => {
  const { printed, 'shop.k8s.yaml': manifests } = holding('pushName');
  expect(PAGE).toContain(`this machine pushes | \`${printed}\``);
  const [, image] = /image: (\S+)/.exec(`${manifests}`) ?? [];
  expect(PAGE).toContain(`pods name | \`${image}\``);
});

test('the page tells what is written as it is', () => {
  expect(holding('rewrite')['cluster/dev.k3d.yml']).toContain("'hub/${CDK8S_K3D_DOLLAR}1'");
  expect(holding('fromMkcert')['shop.k8s.yaml']).toContain('secretName: web-host-tls');
  expect(holding('registry-login')['shop.k8s.yaml']).toContain('imagePullSecrets:\n        - name: registry-login');
  expect(holding('pullThrough')['cluster/dev.k3d.yml']).toMatch(
    /docker.io:\n\s+endpoint:\n\s+- http:\/\/k3d-cache:5000/,
  );
  expect(holding('sideLoaded')['shop.k8s.yaml']).toContain('imagePullPolicy: IfNotPresent');
});

test('the links of the page lead somewhere', () => {
  const headings = Array.from(PAGE.matchAll(/^#+ (.*)$/gm), ([, title = '']) => title.toLowerCase().replace(/ /g, '-'));
  const links = Array.from(PAGE.matchAll(/\]\(([^)]+)\)/g), ([, link = '']) => link);
  expect(links.length).toBeGreaterThan(10);
  for (const link of links) {
    if (link.startsWith('#')) expect(headings).toContain(link.slice(1));
    else expect([link, existsSync(join(DOCS, link))]).toEqual([link, true]);
  }
});

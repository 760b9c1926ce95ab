import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as cdk8s from 'cdk8s';
import * as k3d from '../lib';

const outdir = mkdtempSync(join(tmpdir(), 'recipes-'));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

const [frame, ...recipes] = readFileSync(join(__dirname, '../docs/recipes.md'), 'utf8')
  .split(/^## /m)
  .map((part) => /```ts\n([\s\S]*?)```/.exec(part)?.[1] ?? '');

/** What the recipe for YAML that is there already finds beside the program. */
const LEGACY = `apiVersion: apps/v1
kind: Deployment
metadata: { name: legacy }
spec:
  selector: { matchLabels: { app: legacy } }
  template:
    metadata: { labels: { app: legacy } }
    spec: { containers: [{ name: legacy, image: team/legacy:1.0, ports: [{ containerPort: 8080 }] }] }
`;

/** Runs a recipe in its frame, as its reader would. */
function run(recipe: string): cdk8s.App {
  const file = join(outdir, 'legacy.yaml');
  writeFileSync(file, LEGACY);
  const program = `${frame}`
    .replace(/^import .*\n/gm, '')
    .replace('K3dApp()', 'K3dApp({ outdir })')
    .replace('// the recipe', recipe.replace("'legacy.yaml'", JSON.stringify(file)));
  const { ApiObject, Chart, Include, Size } = cdk8s;
  const names = { k3d, ApiObject, Chart, Include, Size, outdir: join(outdir, 'dist') };
  return new Function(...Object.keys(names), `${program}\nreturn app;`)(...Object.values(names));
}

test.each<readonly [number, string, readonly string[]]>([
  [0, 'a database', ['tcp://localhost:5432']],
  [1, 'paths', ['http://shop.localhost:8080', 'http://shop.localhost:8080/api']],
  [2, 'two ports', ['http://mq.localhost:8080']],
  [3, 'websockets', ['http://chat.localhost:8080']],
  [4, 'gRPC', ['https://greeter.localhost:8443']],
  [5, 'the host', []],
  [6, 'a chart', []],
  [7, 'YAML', ['http://localhost:8081']],
])('recipe %i, %s, reaches its pods and has no finding', (index, _, urls) => {
  const access = k3d.Access.of(run(recipes[index]!));
  access.expectNoFindings();
  expect(access.urls().sort()).toEqual(urls);
});

test('every recipe is tried but the test, which is none of a program', () => {
  expect(recipes.map((recipe) => recipe === '')).toEqual([...Array<boolean>(8).fill(false), true]);
});

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import * as cdk8s from 'cdk8s';
import * as plus from 'cdk8s-plus-27';
import * as library from '../lib';
import { filesBelow } from './support/files';

const outdir = mkdtempSync(join(tmpdir(), 'programs-doc-'));
afterEach(() => rmSync(outdir, { recursive: true, force: true }));

/** Runs the first program of a page as its reader would, and gives its app. */
function run(page: string): cdk8s.App {
  const text = readFileSync(join(__dirname, '../docs', page), 'utf8');
  const [, program = ''] = /```ts\n(import [\s\S]*?)```/.exec(text) ?? [];
  const script = program
    .replace(/new (K3dApp|App)\(\)/, `new $1({ outdir: ${JSON.stringify(outdir)} })`)
    .replace(/^import (\{[^}]*\}) from ('.*');$/gm, 'const $1 = require($2);');
  const modules: Record<string, unknown> = { cdk8s, 'cdk8s-plus-27': plus, 'cdk8s-k3d': library };
  return runInThisContext(`(function (require) {${script}\nreturn app;\n})`)((name: string) => modules[name]);
}

test.each<[string, readonly string[]]>([
  ['access.md', ['http://shop.localhost:8080']],
  ['cdk8s-plus.md', ['http://shop.localhost:8080', 'http://shop.localhost:8080/api']],
  ['gateway.md', ['http://web.localhost:8080']],
])('the program of %s writes a dist/ whose URLs reach their pods', (page, urls) => {
  const access = library.Access.of(run(page));
  access.expectNoFindings();
  expect(access.urls().sort()).toEqual(urls);
  expect(filesBelow(outdir)).toEqual(expect.arrayContaining(['cluster/dev.handoff.json', 'shop.k8s.yaml']));
});

test('the login of a cron job of cdk8s-plus is made by the hand-off', () => {
  run('cdk8s-plus.md');
  const { secrets } = JSON.parse(readFileSync(join(outdir, 'cluster/dev.handoff.json'), 'utf8'));
  expect(secrets).toEqual([expect.objectContaining({ kind: 'login', name: 'login', namespace: 'default' })]);
});

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import * as cdk8s from 'cdk8s';
import * as library from '../lib';

const PAGE = readFileSync(join(__dirname, '../docs/gateway.md'), 'utf8');

test('the program of the page on the Gateway API reaches its pods', () => {
  const [, program = ''] = /```ts\n([\s\S]*?)```/.exec(PAGE) ?? [];
  const [, url = ''] = /app\.synth\(\); \/\/ (\S+)/.exec(program) ?? [];
  const outdir = mkdtempSync(join(tmpdir(), 'gateway-'));
  const script = program
    .replace('new K3dApp()', `new K3dApp({ outdir: ${JSON.stringify(outdir)} })`)
    .replace(/^import (\{.*\}) from ('.*');$/gm, 'const $1 = require($2);');
  const modules: Record<string, unknown> = { cdk8s, 'cdk8s-k3d': library };
  const app = runInThisContext(`(function (require) {${script}\nreturn app;\n})`)((name: string) => modules[name]);
  const access = library.Access.of(app);
  access.expectReachable(url);
  access.expectNoFindings();
  expect(access.urls()).toEqual([url]);
  rmSync(outdir, { recursive: true });
});

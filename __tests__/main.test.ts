import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../main';
import { filesBelow } from './support/files';

const COMMITTED = join(__dirname, '../dist');

test('main.ts writes the dist/ that is committed, byte for byte', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'main-'));
  build(outdir).synth();
  const files = filesBelow(outdir);
  expect(files).toEqual(filesBelow(COMMITTED));
  for (const file of files) {
    expect(readFileSync(join(outdir, file), 'utf8')).toBe(readFileSync(join(COMMITTED, file), 'utf8'));
  }
  rmSync(outdir, { recursive: true });
});

test('kubectl finds nothing but Kubernetes objects at the top of dist/', () => {
  const top = filesBelow(COMMITTED).filter((file) => !file.includes('/'));
  expect(top).toEqual(['nginx.k8s.yaml']);
});

'use strict';
// Makes imports/ of definitions/, without network. With --check it only says whether imports/ is up to date.
const { execFileSync } = require('node:child_process');
const { mkdtempSync, readdirSync, readFileSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const root = join(__dirname, '..');
const check = process.argv.includes('--check');
const target = check ? mkdtempSync(join(tmpdir(), 'imports-')) : join(root, 'imports');
const cdk8s = join(root, 'node_modules/cdk8s-cli/bin/cdk8s');

for (const definition of readdirSync(join(root, 'definitions'))) {
  const source = join(root, 'definitions', definition);
  const args = [cdk8s, 'import', source, '--language', 'typescript', '--output', target];
  // --no-save: the list in cdk8s.yaml stays as it is.
  execFileSync(process.execPath, [...args, '--no-save', '--check-upgrade=false'], { cwd: tmpdir(), stdio: 'pipe' });
}

if (check) {
  const text = (folder, file) => readFileSync(join(folder, file), 'utf8');
  const made = readdirSync(target).sort();
  const committed = readdirSync(join(root, 'imports')).sort();
  const same =
    made.join() === committed.join() && made.every((file) => text(target, file) === text(join(root, 'imports'), file));
  rmSync(target, { recursive: true });
  console.log(same ? 'imports/ is up to date.' : 'imports/ differs from definitions/. Run "npm run import".');
  process.exitCode = same ? 0 : 1;
}

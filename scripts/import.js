'use strict';
// Makes imports/ of definitions/, without network. With --check it only says whether imports/ is up to date.
const { spawnSync } = require('node:child_process');
const { copyFileSync, mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const root = join(__dirname, '..');
const definitions = join(root, 'definitions');
const imports = join(root, 'imports');
const cdk8s = join(root, 'node_modules/cdk8s-cli/bin/cdk8s');

const folder = mkdtempSync(join(tmpdir(), 'cdk8s-k3d-imports-'));
try {
  const made = join(folder, 'made');
  const failure = readdirSync(definitions)
    .map((name) => generate(join(definitions, name), made))
    .find((text) => text !== undefined);
  if (failure !== undefined) {
    report(failure, 1);
  } else if (process.argv.includes('--check')) {
    const changed = differences(made);
    if (changed.length > 0) report(`${changed.join(', ')}: not what definitions/ gives. Run "npm run import".`, 1);
    else report('imports/ is up to date.', 0);
  } else {
    replace(made);
    report(`Wrote ${readdirSync(imports).length} files into imports/.`, 0);
  }
} finally {
  rmSync(folder, { recursive: true });
}

/** Gives the tool's own words when it fails. */
function generate(definition, target) {
  const options = ['--language', 'typescript', '--no-save', '--no-class-prefix', '--check-upgrade=false'];
  const { status, error, stdout, stderr } = spawnSync(
    process.execPath,
    [cdk8s, 'import', definition, '--output', target, ...options],
    // Away from the project: cdk8s.yaml is neither read nor rewritten.
    {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: process.versions.node.split('.')[0] },
    },
  );
  return status === 0 ? undefined : `${definition} cannot be imported.\n${error ?? stdout + stderr}`;
}

function differences(made) {
  const names = new Set([...readdirSync(made), ...readdirSync(imports)]);
  return [...names].sort().filter((name) => text(made, name) !== text(imports, name));
}

/** A checkout may have other line ends. */
function text(directory, name) {
  return readdirSync(directory).includes(name)
    ? readFileSync(join(directory, name), 'utf8').replaceAll('\r\n', '\n')
    : undefined;
}

function replace(made) {
  rmSync(imports, { recursive: true, force: true });
  mkdirSync(imports);
  for (const name of readdirSync(made)) copyFileSync(join(made, name), join(imports, name));
}

function report(message, status) {
  console.log(message);
  process.exitCode = status;
}

'use strict';
// The day with a cluster of test/e2e on machines where k3d cannot run: the API server, its controllers, its scheduler and
// kubectl are real, a program stands in for k3d, and another for docker and for what runs on the nodes.
// oxlint-disable no-restricted-imports
const { spawnSync } = require('node:child_process');
const { mkdirSync, mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { delimiter, join } = require('node:path');
const { scenario } = require('../e2e/scenario');

const root = join(__dirname, '..', '..');

const PROGRAMS = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kubectl', 'openssl'];

/** As the commands themselves end where a tool is missing. */
const CANNOT_START = 3;

const isThere = (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

async function main() {
  const missing = PROGRAMS.filter((program) => !isThere(program));
  if (missing.length > 0) {
    console.error(`The test with a real API server cannot start, because ${missing.join(' and ')} cannot be found.`);
    process.exitCode = CANNOT_START;
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-k3d-api-'));
  const programs = join(folder, 'bin');
  mkdirSync(programs);
  for (const name of ['k3d', 'docker']) {
    const text = `#!/bin/sh\nexec "${process.execPath}" "${join(__dirname, `${name}.js`)}" "$@"\n`;
    writeFileSync(join(programs, name), text, { mode: 0o755 });
  }
  const env = { ...process.env, PATH: `${programs}${delimiter}${process.env.PATH}`, CDK8S_K3D_STAND_IN: folder };
  const cli = join(root, 'build/lib/cli/main.js');
  try {
    const modules = join(root, 'node_modules');
    await scenario({ cli, library: root, modules, env, images: { image: 'nginx:1.27' }, say: console.log });
    console.log('The whole way from an empty folder to nothing left is as it should be.');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});

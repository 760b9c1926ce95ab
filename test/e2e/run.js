'use strict';
// The scenario against real tools. CDK8S_K3D_E2E_IMAGE names the image of the pods (a web server on port 80) and
// CDK8S_K3D_E2E_NODE_IMAGE that of the nodes; CDK8S_K3D_E2E_IMAGES is a file of "images save" with both, and with what k3s
// brings along, for machines without network. K3D_IMAGE_LOADBALANCER and K3D_IMAGE_TOOLS serve as they always do.
const { spawnSync } = require('node:child_process');
const { existsSync } = require('node:fs');
const { join, resolve } = require('node:path');
const { scenario } = require('./scenario');

const root = join(__dirname, '..', '..');
const cli = join(root, 'build/lib/cli/main.js');

const PROGRAMS = {
  docker: ['info', '--format', '{{.ServerVersion}}'],
  k3d: ['version'],
  kubectl: ['version', '--client'],
};

/** As the commands themselves end where a tool is missing. */
const CANNOT_START = 3;

/** Why nothing can be tested here. */
function obstacle() {
  if (!existsSync(cli)) return 'build/ does not exist: run "npm run build" first';
  for (const [program, words] of Object.entries(PROGRAMS)) {
    const { error, status } = spawnSync(program, words);
    if (error) return `${program} is not installed`;
    if (status !== 0) return `${program} does not answer`;
  }
  return undefined;
}

async function main() {
  const reason = obstacle();
  if (reason !== undefined) {
    console.error(`The test with a real cluster cannot start, because ${reason}.`);
    process.exitCode = CANNOT_START;
    return;
  }
  const { CDK8S_K3D_E2E_IMAGE: image = 'nginx:1.27', CDK8S_K3D_E2E_NODE_IMAGE: node } = process.env;
  const { CDK8S_K3D_E2E_IMAGES: file } = process.env;
  const tar = file && resolve(file);
  const modules = join(root, 'node_modules');
  await scenario({ cli, library: root, modules, env: process.env, images: { image, node, tar }, say: console.log });
  console.log('The whole way from an empty folder to nothing left is as it should be.');
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});

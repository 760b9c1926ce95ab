'use strict';
// Writes API.md from the .jsii that the build left, and docs/rules/README.md from the rules.
const { spawnSync } = require('node:child_process');

const { status } = spawnSync(process.execPath, [require.resolve('jsii-docgen/bin/jsii-docgen'), '-o', 'API.md'], {
  stdio: 'inherit',
  env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: process.versions.node.split('.')[0] },
});
process.exitCode = status ?? 1;

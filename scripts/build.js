'use strict';
// Compiles lib/ with jsii into build/ and leaves .jsii. jsii refuses a tsconfig.json that it did not write itself.
const { spawnSync } = require('node:child_process');

const args = [require.resolve('jsii/bin/jsii'), '--silence-warnings', 'reserved-word'];
const { status } = spawnSync(process.execPath, [...args, '--generate-tsconfig', 'tsconfig.jsii.json'], {
  stdio: 'inherit',
  env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: process.versions.node.split('.')[0] },
});
process.exitCode = status ?? 1;

'use strict';
// Writes API.md from the .jsii that the build left, and docs/rules/README.md from the rules themselves.
const { spawnSync } = require('node:child_process');
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { families } = require('../build/lib/routes/rules');

const { status } = spawnSync(process.execPath, [require.resolve('jsii-docgen/bin/jsii-docgen'), '-o', 'API.md'], {
  stdio: 'inherit',
  env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: process.versions.node.split('.')[0] },
});
process.exitCode = status ?? 1;

const row = ({ id, title, supersedes = [] }) =>
  `| [${id}](${id}.md) | ${title} | ${supersedes.map((other) => `[${other}](${other}.md)`).join(', ')} |`;
const sections = families.map(({ title, rules }) =>
  [`## ${title}`, '', '| rule | says | silences |', '| --- | --- | --- |', ...rules.map(row), ''].join('\n'),
);
const INTRODUCTION = `# Rules

What is checked at synth time, and by \`cdk8s-k3d check\`. An error stops a synth, a warning is printed, an info stands
in \`dist/access\`. What one of our constructs declares is held to errors; what is only found in the objects is held to
warnings where something outside the app may serve it. A rule that lacks a fact stays silent.

To allow a rule, say why: \`Rules.allow(construct, '<rule>', '<reason>')\`. It stays visible in the reports.
On an object that no program makes, an annotation does the same: \`allow.cdk8s-k3d/<rule>: <reason>\`.

Written by \`npm run docs\`.
`;
writeFileSync(join(__dirname, '../docs/rules/README.md'), [INTRODUCTION, ...sections].join('\n'));

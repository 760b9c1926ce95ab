'use strict';
// Stands in for k3d: it remembers clusters in a file, and starts and ends what is behind one. Shapes and streams are those
// of k3d 5.9.
// oxlint-disable no-restricted-imports
const { spawn, spawnSync } = require('node:child_process');
const { existsSync, openSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { setTimeout: pause } = require('node:timers/promises');
const { parse } = require('yaml');
const { parsePortSpec } = require('../../build/lib/routes/k3d/port-spec');

const folder = process.env.CDK8S_K3D_STAND_IN;
const STATE = join(folder, 'clusters.json');
const PATIENCE = 60_000;

const clusters = () => (existsSync(STATE) ? JSON.parse(readFileSync(STATE, 'utf8')) : []);
const keep = (all) => writeFileSync(STATE, JSON.stringify(all));

const node = (name, role, runtimeLabels) => ({
  name,
  role,
  runtimeLabels,
  portMappings: {},
  State: { Running: true, Status: 'running' },
});

/** Adds a port to a balancer, or takes it away. */
function change(balancer, spec, add) {
  const { hostIp, hostPorts, clusterPorts, protocol } = parsePortSpec(spec.replace(/@.*/, ''));
  const key = `${clusterPorts.first}/${protocol}`;
  const others = (balancer.portMappings[key] ?? []).filter(({ HostPort }) => HostPort !== `${hostPorts.first}`);
  balancer.portMappings[key] = add ? [...others, { HostIp: hostIp, HostPort: `${hostPorts.first}` }] : others;
}

async function create(words) {
  const { metadata, servers = 1, agents = 0, ports = [] } = parse(readFileSync(after(words, '--config'), 'utf8'));
  const { name } = metadata;
  const [label, value] = (after(words, '--runtime-label') ?? '=').split('@')[0].split('=');
  const nodes = (role, count) =>
    Array.from({ length: count }, (_, index) => node(`k3d-${name}-${role}-${index}`, role, { [label]: value }));
  const balancer = node(`k3d-${name}-serverlb`, 'loadbalancer', { [label]: value });
  for (const { port } of ports) change(balancer, `${port}`, true);
  const own = join(folder, name);
  const log = openSync(join(folder, `${name}.log`), 'a');
  const behind = spawn(process.execPath, [join(__dirname, 'cluster.js'), own, STATE, name], {
    detached: true,
    stdio: ['ignore', log, log],
  });
  behind.unref();
  keep([
    ...clusters(),
    { name, nodes: [...nodes('server', servers), ...nodes('agent', agents), balancer], behind: behind.pid },
  ]);
  for (const end = Date.now() + PATIENCE; !existsSync(join(own, 'ready')); await pause(100)) {
    if (Date.now() > end) throw new Error(`the cluster does not come up: see ${folder}/${name}.log`);
  }
}

const after = (words, flag) => (words.includes(flag) ? words[words.indexOf(flag) + 1] : undefined);

function remove(name) {
  const found = clusters().find((one) => one.name === name);
  if (found)
    spawnSync('sh', ['-c', `kill ${found.behind}; while kill -0 ${found.behind} 2>/dev/null; do sleep 0.1; done`]);
  keep(clusters().filter((one) => one !== found && one.name !== name));
}

function edit(name, words) {
  const all = clusters();
  const balancer = all.find((one) => one.name === name).nodes.at(-1);
  words.forEach((word, index) => {
    if (word.startsWith('--port-')) change(balancer, words[index + 1], word === '--port-add');
  });
  keep(all);
}

function say(what) {
  console.log(JSON.stringify(what));
}

async function main([noun, verb, ...words]) {
  if (noun === 'version') return say({ k3d: 'v5.9.0', k3s: 'v1.32.5-k3s1' });
  if (noun === 'kubeconfig') return console.log(readFileSync(join(folder, words[0], 'kubeconfig'), 'utf8'));
  if (verb === 'list') return say(noun === 'cluster' ? clusters().map(({ name, nodes }) => ({ name, nodes })) : []);
  if (verb === 'create') return create(words);
  if (verb === 'delete') return remove(words.find((word) => !word.startsWith('-')));
  if (verb === 'edit') return edit(words[0], words);
  throw new Error(`nobody stands in for "k3d ${[noun, verb, ...words].join(' ')}"`);
}

main(process.argv.slice(2)).catch((error) => {
  console.error(`FATA[0000] ${error.message}`);
  process.exitCode = 1;
});

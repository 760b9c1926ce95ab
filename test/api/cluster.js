'use strict';
// What is behind one cluster of the stand-in: a control plane, and what the nodes of a real one would do.
// oxlint-disable no-restricted-imports
const { spawn, spawnSync } = require('node:child_process');
const { mkdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { setTimeout: pause } = require('node:timers/promises');
const { freePorts } = require('../free-ports');
const { client } = require('./client');
const { nodesOf } = require('./nodes');

const [, , folder, state, name] = process.argv;
const TOKEN = 'stand-in';

const kubeconfig = (port) => `apiVersion: v1
kind: Config
current-context: k3d-${name}
clusters: [{ name: k3d-${name}, cluster: { server: "https://127.0.0.1:${port}", insecure-skip-tls-verify: true } }]
contexts: [{ name: k3d-${name}, context: { cluster: k3d-${name}, user: admin@k3d-${name} } }]
users: [{ name: admin@k3d-${name}, user: { token: ${TOKEN} } }]
`;

const children = [];
const start = (program, words) =>
  void children.push(spawn(program, words, { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] }));

/** etcd, the API server, its controllers and its scheduler. Nodes are looked after by `nodes.js`, so theirs are off. */
async function controlPlane() {
  const [etcd, peers, api] = await freePorts(3);
  const own = (file) => join(folder, file);
  const url = (port) => `http://127.0.0.1:${port}`;
  writeFileSync(own('tokens.csv'), `${TOKEN},admin,1,system:masters\n`);
  writeFileSync(own('kubeconfig'), kubeconfig(api));
  spawnSync('openssl', ['genrsa', '-out', own('account.key'), '2048']);
  start('etcd', [
    ...['--data-dir', own('etcd'), '--listen-client-urls', url(etcd), '--advertise-client-urls', url(etcd)],
    ...['--listen-peer-urls', url(peers), '--initial-advertise-peer-urls', url(peers)],
    ...['--initial-cluster', `default=${url(peers)}`],
  ]);
  start('kube-apiserver', [
    ...[`--etcd-servers=${url(etcd)}`, `--secure-port=${api}`, '--bind-address=127.0.0.1', '--allow-privileged=true'],
    ...[`--cert-dir=${own('certificates')}`, `--token-auth-file=${own('tokens.csv')}`, '--authorization-mode=RBAC'],
    ...[`--service-account-key-file=${own('account.key')}`, `--service-account-signing-key-file=${own('account.key')}`],
    ...['--service-account-issuer=https://kubernetes.default.svc', '--service-cluster-ip-range=10.43.0.0/16'],
    '--disable-admission-plugins=TaintNodesByCondition',
  ]);
  const ask = client(api, TOKEN);
  while ((await ask('GET', '/readyz')).code !== 200) await pause(200);
  const config = `--kubeconfig=${own('kubeconfig')}`;
  start('kube-controller-manager', [
    ...[config, '--leader-elect=false', `--service-account-private-key-file=${own('account.key')}`],
    // Names of before 1.27, which later versions know too.
    '--controllers=*,-nodelifecycle,-nodeipam',
  ]);
  start('kube-scheduler', [config, '--leader-elect=false']);
  return ask;
}

const clusterNow = () => JSON.parse(readFileSync(state, 'utf8')).find((one) => one.name === name);

async function main() {
  mkdirSync(folder);
  const nodes = nodesOf(await controlPlane(), clusterNow);
  await nodes.join();
  writeFileSync(join(folder, 'ready'), '');
  for (;;) {
    await nodes.work();
    await pause(200);
  }
}

process.on('SIGTERM', () => {
  for (const child of children.reverse()) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
  process.exit();
});

main().catch((error) => {
  console.error(error);
  process.kill(process.pid, 'SIGTERM');
});

'use strict';
// One day with a cluster, as a user has it: from an empty folder to nothing left. Every step is a command of its own.
const assert = require('node:assert/strict');
const { spawn } = require('node:child_process');
const { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { freePorts } = require('../free-ports');

const CLUSTER = 'cdk8s-k3d-e2e';
const CONTEXT = `k3d-${CLUSTER}`;

/** The program of the user: a node port, and two hosts behind one ingress controller. */
const program = (library, { image, node }, ports) => `
const { Chart } = require('cdk8s');
const { HostIngress, K3dApp, K3dClusterConfig, NodePortExposure, WebApp } = require(${JSON.stringify(library)});
const app = new K3dApp();
new K3dClusterConfig(app, '${CLUSTER}', { agents: 1, kubeApi: { hostPort: ${ports.api} }${node ? `, image: ${JSON.stringify(node)}` : ''} });
const chart = new Chart(app, 'shop');
const make = (name) => new WebApp(chart, name, { image: ${JSON.stringify(image)}, port: 80 });
const web = make('web');
new NodePortExposure(chart, 'port', { workload: web, nodePort: 30080, hostPort: ${ports.node} });
new HostIngress(chart, 'a', { host: 'a.localhost', hostPort: ${ports.ingress}, workload: make('web-a') });
new HostIngress(chart, 'b', { host: 'b.localhost', hostPort: ${ports.ingress}, workload: make('web-b') });
app.synth();
`;

/** Runs a program to its end. */
const start = (command, args, { env, cwd, input = '' }) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, cwd });
    const said = { out: '', err: '' };
    child.stdout.on('data', (chunk) => (said.out += chunk));
    child.stderr.on('data', (chunk) => (said.err += chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...said }));
    child.stdin.end(input);
  });

/**
 * @param options.cli path of the command line, compiled
 * @param options.library path of the package, compiled
 * @param options.modules the node_modules that have cdk8s
 * @param options.env environment of every command
 * @param options.images names of the images: of the pods, and of the nodes where it is not the usual one; the file that
 *   holds them, where there is no network
 * @param options.say what is told of each step
 */
async function scenario({ cli, library, modules, env, images, say = () => {} }) {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-k3d-e2e-'));
  const project = join(folder, 'project');
  mkdirSync(project);
  symlinkSync(modules, join(project, 'node_modules'));
  const [api, node, ingress, other] = await freePorts(4);
  const run = async (expected, ...words) => {
    const ran = await start(process.execPath, [cli, ...words], { env, cwd: project });
    say(`$ cdk8s-k3d ${words.join(' ')}\n${ran.out}${ran.err}`);
    assert.equal(ran.code, expected, `cdk8s-k3d ${words.join(' ')} ended with ${ran.code}:\n${ran.out}${ran.err}`);
    return ran;
  };
  const json = async (expected, ...words) => JSON.parse((await run(expected, ...words, '--json')).out);
  const up = images.tar ? ['up', '--yes', '--images', images.tar] : ['up', '--yes'];
  const write = (ports) => writeFileSync(join(project, 'main.js'), program(library, images, ports));
  const tool = async (command, args, more = {}) => {
    const ran = await start(command, args, {
      env: { ...env, LOG_LEVEL: 'warn', LOG_COLORS: 'false', ...more.env },
      cwd: project,
      input: more.input,
    });
    assert.equal(ran.code, 0, `${command} ${args.join(' ')}: ${ran.err}`);
    return ran.out;
  };
  try {
    const early = await run(2, 'up', '--yes');
    assert.match(early.err, /^"dist" does not exist\. Run "cdk8s-k3d synth" first/);
    write({ api, node, ingress });
    await run(0, 'synth', '--', 'main.js');
    const health = await json(0, 'doctor');
    assert.deepEqual(
      health.clusters[0].complaints.filter(({ level }) => level !== 'note'),
      [],
    );

    const planned = await json(0, 'plan');
    assert.equal(planned.clusters[0].state, 'absent');
    const down = await run(1, 'verify', '--timeout', '1');
    assert.match(down.out, /does not exist/);

    const first = await run(0, ...up);
    for (const url of [`http://localhost:${node}`, `http://a.localhost:${ingress}`, `http://b.localhost:${ingress}`]) {
      assert.ok(first.out.includes(url), `${url} is missing in what up says`);
    }
    const [again] = (await json(0, 'up', '--yes')).clusters;
    assert.equal(again.changed, false);
    const [{ routes }] = (await json(0, 'verify')).clusters;
    assert.deepEqual(
      routes.filter(({ declared }) => declared).map(({ status }) => status),
      ['answers', 'answers', 'answers'],
    );
    assert.equal((await json(0, 'status')).clusters[0].fine, true);

    const kubeconfig = join(folder, 'kubeconfig');
    writeFileSync(kubeconfig, await tool('k3d', ['kubeconfig', 'get', CLUSTER]));
    const [
      {
        metadata: { name },
      },
    ] = JSON.parse(
      await tool('kubectl', ['--context', CONTEXT, 'get', 'services', '-o', 'json'], {
        env: { KUBECONFIG: kubeconfig },
      }),
    ).items.filter(({ spec }) => spec.ports.some(({ nodePort }) => nodePort === 30080));
    await tool('kubectl', ['--context', CONTEXT, 'delete', '--ignore-not-found', '-f', '-'], {
      env: { KUBECONFIG: kubeconfig },
      input: JSON.stringify({ apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'default' } }),
    });
    say(`Service ${name} is deleted behind the back of everybody.`);
    const broken = await json(1, 'verify', `http://localhost:${node}`, '--timeout', '5');
    const [dead] = broken.clusters[0].routes;
    assert.equal(dead.status, 'dead');
    assert.match(dead.cause, new RegExp(`Service default/${name} does not exist`));
    assert.equal((await json(1, 'status')).clusters[0].fine, false);
    assert.deepEqual((await json(0, 'up', '--yes')).clusters[0].objects.added, [`Service default/${name}`]);

    write({ api, node, ingress: other });
    await run(0, 'synth', '--', 'main.js');
    const version = /v?(\d+)\.(\d+)/.exec(JSON.parse(await tool('k3d', ['version', '-o', 'json'])).k3d);
    const canRemove = Number(version[1]) > 5 || Number(version[2]) >= 9;
    const difference = (await json(canRemove ? 0 : 1, 'plan')).clusters[0];
    assert.ok(JSON.stringify(difference).includes(`${other}:80`), 'plan does not name the new port');
    if (!canRemove) {
      const refused = await run(1, 'up', '--yes');
      assert.match(refused.err, /--recreate/);
    }
    const moved = await run(0, ...up, ...(canRemove ? [] : ['--recreate']));
    assert.ok(moved.out.includes(`http://a.localhost:${other}`), 'up does not name the new URL');

    await run(2, 'down');
    await run(0, 'down', '--yes');
    assert.deepEqual(
      JSON.parse(await tool('k3d', ['cluster', 'list', '-o', 'json'])).filter((one) => one.name === CLUSTER),
      [],
    );
    for (const kind of ['network', 'volume']) {
      const left = await tool('docker', [kind, 'ls', '--filter', `name=${CONTEXT}`, '--format', '{{.Name}}']);
      assert.equal(left.trim(), '', `${kind} ${left.trim()} is left`);
    }
    await run(0, 'down', '--yes');
    return readFileSync(join(project, 'dist/access/routes.json'), 'utf8');
  } finally {
    await start(process.execPath, [cli, 'down', '--yes'], { env, cwd: project }).catch(() => {});
    rmSync(folder, { recursive: true, force: true });
  }
}

module.exports = { scenario };

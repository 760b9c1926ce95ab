'use strict';
// oxlint-disable no-restricted-imports
const { spawn, spawnSync } = require('node:child_process');
const { createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { setTimeout: pause } = require('node:timers/promises');
const { freePorts } = require('../free-ports');

/** Milliseconds for a program to come up. */
const PATIENCE = 60_000;

/** Looks until something is there, or the program has ended. */
async function until(process, log, look) {
  for (const end = Date.now() + PATIENCE; Date.now() < end; await pause(100)) {
    if (await look()) return true;
    if (process.exitCode !== null) break;
  }
  console.log(readFileSync(log, 'utf8').split('\n').slice(-5).join('\n'));
  return false;
}

function started(folder, name, words) {
  const log = join(folder, `${name}.log`);
  const child = spawn(name, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  const stream = createWriteStream(log);
  child.stdout.pipe(stream, { end: false });
  child.stderr.pipe(stream, { end: false });
  child.on('error', () => {});
  writeFileSync(log, '');
  return { child, log };
}

/** An engine without networks, which keeps everything in a folder; undefined where this machine lets none run. */
async function engine(folder) {
  const socket = `unix://${folder}/docker.sock`;
  const own = (name) => join(folder, name);
  const { child, log } = started(folder, 'dockerd', [
    ...['--data-root', own('data'), '--exec-root', own('exec'), '--pidfile', own('docker.pid'), '--host', socket],
    ...['--iptables=false', '--ip6tables=false', '--bridge=none', '--storage-driver=vfs'],
  ]);
  const answers = () => spawnSync('docker', ['--host', socket, 'version']).status === 0;
  // Inside some containers an engine starts, and may not unpack anything.
  const works = () => {
    const input = spawnSync('tar', ['-C', folder, '-c', 'docker.pid']).stdout;
    return spawnSync('docker', ['--host', socket, 'import', '-', 'probe'], { input }).status === 0;
  };
  return { child, socket, up: (await until(child, log, answers)) && works() };
}

const CONFIG = (folder, port, login) => `version: 0.1
log: { level: error, accesslog: { disabled: true } }
storage: { filesystem: { rootdirectory: ${folder} }, delete: { enabled: true } }
http: { addr: "127.0.0.1:${port}" }
${login === undefined ? '' : `auth: { htpasswd: { realm: test, path: ${login} } }`}
`;

/** A registry on this machine alone; with a user and a password where they are given. */
async function registry(folder, name, login) {
  const [port] = await freePorts(1);
  const own = join(folder, name);
  mkdirSync(own);
  const passwords = join(own, 'htpasswd');
  if (login) {
    const { stdout } = spawnSync('htpasswd', ['-niB', login.user], { input: login.password });
    writeFileSync(passwords, stdout);
  }
  const config = join(own, 'config.yml');
  writeFileSync(config, CONFIG(own, port, login && passwords));
  const { child, log } = started(own, 'docker-registry', ['serve', config]);
  const answers = async () => {
    try {
      return [200, 401].includes((await fetch(`http://127.0.0.1:${port}/v2/`)).status);
    } catch {
      return false;
    }
  };
  return { child, server: `localhost:${port}`, up: await until(child, log, answers) };
}

const ended = (child) =>
  child.exitCode !== null
    ? undefined
    : new Promise((resolve) => {
        child.on('exit', resolve);
        child.kill('SIGTERM');
      });

/** An engine, an open registry and one that wants a login, in a folder that goes with them. */
async function place(login) {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-k3d-docker-'));
  const parts = await Promise.all([
    engine(folder),
    registry(folder, 'open', undefined),
    registry(folder, 'closed', login),
  ]);
  const [docker, open, closed] = parts;
  const leave = async () => {
    await Promise.all(parts.map(({ child }) => ended(child)));
    rmSync(folder, { recursive: true, force: true });
  };
  return {
    folder,
    up: parts.every(({ up }) => up),
    socket: docker.socket,
    open: open.server,
    closed: closed.server,
    leave,
  };
}

module.exports = { place };

'use strict';
// docker, as far as the hand-off asks it.
const { readFileSync, writeFileSync } = require('node:fs');
const { resolve } = require('node:path');
const { openSockets } = require('./clusters');
const { wordsOf } = require('./words');

const ALIASES = { a: 'all', f: 'filter', t: 'tag', q: 'quiet', p: 'password' };
const SWITCHES = ['all', 'quiet', 'force', 'no-trunc', 'password-stdin', 'pull', 'no-cache', 'load', 'push', 'help'];

const DOWN = 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?';

/** Templates of Go, as far as anybody asks: `{{.Names}}`, `{{json .}}`, `{{.Config.Image}}`. */
const template = (format, object) =>
  format.replace(/\{\{\s*(json\s+)?\.([\w.]*)\s*\}\}/g, (_, json, path) => {
    const value = path.split('.').reduce((at, key) => (key === '' ? at : at?.[key]), object);
    return json ? JSON.stringify(value) : typeof value === 'object' ? JSON.stringify(value) : `${value ?? ''}`;
  });

const rows = (objects, given, heading) => {
  const format = given.last('format');
  if (format === 'json')
    return objects.map((object) => JSON.stringify(object)).join('\n') + (objects.length > 0 ? '\n' : '');
  if (format !== undefined) return objects.map((object) => `${template(format, object)}\n`).join('');
  if (given.on('quiet')) return objects.map(({ ID }) => `${ID}\n`).join('');
  return `${[heading.join('   '), ...objects.map((object) => heading.map((key) => object[key] ?? '').join('   '))].join('\n')}\n`;
};

function containersOf(state) {
  const sockets = openSockets(state);
  const all = [
    ...Object.values(state.clusters).flatMap(({ nodes, helpers }) =>
      nodes.map((node) => ({
        ...node,
        image:
          node.role === 'loadbalancer'
            ? (helpers?.loadBalancer ?? 'ghcr.io/k3d-io/k3d-proxy:5.8.3')
            : 'rancher/k3s:v1.31.5-k3s1',
      })),
    ),
    ...state.containers,
  ];
  return all.map(({ name, status, labels, image = 'busybox' }, index) => ({
    ID: `54d571ba55${index.toString(16).padStart(2, '0')}`,
    Names: name,
    Image: image,
    State: status,
    Status: status === 'running' ? 'Up 2 minutes' : status === 'created' ? 'Created' : 'Exited (0) 2 minutes ago',
    Labels: Object.entries(labels)
      .map(([key, value]) => `${key}=${value}`)
      .join(','),
    Networks: labels['k3d.cluster'] ? `k3d-${labels['k3d.cluster']}` : 'bridge',
    Ports: sockets
      .filter(({ container }) => container === name)
      .flatMap(({ hostIp, port, key }) =>
        (hostIp === '' ? ['0.0.0.0', '[::]'] : [hostIp]).map((ip) => `${ip}:${port}->${key}`),
      )
      .join(', '),
    labels,
    sockets: sockets.filter(({ container }) => container === name),
  }));
}

const isKept =
  ({ labels }, name) =>
  (filter) => {
    const [key, ...rest] = filter.split('=');
    const value = rest.join('=');
    if (key === 'name') return new RegExp(value).test(name);
    if (key === 'label') {
      const [label, ...wanted] = value.split('=');
      return wanted.length === 0 ? labels[label] !== undefined : labels[label] === wanted.join('=');
    }
    return undefined;
  };

const kept = (objects, given, nameOf, more = () => true) =>
  objects.filter((object) =>
    given.all('filter').every((filter) => isKept(object, nameOf(object))(filter) ?? more(object, filter)),
  );

function ps(state, given) {
  const shown = containersOf(state).filter(
    ({ State }) =>
      State === 'running' || given.on('all') || given.all('filter').some((one) => one.startsWith('status=')),
  );
  const found = kept(
    shown,
    given,
    ({ Names }) => Names,
    ({ State, sockets }, filter) => {
      const [key, value] = filter.split('=');
      if (key === 'status') return State === value;
      if (key === 'publish') return sockets.some(({ port }) => port === Number(value.split('/')[0]));
      return true;
    },
  ).map(({ labels: _, sockets: __, ...shownOnly }) => shownOnly);
  return { stdout: rows(found, given, ['ID', 'Image', 'Status', 'Ports', 'Names']) };
}

const things = (kind) => ({
  ls: (state, given) => ({
    stdout: rows(
      kept(state[kind], given, ({ name }) => name).map(({ name, labels }) => ({
        Name: name,
        ID: name,
        Driver: kind === 'networks' ? 'bridge' : 'local',
        Labels: Object.entries(labels)
          .map(([key, value]) => `${key}=${value}`)
          .join(','),
      })),
      given,
      ['Name', 'Driver'],
    ),
  }),
  rm: (state, given, names) => {
    const [one] = kind === 'networks' ? ['network'] : ['volume'];
    let code = 0;
    let [stdout, stderr] = ['', ''];
    for (const name of names) {
      const users = containersOf(state).filter(
        ({ labels }) => `k3d-${labels['k3d.cluster']}${kind === 'networks' ? '' : '-images'}` === name,
      );
      if (!state[kind].some((each) => each.name === name)) {
        stderr += `Error response from daemon: ${kind === 'networks' ? `network ${name} not found` : `get ${name}: no such volume`}\n`;
        code = 1;
      } else if (users.length > 0) {
        stderr += `Error response from daemon: ${kind === 'networks' ? `error while removing network: network ${name} has active endpoints` : `remove ${name}: volume is in use`}\n`;
        code = 1;
      } else {
        state[kind] = state[kind].filter((each) => each.name !== name);
        stdout += `${name}\n`;
      }
    }
    return { code, stdout, stderr: code === 0 ? '' : stderr || `Error: no such ${one}\n` };
  },
});

function rm(state, given, names) {
  let code = 0;
  let [stdout, stderr] = ['', ''];
  for (const name of names) {
    if (!containersOf(state).some(({ Names }) => Names === name)) {
      stderr += `Error response from daemon: No such container: ${name}\n`;
      code = given.on('force') ? code : 1;
      continue;
    }
    state.containers = state.containers.filter((one) => one.name !== name);
    for (const cluster of Object.values(state.clusters))
      cluster.nodes = cluster.nodes.filter((one) => one.name !== name);
    stdout += `${name}\n`;
  }
  return { code, stdout, stderr };
}

function portOf(state, given, [name, wanted]) {
  const container = containersOf(state).find(({ Names }) => Names === name);
  if (!container) return { code: 1, stderr: `Error response from daemon: No such container: ${name}\n` };
  const found = container.sockets.filter(
    ({ key }) => wanted === undefined || key === (wanted.includes('/') ? wanted : `${wanted}/tcp`),
  );
  if (found.length === 0 && wanted) {
    return { code: 1, stderr: `Error: No public port '${wanted}' published for ${name}\n` };
  }
  const text = ({ hostIp, port, key }) => `${wanted ? '' : `${key} -> `}${hostIp || '0.0.0.0'}:${port}\n`;
  return { stdout: found.map(text).join('') };
}

const imageOf = (name) => {
  const [, repository, tag = 'latest'] = /^(.*?)(?::([^:/]+))?$/.exec(name);
  return {
    Repository: repository,
    Tag: tag,
    ID: 'ab53a7cbc1da',
    Id: 'sha256:ab53a7cbc1da80a577e423cd283471b225ad4e20e53906eba48cdb2bc7df232a',
    RepoTags: [`${repository}:${tag}`],
    Architecture: 'amd64',
    Os: 'linux',
    Size: 192_000_000,
  };
};

const full = (name) =>
  /^[^/]+[.:][^/]*\//.test(name) ? name : name.includes('/') ? `docker.io/${name}` : `docker.io/library/${name}`;

const holds = (state, name) => state.images.some((image) => full(image) === full(name));

function inspectImages(state, given, names) {
  const found = names.filter((name) => holds(state, name)).map(imageOf);
  const missing = names.filter((name) => !holds(state, name));
  const stdout = given.last('format') === undefined ? `${JSON.stringify(found, null, 4)}\n` : rows(found, given, []);
  return {
    code: missing.length > 0 ? 1 : 0,
    stdout,
    stderr: missing.map((name) => `Error response from daemon: No such image: ${name}\n`).join(''),
  };
}

function pull(state, given, [name]) {
  const host = name.split('/')[0];
  if (
    state.images.includes(name) ||
    !state.unreachable.includes(name.includes('/') && host.includes('.') ? host : 'docker.io')
  ) {
    if (!state.images.includes(name)) state.images.push(name);
    return { stdout: `Status: Downloaded newer image for ${name}\n${name}\n`, took: 5_000 };
  }
  return {
    code: 1,
    stderr: `Error response from daemon: Get "https://${host}/v2/": net/http: request canceled while waiting for connection\n`,
  };
}

function build(state, given) {
  if (state.build.fails) return { code: 1, stderr: `ERROR: failed to solve: ${state.build.fails}\n` };
  for (const tag of given.all('tag')) if (!state.images.includes(tag)) state.images.push(tag);
  return { stderr: '#1 [internal] load build definition from Dockerfile\n#5 DONE 1.2s\n', took: 8_000 };
}

function push(state, given, [name]) {
  if (!state.images.includes(name))
    return { code: 1, stderr: `An image does not exist locally with the tag: ${name}\n` };
  if (state.build.pushFails) return { code: 1, stderr: `${state.build.pushFails}\n` };
  if (!state.pushed.includes(name)) state.pushed.push(name);
  return { stdout: `The push refers to repository [${name.replace(/:[^:/]+$/, '')}]\n`, took: 4_000 };
}

/** A tar of images is a list of their names here. */
function load(state, given, _, cwd) {
  const names = readFileSync(resolve(cwd, given.last('input')), 'utf8')
    .split('\n')
    .filter(Boolean);
  state.images = [...new Set([...state.images, ...names])];
  return { stdout: names.map((name) => `Loaded image: ${name}\n`).join(''), took: 9_000 };
}

function save(state, given, names, cwd) {
  const missing = names.filter((name) => !state.images.includes(name));
  if (missing.length > 0) return { code: 1, stderr: `Error response from daemon: No such image: ${missing[0]}\n` };
  writeFileSync(resolve(cwd, given.last('output')), names.join('\n'));
  return { took: 9_000 };
}

/** What a node answers when it is asked for its images. */
function exec(state, given, [name, ...command]) {
  const node = Object.values(state.clusters)
    .flatMap(({ nodes }) => nodes)
    .find((one) => one.name === name);
  if (!node) return { code: 1, stderr: `Error response from daemon: No such container: ${name}\n` };
  if (node.status !== 'running')
    return { code: 1, stderr: `Error response from daemon: container ${name} is not running\n` };
  const line = command.join(' ');
  if (line.includes('crictl')) {
    const images = node.images.map((image) => ({ id: imageOf(image).Id, repoTags: [full(image)], repoDigests: [] }));
    if (line.includes('inspecti')) {
      const wanted = full(command.filter((word) => !word.startsWith('-')).at(-1));
      const found = images.find(({ repoTags }) => repoTags.includes(wanted));
      return found
        ? { stdout: `${JSON.stringify({ status: found })}\n` }
        : { code: 1, stderr: `time="2026-11-21T03:00:00Z" level=fatal msg="no such image \\"${wanted}\\" present"\n` };
    }
    return { stdout: `${JSON.stringify({ images })}\n` };
  }
  if (line.includes('ctr')) return { stdout: node.images.map((image) => `${full(image)}\n`).join('') };
  return { stdout: '' };
}

function info(state, given) {
  const object = {
    ServerVersion: state.docker.version,
    MemTotal: state.docker.memory,
    NCPU: state.docker.processors,
    DockerRootDir: '/var/lib/docker',
    OperatingSystem: 'Ubuntu 24.04',
    Architecture: 'x86_64',
    SecurityOptions: ['name=seccomp,profile=builtin'],
  };
  const format = given.last('format');
  return {
    stdout:
      format === undefined
        ? `Client:\n Version:    28.2.2\nServer:\n Server Version: ${state.docker.version}\n`
        : `${format === 'json' ? JSON.stringify(object) : template(format, object)}\n`,
  };
}

function version(state, given) {
  const object = {
    Client: { Version: '28.2.2', Os: 'linux', Arch: 'amd64' },
    Server: { Version: state.docker.version, Os: 'linux', Arch: 'amd64' },
  };
  const format = given.last('format');
  return {
    stdout:
      format === undefined
        ? `Client:\n Version: 28.2.2\nServer:\n Version: ${state.docker.version}\n`
        : `${format === 'json' ? JSON.stringify(object) : template(format, object)}\n`,
  };
}

const [networks, volumes] = [things('networks'), things('volumes')];

const COMMANDS = {
  info,
  version,
  ps,
  rm,
  build,
  push,
  pull,
  exec,
  load,
  save,
  port: portOf,
  tag: (state, given, [, name]) => (state.images.push(name), {}),
  images: (state, given) => ({ stdout: rows(state.images.map(imageOf), given, ['Repository', 'Tag', 'ID']) }),
  'container ls': ps,
  'container rm': rm,
  'network ls': networks.ls,
  'network rm': networks.rm,
  'volume ls': volumes.ls,
  'volume rm': volumes.rm,
  'image ls': (state, given) => ({ stdout: rows(state.images.map(imageOf), given, ['Repository', 'Tag', 'ID']) }),
  'image inspect': inspectImages,
  'image pull': pull,
  'image push': push,
  'buildx build': build,
  'buildx version': () => ({ stdout: 'github.com/docker/buildx v0.24.0 d0e5e86\n' }),
};

/** Client alone: they answer without an engine. */
const WITHOUT_ENGINE = ['buildx version'];

function docker(state, { words, cwd }) {
  // What follows `exec NAME` is the container's own.
  const inside =
    words[0] === 'exec' ? words.findIndex((word, at) => at > 0 && !word.startsWith('-')) + 1 : words.length;
  const given = wordsOf(
    words.slice(0, inside),
    ALIASES,
    words[0] === 'exec' || words[0] === 'rm' ? [...SWITCHES, 'filter', 'i', 'f', 'tag'] : SWITCHES,
  );
  const [first, second, ...rest] = [...given.rest, ...words.slice(inside)];
  const long = COMMANDS[`${first} ${second}`];
  const command = long ?? COMMANDS[first];
  if (!command)
    return {
      code: 1,
      stderr: `docker: unknown command: docker ${first}\n\nRun 'docker --help' for more information\n`,
    };
  if (state.docker.down && !WITHOUT_ENGINE.includes(`${first} ${second}`)) {
    const client =
      first === 'info'
        ? { stdout: 'Client:\n Version:    28.2.2\n Context:    default\n Debug Mode: false\n\nServer:\n' }
        : {};
    return { code: 1, stderr: `${DOWN}\n`, ...client };
  }
  return command(state, given, long ? rest : second === undefined ? [] : [second, ...rest], cwd);
}

module.exports = { containersOf, docker, holds, imageOf };

'use strict';
// k3d, as far as the hand-off asks it. Shapes, streams and exit codes are those of k3d 5.8.3.
const { readFileSync } = require('node:fs');
const { dirname, resolve } = require('node:path');
const clusters = require('./clusters');
const { holds } = require('./docker');
const { wordsOf } = require('./words');

const ALIASES = { c: 'config', o: 'output', p: 'port', l: 'selector', m: 'mode', k: 'keep-tarball', t: 'timeout' };
const SWITCHES = [
  'wait',
  'all',
  'a',
  'keep-tools',
  'no-rollback',
  'no-lb',
  'verbose',
  'trace',
  'no-headers',
  'help',
  'h',
];

const HELP = `Usage:
  k3d [flags]
  k3d [command]

Available Commands:
  cluster      Manage cluster(s)
  config       Work with config file(s)
  image        Handle container images.
  kubeconfig   Manage kubeconfig(s)
  node         Manage node(s)
  registry     Manage registry/registries
  version      Show k3d and default k3s version
`;

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error'];

/** Log lines: information goes to standard output, complaints to standard error; coloured unless told otherwise. */
function journal(environment) {
  const quiet = LEVELS.indexOf(environment.LOG_LEVEL ?? 'info');
  const coloured = environment.LOG_COLORS !== 'false';
  const said = { stdout: '', stderr: '' };
  const line = (level, text) =>
    coloured ? `\u001b[36m${level}\u001b[0m[0000] ${text}\n` : `${level}[0000] ${text} \n`;
  return {
    info: (text) => (said.stdout += quiet <= 2 ? line('INFO', text) : ''),
    warn: (text) => (said.stderr += quiet <= 3 ? line('WARN', text) : ''),
    error: (text) => (said.stderr += line('ERRO', text)),
    print: (text) => (said.stdout += text),
    end: (more = {}) => ({ ...said, ...more }),
    fatal: (text) => {
      said.stderr += line('FATA', text);
      return { ...said, code: 1 };
    },
  };
}

const numbers = (version) => (/(\d+)\.(\d+)/.exec(version) ?? []).slice(1).map(Number);
const atLeast = (version, major, minor) => {
  const [is = major, of = minor] = numbers(version);
  return is > major || (is === major && of >= minor);
};

const NO_DOCKER =
  "runtime failed to list nodes: docker failed to get containers with labels 'map[app:k3d]': failed to list containers: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?";

function k3d(state, call) {
  const given = wordsOf(call.words, ALIASES, SWITCHES);
  const [noun, verb, ...names] = given.rest;
  const log = journal(call.environment);
  if (noun === 'version') {
    const { version, k3s } = state.k3d;
    return given.last('output') === 'json'
      ? log.end({ stdout: `${JSON.stringify({ k3d: version, k3s })}\n` })
      : log.end({ stdout: `k3d version ${version}\nk3s version ${k3s} (default)\n` });
  }
  const command = COMMANDS[`${noun} ${verb}`];
  if (!command || (command.since && !atLeast(state.k3d.version, ...command.since))) return log.end({ stdout: HELP });
  if (state.docker.down) return log.fatal(NO_DOCKER);
  return command.run({ state, call, given, names, log });
}

const known = ({ state, log }, name, work) => {
  const cluster = state.clusters[name];
  return cluster ? work(cluster) : log.fatal('No nodes found for given cluster');
};

function list({ state, given, names: [name], log }) {
  const all = Object.values(state.clusters).sort((one, other) => (one.name < other.name ? -1 : 1));
  if (name !== undefined && !state.clusters[name]) return log.fatal('No nodes found for given cluster');
  const shown = all.filter((cluster) => name === undefined || cluster.name === name).map(clusters.listed);
  // A container that a failed creation left is a cluster of its own for k3d.
  for (const { name: container, labels } of name === undefined ? state.containers : []) {
    const owner = labels['k3d.cluster'];
    if (labels['k3d.role'] !== 'noRole' || state.clusters[owner]) continue;
    shown.push(clusters.listed({ name: owner, token: '', nodes: [{ ...leftTools(owner), name: container }] }));
  }
  if (given.last('output') === 'json') return log.end({ stdout: `${JSON.stringify(shown)}\n` });
  const rows = shown.map((one) =>
    [
      one.name,
      `${one.serversRunning}/${one.serversCount}`,
      `${one.agentsRunning}/${one.agentsCount}`,
      `${one.hasLoadbalancer === true}`,
    ].join('   '),
  );
  return log.end({ stdout: `${['NAME   SERVERS   AGENTS   LOADBALANCER', ...rows].join('\n')}\n` });
}

const leftTools = (name) => ({
  name: `k3d-${name}-tools`,
  role: 'noRole',
  status: 'running',
  labels: { app: 'k3d', 'k3d.cluster': name, 'k3d.role': 'noRole' },
  ports: {},
});

const parts = (name) => ({
  network: { name: `k3d-${name}`, labels: { app: 'k3d' } },
  volume: { name: `k3d-${name}-images`, labels: { app: 'k3d', 'k3d.cluster': name } },
});

function addParts(state, name) {
  const { network, volume } = parts(name);
  if (!state.networks.some((one) => one.name === network.name)) state.networks.push(network);
  if (!state.volumes.some((one) => one.name === volume.name)) state.volumes.push(volume);
}

function removeParts(state, name) {
  state.networks = state.networks.filter((one) => one.name !== `k3d-${name}`);
  state.volumes = state.volumes.filter((one) => one.name !== `k3d-${name}-images`);
  state.containers = state.containers.filter(({ labels }) => labels['k3d.cluster'] !== name);
}

const takenBy = (state, cluster) =>
  clusters
    .openSockets({ clusters: { [cluster.name]: cluster }, containers: [] })
    .find(
      ({ port }) =>
        state.taken.some((one) => one.port === port) || clusters.openSockets(state).some((one) => one.port === port),
    );

const notStarted = (name, { hostIp, port }) =>
  `Failed Cluster Start: Failed to add one or more helper nodes: runtime failed to start node 'k3d-${name}-serverlb': docker failed to start container for node 'k3d-${name}-serverlb': Error response from daemon: driver failed programming external connectivity on endpoint k3d-${name}-serverlb (8ee0bec864a60681c70ed2e29757876eed3c84eab55966f7cc76bb3b8daff8b8): Bind for ${hostIp || '0.0.0.0'}:${port} failed: port is already allocated`;

function create({ state, call, given, names: [given_name], log }) {
  const path = given.last('config');
  if (path !== undefined) log.info(`Using config file ${path} (k3d.io/v1alpha5#simple)`);
  const text = path === '-' ? call.input : path === undefined ? '{}' : readFileSync(resolve(call.cwd, path), 'utf8');
  const config = require('yaml').parse(clusters.expanded(text, call.environment));
  const name = given_name ?? config.metadata?.name ?? 'k3s-default';
  if (state.clusters[name] || state.containers.some(({ labels }) => labels['k3d.cluster'] === name)) {
    return log.fatal(`Failed to create cluster '${name}' because a cluster with that name already exists`);
  }
  const labels = given.all('runtime-label').map((word) => {
    const [label, filters] = word.split('@');
    return { label, nodeFilters: filters?.split(';') };
  });
  const cluster = clusters.clusterFrom({ ...config, metadata: { name } }, labels, state.k3d.k3s);
  cluster.folder = path === undefined || path === '-' ? undefined : dirname(path);
  const helper = call.environment.K3D_IMAGE_TOOLS ?? `ghcr.io/k3d-io/k3d-tools:${state.k3d.version.slice(1)}`;
  const balancer = call.environment.K3D_IMAGE_LOADBALANCER ?? `ghcr.io/k3d-io/k3d-proxy:${state.k3d.version.slice(1)}`;
  cluster.helpers = { loadBalancer: balancer, tools: helper };
  log.info('Prep: Network');
  addParts(state, name);
  log.info(`Created network 'k3d-${name}'`);
  if (call.half || state.create.fails === 'early') {
    state.containers.push(leftTools(name));
    log.error(
      `Failed Cluster Preparation: failed to ensure tools node: failed to run k3d-tools node for cluster '${name}': failed to create node 'k3d-${name}-tools'`,
    );
    log.error('Failed to create cluster >>> Rolling Back');
    return log.fatal('Cluster creation FAILED, also FAILED to rollback changes!');
  }
  const unreachable = [helper, balancer].find((image) => !holds(state, image) && away(state, image));
  if (unreachable) {
    removeParts(state, name);
    log.error(
      `Failed Cluster Preparation: runtime failed to create node: docker failed to pull image '${unreachable}': Error response from daemon: Get "https://${unreachable.split('/')[0]}/v2/": net/http: request canceled while waiting for connection`,
    );
    log.error('Failed to create cluster >>> Rolling Back');
    return log.fatal('Cluster creation FAILED, all changes have been rolled back!');
  }
  const busy = takenBy(state, cluster);
  if (busy) {
    removeParts(state, name);
    log.error(notStarted(name, busy));
    log.error('Failed to create cluster >>> Rolling Back');
    return { ...log.fatal('Cluster creation FAILED, all changes have been rolled back!'), took: 20_000 };
  }
  state.clusters[name] = cluster;
  cluster.silent = state.create.silent ?? 0;
  if (state.create.fails === 'late') {
    for (const node of cluster.nodes) if (node.role !== 'server') node.status = 'created';
    log.error('Failed Cluster Start: Failed to add one or more agents: context deadline exceeded');
    return { ...log.fatal('Cluster creation FAILED, rollback disabled!'), took: 60_000 };
  }
  if (cluster.registry) state.containers.push(registryOf(cluster));
  log.info(`Cluster '${name}' created successfully!`);
  return log.end({ took: 20_000 });
}

const away = (state, image) => state.unreachable.includes(image.split('/')[0]);

const registryOf = ({ name, registry }) => ({
  name: registry.name,
  status: 'running',
  image: 'docker.io/library/registry:2',
  labels: { app: 'k3d', 'k3d.role': 'registry', 'k3d.cluster': name },
  ports: { '5000/tcp': [{ HostIp: '0.0.0.0', HostPort: `${registry.hostPort || ''}` }] },
});

function start(step) {
  const { state, names, log } = step;
  const [name = 'k3s-default'] = names;
  return known(step, name, (cluster) => {
    const busy = clusters.isUp(cluster)
      ? undefined
      : takenBy(state, { ...cluster, nodes: cluster.nodes.map((node) => ({ ...node, status: 'running' })) });
    if (busy) return { ...log.fatal(notStarted(name, busy)), took: 5_000 };
    for (const node of cluster.nodes) node.status = 'running';
    cluster.silent = state.create.silent ?? 0;
    log.info(`Started cluster '${name}'`);
    return log.end({ took: 10_000 });
  });
}

function stop(step) {
  const [name = 'k3s-default'] = step.names;
  return known(step, name, (cluster) => {
    for (const node of cluster.nodes) node.status = 'exited';
    step.log.info(`Stopped cluster '${name}'`);
    return step.log.end({ took: 2_000 });
  });
}

function remove({ state, names, log }) {
  for (const name of names.length > 0 ? names : ['k3s-default']) {
    const there = state.clusters[name] || state.containers.some(({ labels }) => labels['k3d.cluster'] === name);
    if (!there) {
      log.info(`No nodes found for cluster '${name}', nothing to delete.`);
      continue;
    }
    delete state.clusters[name];
    removeParts(state, name);
    log.info(`Successfully deleted cluster ${name}!`);
  }
  return log.end({ took: 3_000 });
}

function edit(step) {
  const { state, given, names, log } = step;
  const removes = given.all('port-delete');
  if (removes.length > 0 && !atLeast(state.k3d.version, 5, 9)) return log.fatal('unknown flag: --port-delete');
  const adds = given.all('port-add');
  if (adds.length > 0 && removes.length > 0) return log.fatal('--port-add and --port-delete cannot be used together');
  return known(step, names[0], (cluster) => {
    const before = structuredClone(cluster.nodes);
    const balancer = clusters.balancerOf(cluster);
    if (!balancer)
      return { code: 2, stderr: 'panic: runtime error: invalid memory address or nil pointer dereference\n' };
    for (const word of removes) clusters.unpublish(cluster, word.split('@')[0]);
    for (const word of adds) {
      const [spec, filters] = word.split('@');
      if (filters === undefined || /:(direct|proxy)/.test(filters))
        return log.fatal(`error parsing port spec: ${word}`);
      const wanted = clusters.socketsIn(spec).map(({ host }) => host);
      const others = {
        ...state,
        clusters: Object.fromEntries(Object.entries(state.clusters).filter(([key]) => key !== cluster.name)),
      };
      const busy = wanted.find(
        (port) =>
          state.taken.some((one) => one.port === port) || clusters.openSockets(others).some((one) => one.port === port),
      );
      if (busy !== undefined) {
        // The balancer that was there stays stopped.
        cluster.nodes = before;
        clusters.balancerOf(cluster).status = 'exited';
        log.error(`Failed to start new node: ${notStarted(cluster.name, { hostIp: '', port: busy })}`);
        return log.fatal(`Failed to update ${cluster.name}`);
      }
      clusters.publish(cluster, spec, filters.split(';'));
    }
    log.info(`Successfully updated ${cluster.name}`);
    return log.end({ took: 2_000 });
  });
}

function importImages({ state, given, names, log }) {
  const name = given.all('cluster').at(-1) ?? given.last('config') ?? 'k3s-default';
  return known({ state, log }, name, (cluster) => {
    const there = names.filter((image) => holds(state, image));
    for (const image of names.filter((one) => !there.includes(one))) {
      log.warn(`Image '${image}' is not a file and couldn't be found in the container runtime`);
    }
    if (there.length === 0) {
      log.error(`Failed to import image(s) into cluster '${name}': no valid images specified`);
      log.warn('At least one error occured while trying to import the image(s) into the selected cluster(s)');
      return log.end({ code: 1 });
    }
    // A node that does not take it is only mentioned.
    for (const node of cluster.nodes.filter(({ role }) => role === 'server' || role === 'agent')) {
      if (state.refusing.includes(node.name)) {
        log.error(
          `failed to import images in node '${node.name}': Exec process in node '${node.name}' failed with exit code '1'`,
        );
        if (given.last('mode') === 'direct') return log.end({ code: 1 });
      } else node.images.push(...there);
    }
    log.info(`Successfully imported ${names.length} image(s) into 1 cluster(s)`);
    return log.end({ took: 18_000 });
  });
}

const COMMANDS = {
  'cluster list': { run: list },
  'cluster ls': { run: list },
  'cluster get': { run: list },
  'cluster create': { run: create },
  'cluster start': { run: start },
  'cluster stop': { run: stop },
  'cluster restart': { since: [5, 9], run: (step) => (stop(step).code ? stop(step) : start(step)) },
  'cluster delete': { run: remove },
  'cluster edit': { run: edit },
  'image import': { run: importImages },
  'kubeconfig get': {
    run: (step) => known(step, step.names[0], (cluster) => step.log.end({ stdout: clusters.kubeconfig(cluster) })),
  },
  'registry list': {
    run: ({ state, log }) => {
      const rows = state.containers.filter(({ labels }) => labels['k3d.role'] === 'registry');
      return log.end({
        stdout: `${['NAME   ROLE   CLUSTER   STATUS', ...rows.map(({ name, labels, status }) => `${name}   registry   ${labels['k3d.cluster']}   ${status}`)].join('\n')}\n`,
      });
    },
  },
  'node list': {
    run: ({ state, log }) => {
      const rows = Object.values(state.clusters).flatMap(({ name, nodes }) =>
        nodes.map((node) => `${node.name}   ${node.role}   ${name}   ${node.status}`),
      );
      return log.end({ stdout: `${['NAME   ROLE   CLUSTER   STATUS', ...rows].join('\n')}\n` });
    },
  },
};

module.exports = { addParts, k3d, leftTools, registryOf };

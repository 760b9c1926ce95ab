'use strict';
// Clusters as k3d makes and lists them.
const { addOns } = require('./add-ons');

const TOKEN = 'S3CRETs3cretS3CRETs3';

/** Writes variables into a cluster file, as k3d does before it reads it. */
const expanded = (text, environment) =>
  text.replace(/\$\{(\w+)\}|\$(\w+)/g, (_, braced, bare) => environment[braced ?? bare] ?? '');

const range = (text) => {
  const [first, last = first] = text.split('-').map(Number);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
};

/** `127.0.0.1:8080:80/tcp` → sockets. */
function socketsIn(spec) {
  const [ports, protocol = 'tcp'] = spec.split('/');
  const [, hostIp = '', rest] = /^(?:(\[[^\]]+\]|\d+\.\d+\.\d+\.\d+):)?(.*)$/.exec(ports);
  const parts = rest.split(':');
  const containers = range(parts.at(-1));
  const hosts = parts.length > 1 && parts[0] !== '' ? range(parts[0]) : [];
  return containers.map((container, index) => ({ hostIp, host: hosts[index], container, protocol }));
}

/** Nodes that publish a port themselves; none where the load balancer does. */
const directNodes = (cluster, filters) =>
  filters
    .filter((filter) => filter.endsWith(':direct'))
    .map((filter) => {
      const [role, index] = filter.split(':');
      return cluster.nodes.find(({ name }) => name === `k3d-${cluster.name}-${role.replace(/s$/, '')}-${index}`);
    });

const balancerOf = ({ nodes }) => nodes.find(({ role }) => role === 'loadbalancer');

function publish(cluster, spec, filters = []) {
  const direct = directNodes(cluster, filters);
  const nodes = direct.length > 0 ? direct : [balancerOf(cluster)];
  for (const { hostIp, host, container, protocol } of socketsIn(spec)) {
    for (const node of nodes) {
      (node.ports[`${container}/${protocol}`] ??= []).push({ HostIp: hostIp, HostPort: host ? `${host}` : '' });
    }
  }
}

function unpublish(cluster, spec) {
  const balancer = balancerOf(cluster);
  for (const { host, container, protocol } of socketsIn(spec)) {
    const key = `${container}/${protocol}`;
    const left = (balancer.ports[key] ?? []).filter(({ HostPort }) => HostPort !== `${host}`);
    if (left.length > 0) balancer.ports[key] = left;
    else delete balancer.ports[key];
  }
}

const roleLabels = (cluster, role) => ({
  app: 'k3d',
  'k3d.cluster': cluster,
  'k3d.cluster.imageVolume': `k3d-${cluster}-images`,
  'k3d.cluster.network': `k3d-${cluster}`,
  'k3d.cluster.network.external': 'false',
  'k3d.cluster.token': TOKEN,
  'k3d.cluster.url': `https://k3d-${cluster}-server-0:6443`,
  'k3d.role': role,
  'k3d.version': 'v5.8.3',
});

/** `cdk8s-k3d.file=0123@server:*;agent:*` → who gets it. */
function labelled(nodes, labels) {
  for (const { label, nodeFilters = [] } of labels) {
    const [key, value = ''] = label.split('=');
    const roles = nodeFilters.map((filter) => filter.split(':')[0].replace(/s$/, ''));
    for (const node of nodes) {
      if (nodeFilters.length === 0 || roles.includes(node.role) || roles.includes('all')) node.labels[key] = value;
    }
  }
}

/** A cluster as a file describes it. */
function clusterFrom(config, labels = [], k3s = 'v1.31.5-k3s1') {
  const { metadata = {}, servers = 1, agents = 0, ports = [], kubeAPI = {}, options = {}, image } = config;
  const { name = 'k3s-default' } = metadata;
  const balanced = options.k3d?.disableLoadbalancer !== true && config.network !== 'host';
  const node = (role, tail) => ({
    name: `k3d-${name}-${tail}`,
    role,
    status: 'running',
    labels: roleLabels(name, role),
    ports: {},
    images: [],
  });
  const cluster = {
    name,
    token: TOKEN,
    apiHost: kubeAPI.host ?? kubeAPI.hostIP ?? '0.0.0.0',
    apiPort: Number(kubeAPI.hostPort ?? 34567),
    version: (image?.split(':').at(-1) ?? k3s).replace(/-k3s/, '+k3s'),
    silent: 0,
    nodes: [
      ...Array.from({ length: servers }, (_, index) => node('server', `server-${index}`)),
      ...Array.from({ length: agents }, (_, index) => node('agent', `agent-${index}`)),
      ...(balanced ? [node('loadbalancer', 'serverlb')] : []),
    ],
    objects: [],
    fields: {},
    counter: 100,
  };
  const front = balancerOf(cluster) ?? cluster.nodes[0];
  front.ports['6443'] = [{ HostIp: kubeAPI.hostIP ?? '0.0.0.0', HostPort: `${cluster.apiPort}` }];
  for (const { port, nodeFilters } of ports) publish(cluster, `${port}`, nodeFilters);
  labelled(cluster.nodes, [...(options.runtime?.labels ?? []), ...labels]);
  cluster.objects = addOns(cluster, disabledIn(options.k3s?.extraArgs ?? []));
  const { create } = config.registries ?? {};
  if (create) cluster.registry = { name: create.name ?? `k3d-${name}-registry`, hostPort: Number(create.hostPort) };
  return cluster;
}

const disabledIn = (args) =>
  args.flatMap(({ arg }) => (/^--disable=(.*)$/.exec(`${arg}`)?.[1] ?? '').split(',')).filter((name) => name !== '');

const isUp = ({ nodes }) => nodes.some(({ role, status }) => role === 'server' && status === 'running');

const portText = (key) => (key === '6443' ? '6443/tcp' : key);

/** Sockets that docker has open for containers that run. */
const openSockets = (state) =>
  [...Object.values(state.clusters).flatMap(({ nodes }) => nodes), ...state.containers]
    .filter(({ status }) => status === 'running')
    .flatMap(({ name, ports = {} }) =>
      Object.entries(ports).flatMap(([key, bindings]) =>
        bindings.map(({ HostIp, HostPort }, index) => ({
          container: name,
          key: portText(key),
          hostIp: HostIp,
          port: HostPort === '' ? 32_768 + Number.parseInt(key) + index : Number(HostPort),
        })),
      ),
    );

const listedNode = (cluster, { name, role, status, labels, ports }, place) => ({
  name,
  role,
  image: 'sha256:86278c84011c393b7c191cb3937ccec0c708efa621c75d76a4e3f186279f15b8',
  volumes: [`k3d-${cluster.name}-images:/k3d/images`],
  env: [`K3S_TOKEN=${cluster.token}`, 'K3S_KUBECONFIG_OUTPUT=/output/kubeconfig.yaml'],
  Cmd: role === 'server' ? ['server', '--tls-san', '0.0.0.0'] : role === 'agent' ? ['agent'] : null,
  ...(Object.keys(ports).length > 0 && { portMappings: ports }),
  restart: true,
  created: '2026-11-21T02:59:43.290634244Z',
  runtimeLabels: Object.fromEntries(Object.entries(labels).filter(([label]) => label !== 'app')),
  Networks: [`k3d-${cluster.name}`],
  ExtraHosts: null,
  serverOpts: { kubeAPI: { Port: '', Binding: { HostIp: '', HostPort: '' } } },
  agentOpts: {},
  GPURequest: '',
  Memory: '',
  State: { Running: status === 'running' || status === 'restarting', Status: status, Started: '' },
  IP: { IP: `192.168.48.${place + 2}`, Static: false },
  K3dEntrypoint: false,
});

/** As `k3d cluster list -o json` prints it. */
function listed(cluster) {
  const { name, nodes } = cluster;
  const counted = (is, running) =>
    nodes.filter(({ role, status }) => role === is && (!running || status === 'running')).length;
  return {
    name,
    network: { name: `k3d-${name}`, id: '', ipam: { ipPrefix: '', Managed: false }, Members: null },
    nodes: nodes.map((node, place) => listedNode(cluster, node, place)),
    InitNode: null,
    imageVolume: `k3d-${name}-images`,
    serversRunning: counted('server', true),
    serversCount: counted('server'),
    agentsRunning: counted('agent', true),
    agentsCount: counted('agent'),
    ...(balancerOf(cluster) && { hasLoadbalancer: true }),
  };
}

const kubeconfig = ({ name, apiHost, apiPort, token }) => `---
apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: REDACTED
    server: https://${apiHost}:${apiPort}
  name: k3d-${name}
contexts:
- context:
    cluster: k3d-${name}
    user: admin@k3d-${name}
  name: k3d-${name}
current-context: k3d-${name}
kind: Config
preferences: {}
users:
- name: admin@k3d-${name}
  user:
    token: ${token}
`;

module.exports = {
  TOKEN,
  balancerOf,
  clusterFrom,
  expanded,
  isUp,
  kubeconfig,
  listed,
  openSockets,
  publish,
  roleLabels,
  socketsIn,
  unpublish,
};

import fc from 'fast-check';
import { SCHEMA } from '../../../lib/routes/k3d/schema';
import { validate } from '../../../lib/routes/k3d/validate';

const BASE = { apiVersion: 'k3d.io/v1alpha5', kind: 'Simple' };
const said = (config: object) =>
  validate({ ...BASE, ...config }, SCHEMA).map(({ path, message, remedy }) => `${path} | ${message} | ${remedy}`);

test('the smallest cluster file is sound', () => {
  expect(validate(BASE, SCHEMA)).toEqual([]);
});

test('what the environment decides and what is undefined is not judged', () => {
  expect(said({ servers: '$SERVERS', kubeAPI: { host: '${HOST}' }, image: undefined })).toEqual([]);
});

test.each<[object, ...string[]]>([
  [
    { servers: 'two' },
    'servers | "servers" is "two", and k3d takes a number here. | Write a number without quotes, or leave it out.',
  ],
  [
    { options: { k3d: { wait: 'no' } } },
    'options.k3d.wait | "options.k3d.wait" is "no", and k3d takes true or false here. | Write true or false without quotes, or leave it out.',
  ],
  [
    { ports: null },
    'ports | "ports" is null, and k3d takes a list here. | Write each entry on a line of its own, after "- ".',
  ],
  [
    { ports: [{ port: 8080 }] },
    'ports[0].port | "ports[0].port" is 8080, and k3d takes text here. | Write "8080", in quotes.',
  ],
  [{ token: 987654321 }, 'token | "token" is a number, and k3d takes text here. | Write the value in quotes.'],
  [
    { registries: { create: { proxy: { password: 987654321 } } } },
    'registries.create.proxy.password | "registries.create.proxy.password" is a number, and k3d takes text here. | Write the value in quotes.',
  ],
  [
    { env: ['TOKEN=s3cret'] },
    'env[0] | "env[0]" is "TOKEN=…", and k3d takes a mapping here. | Write { envVar: "TOKEN=…" }.',
  ],
  [
    { ports: ['8080:80'] },
    'ports[0] | "ports[0]" is "8080:80", and k3d takes a mapping here. | Write { port: "8080:80" }.',
  ],
  [
    { ports: ['8080:80@server:0;agent:*'] },
    'ports[0] | "ports[0]" is "8080:80@server:0;agent:*", and k3d takes a mapping here. | Write { port: "8080:80", nodeFilters: ["server:0", "agent:*"] }.',
  ],
  [
    { registries: { config: { mirrors: {} } } },
    'registries.config | "registries.config" is a mapping, and k3d takes text here. | Write "|" behind "config:", which makes a text of the lines below it.',
  ],
  [
    { options: { k3s: { extraServerArgs: ['--a'], extraAgentArgs: ['--b'] } } },
    'options.k3s.extraServerArgs | "options.k3s.extraServerArgs" is no key of the cluster file: k3d refuses the file. | Write extraArgs, and below it each argument as - { arg: ARGUMENT, nodeFilters: ["server:*"] }.',
    'options.k3s.extraAgentArgs | "options.k3s.extraAgentArgs" is no key of the cluster file: k3d refuses the file. | Write extraArgs, and below it each argument as - { arg: ARGUMENT, nodeFilters: ["agent:*"] }.',
  ],
  [{ ports: '8080:80' }, 'ports | "ports" is "8080:80", and k3d takes a list here. | Write [{ port: "8080:80" }].'],
  [
    { ports: [{ port: '8080:80', nodeFilters: 'loadbalancer' }] },
    'ports[0].nodeFilters | "ports[0].nodeFilters" is "loadbalancer", and k3d takes a list here. | Write ["loadbalancer"].',
  ],
  [
    { options: { runtime: { ulimits: 'nofile=1' } } },
    'options.runtime.ulimits | "options.runtime.ulimits" is "nofile=1", and k3d takes a list here. | Write each entry on a line of its own, after "- ".',
  ],
  [
    { options: { k3d: { loadbalancer: 'settings.workerConnections=1' } } },
    'options.k3d.loadbalancer | "options.k3d.loadbalancer" is "settings.workerConnections=1", and k3d takes a mapping here. | Write keys and values below it, or leave it out.',
  ],
  [
    { options: { k3d: { loadbalancer: { configOverrides: 'a=1' } } } },
    'options.k3d.loadbalancer.configOverrides | "options.k3d.loadbalancer.configOverrides" is "a=1", and k3d takes a list here. | Write each entry on a line of its own, after "- ".',
  ],
  [
    { registries: { create: { name: 'A_b c' } } },
    'registries.create.name | "registries.create.name" is "A_b c": docker gives no container such a name. | Use two or more lower-case letters, digits, "-" and "." alone, for example "k3d-registry".',
  ],
  [
    { registries: { create: { name: 'r' } } },
    'registries.create.name | "registries.create.name" is "r": docker gives no container such a name. | Use two or more lower-case letters, digits, "-" and "." alone, for example "k3d-registry".',
  ],
  [
    { hostAliases: [{ hostnames: ['a'] }] },
    'hostAliases[0].ip | "hostAliases[0].ip" is missing, and k3d refuses a cluster file without it. | Write "ip: 192.168.1.10".',
  ],
  [
    { options: { runtime: { ulimits: [{ name: 'nofile', soft: 2000, hard: 1000 }] } } },
    'options.runtime.ulimits[0].soft | "options.runtime.ulimits[0].soft" is 2000, more than "hard", 1000: no node starts. | Write hard: 2000.',
  ],
  [
    { options: { runtime: { labels: [{ label: '=x' }] } } },
    'options.runtime.labels[0].label | "options.runtime.labels[0].label" is "=x": it has no name. | Write "name=value".',
  ],
  [
    { options: { k3s: { nodeLabels: [{ label: 'a b=c' }] } } },
    'options.k3s.nodeLabels[0].label | "options.k3s.nodeLabels[0].label" is "a b=c": it begins with no key of a label. | Write "name=value", for example "disk=ssd".',
  ],
  [
    { options: { k3s: { nodeLabels: [{ label: 'a=b,c=d e' }] } } },
    'options.k3s.nodeLabels[0].label | "options.k3s.nodeLabels[0].label" is "a=b,c=d e": its value is none that a label can have. | Write at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends.',
  ],
  [
    { options: { k3s: { nodeLabels: [{ label: 'node-role.kubernetes.io/worker=true' }] } } },
    'options.k3s.nodeLabels[0].label | "options.k3s.nodeLabels[0].label" is "node-role.kubernetes.io/worker=true": a node does not start with a label of Kubernetes itself. | Write a key of your own, or label the node with kubectl once it runs.',
  ],
  [{ image: ['a'] }, 'image | "image" is a list, and k3d takes text here. | Write text, or leave it out.'],
  [
    { kubeAPI: 'x' },
    'kubeAPI | "kubeAPI" is "x", and k3d takes a mapping here. | Write keys and values below it, or leave it out.',
  ],
  [
    { registries: { create: null } },
    'registries.create | "registries.create" is null, and k3d takes a mapping here. | Write keys and values below it, or leave it out.',
  ],
  [{ kind: 'simple' }, 'kind | "kind" is "simple": k3d knows no such thing. | Write "Simple".'],
  [
    { kubeAPI: { host: 'a:80' } },
    'kubeAPI.host | "kubeAPI.host" is "a:80": it is no host name. | Write letters, digits, "-" and ".", without a port.',
  ],
  [
    { kubeAPI: { hostIP: '::1' } },
    'kubeAPI.hostIP | "kubeAPI.hostIP" is "::1": it is no IPv4 address. | Write an address such as 127.0.0.1.',
  ],
  [
    { hostAliases: [{ ip: 'x', hostnames: ['ok'] }] },
    'hostAliases[0].ip | "hostAliases[0].ip" is "x": it is no IP address. | Write an address such as 192.168.1.10.',
  ],
  [
    { registries: { create: { hostPort: '99999' } } },
    'registries.create.hostPort | "registries.create.hostPort" is "99999": it is no port. | Write a number from 1 to 65535 in quotes, for example "5000".',
  ],
  [
    { options: { runtime: { labels: [{ label: 'k3d.x=1' }] } } },
    'options.runtime.labels[0].label | "options.runtime.labels[0].label" is "k3d.x=1": k3d keeps "app" and everything that starts with "k3d." or "k3s." for itself. | Write a label of another name.',
  ],
  [
    { options: { runtime: { ulimits: [{ name: 'as' }] } } },
    'options.runtime.ulimits[0].name | "options.runtime.ulimits[0].name" is "as": k3d knows no such limit. | Write one of core, cpu, data, fsize, locks, memlock, msgqueue, nice, nofile, nproc, rss, rtprio, rttime, sigpending, stack.',
  ],
  [
    { options: { runtime: { ulimits: [{ soft: 1, hard: 2 }] } } },
    'options.runtime.ulimits[0].name | "options.runtime.ulimits[0].name" is missing, and k3d refuses a cluster file without it. | Write "name: nofile".',
  ],
  ...['::1', 'a:5000', 'my host', '999.1.1.1'].map((host): [object, string] => [
    { registries: { create: { host } } },
    `registries.create.host | "registries.create.host" is "${host}": it is no host of this machine with an IPv4 address. | Write an address such as 127.0.0.1, and the port as "hostPort".`,
  ]),
  [{ Servers: 1 }, 'Servers | "Servers" is no key of the cluster file: k3d refuses the file. | Write "servers".'],
  [{ agent: 1 }, 'agent | "agent" is no key of the cluster file: k3d refuses the file. | Write "agents".'],
  [{ servors: 1 }, 'servors | "servors" is no key of the cluster file: k3d refuses the file. | Write "servers".'],
  [{ name: 'dev' }, 'name | "name" is no key of the cluster file: k3d refuses the file. | Move it to "metadata.name".'],
  [
    { options: { agents: 2, extraArgs: [] } },
    'options.agents | "options.agents" is no key of the cluster file: k3d refuses the file. | Move it to "agents".',
    'options.extraArgs | "options.extraArgs" is no key of the cluster file: k3d refuses the file. | Move it to "options.k3s.extraArgs".',
  ],
  [
    { registries: { mirrors: {} } },
    'registries.mirrors | "registries.mirrors" is no key of the cluster file: k3d drops it without a word. | Move it into the text of "registries.config".',
  ],
  [{ toString: 1 }, 'toString | "toString" is no key of the cluster file: k3d refuses the file. | Remove it.'],
  [
    { hostAliases: [{ ip: '::1', hostname: ['a'] }] },
    'hostAliases[0].hostname | "hostAliases[0].hostname" is no key of the cluster file: k3d drops it without a word. | Write "hostnames".',
  ],
])('%j is wrong', (config, ...expected) => {
  expect(said(config)).toEqual(expected);
});

test('what k3d needs is missed', () => {
  expect(validate({}, SCHEMA).map(({ message, remedy }) => `${message} ${remedy}`)).toEqual([
    '"apiVersion" is missing, and k3d refuses a cluster file without it. Write "apiVersion: k3d.io/v1alpha5".',
    '"kind" is missing, and k3d refuses a cluster file without it. Write "kind: Simple".',
  ]);
});

test('sound values of every format are taken', () => {
  const config = {
    kubeAPI: { host: '127.0.0.1', hostIP: '0.0.0.0' },
    registries: { create: { hostPort: 'random' } },
    options: {
      runtime: { labels: [{ label: 'application=x' }], ulimits: [{ name: 'nofile', soft: 1, hard: 2 }] },
      k3d: { timeout: 7 },
    },
  };
  expect(said(config)).toEqual([]);
  expect(said({ registries: { create: { hostPort: '5000' } } })).toEqual([]);
});

test('anything is judged without a crash', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => expect(Array.isArray(validate(value, SCHEMA))).toBe(true)));
  expect(validate(7, SCHEMA)).toEqual([
    {
      kind: 'invalid',
      path: '',
      message: 'The cluster file is 7, and k3d takes a mapping here.',
      remedy: 'Write keys and values below it, or leave it out.',
    },
  ]);
});

test('labels that a node may have, and limits without an end, are sound', () => {
  const labels = [
    'disk=ssd',
    'disk=ssd,speed=fast',
    'example.com/disk',
    'topology.kubernetes.io/zone=a',
    'node.kubernetes.io/pool=b',
    '$LABEL',
  ];
  const ulimits = [
    { name: 'nofile', soft: 2000, hard: -1 },
    { name: 'nproc', soft: 1 },
  ];
  const nodeLabels = labels.map((label) => ({ label }));
  expect(said({ options: { k3s: { nodeLabels }, runtime: { ulimits } } })).toEqual([]);
});

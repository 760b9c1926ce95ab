import fc from 'fast-check';
import { parse } from 'yaml';
import { judge } from '../../../lib/routes/rules/judge';
import { clusterRules } from '../../../lib/routes/rules/cluster';
import { hostPortRules } from '../../../lib/routes/rules/host-ports';
import type { ClusterFacts, Site } from '../../../lib/routes/world';

const BASE = { apiVersion: 'k3d.io/v1alpha5', kind: 'Simple', metadata: { name: 'dev' } };

const siteOf = (config: unknown, more: Partial<ClusterFacts> = {}): Site => ({
  cluster: { name: 'dev', where: 'app/dev', config, ...more },
  objects: [],
  others: [],
  complaints: [],
  externals: [],
  closed: true,
});

/** What one rule says, as lines of level, field, message and remedy. */
function said(id: string, config: object | string, more: Partial<ClusterFacts> = {}): readonly string[] {
  const fields = typeof config === 'string' ? (parse(config) as object) : config;
  return judge([siteOf({ ...BASE, ...fields }, more)], clusterRules)
    .findings.filter(({ rule }) => rule === id)
    .map(({ level, field, message, remedy }) => `${level} ${field}: ${message} ${remedy}`);
}

test('nothing is said where there is no cluster', () => {
  const { cluster: _, ...site } = siteOf({});
  expect(judge([site], [...clusterRules, ...hostPortRules]).findings).toEqual([]);
});

test('a sound cluster is passed over in silence', () => {
  const config = parse(`
apiVersion: k3d.io/v1alpha5
kind: Simple
metadata: { name: dev-cluster }
servers: 1
agents: 2
image: rancher/k3s:v1.33.5-k3s1
kubeAPI: { hostIP: 127.0.0.1, hostPort: "6449" }
ports:
  - { port: "8085:80", nodeFilters: [loadbalancer] }
  - { port: "8087:30080", nodeFilters: ["server:*", "agent:*"] }
volumes:
  - { volume: "/srv/data:/data", nodeFilters: ["server:*", "agent:*"] }
  - { volume: "data:/var/data" }
  - { volume: "/srv/manifests:k3s-manifests", nodeFilters: ["server:0"] }
env:
  - { envVar: HTTP_PROXY, nodeFilters: ["server:*", "agent:*"] }
files:
  - { source: "a\\n", destination: /etc/a, nodeFilters: [all] }
  - { source: a.yaml, destination: k3s-manifests/a.yaml }
options:
  k3d: { timeout: 5m, wait: true, loadbalancer: { configOverrides: [settings.defaultProxyTimeout=900] } }
  k3s:
    extraArgs:
      - { arg: --disable=traefik, nodeFilters: ["server:*"] }
      - { arg: --kubelet-arg, nodeFilters: ["agent:*"] }
      - { arg: max-pods=50, nodeFilters: ["agent:*"] }
    nodeLabels: [{ label: a=b, nodeFilters: ["agent:*"] }]
  runtime: { serversMemory: "", agentsMemory: "0" }
registries:
  use: [k3d-registry.localhost]
  config: |
    mirrors:
      docker.io: { endpoint: [https://mirror.gcr.io], rewrite: { "^a": b } }
      quay.io:
    configs: {}
`) as object;
  expect(judge([siteOf(config)], [...clusterRules, ...hostPortRules]).findings).toEqual([]);
});

test('findings name the property that a person wrote', () => {
  const site = siteOf({ ...BASE, options: { k3d: { timeout: 60 } } }, { fields: { 'options.k3d.timeout': 'timeout' } });
  const [finding] = judge([site], clusterRules).findings;
  expect(finding).toMatchObject({
    rule: 'timeout-not-duration',
    where: 'app/dev',
    object: 'cluster dev',
    field: 'timeout',
  });
});

describe('names and counts', () => {
  test.each([
    ['my_cluster', ['error metadata.name: The cluster name "my_cluster" is no host name. Write "my-cluster".']],
    [
      `${'a'.repeat(31)}_b`,
      [`error metadata.name: The cluster name "${'a'.repeat(31)}_b" is no host name. Write "${'a'.repeat(31)}".`],
    ],
    ['___', ['error metadata.name: The cluster name "___" is no host name. Write lower-case letters, digits and "-".']],
    [
      'a'.repeat(33),
      [
        `error metadata.name: The cluster name "${'a'.repeat(33)}" has 33 characters, and k3d takes 32. Write a shorter name.`,
      ],
    ],
    [
      'My.App',
      [
        'warning metadata.name: The cluster name "My.App" becomes part of the names of containers and nodes, which capitals and dots do not suit. Write "my-app".',
      ],
    ],
    ['$NAME', []],
    [7, []],
    ['a'.repeat(32), []],
  ])('the name %j', (name, expected) => {
    expect(said('cluster-name-invalid', { metadata: { name } })).toEqual(expected);
  });

  test('numbers of nodes are whole, and one server is there', () => {
    expect(said('cluster-count-invalid', { servers: 0, agents: -1 })).toEqual([
      'error agents: The cluster asks for -1 agents, and needs at least 0. Write agents: 0.',
      'error servers: The cluster asks for 0 servers, and needs at least 1. Write servers: 1.',
    ]);
    expect(said('cluster-count-invalid', { servers: 1.5, agents: NaN })).toEqual([
      'error agents: The cluster asks for NaN agents, and needs at least 0. Write agents: 0.',
      'error servers: The cluster asks for 1.5 servers, of which k3d makes 1. Write servers: 1.',
    ]);
    expect(said('cluster-count-invalid', { servers: Infinity, agents: 1e6 })).toEqual([
      'error agents: The cluster asks for 1000000 agents, and one docker network takes about 1000 containers. Write a number that this machine carries, for example agents: 2.',
      'error servers: The cluster asks for Infinity servers, and one docker network takes about 1000 containers. Write a number that this machine carries, for example servers: 3.',
    ]);
    expect(said('cluster-even-servers', { servers: 1e6 })).toEqual([]);
    expect(said('cluster-count-invalid', { servers: '1' })).toEqual([]);
  });

  test('several servers want an odd number and a subnet', () => {
    expect(said('cluster-even-servers', { servers: 2 })).toHaveLength(1);
    expect(said('cluster-even-servers', { servers: 3 })).toEqual([]);
    expect(said('cluster-servers-without-subnet', { servers: 3 })).toHaveLength(1);
    expect(said('cluster-servers-without-subnet', { servers: 3, subnet: 'auto' })).toEqual([]);
    const extraArgs = [{ arg: '--datastore-endpoint=postgres://db/k3s', nodeFilters: ['server:*'] }];
    for (const more of [{ options: { k3s: { extraArgs } } }, { env: [{ envVar: 'K3S_DATASTORE_ENDPOINT=x' }] }]) {
      expect(said('cluster-even-servers', { servers: 2, ...more })).toEqual([]);
      expect(said('cluster-servers-without-subnet', { servers: 2, ...more })).toEqual([]);
    }
  });
});

describe('node filters', () => {
  test('of every field are judged, each at its place', () => {
    const bad = [{ volume: '/a:/b', envVar: 'A=b', nodeFilters: ['server:0', 'agent'] }];
    const config = { volumes: bad, ports: [{ port: '8080:80', nodeFilters: ['server:0', 'server[0]'] }] };
    expect(said('node-filter-malformed', config)).toEqual([
      'error ports[0].nodeFilters[1]: The node filter "server[0]" cannot be used: this is how k3d 4 wrote it. Write "server:0".',
      'error volumes[0].nodeFilters[1]: The node filter "agent" cannot be used: it does not say which agents. Write "agent:*" for all of them, "agent:0" for the first.',
    ]);
  });

  test('of ports take two suffixes', () => {
    const filter = (text: string) =>
      said('node-filter-malformed', { ports: [{ port: '8080:80', nodeFilters: [text] }] });
    expect(filter('server:0:direct')).toEqual([]);
    expect(filter('server:0:proxy')).toEqual([]);
    expect(filter('server:0:all')).toEqual([
      'error ports[0].nodeFilters[0]: The node filter "server:0:all" cannot be used: k3d drops a port with the suffix "all" without a word. Write "server:0".',
    ]);
    expect(filter('server:0:bogus')).toEqual([
      'error ports[0].nodeFilters[0]: The node filter "server:0:bogus" cannot be used: "bogus" is no suffix that k3d knows. Write "server:0", or "server:0:direct" to go past the load balancer.',
    ]);
    expect(filter('all')).toEqual([
      'error ports[0].nodeFilters[0]: The node filter "all" cannot be used: it holds the load balancer, which cannot lead to itself. Write "loadbalancer" to reach every node through it.',
    ]);
  });

  test('name nodes that there are; only a port whose whole filter is empty is an error without agents', () => {
    const ports = (...nodeFilters: string[]) =>
      said('node-filter-unknown-node', { ports: [{ port: '8080:80', nodeFilters }] });
    expect(ports('server:*', 'agent:*')).toEqual([]);
    expect(ports('agent:*')).toEqual([
      'error ports[0].nodeFilters: The node filter "agent:*" of "8080:80" matches no node, so nothing is mapped. Write "loadbalancer" to reach every node.',
    ]);
    const ofProgram = { ports: [{ port: '8080:80', nodeFilters: ['agent:*'] }] };
    expect(said('node-filter-unknown-node', ofProgram, { portAskers: [[]] })[0]).toContain(
      'Write nodes: Nodes.loadBalancer() to reach every node.',
    );
    expect(said('node-filter-unknown-node', { env: [{ envVar: 'A', nodeFilters: ['agent:*'] }] })).toEqual([]);
    expect(said('node-filter-unknown-node', { env: [{ envVar: 'A', nodeFilters: ['agent:0'] }] })).toEqual([
      'error env[0].nodeFilters[0]: The node filter "agent:0" names no node: the cluster has 0 agents, so there is no agent 0. Add agents to the cluster, or name a server.',
    ]);
  });

  test('are needed where more than one container counts', () => {
    const config = {
      env: [{ envVar: 'A=b' }],
      volumes: [{ volume: '/a:/b' }],
      files: [{ source: 'a', destination: '/a' }],
      options: {
        k3s: { extraArgs: [{ arg: '--debug', nodeFilters: [] }], nodeLabels: [{}] },
        runtime: { labels: [{ label: 'a=b' }] },
      },
    };
    expect(said('node-filter-missing', { ...config, agents: 1 })).toEqual([
      'error env[0]: The environment variable "A=b" has no node filter, and the cluster has 3 containers, the load balancer among them. Write nodeFilters: ["server:*", "agent:*"].',
      'error options.k3s.extraArgs[0]: The k3s argument "--debug" has no node filter, and the cluster has 3 containers, the load balancer among them. Write nodeFilters: ["server:*"].',
      'error options.k3s.nodeLabels[0]: The node label "" has no node filter, and the cluster has 3 containers, the load balancer among them. Write nodeFilters: ["server:*", "agent:*"].',
      'error options.runtime.labels[0]: The container label "a=b" has no node filter, and the cluster has 3 containers, the load balancer among them. Write nodeFilters: ["server:*", "agent:*"].',
    ]);
    const texts = { env: ['A=b', null], options: { k3s: { extraArgs: ['--debug'] } } };
    expect(said('node-filter-missing', { ...texts, agents: 1 })).toEqual([]);
    const bare = { ...config, options: { ...config.options, k3d: { disableLoadbalancer: true } } };
    expect(said('node-filter-missing', bare)).toEqual([]);
    expect(said('node-filter-missing', { ...bare, servers: 3 })).toHaveLength(4);
    expect(said('node-filter-missing', { ...bare, servers: 3 })[0]).toContain(
      'has 3 containers. Write nodeFilters: ["server:*"].',
    );
  });

  test('are asked for without a word of what is secret', () => {
    const config = {
      env: [{ envVar: 'TOKEN=s3cret' }],
      options: {
        k3s: {
          extraArgs: [{ arg: '--token=s3cret' }, { arg: '--token s3cret' }, { arg: '--token' }, { arg: 's3cret' }],
        },
      },
    };
    expect(said('node-filter-missing', { ...config, agents: 1 }).map((line) => /"(.*?)"/.exec(line)?.[1])).toEqual([
      'TOKEN=…',
      '--token=…',
      '--token …',
      '--token',
      '…',
    ]);
  });

  test('that the environment decides are not judged', () => {
    expect(
      said('node-filter-missing', {
        env: [
          { envVar: 'A', nodeFilters: 'x' },
          { envVar: 'A', nodeFilters: [1] },
        ],
      }),
    ).toEqual([]);
    expect(said('node-filter-malformed', { env: [{ envVar: 'A', nodeFilters: ['$WHERE'] }] })).toEqual([]);
    expect(
      said('node-filter-unknown-node', {
        ports: [{ port: '8080:80', nodeFilters: ['agent:*:direct'] }],
        options: { k3d: { disableLoadbalancer: true } },
      }),
    ).toEqual([
      'error ports[0].nodeFilters: The node filter "agent:*:direct" of "8080:80" matches no node, so nothing is mapped. Write "server:0:direct" to reach the first server.',
    ]);
    expect(said('node-filter-malformed', { env: [{ envVar: 'A', nodeFilters: ['', 'agent'] }] })).toEqual([
      'warning env[0].nodeFilters: The first node filter is empty, so k3d takes every container, the load balancer too. Write the nodes that are meant, for example "server:*".',
    ]);
  });
});

describe('the file', () => {
  test.each([
    ['k3d.io/v1alpha4', 'Write "k3d.io/v1alpha5": nothing else changes.'],
    ['k3d.io/v1alpha3', 'Write "k3d.io/v1alpha5", and the name below "metadata".'],
    ['k3d.io/v1alpha2', 'Run "k3d config migrate" on it.'],
  ])('of %s is held against the schema of its version, and that it is older is told mildly', (apiVersion, remedy) => {
    const written = { apiVersion, kind: 'Simple', files: 5 };
    expect(said('cluster-field-invalid', {}, { written })).toEqual([]);
    expect(said('config-unknown-key', {}, { written })).toEqual([
      'error files: "files" is no key of the cluster file: k3d refuses the file. Write "apiVersion: k3d.io/v1alpha5", which has it.',
    ]);
    expect(said('config-version-older', {}, { written })).toEqual([
      `info apiVersion: "${apiVersion}" is older than "k3d.io/v1alpha5": k3d translates the file at each creation, with a warning. ${remedy}`,
    ]);
  });

  test('has switches in words that k3d reads in one way alone', () => {
    const text = 'options:\n  k3d:\n    wait: yes\n    disableRollback: off\n    disableImageVolume: no\n';
    const config = { options: { k3d: { wait: true, disableRollback: false, disableImageVolume: false } } };
    const is = (word: string) =>
      `is ${word}, which k3d takes for true or false at first and for text in the end: it refuses the file.`;
    expect(said('cluster-field-invalid', config, { text })).toEqual([
      `error options.k3d.disableImageVolume: "options.k3d.disableImageVolume" ${is('no')} Write false.`,
      `error options.k3d.disableRollback: "options.k3d.disableRollback" ${is('off')} Write false.`,
      `error options.k3d.wait: "options.k3d.wait" ${is('yes')} Write true.`,
    ]);
    expect(said('cluster-field-invalid', config, { text, portAskers: [] })).toEqual([]);
  });

  test('that is no mapping is refused as such', () => {
    const { findings } = judge([siteOf(null)], clusterRules);
    expect(findings.filter(({ level }) => level === 'error')).toMatchObject([
      { rule: 'cluster-field-invalid', message: 'The cluster file is null, and k3d takes a mapping here.' },
    ]);
  });

  test('has keys that k3d knows, also in the text of the registries', () => {
    const config = 'registries: { config: "mirorrs: {}\\nmirrors: { a: { endpoints: [] } }\\n" }';
    expect(said('config-unknown-key', config)).toEqual([
      'error registries.config: "endpoints" of the mirror "a" is no key of "registries.config": k3d drops it without a word. Write "endpoint", or remove it.',
      'error registries.config: "mirorrs" is no key of "registries.config": k3d drops it without a word. Write "mirrors", or remove it.',
    ]);
  });

  test('has no keys in logins and certificates that k3d drops', () => {
    const login = '{ username: a, password: 1, identity_token: b, user: c }';
    const text = `configs: { b.c: { auth: ${login}, tls: { caFile: /x }, TLS: {} } }\nauths: { d: { pass: e } }\n`;
    const drops = 'is no key of "registries.config": k3d drops it without a word. Write';
    const every = '"username" or "password" or "auth" or "identitytoken"';
    expect(said('config-unknown-key', { registries: { config: text } })).toEqual([
      `error registries.config: "TLS" of "b.c" ${drops} "tls", or remove it.`,
      `error registries.config: "caFile" in tls of "b.c" ${drops} "ca_file", or remove it.`,
      `error registries.config: "identity_token" in the login of "b.c" ${drops} "identitytoken", or remove it.`,
      `error registries.config: "pass" in the login of "d" ${drops} ${every}, or remove it.`,
      `error registries.config: "user" in the login of "b.c" ${drops} ${every}, or remove it.`,
    ]);
  });

  test.each([
    [
      'mirrors: { a: { endpoint: https://b } }\n',
      '"endpoint" of the mirror "a" is no list of texts. Write "endpoint:", and each URL below it after "- ".',
    ],
    [
      'mirrors: { a: { endpoint: [1] } }\n',
      '"endpoint" of the mirror "a" is no list of texts. Write "endpoint:", and each URL below it after "- ".',
    ],
    [
      'mirrors: { a: { rewrite: { b: [1] } } }\n',
      '"rewrite" of the mirror "a" holds more than texts. Write each pattern and its replacement in quotes.',
    ],
    [
      'mirrors: [\n',
      '"registries.config" is no YAML: line 2, column 1: Flow sequence in block collection must be sufficiently indented and end with a ]. Write it as in a registries.yaml.',
    ],
    [
      'mirrors:\n  a: {}\n  a: {}\n',
      '"registries.config" has the key "a" twice in one map: line 3, column 3. Write it as in a registries.yaml.',
    ],
    ...[
      ['- a\n- b\n', 'The text in "registries.config" is a list'],
      ['one\ntwo\n', 'The text in "registries.config" is a single value'],
      ['mirrors: []\n', '"mirrors" is a list'],
      ['mirrors: { a: x }\n', 'What stands below the mirror "a" is a single value'],
      ['mirrors: { a: { rewrite: x } }\n', '"rewrite" of the mirror "a" is a single value'],
      ['configs: x\n', '"configs" is a single value'],
      ['configs: { a: { auth: x } }\n', '"auth" of "a" is a single value'],
      ['configs: { a: { tls: [] } }\n', '"tls" of "a" is a list'],
      ['auths: { a: [] }\n', 'What stands below "a" is a list'],
    ].map(([text, what]) => [text, `${what}, and k3d takes keys and values here. Write it as in a registries.yaml.`]),
    [
      'auths: { a: { password: [b] } }\n',
      '"password" in the login of "a" is a list, and k3d takes text here. Write the text in quotes.',
    ],
    [
      'configs: { a: { tls: { ca_file: { b: c } } } }\n',
      '"ca_file" in tls of "a" is a mapping, and k3d takes text here. Write the text in quotes.',
    ],
  ])('the registries %j are refused', (text, expected) => {
    expect(said('cluster-field-invalid', { registries: { config: text } })).toEqual([
      `error registries.config: ${expected}`,
    ]);
  });

  test.each([
    [
      '"true"',
      [
        '"insecure_skip_verify" of "a" is "true", and k3d takes true or false here. Write true or false, without quotes.',
      ],
    ],
    [
      '1',
      ['"insecure_skip_verify" of "a" is 1, and k3d takes true or false here. Write true or false, without quotes.'],
    ],
    ['yes', []],
    ['', []],
    ["'${SKIP}'", []],
  ])('the switch insecure_skip_verify: %s', (value, expected) => {
    const text = `configs: { a: { tls: { insecure_skip_verify: ${value} } }, b: }\n`;
    expect(said('cluster-field-invalid', { registries: { config: text } })).toEqual(
      expected.map((line) => `error registries.config: ${line}`),
    );
  });

  test('of registries may have numbers for texts, and nothing', () => {
    const text = 'mirrors:\nconfigs: { a: { auth: { password: 5, auth: } }, b: }\nauths: {}\n';
    expect(said('cluster-field-invalid', { registries: { config: text } })).toEqual([]);
  });

  test('of registries is judged where a variable stands in one of its values', () => {
    const text = 'mirorrs: {}\nconfigs: { a: { auth: { username: a, password: $PASSWORD, $KEY: b } } }\n';
    expect(said('config-unknown-key', { registries: { config: text } })).toHaveLength(1);
    expect(said('cluster-field-invalid', { registries: { config: 'mirrors: [${MORE}\n' } })).toEqual([]);
  });

  test('of registries that cannot be known is not judged', () => {
    const bomb = `a: &a [x, x]\n${'bcdefghijklmnop'.replace(/./g, (key) => `${key}: &${key} [*a, *a, *a, *a, *a, *a, *a, *a, *a]\n`)}`;
    expect(said('cluster-field-invalid', { registries: { config: 'mirrors: { a: { endpoint: $X } }\n' } })).toEqual([]);
    expect(said('cluster-field-invalid', { registries: { config: bomb } })).toHaveLength(1);
  });

  test('says what it takes from the environment', () => {
    const config = { env: [{ envVar: 'A=$1', nodeFilters: ['all'] }], token: '${TOKEN}' };
    expect(said('config-dollar-expanded', config)).toEqual([
      'error env[0].envVar: k3d expands "$1" before it reads the file, and no variable has that name, so it is lost. Set an environment variable, for example DOLLAR, to a dollar sign, and write ${DOLLAR} in place of the dollar.',
      'info token: k3d takes "${TOKEN}" from the environment of whoever creates the cluster; without TOKEN there it is empty. Set TOKEN before the cluster is created.',
    ]);
    expect(said('config-dollar-expanded', config, { text: 'token: ${TOKEN}' })).toHaveLength(1);
  });

  test('has no default for what is not set', () => {
    const config = { image: 'rancher/k3s:${K3S:-v1.33.5-k3s1}', token: '${TOKEN?}' };
    expect(said('config-dollar-expanded', config)).toEqual([
      'error image: k3d knows no such default, so "${K3S:-v1.33.5-k3s1}" becomes nothing, whether K3S is set or not. Write "${K3S}", and set K3S before the cluster is created.',
      'error token: k3d knows no such default, so "${TOKEN?}" becomes nothing, whether TOKEN is set or not. Write "${TOKEN}", and set TOKEN before the cluster is created.',
    ]);
  });

  test('says no more than the stated k3d reads', () => {
    const files = [
      { source: 'a', destination: '/a', nodeFilters: ['agent:0'] },
      { source: 'a', destination: '/a', nodeFilters: ['server:0'] },
    ];
    const config = { agents: 1, files, registries: { create: { name: 'r', enforcePortMatch: true } } };
    const needs = (k3dVersion?: string) =>
      said('config-needs-newer-k3d', config, k3dVersion === undefined ? {} : { k3dVersion });
    expect(needs('v5.6.3')).toEqual([
      'error files: k3d v5.6.3 does not know "files". Use k3d 5.7.0 or newer, or write volumes.',
      'error registries.create.enforcePortMatch: k3d v5.6.3 does not know "enforcePortMatch". Use k3d 5.9.0 or newer, or leave it out.',
    ]);
    expect(needs('5.7.5')).toEqual([
      'error files[0]: k3d 5.7.5 does not write files to agents. Use k3d 5.8.0 or newer, or write a volume.',
      'error registries.create.enforcePortMatch: k3d 5.7.5 does not know "enforcePortMatch". Use k3d 5.9.0 or newer, or leave it out.',
    ]);
    expect(needs('5.9.0')).toEqual([]);
    expect(needs('6.0.0')).toEqual([]);
    expect(needs('latest')).toEqual([]);
    expect(needs()).toEqual([]);
  });

  test('that reads no file of its version', () => {
    const needs = (k3dVersion: string, apiVersion?: string) =>
      said('config-needs-newer-k3d', {}, { k3dVersion, ...(apiVersion && { written: { apiVersion } }) });
    expect(needs('5.5.0')).toEqual([]);
    expect(needs('5.4.9')).toEqual([
      'error apiVersion: k3d 5.4.9 does not read "k3d.io/v1alpha5". Use k3d 5.5.0 or newer, or write "k3d.io/v1alpha4".',
    ]);
    expect(needs('5.2.0', 'k3d.io/v1alpha4')).toEqual([
      'error apiVersion: k3d 5.2.0 does not read "k3d.io/v1alpha4". Use k3d 5.3.0 or newer, or write "k3d.io/v1alpha3".',
    ]);
    expect(needs('3.0.0', 'k3d.io/v1alpha2')).toEqual([
      'error apiVersion: k3d 3.0.0 does not read "k3d.io/v1alpha2". Use k3d 4.1.0 or newer, or make the cluster by its flags.',
    ]);
    expect(needs('5.2.0', 'k3d.io/v1alpha3')).toEqual([]);
    expect(needs('5.2.0', 'k3d.io/v2')).toEqual([]);
  });
});

describe('options', () => {
  test.each<[unknown, readonly string[]]>([
    [60, ['The timeout 60 is read as 60 nanoseconds. Write "60s".']],
    ['60', ['The timeout "60" is no duration. Write "60s".']],
    ['soon', ['The timeout "soon" is no duration. Write "5m".']],
    ['-1m', ['The timeout "-1m" is negative. Write "1m".']],
    [true, ['The timeout is true, and k3d takes a duration. Write "5m".']],
    ['1m30s', []],
    ['$T', []],
  ])('the timeout %j', (timeout, expected) => {
    expect(said('timeout-not-duration', { options: { k3d: { timeout } } })).toEqual(
      expected.map((text) => `error options.k3d.timeout: ${text}`),
    );
    expect(said('timeout-missing', { options: { k3d: { timeout } } })).toEqual([]);
  });

  test.each([undefined, null, 0, '0s'])('the timeout %j is none', (timeout) => {
    expect(said('timeout-not-duration', { options: { k3d: { timeout } } })).toEqual([]);
    expect(said('timeout-missing', { options: { k3d: { timeout } } })).toHaveLength(1);
  });

  test.each([
    ['1Gi', ['The memory size "1Gi" is none that docker reads. Write "1g".']],
    ['abc', ['The memory size "abc" is none that docker reads. Write a size such as "512m" or "2g".']],
    ['512', ['The memory size "512" is 512 bytes, and docker wants at least 6 MiB. Write "512m".']],
    [
      '5m',
      [
        'The memory size "5m" is 5242880 bytes, and docker wants at least 6 MiB. Write at least "6m", and "0" for no limit.',
      ],
    ],
    ['0', []],
    ['1 GB', []],
    ['$M', []],
  ])('the memory size %j', (agentsMemory, expected) => {
    expect(said('memory-format', { options: { runtime: { agentsMemory } } })).toEqual(
      expected.map((text) => `error options.runtime.agentsMemory: ${text}`),
    );
  });

  test('that k3d has and that do not work are left out', () => {
    const k3d = { wait: false, disableImageVolume: true };
    expect(said('wait-false-ignored', { options: { k3d } })).toHaveLength(1);
    expect(said('image-volume-disabled', { options: { k3d } })).toHaveLength(1);
    expect(said('wait-false-ignored', { options: { k3d: { wait: true } } })).toEqual([]);
  });

  test('of the load balancer are two numbers', () => {
    const configOverrides = [
      7,
      'x',
      'settings.x=1',
      'settings.workerConnections=a=b',
      'settings.workerConnections=1',
      'Settings.workerconnections=1',
      '$X',
      'settings.workerConnections=08',
      'settings.defaultProxyTimeout=99999999999999999999',
    ];
    const found = said('balancer-override-invalid', { options: { k3d: { loadbalancer: { configOverrides } } } });
    expect(found.map((line) => line.replace(/ Write .*/, '').replace(/.*configOverrides/, ''))).toEqual([
      '[0]: The override is 7, and k3d takes text.',
      '[1]: The override "x" has no "=", and k3d crashes.',
      '[2]: The load balancer has no setting "settings.x".',
      '[3]: "settings.workerConnections" takes a whole number, and "a=b" is none.',
      '[7]: "settings.workerConnections" takes a whole number, and "08" is none.',
      '[8]: "settings.defaultProxyTimeout" takes a whole number, and "99999999999999999999" is none.',
    ]);
  });
});

describe('the network', () => {
  test.each<[unknown, readonly string[]]>([
    [
      'random',
      [
        '"random" is no port for the Kubernetes API, and k3d notices only when its containers start. Leave it out for a free port.',
      ],
    ],
    [
      '99999',
      [
        '"99999" is no port for the Kubernetes API, and k3d notices only when its containers start. Write a number from 1 to 65535 in quotes, for example "6445".',
      ],
    ],
    ['6445', []],
    ['', []],
    ['$PORT', []],
    [6445, []],
  ])('the API port %j', (hostPort, expected) => {
    expect(said('api-port-invalid', { kubeAPI: { hostPort } })).toEqual(
      expected.map((text) => `error kubeAPI.hostPort: ${text}`),
    );
  });

  test.each<[object, number]>([
    [{}, 1],
    [{ kubeAPI: { hostIP: '0.0.0.0' } }, 1],
    [{ kubeAPI: { hostIP: '127.0.0.1' } }, 0],
    [{ kubeAPI: { host: 'k8s.local' } }, 0],
    [{ network: 'host' }, 0],
  ])('with %j the API is open to everybody %i times', (config, times) => {
    expect(said('api-host-unset', config)).toHaveLength(times);
  });

  test('of the host goes with one server alone', () => {
    const config = {
      network: 'host',
      agents: 1,
      hostAliases: [{ ip: '1.2.3.4', hostnames: ['a'] }],
      ports: [{ port: '8080:80' }, { port: '81:81', nodeFilters: ['server:0:direct'] }],
    };
    expect(said('host-network-conflict', config)).toEqual([
      'error hostAliases: With the network of the host k3d takes no host aliases. Remove hostAliases.',
      'error network: 2 nodes cannot share the network of the host: they want the same ports. Write servers: 1 and agents: 0.',
      'error ports[0]: "8080:80" wants the load balancer, and with the network of the host there is none. Remove the mapping: what listens on the node listens on this machine.',
    ]);
    expect(said('host-network-conflict', { network: 'host' })).toEqual([]);
    expect(said('host-network-conflict', { agents: 1 })).toEqual([]);
  });

  test.each<[object, readonly string[]]>([
    [{ subnet: 'bogus' }, ['"bogus" is no subnet. Write an address and a prefix length, for example "172.28.0.0/16".']],
    [
      { subnet: '172.28.0.0/16', network: 'mine' },
      [
        'The subnet "172.28.0.0/16" is given together with the network "mine", which has its own. Remove one of the two.',
      ],
    ],
    [
      { subnet: '172.28.0.0/30' },
      [
        'The subnet "172.28.0.0/30" has 4 addresses, and the cluster needs 6. Write a larger one, for example "172.28.0.0/16".',
      ],
    ],
    [{ subnet: '172.28.0.0/29' }, []],
    [{ subnet: 'auto', network: 'mine' }, []],
    [{ subnet: 'fd00::/126' }, []],
    [{ subnet: '$NET' }, []],
  ])('the subnet of %j', (config, expected) => {
    expect(said('network-and-subnet', config)).toEqual(expected.map((text) => `error subnet: ${text}`));
  });

  describe('two clusters', () => {
    const facts = (name: string, config: object): ClusterFacts => ({ name, where: `app/${name}`, config });
    const both = (one: object, two: object) => {
      const [a, b] = [facts('one', one), facts('two', two)];
      const sites = [a, b].map((cluster) => ({ ...siteOf({}), cluster, others: cluster === a ? [b] : [a] }));
      return judge(sites, clusterRules).findings.flatMap(({ field, where, message, remedy }) =>
        field === 'subnet' ? `${where} ${message} ${remedy}` : [],
      );
    };

    test('are offered a subnet each', () => {
      const [first, second] = both({ servers: 3 }, { servers: 3 });
      expect(first).toContain('Give the cluster a subnet, for example "172.28.0.0/16".');
      expect(second).toContain('Give the cluster a subnet, for example "172.29.0.0/16".');
      expect(both({ servers: 3 }, { subnet: '172.28.0.0/24' })[0]).toContain('for example "172.29.0.0/16"');
      expect(both({ subnet: 'bogus' }, { subnet: '172.16.0.0/12' })[0]).toContain('for example "10.200.0.0/16"');
    });

    test.each([
      ['172.28.0.0/16', '172.28.5.0/24'],
      ['172.28.5.0/24', '172.28.0.0/16'],
    ])('with %s and %s have no network of their own', (subnet, other) => {
      expect(both({ subnet }, { subnet: other })).toEqual([
        `app/two The subnet "${other}" overlaps "${subnet}" of cluster one, so docker refuses the network of the one that is made later. Write another one, for example "172.29.0.0/16".`,
      ]);
    });

    test.each([
      [{ subnet: '172.28.0.0/16' }, { subnet: '172.29.0.0/16' }],
      [{ subnet: '172.28.0.0/16' }, { subnet: 'auto' }],
      [{ subnet: '172.28.0.0/16' }, { subnet: 'fd00::/64' }],
      [{ subnet: 'auto' }, { subnet: '172.28.0.0/16' }],
      [{}, { subnet: '172.28.0.0/16' }],
    ])('with %j and %j go together', (one, two) => {
      expect(both(one, two)).toEqual([]);
    });
  });
});

describe('k3s', () => {
  const args = (...extraArgs: (string | [string, string])[]) => ({
    agents: 1,
    options: {
      k3s: {
        extraArgs: extraArgs.map((each) =>
          typeof each === 'string'
            ? { arg: each, nodeFilters: ['server:*'] }
            : { arg: each[0], nodeFilters: [each[1]] },
        ),
      },
    },
  });
  const at = (index: number) => `options.k3s.extraArgs[${index}].arg`;

  test.each<[string | [string, string], string]>([
    ['disable=traefik', 'The k3s argument "disable=traefik" does not start with "--". Write "--disable=traefik".'],
    [
      '----cluster-init',
      'The k3s argument "----cluster-init" starts with more dashes than two. Write "--cluster-init".',
    ],
    [' --debug', 'The k3s argument " --debug" does not start with "--". Write "--debug".'],
    [
      '--disable traefik',
      'The k3s argument "--disable traefik" arrives as one word with a space in it. Write "--disable=traefik".',
    ],
    [
      '--disable=traefik@server:0',
      'The k3s argument "--disable=traefik@server:0" ends in a node filter, which k3s gets to read. Write "--disable=traefik", and "server:0" under nodeFilters.',
    ],
    ['token=s3cret', 'The k3s argument "token=…" does not start with "--". Write "--token=…".'],
    ['---token=s3cret', 'The k3s argument "---token=…" starts with more dashes than two. Write "--token=…".'],
    [
      '--disable=traefik --disable servicelb',
      'The k3s argument "--disable=traefik --disable servicelb" holds 2 flags and arrives as one word, so all of it is the value of the first. Write an entry for each: "--disable=traefik", "--disable=servicelb".',
    ],
    ['--token s3cret', 'The k3s argument "--token …" arrives as one word with a space in it. Write "--token=…".'],
    [
      '--token=s3cret@server:0',
      'The k3s argument "--token=…" ends in a node filter, which k3s gets to read. Write "--token=…", and "server:0" under nodeFilters.',
    ],
    [
      ['--tls-san=a.b', 'agent:*'],
      'The k3s argument "--tls-san=a.b" is for servers, and an agent that gets it exits. Write nodeFilters: ["server:*"].',
    ],
    [
      ['--disable=traefik', 'all'],
      'The k3s argument "--disable=traefik" is for servers, and an agent that gets it exits. Write nodeFilters: ["server:*"].',
    ],
    [
      ['--system-default-registry=r.example.com', 'all'],
      'The k3s argument "--system-default-registry=r.example.com" is for servers, and an agent that gets it exits. Write nodeFilters: ["server:*"].',
    ],
    [
      '--node-label=node-role.kubernetes.io/worker=true',
      'The k3s argument "--node-label=node-role.kubernetes.io/worker=true" cannot be used: a node does not start with a label of Kubernetes itself. Write a key of your own, or label the node with kubectl once it runs.',
    ],
    [
      '--node-label=a=b,ready',
      'The k3s argument "--node-label=a=b,ready" cannot be used: "ready" has no "=". Write "ready=".',
    ],
    [
      '--node-taint=a=b',
      'The k3s argument "--node-taint=a=b" cannot be used: it ends in no effect of a taint. Write ":NoSchedule", ":PreferNoSchedule", ":NoExecute" behind the key and value.',
    ],
    [
      '--node-taint=a=b:NoSchedule,=b:NoExecute',
      'The k3s argument "--node-taint=a=b:NoSchedule,=b:NoExecute" cannot be used: it begins with no key of a taint. Write "name=value:NoSchedule".',
    ],
    ['--disabel=traefik', '"--disabel" is no flag of k3s, and a node that gets it exits. Write "--disable".'],
    ['--Tls-san=a.b', '"--Tls-san" is no flag of k3s, and a node that gets it exits. Write "--tls-san".'],
    ['--tokne=s3cret', '"--tokne" is no flag of k3s, and a node that gets it exits. Write "--token".'],
    [
      '--disable-traefik',
      '"--disable-traefik" is no flag of k3s, and a node that gets it exits. Write "--disable=traefik".',
    ],
    [
      '--disable',
      'The k3s argument "--disable" has no value, and a node that gets it exits or takes the next argument for it. Write the value behind it, as "--disable=…".',
    ],
    [
      '--service-node-port-range=40000-30000',
      'The k3s argument "--service-node-port-range=40000-30000" cannot be used: the range runs backwards. Write "30000-40000".',
    ],
    [
      '--service-node-port-range=30000',
      'The k3s argument "--service-node-port-range=30000" cannot be used: it is no range of ports. Write two ports such as "30000-32767".',
    ],
    [
      '--service-node-port-range=65000+1000',
      'The k3s argument "--service-node-port-range=65000+1000" cannot be used: it is no range of ports. Write two ports such as "30000-32767".',
    ],
    [
      '--cluster-cidr=10.42.0.0/16,fd00::',
      'The k3s argument "--cluster-cidr=10.42.0.0/16,fd00::" cannot be used: "fd00::" is no subnet. Write an address and its bits, for example "10.42.0.0/16".',
    ],
    ['--no-deploy=traefik', '"--no-deploy" is no flag of k3s, and a node that gets it exits. Write "--disable".'],
  ])('the argument %j is malformed', (arg, expected) => {
    expect(said('k3s-arg-malformed', args(arg))).toEqual([`error ${at(0)}: ${expected}`]);
  });

  test('a flag that waits for a value gets none where a node is told a flag next', () => {
    const lacking = (...them: Parameters<typeof args>) =>
      said('k3s-arg-malformed', args(...them)).map((line) => line.split(':')[0]);
    expect([
      lacking('--tls-san', '--debug'),
      lacking('--tls-san', ['--debug', 'agent:*'], 'a.b'),
      lacking('--debug', '--service-node-port-range=30000-40000', '--service-cidr=10.43.0.0/16,fd00::/112'),
      lacking('--cluster-init', '--service-node-port-range', '30000+100'),
      lacking('--tls-san', '$MORE'),
    ]).toEqual([[`error ${at(0)}`], [`error ${at(2)}`], [], [], []]);
  });

  test('arguments may come in two words, have spaces in their values, and go to agents', () => {
    const sound = args('--disable', 'traefik', '-v=3', '--kubelet-arg=a=b c', ['--node-label=a=b', 'agent:*'], '$ARGS');
    expect(said('k3s-arg-malformed', sound)).toEqual([]);
    const taints = args(
      '--node-taint=CriticalAddonsOnly=true:NoExecute,a:NoSchedule,b-',
      '--node-label',
      'a=b,c=',
      '--node-label=',
    );
    expect(said('k3s-arg-malformed', taints)).toEqual([]);
    expect(said('k3s-arg-malformed', args('--node-taint', 'a=b'))).toEqual([
      `error ${at(1)}: The k3s argument "a=b" cannot be used: it ends in no effect of a taint. Write ":NoSchedule", ":PreferNoSchedule", ":NoExecute" behind the key and value.`,
    ]);
    expect(said('k3s-arg-malformed', args('--some-newer-flag', '--disable-something', '-t=a'))).toEqual([]);
    const noDeploy = (tag: string) =>
      said('k3s-arg-malformed', { ...args('--no-deploy=traefik'), image: `rancher/k3s:${tag}` });
    expect([noDeploy('v1.24.17-k3s1'), noDeploy('v1.26.4-k3s1')].map(({ length }) => length)).toEqual([0, 1]);
    expect(said('k3s-arg-malformed', args('--disable', ['traefik', 'server:0']))).toHaveLength(1);
    expect(
      said('k3s-arg-malformed', { options: { k3s: { extraArgs: [{ arg: '--tls-san' }, { arg: 7 }, null] } } }),
    ).toEqual([]);
    expect(said('k3s-arg-malformed', { ...args(['--disable=traefik', 'agent:*']), agents: 0 })).toEqual([]);
  });

  test('CoreDNS is disabled in one argument', () => {
    expect(said('coredns-disable-hangs', args('--disable=traefik,coredns'))).toEqual([]);
    expect(said('coredns-disable-hangs', args('--disable', 'traefik'))).toEqual([]);
    expect(said('coredns-disable-hangs', args('--disable', 'traefik,coredns'))).toEqual([
      `error ${at(1)}: CoreDNS is disabled in two arguments: k3d does not see it there, and waits for CoreDNS without end. Write "--disable=traefik,coredns" as one argument.`,
    ]);
    const file = (source?: string) => ({
      files: [{ source, destination: '/etc/rancher/k3s/config.yaml' }, { source: 'disable: coredns\n' }],
    });
    expect(said('coredns-disable-hangs', file('disable: [coredns]\n'))).toEqual([
      'error files[0].source: CoreDNS is disabled in a file for k3s: k3d does not see it there, and waits for CoreDNS without end. Add the k3s argument "--disable=coredns" for "server:*".',
    ]);
    expect(said('coredns-disable-hangs', file('disable: [traefik]\n'))).toEqual([]);
    expect(said('coredns-disable-hangs', file('a: [\n'))).toEqual([]);
    expect(said('coredns-disable-hangs', file())).toEqual([]);
  });

  test('a value may look like a flag, and one argument with two flags is told once', () => {
    expect(said('k3s-arg-malformed', args('--kube-apiserver-arg=a=b --c=d'))).toEqual([]);
    expect(said('component-name-unknown', args('--disable=traefik --disable=metrics-server'))).toEqual([]);
    expect(said('component-name-unknown', args('--disable=traefik@server:*'))).toEqual([]);
    const unfiltered = { agents: 1, options: { k3s: { extraArgs: [{ arg: '--disable=traefik' }] } } };
    expect(said('k3s-arg-malformed', unfiltered)).toEqual([]);
    expect(said('node-filter-missing', unfiltered)).toHaveLength(1);
  });

  test('components have names', () => {
    expect(
      said('component-name-unknown', args('--disable=traefik, network-policy', '--disable', 'my-addon', '--disable=')),
    ).toEqual([
      `error ${at(0)}: "network-policy" is no component that "--disable" knows, so nothing is disabled. Write "--disable-network-policy".`,
      `warning ${at(2)}: "my-addon" is no component that "--disable" knows, so nothing is disabled. Write one of coredns, servicelb, traefik, local-storage, metrics-server.`,
    ]);
  });

  test.each<[string, readonly string[]]>([
    [
      'rancher/k3s:v1.33.5+k3s1',
      ['error image: The image tag "v1.33.5+k3s1" has a "+", which no tag can have. Write "rancher/k3s:v1.33.5-k3s1".'],
    ],
    [
      'registry.example.com:5000/k3s:v1.33.5+k3s1',
      [
        'error image: The image tag "v1.33.5+k3s1" has a "+", which no tag can have. Write "registry.example.com:5000/k3s:v1.33.5-k3s1".',
      ],
    ],
    [
      'rancher/K3S v1',
      [
        'error image: The image "rancher/K3S v1" holds white space, so docker makes no node of it. Write "rancher/K3Sv1".',
      ],
    ],
    [
      'docker.io/rancher/k3s:v1.33.5',
      [
        'error image: The image tag "v1.33.5" lacks the k3s release, so there is no such image. Write "rancher/k3s:v1.33.5-k3s1".',
      ],
    ],
    [
      'rancher/k3s:v1.33',
      [
        'error image: The image tag "v1.33" lacks the k3s release, so there is no such image. Write the whole version, such as "rancher/k3s:v1.33.5-k3s1".',
      ],
    ],
    [
      'latest',
      [
        'warning image: The image "latest" is another one on another day, and finding it needs the network. Write "rancher/k3s:v1.33.5-k3s1".',
      ],
    ],
    [
      '+v1.33',
      [
        'warning image: The image "+v1.33" is another one on another day, and finding it needs the network. Write "rancher/k3s:v1.33.5-k3s1".',
      ],
    ],
    [
      'rancher/k3s:latest',
      [
        'warning image: The image "rancher/k3s:latest" is another one on another day, and finding it needs the network. Write "rancher/k3s:v1.33.5-k3s1".',
      ],
    ],
    [
      'rancher/k3s:stable',
      [
        'warning image: The image "rancher/k3s:stable" is another one on another day, and finding it needs the network. Write "rancher/k3s:v1.33.5-k3s1".',
      ],
    ],
    ['rancher/k3s:v1.33.5-rc1-k3s1', []],
    ['rancher/k3s', []],
    ['rancher/k3s@sha256:abc', []],
    ['registry.example.com/rancher/k3s:v1.33.5', []],
    ['my/k3s:1.0', []],
    ['', []],
    ['rancher/k3s:$TAG', []],
  ])('the image %j', (image, expected) => {
    expect(said('k3s-image-tag-invalid', { image })).toEqual(expected);
  });
});

describe('mounts', () => {
  test('one place of a node takes one volume', () => {
    const volumes = [
      { volume: '/a:/data', nodeFilters: ['server:0'] },
      { volume: '/b:/data', nodeFilters: ['agent:0'] },
      { volume: '/c:/data/', nodeFilters: ['server:*'] },
    ];
    expect(said('volume-invalid', { agents: 1, volumes })).toEqual([
      'error volumes[2].volume: The volume "/c:/data/" lies at the same place of a node as "/a:/data", and docker makes no such node. Write another target, or other nodes.',
    ]);
    expect(said('volume-invalid', { agents: 1, volumes: volumes.slice(0, 2) })).toEqual([]);
  });

  test('what is no entry has no source and no target', () => {
    expect(said('volume-invalid', { volumes: ['/a:/b', null] })).toEqual([]);
    expect(said('file-not-delivered', { files: ['/a'] })).toEqual([]);
  });

  test.each<[unknown, string | undefined]>([
    ['a:b', 'The volume "a:b" ends at "b", which is no absolute path. Write a target that starts with "/".'],
    ['', 'The volume "" ends at "", which is no absolute path. Write a target that starts with "/".'],
    [undefined, 'The volume "" ends at "", which is no absolute path. Write a target that starts with "/".'],
    ['/a:/b:/c:/d', 'The volume "/a:/b:/c:/d" has 3 colons, and k3d takes 2. Write "SOURCE:TARGET:OPTIONS".'],
    [
      './a:/b',
      'The volume "./a:/b" starts at "./a", which k3d does not make absolute. Write a source that starts with "/".',
    ],
    [
      '~/a:/b',
      'The volume "~/a:/b" starts at "~/a", which k3d does not make absolute. Write a source that starts with "/".',
    ],
    [
      'a/b:/c',
      'The volume "a/b:/c" starts at "a/b", which k3d does not make absolute. Write a source that starts with "/".',
    ],
    [
      '/x/k3s-manifests:k3s-manifests',
      'The volume "/x/k3s-manifests:k3s-manifests" has "k3s-manifests" in its source, and k3d replaces that one. Write the folder of the node in place of the second "k3s-manifests".',
    ],
    [
      '/r.yaml:/etc/rancher/k3s/registries.yaml:ro',
      'The volume "/r.yaml:/etc/rancher/k3s/registries.yaml:ro" lies over the file that "registries" writes. Write it under registries.config.',
    ],
    [
      '/r.yaml:k3s-registry-config',
      'The volume "/r.yaml:k3s-registry-config" lies over the file that "registries" writes. Write it under registries.config.',
    ],
    [
      '/a:/etc/resolv.conf',
      'The volume "/a:/etc/resolv.conf" lies over the file in which k3d writes how names are looked up, and no node starts. Mount it under another path, and hand that to k3s as --resolv-conf.',
    ],
    ['/srv', undefined],
    ['data:/data', undefined],
    ['k3s-storage', undefined],
    ['C:\\data:/data', undefined],
    ['C:/data:k3s-storage:ro', undefined],
    [
      'C:\\data',
      'The volume "C:\\data" ends at "\\data", which is no absolute path. Write a target that starts with "/".',
    ],
    ['a:/b:/c:/d', 'The volume "a:/b:/c:/d" has 3 colons, and k3d takes 2. Write "SOURCE:TARGET:OPTIONS".'],
    [
      'k3s-storage:k3s-storage',
      'The volume "k3s-storage:k3s-storage" has "k3s-storage" in its source, and k3d replaces that one. Write the folder of the node in place of the second "k3s-storage".',
    ],
    ['$HOME/a:/b', undefined],
    ['/a:/b:ro,z,rshared', undefined],
    ['/a:/b:', undefined],
    ['/a:/b:U,upperdir=/c', undefined],
    ['/a:/run/secrets', undefined],
    [
      '/a:/b:readonly',
      'The volume "/a:/b:readonly" has the option "readonly", which docker does not know. Write "ro", or no option.',
    ],
    [
      'my data:/b',
      'The volume "my data:/b" starts at "my data", which is neither a path nor the name of a volume. Write a path that starts with "/", or a name of two or more letters, digits, "_", "." and "-".',
    ],
    [
      '/a:/',
      'The volume "/a:/" lies over "/", where the node has something of its own. Write a path below it, or another one.',
    ],
    [
      '/a:/b/../run/.',
      'The volume "/a:/b/../run/." lies over "/run", where the node has something of its own. Write a path below it, or another one.',
    ],
    [7, undefined],
  ])('the volume %j', (volume, expected) => {
    const config = { volumes: [{ volume }], registries: { use: ['r'] } };
    expect(said('volume-invalid', config)).toEqual(
      expected === undefined ? [] : [`error volumes[0].volume: ${expected}`],
    );
  });

  test('a volume over the resolver file is fine in the network of the host, where k3d leaves it alone', () => {
    expect(said('volume-invalid', { network: 'host', volumes: [{ volume: '/a:/etc/resolv.conf' }] })).toEqual([]);
  });

  test('a volume over the registries is fine where there are no others', () => {
    expect(said('volume-invalid', { volumes: [{ volume: '/r.yaml:/etc/rancher/k3s/registries.yaml' }] })).toEqual([]);
  });

  test.each<[object, readonly string[]]>([
    [
      { source: '/etc/a', destination: '/a' },
      [
        'error files[0].source: k3d looks for "/etc/a" below the folder of the cluster file, not at the root. Write a path relative to the cluster file, or the content itself with a line break at its end.',
      ],
    ],
    [
      { source: 'a', destination: 'b' },
      ['error files[0].destination: The destination "b" is no absolute path. Write "/b".'],
    ],
    [
      { source: 'a' },
      [
        'error files[0]: The file has no destination. Write the absolute path that it has in the node, as "destination".',
      ],
    ],
    [
      { source: '', destination: '/a' },
      [
        'error files[0]: The file has no source, and k3d refuses the folder of the cluster file in its place. Write a path relative to the cluster file, or the content itself with a line break at its end, as "source".',
      ],
    ],
    [
      { source: 'a', destination: '/var/run/a' },
      [
        'error files[0].destination: The destination "/var/run/a" is hidden by a file system in memory once the node runs. Write a path outside /run and /var/run.',
      ],
    ],
    [{ source: '/etc/a\n', destination: '/running/a' }, []],
    [{ source: 'a', destination: 'k3s-storage/a' }, []],
    [{ source: `${'../'.repeat(40)}a`, destination: '/etc/a' }, []],
    [{ source: 7, destination: '$WHERE' }, []],
    [{ source: 7, destination: 7 }, []],
  ])('the file %j', (file, expected) => {
    expect(said('file-not-delivered', { files: [file] })).toEqual(expected);
  });

  test('files never reach the first of several servers', () => {
    const file = (...nodeFilters: string[]) => ({
      servers: 3,
      files: [{ source: 'a', destination: '/a', nodeFilters }],
    });
    expect(said('file-not-delivered', file('server:*'))).toEqual([
      'error files[0].nodeFilters: With several servers k3d never writes files to the first of them. Write a volume in place of the file.',
    ]);
    expect(said('file-not-delivered', file())).toHaveLength(1);
    expect(said('file-not-delivered', file('server:1-2'))).toEqual([]);
  });
});

describe('registries', () => {
  test('are used by the name of their container', () => {
    const use = [
      'a/b',
      'https://u:s3cret@x.io',
      'http://r.localhost:5000',
      'r:5000:5000',
      'r.localhost',
      '$R',
      7,
      'HTTP://r',
      'r:123456',
    ];
    expect(said('registry-use-malformed', { registries: { use } })).toEqual([
      'error registries.use[0]: "a/b" is no name of a registry container. Write letters, digits, "-" and ".", without a path.',
      'error registries.use[1]: "https://…@x.io" is no name of a registry container. Write letters, digits, "-" and ".", without a path.',
      'error registries.use[7]: "HTTP://r" is no name of a registry container. Write letters, digits, "-" and ".", without a path.',
      'error registries.use[8]: "r:123456" is no name of a registry container. Write letters, digits, "-" and ".", without a path.',
      'info registries.use[2]: k3d reads the port of "r.localhost" from its container, not from "http://r.localhost:5000". Write "r.localhost".',
      'info registries.use[3]: k3d reads the port of "r" from its container, not from "r:5000:5000". Write "r".',
    ]);
  });

  test('on one line are not repeated', () => {
    const config = '{configs: {x: {auth: {password: s3cret}}}}';
    expect(said('registry-config-one-line', { registries: { config } })).toEqual([
      'error registries.config: The YAML in "registries.config" is one line, and k3d takes one line for a path. Write "config: |", and the registries below it on lines of their own.',
    ]);
  });

  test.each<[unknown, number]>([
    ['mirrors: {}', 1],
    ['registries.yaml', 0],
    ['/etc/registries.yaml', 0],
    ['C:\\registries.yaml', 0],
    ['[a]', 0],
    ['a: [', 0],
    ['', 0],
    ['mirrors: {}\n', 0],
    [{}, 0],
  ])('%j is one line of YAML %i times', (config, times) => {
    expect(said('registry-config-one-line', { registries: { config } })).toHaveLength(times);
  });
});

test('no cluster file makes the rules fail, whatever stands where', () => {
  const value = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(null, '', '$1', 'server:0', '8080:80', 0, -1, NaN, [null], [{}], {}),
  );
  const paths = [
    'metadata',
    'metadata.name',
    'servers',
    'kubeAPI',
    'kubeAPI.hostPort',
    'subnet',
    'volumes',
    'ports',
    'env',
    'files',
    'hostAliases',
    'options',
    'options.k3d',
    'options.k3s',
    'options.k3s.extraArgs',
    'options.runtime',
    'registries',
    'registries.create',
    'registries.use',
    'registries.config',
  ];
  const withField = (path: string, field: unknown): unknown =>
    path.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), field);
  const entry = fc.record({
    port: value,
    volume: value,
    arg: value,
    envVar: value,
    nodeFilters: value,
    source: value,
    destination: value,
  });
  fc.assert(
    fc.property(fc.constantFrom(...paths), fc.oneof(value, fc.array(entry, { maxLength: 2 })), (path, field) => {
      const config = { ...BASE, ...(withField(path, field) as object) };
      const { findings } = judge([siteOf(config)], [...clusterRules, ...hostPortRules]);
      expect(findings.every(({ message, remedy }) => message.endsWith('.') && remedy.endsWith('.'))).toBe(true);
    }),
  );
});

describe('k3s-arg-not-on-every-server', () => {
  const told = (args: readonly (readonly [arg: string, ...filters: string[]])[], more: object = {}) => ({
    servers: 3,
    agents: 1,
    options: { k3s: { extraArgs: args.map(([arg, ...nodeFilters]) => ({ arg, nodeFilters })) } },
    ...more,
  });
  const lines = (config: object, more: Partial<ClusterFacts> = {}) => said('k3s-arg-not-on-every-server', config, more);

  test('speaks where k3s refuses a server, once a flag', () => {
    expect([
      ...lines(
        told([
          ['--cluster-cidr=10.50.0.0/16', 'server:0'],
          ['--cluster-cidr', 'server:1-2'],
          ['10.60.0.0/16', 'server:1-2'],
          ['--egress-selector-mode=disabled', 'server:2'],
          ['--disable-network-policy', 'server:0', 'agent:0'],
        ]),
      ),
    ]).toEqual([
      'error options.k3s.extraArgs[1].nodeFilters: k3s gets "--cluster-cidr=10.50.0.0/16" on server 0 and "--cluster-cidr=10.60.0.0/16" on server 1, so server 1 does not join: k3s wants the same on every server. Write one value for all servers.',
      'error options.k3s.extraArgs[3].nodeFilters: k3s gets "--egress-selector-mode=disabled" on server 2 and not on server 0, so server 2 does not join: k3s wants the same on every server. Write nodeFilters: ["server:*"].',
      'error options.k3s.extraArgs[4].nodeFilters: k3s gets "--disable-network-policy" on server 0 and not on server 1, so server 1 does not join: k3s wants the same on every server. Write nodeFilters: ["server:*"].',
    ]);
  });

  test('speaks in the words of a program', () => {
    const config = told([['--flannel-backend=none', 'server:0']]);
    const fields = {
      'options.k3s.extraArgs[0]': 'k3sArgs[0]',
      'options.k3s.extraArgs[0].nodeFilters': 'k3sArgs[0].nodes',
    };
    expect(lines(config, { portAskers: [], fields })).toEqual([
      'error k3sArgs[0].nodes: k3s gets "--flannel-backend=none" on server 0 and not on server 1, so server 1 does not join: k3s wants the same on every server. Write nodes: Nodes.servers().',
    ]);
  });

  test.each<[string, object]>([
    ['one server', told([['--disable-network-policy', 'server:0']], { servers: 1 })],
    ['all servers', told([['--disable-network-policy', 'server:0', 'server:1,2']])],
    ['all nodes', told([['--disable-network-policy', 'all']])],
    [
      'what k3s does not compare',
      told([
        ['--disable=traefik,servicelb', 'server:0'],
        ['--tls-san=a', 'server:1'],
      ]),
    ],
    ['a flag before its value that is missing', told([['--cluster-dns', 'server:0']])],
    [
      'what k3s takes by itself',
      told([
        ['--flannel-backend=vxlan', 'server:0'],
        ['--cluster-cidr=10.42.0.0/16', 'server:1'],
        ['--secrets-encryption=F', 'server:2'],
      ]),
    ],
    ['the address of the DNS, which follows the Services', told([['--cluster-dns=10.43.0.10', 'server:0']])],
    [
      'one network in two ways of writing',
      told([
        ['--service-cidr=10.50.0.1/16,fd00::/112', 'server:0'],
        ['--service-cidr=10.50.0.0/16', 'server:1-'],
        ['--service-cidr=FD00:0::/112', 'server:1-'],
      ]),
    ],
    [
      'one switch in two ways of writing',
      told([
        ['--secrets-encryption', 'server:0'],
        ['--secrets-encryption=1', 'server:1-'],
      ]),
    ],
    ['a value out of the environment', told([['--cluster-domain=$DOMAIN', 'server:0']])],
    [
      'an argument out of the environment',
      told([
        ['$ARGS', 'server:1'],
        ['--cluster-domain=a.b', 'server:0'],
      ]),
    ],
    [
      'filters that k3d refuses',
      told([
        ['--cluster-domain=a.b', 'server:0'],
        ['--cluster-domain=a.b', 'server:7'],
      ]),
    ],
    [
      'an argument that is none',
      { servers: 3, options: { k3s: { extraArgs: [{ arg: 7, nodeFilters: ['server:0'] }] } } },
    ],
    [
      'a database of its own',
      told([
        ['--cluster-domain=a.b', 'server:0'],
        ['--datastore-endpoint=mysql://x', 'server:*'],
      ]),
    ],
    [
      'a database in the environment',
      told([['--cluster-domain=a.b', 'server:0']], {
        env: [{ envVar: 'K3S_DATASTORE_ENDPOINT=x', nodeFilters: ['server:*'] }],
      }),
    ],
    [
      'a file that says more',
      told([['--cluster-domain=a.b', 'server:0']], { volumes: [{ volume: '/srv/k3s:/etc/rancher/k3s/config.yaml' }] }),
    ],
    [
      'a variable that names a file',
      told([['--cluster-domain=a.b', 'server:0']], { env: [{ envVar: 'K3S_CONFIG_FILE=/x', nodeFilters: ['all'] }] }),
    ],
    ['a k3s that compares less', told([['--cluster-domain=a.b', 'server:0']], { image: 'rancher/k3s:v1.27.3-k3s1' })],
  ])('is silent about %s', (_, config) => {
    expect(lines(config)).toEqual([]);
  });
});

describe('a credential of the cluster in plain text', () => {
  const plain = (config: object) => said('cluster-secret-in-plain-sight', config);
  const extraArgs = (...args: string[]) => ({ options: { k3s: { extraArgs: args.map((arg) => ({ arg })) } } });
  const file = (source: string) => ({ files: [{ source, destination: '/etc/app.yaml' }] });
  const line = (field: string, who: string, variable: string) =>
    `warning ${field}: ${who} holds a credential in plain text, which everybody sees who reads the cluster file. Write "\${${variable}}" in its place: k3d takes it from the environment of whoever creates the cluster.`;

  test.each<[config: object, field: string, who: string, variable: string]>([
    [{ token: 'correct-horse' }, 'token', 'The token', 'TOKEN'],
    [
      { env: [{ envVar: 'A=b' }, { envVar: 'DB_PASSWORD=correct-horse' }] },
      'env[1].envVar',
      'Variable "DB_PASSWORD" of the nodes',
      'DB_PASSWORD',
    ],
    [
      extraArgs('--debug', '--etcd-s3-secret-key=correct-horse'),
      'options.k3s.extraArgs[1].arg',
      'The k3s argument "--etcd-s3-secret-key"',
      'ETCD_S3_SECRET_KEY',
    ],
    [
      extraArgs('--agent-token', 'correct-horse'),
      'options.k3s.extraArgs[0].arg',
      'The k3s argument "--agent-token"',
      'AGENT_TOKEN',
    ],
    [
      file('mode: fast\n  - "password": "correct-horse"\n  token: correct-horse'),
      'files[0].source',
      'File "/etc/app.yaml" of the nodes',
      'PASSWORD',
    ],
    [file('-----BEGIN PRIVATE KEY-----\n'), 'files[0].source', 'File "/etc/app.yaml" of the nodes', 'SECRET'],
  ])('is told and never repeated: %j', (config, ...expected) => {
    expect(plain({ servers: 2, ...config })).toEqual([line(...expected)]);
  });

  test.each([
    [{ token: '${K3S_TOKEN}' }],
    [{ token: 5 }],
    [{ env: [{ envVar: 'TOKEN' }, { envVar: 'DB_PASSWORD=$PASSWORD' }, { envVar: 'DB_PASSWORD_FILE=/run/x' }, {}] }],
    [extraArgs('--token=${K3S_TOKEN}', '--token-file=/run/token', '--tls-san=example.com')],
    [file('./local/password.txt')],
    [{ files: [{}] }],
    [file('password: ${PASSWORD}\nfile: /run/secret')],
  ])('may stand elsewhere: %j', (config) => {
    expect(plain(config)).toEqual([]);
  });
});

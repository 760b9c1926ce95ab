import { App, Chart, Duration, Size } from 'cdk8s';
import { parse } from 'yaml';
import { Component } from '../../lib/cluster/component';
import { K3dClusterConfig } from '../../lib/cluster/k3d-cluster-config';
import type { K3dClusterConfigProps } from '../../lib/cluster/k3d-cluster-props';
import { Mirrors } from '../../lib/cluster/mirrors';
import { Nodes } from '../../lib/cluster/nodes';
import { HostIngress } from '../../lib/exposure/host-ingress';
import { Credential } from '../../lib/images/credential';
import { NodePortExposure } from '../../lib/exposure/node-port-exposure';
import { Protocol } from '../../lib/routes/protocol';
import { K3dApp } from '../../lib/synth/k3d-app';
import { synthesize } from '../../lib/synth/synth';
import { WebApp } from '../../lib/workload/web-app';
import { appOf, errors, filesOf, said } from '../support/app';
import '../support/yaml-snapshots';

const file = (props?: K3dClusterConfigProps) =>
  filesOf(appOf((app) => new K3dClusterConfig(app, 'dev', props)))['cluster/dev.k3d.yml'];

const config = (props?: K3dClusterConfigProps) => new K3dClusterConfig(new App(), 'dev', props).toConfig();

test('a cluster that says nothing listens on this machine alone, gives up in time and leaves the context alone', () => {
  expect(file()).toMatchInlineSnapshot(`
   ---
   # k3d cluster create --config dev.k3d.yml
   apiVersion: k3d.io/v1alpha5
   kind: Simple
   metadata:
     name: dev
   servers: 1
   agents: 0
   kubeAPI:
     hostIP: 127.0.0.1
   options:
     k3d:
       timeout: 5m0s
     kubeconfig:
       switchCurrentContext: false

  `);
});

test('every field has its place in the words of k3d', () => {
  const everything = file({
    servers: 3,
    agents: 2,
    kubeApi: { hostPort: 6449, host: 'kube.localhost', hostIp: '0.0.0.0' },
    k3sVersion: 'v1.33.5+k3s1',
    subnet: '172.28.0.0/16',
    token: 'K3D_JOIN',
    ports: [{ hostPort: 8443, clusterPort: 443 }],
    volumes: [
      { source: '/srv/data', path: '/data' },
      { source: '/srv/seed', path: '/seed', readOnly: true, nodes: Nodes.agent(0) },
      { path: '/cache' },
      { path: '/certs', readOnly: true },
    ],
    env: [
      { name: 'HTTP_PROXY', value: 'http://proxy:3128' },
      { name: 'NO_PROXY', nodes: Nodes.server(0) },
    ],
    files: [
      { path: '/etc/motd', content: 'hello' },
      { path: '/etc/hint', content: 'two\nlines\n', description: 'a hint', nodes: Nodes.agents() },
    ],
    hostAliases: [{ ip: '10.0.0.9', hostnames: ['nas', 'nas.local'] }],
    disable: [Component.TRAEFIK, Component.METRICS_SERVER],
    k3sArgs: [
      { flag: 'kube-apiserver-arg', value: 'max-requests-inflight=800' },
      { flag: 'snapshotter', value: 'native', nodes: Nodes.all() },
      { flag: '--secrets-encryption' },
    ],
    nodeLabels: [{ labels: { disk: 'ssd', zone: 'a' }, nodes: Nodes.agent(1) }, { labels: { tier: 'all' } }],
    loadBalancer: { workerConnections: 2048, proxyTimeout: Duration.minutes(2) },
    timeout: Duration.minutes(3),
    keepOnFailure: true,
    kubeconfig: { update: true, switchContext: true },
    runtime: {
      serversMemory: Size.gibibytes(2),
      agentsMemory: Size.mebibytes(512),
      gpuRequest: 'all',
      hostPidMode: true,
      labels: [{ labels: { team: 'web' }, nodes: Nodes.loadBalancer() }],
      ulimits: [{ name: 'nofile', soft: 1024, hard: 4096 }],
    },
    registries: {
      mirrors: {
        'docker.io': { endpoints: ['https://mirror.example.com'], rewrite: { '^library/(.*)': 'hub/library' } },
      },
      use: ['k3d-shared:5000'],
      create: {
        name: 'images.localhost',
        hostPort: 5005,
        host: '127.0.0.1',
        image: 'registry:2.8',
        pullThrough: {
          remoteUrl: 'https://registry-1.docker.io',
          credential: Credential.fromEnv('HUB_USER', 'HUB_PASSWORD'),
        },
        volumes: ['/srv/images:/var/lib/registry'],
        enforcePortMatch: true,
      },
    },
    overrides: { options: { k3d: { wait: true } } },
  });
  expect(everything).toMatchInlineSnapshot(`
   ---
   # k3d cluster create --config dev.k3d.yml
   apiVersion: k3d.io/v1alpha5
   kind: Simple
   metadata:
     name: dev
   servers: 3
   agents: 2
   kubeAPI:
     host: kube.localhost
     hostIP: 0.0.0.0
     hostPort: "6449"
   image: rancher/k3s:v1.33.5-k3s1
   subnet: 172.28.0.0/16
   token: K3D_JOIN
   volumes:
     - volume: /srv/data:/data
       nodeFilters: [ server:*, agent:* ]
     - volume: /srv/seed:/seed:ro
       nodeFilters: [ agent:0 ]
     - volume: /cache:/cache
       nodeFilters: [ server:*, agent:* ]
     - volume: /certs:/certs:ro
       nodeFilters: [ server:*, agent:* ]
   ports:
     - port: 8443:443
       nodeFilters: [ loadbalancer ]
   env:
     - envVar: HTTP_PROXY=http://proxy:3128
       nodeFilters: [ server:*, agent:* ]
     - envVar: NO_PROXY
       nodeFilters: [ server:0 ]
   files:
     - source: |
         hello
       destination: /etc/motd
       nodeFilters: [ server:*, agent:* ]
     - source: |
         two
         lines
       destination: /etc/hint
       description: a hint
       nodeFilters: [ agent:* ]
   hostAliases:
     - ip: 10.0.0.9
       hostnames: [ nas, nas.local ]
   options:
     k3d:
       timeout: 180s
       disableRollback: true
       loadbalancer:
         configOverrides: [ settings.workerConnections=2048, settings.defaultProxyTimeout=120 ]
       wait: true
     k3s:
       extraArgs:
         - arg: --disable=traefik
           nodeFilters: [ server:* ]
         - arg: --disable=metrics-server
           nodeFilters: [ server:* ]
         - arg: --kube-apiserver-arg=max-requests-inflight=800
           nodeFilters: [ server:* ]
         - arg: --snapshotter=native
           nodeFilters: [ server:*, agent:* ]
         - arg: --secrets-encryption
           nodeFilters: [ server:* ]
       nodeLabels:
         - label: disk=ssd
           nodeFilters: [ agent:1 ]
         - label: zone=a
           nodeFilters: [ agent:1 ]
         - label: tier=all
           nodeFilters: [ server:*, agent:* ]
     kubeconfig:
       updateDefaultKubeconfig: true
       switchCurrentContext: true
     runtime:
       gpuRequest: all
       serversMemory: 2g
       agentsMemory: 512m
       hostPidMode: true
       labels:
         - label: team=web
           nodeFilters: [ loadbalancer ]
       ulimits:
         - name: nofile
           soft: 1024
           hard: 4096
   registries:
     use: [ k3d-shared:5000 ]
     create:
       name: images.localhost
       host: 127.0.0.1
       hostPort: "5005"
       image: registry:2.8
       proxy:
         remoteURL: https://registry-1.docker.io
         username: '\${HUB_USER}'
         password: '\${HUB_PASSWORD}'
       volumes: [ /srv/images:/var/lib/registry ]
       enforcePortMatch: true
     config: |
       mirrors:
         docker.io:
           endpoint:
             - http://images.localhost:5005
             - https://mirror.example.com
           rewrite:
             ^library/(.*): hub/library

  `);
  expect(parse(`${everything}`, { version: '1.1' })).toEqual(parse(`${everything}`));
});

test('an image and a network of your own stand as they are', () => {
  expect(config({ image: 'example.com/k3s:dev', network: 'shared' })).toMatchObject({
    image: 'example.com/k3s:dev',
    network: 'shared',
  });
});

test('an image goes before the version', () => {
  expect(config({ image: 'example.com/k3s:dev', k3sVersion: 'v1.33.5+k3s1' }).image).toBe('example.com/k3s:dev');
});

test('a kubeconfig can stay as it is', () => {
  expect(config({ kubeconfig: { update: false } }).options.kubeconfig).toEqual({
    updateDefaultKubeconfig: false,
    switchCurrentContext: false,
  });
});

test('a cluster without a load balancer says so', () => {
  expect(config({ loadBalancer: { enabled: false } }).options.k3d).toEqual({
    timeout: '5m0s',
    disableLoadbalancer: true,
  });
});

test('a load balancer that is asked for is what k3d makes anyway', () => {
  expect(config({ loadBalancer: { enabled: true } })).toEqual(config());
});

test('empty lists and maps leave no trace', () => {
  const empty: K3dClusterConfigProps = {
    ports: [],
    volumes: [],
    env: [],
    files: [],
    hostAliases: [],
    disable: [],
    k3sArgs: [],
    nodeLabels: [],
    runtime: { labels: [], ulimits: [] },
    registries: { mirrors: {}, use: [] },
    overrides: {},
  };
  expect(config(empty)).toEqual(config());
});

test('a created registry without a port gets one from k3d', () => {
  expect(config({ registries: { create: { name: 'images.localhost' } } }).registries).toEqual({
    create: { name: 'images.localhost' },
  });
});

test('the mirrors of DaoCloud cover the registries that people use', () => {
  expect(parse(config({ registries: { mirrors: Mirrors.daocloud() } }).registries.config)).toEqual({
    mirrors: {
      'docker.io': { endpoint: ['https://docker.m.daocloud.io'] },
      'quay.io': { endpoint: ['https://quay.m.daocloud.io'] },
      'gcr.io': { endpoint: ['https://gcr.m.daocloud.io'] },
      'k8s.gcr.io': { endpoint: ['https://k8s-gcr.m.daocloud.io'] },
      'ghcr.io': { endpoint: ['https://ghcr.m.daocloud.io'] },
      'registry.k8s.io': { endpoint: ['https://k8s.m.daocloud.io'] },
    },
  });
});

describe('overrides', () => {
  test('are laid over everything else, field by field', () => {
    const { options, servers } = config({ overrides: { options: { k3s: { future: ['a'] } }, servers: 5 } });
    expect(options.k3s).toEqual({ future: ['a'] });
    expect(options.k3d).toEqual({ timeout: '5m0s' });
    expect(servers).toBe(5);
  });

  test('take a key away with null', () => {
    expect(config({ overrides: { kubeAPI: null, options: { k3d: { timeout: null } } } })).toEqual({
      apiVersion: 'k3d.io/v1alpha5',
      kind: 'Simple',
      metadata: { name: 'dev' },
      servers: 1,
      agents: 0,
      options: { k3d: {}, kubeconfig: { switchCurrentContext: false } },
    });
  });

  test('put a list in the place of the list', () => {
    const { hostAliases } = config({
      hostAliases: [{ ip: '10.0.0.1', hostnames: ['a'] }],
      overrides: { hostAliases: [{ ip: '10.0.0.2', hostnames: ['b'] }] },
    });
    expect(hostAliases).toEqual([{ ip: '10.0.0.2', hostnames: ['b'] }]);
  });

  test('say the ports in words of k3d, and exposures still add theirs', () => {
    const app = new App();
    const cluster = new K3dClusterConfig(app, 'dev', {
      ports: [{ hostPort: 1, clusterPort: 1 }],
      overrides: { ports: [{ port: '9000:9000', nodeFilters: ['server:0:direct'] }] },
    });
    const chart = new Chart(app, 'shop');
    const web = new WebApp(chart, 'web', { image: 'nginx:1.27', port: 80 });
    new NodePortExposure(chart, 'in', { workload: web, nodePort: 30080, hostPort: 8087 });
    expect(cluster.toConfig().ports).toEqual([
      { port: '9000:9000', nodeFilters: ['server:0:direct'] },
      { port: '8087:30080', nodeFilters: ['loadbalancer'] },
    ]);
  });

  test('take the ports away with null', () => {
    expect(config({ ports: [{ hostPort: 1, clusterPort: 1 }], overrides: { ports: null } }).ports).toBeUndefined();
  });

  test('reach k3d even where they are no list of ports', () => {
    expect(config({ overrides: { ports: '8080:80' } }).ports).toBe('8080:80');
  });

  test.each([
    [['8080:80'], 'cluster-field-invalid', '"ports[0]" is "8080:80", and k3d takes a mapping here.'],
    [[null], 'cluster-field-invalid', '"ports[0]" is null, and k3d takes a mapping here.'],
    [
      [{}, { port: '8080:80', nodeFilter: ['server:0:direct'] }],
      'config-unknown-key',
      '"ports[1].nodeFilter" is no key of the cluster file: k3d refuses the file. Write "nodeFilters".',
    ],
  ])('keep entries of ports that k3d refuses, so that the rules see them: %j', (ports, rule, sentence) => {
    expect(config({ overrides: { ports } }).ports).toEqual(ports);
    const said = errors((app) => new K3dClusterConfig(app, 'dev', { overrides: { ports } }));
    expect(said.filter((line) => line.includes(rule)).join()).toContain(sentence);
  });

  test.each([{ metadata: null }, { metadata: { name: null } }, { metadata: {} }])(
    'leave the cluster its name: %j',
    (overrides) => {
      const cluster = new K3dClusterConfig(new App(), 'dev', { overrides });
      expect([cluster.name, cluster.toConfig().metadata]).toEqual(['dev', { name: 'dev' }]);
    },
  );

  test('may say of metadata what k3d refuses: the rules see it', () => {
    expect(config({ overrides: { metadata: 'dev' } }).metadata).toBe('dev');
  });

  test('rename the cluster everywhere', () => {
    const cluster = new K3dClusterConfig(new App(), 'dev', { overrides: { metadata: { name: 'lab' } } });
    expect([cluster.name, cluster.context, cluster.toConfig().metadata.name]).toEqual(['lab', 'k3d-lab', 'lab']);
  });
});

describe('port mappings', () => {
  const ports = (...list: NonNullable<K3dClusterConfigProps['ports']>) => config({ ports: list }).ports;

  test.each([
    ['a host port and a cluster port', { hostPort: 8080, clusterPort: 80 }, '8080:80'],
    ['a port that docker chooses', { clusterPort: 80 }, '80'],
    ['a range', { hostPort: 8000, hostPortEnd: 8002, clusterPort: 9000, clusterPortEnd: 9002 }, '8000-8002:9000-9002'],
    ['a range of one port', { hostPort: 8080, hostPortEnd: 8080, clusterPort: 80, clusterPortEnd: 80 }, '8080:80'],
    ['an address', { hostIp: '127.0.0.1', hostPort: 8080, clusterPort: 80 }, '127.0.0.1:8080:80'],
    ['an address of IPv6', { hostIp: '::1', hostPort: 8080, clusterPort: 80 }, '[::1]:8080:80'],
    ['an address and a port that docker chooses', { hostIp: '127.0.0.1', clusterPort: 80 }, '127.0.0.1::80'],
    ['UDP', { hostPort: 5353, clusterPort: 53, protocol: Protocol.UDP }, '5353:53/udp'],
    ['TCP, which needs no word', { hostPort: 8080, clusterPort: 80, protocol: Protocol.TCP }, '8080:80'],
  ])('%s', (_, mapping, port) => {
    expect(ports(mapping)).toEqual([{ port, nodeFilters: ['loadbalancer'] }]);
  });

  test('lead to the nodes that are named, through the load balancer', () => {
    expect(ports({ hostPort: 1, clusterPort: 2, nodes: Nodes.of(Nodes.server(0), Nodes.agents()) })).toEqual([
      { port: '1:2', nodeFilters: ['server:0', 'agent:*'] },
    ]);
  });

  test('lead past the load balancer when they are direct', () => {
    expect(ports({ hostPort: 1, clusterPort: 2, nodes: Nodes.agent(1), direct: true })).toEqual([
      { port: '1:2', nodeFilters: ['agent:1:direct'] },
    ]);
  });

  test('stand by host port, however they are written; those that docker chooses stand last', () => {
    const mappings = [
      { clusterPort: 90 },
      { hostPort: 10000, clusterPort: 1 },
      { clusterPort: 80 },
      { hostPort: 9000, clusterPort: 2, protocol: Protocol.UDP },
      { hostPort: 9000, clusterPort: 2 },
    ];
    const order = ['9000:2', '9000:2/udp', '10000:1', '80', '90'];
    const printed = (list: typeof mappings) => ports(...list).map(({ port }: { port: string }) => port);
    expect(printed(mappings)).toEqual(order);
    expect(printed([...mappings].reverse())).toEqual(order);
  });

  test('are one mapping when the same is asked for twice', () => {
    expect(ports({ hostPort: 80, clusterPort: 80 }, { hostPort: 80, clusterPort: 80 })).toHaveLength(1);
  });
});

test.each([NaN, -1, 1.5])('there is no node %d', (index) => {
  expect(() => Nodes.agent(index)).toThrow(
    `Nodes.agent(${index}) is no node: they are counted from 0. Write Nodes.agent(0) for the first.`,
  );
  expect(() => Nodes.server(index)).toThrow(`Write Nodes.server(0) for the first.`);
});

test('nodes that the cluster lacks are named at the property that says them', () => {
  const nodes = Nodes.agent(5);
  const { analysis } = synthesize(
    appOf(
      (app) =>
        new K3dClusterConfig(app, 'dev', {
          ports: [{ hostPort: 8080, clusterPort: 80, nodes }],
          disable: [Component.TRAEFIK],
          k3sArgs: [{ flag: 'debug', nodes }],
          volumes: [{ path: '/data', nodes }],
        }),
    ),
    { writer: 'own' },
  );
  expect(analysis.findings.map(({ field }) => field).sort()).toEqual([
    'k3sArgs[0].nodes',
    'ports[0].nodes',
    'volumes[0].nodes',
  ]);
});

test('what a mapping leaves open or asks for in vain is said in the words of the program', () => {
  const nodes = Nodes.of(Nodes.loadBalancer(), Nodes.agent(0));
  const app = appOf((root) => {
    new K3dClusterConfig(root, 'dev', {
      agents: 1,
      ports: [{ clusterPort: 80 }, { hostPort: 1, clusterPort: 2, nodes }],
    });
  });
  expect(said(app, 'port-random', 'port-filter-overridden').map((line) => line.replace(/^.*?: (?=["B])/, ''))).toEqual([
    'Beside Nodes.loadBalancer() k3d ignores Nodes.agent(0): "1:2" leads to every server and agent. Write nodes: Nodes.loadBalancer() alone for every node, or leave it out.',
    '"80" names no host port, so docker chooses another one at each creation and no URL can be promised. Write a host port, for example hostPort: 8080.',
  ]);
});

test('node selections read as k3d writes them', () => {
  expect({
    server: Nodes.server(1).filters,
    servers: Nodes.servers().filters,
    agent: Nodes.agent(0).filters,
    agents: Nodes.agents().filters,
    all: Nodes.all().filters,
    loadBalancer: Nodes.loadBalancer().filters,
    together: Nodes.of(Nodes.all(), Nodes.server(0), Nodes.servers()).filters,
  }).toEqual({
    server: ['server:1'],
    servers: ['server:*'],
    agent: ['agent:0'],
    agents: ['agent:*'],
    all: ['server:*', 'agent:*'],
    loadBalancer: ['loadbalancer'],
    together: ['server:*', 'agent:*', 'server:0'],
  });
});

test('a cluster is called by its id, or by its name, and its context follows', () => {
  const app = new App();
  const named = new K3dClusterConfig(app, 'main', { name: 'dev' });
  const plain = new K3dClusterConfig(app, 'lab');
  expect([named.name, named.context, plain.name, plain.context]).toEqual(['dev', 'k3d-dev', 'lab', 'k3d-lab']);
});

test('the config is there without a synth, with the host ports of exposures', () => {
  const app = new App();
  const cluster = new K3dClusterConfig(app, 'dev');
  const chart = new Chart(app, 'shop');
  const web = new WebApp(chart, 'web', { image: 'nginx:1.27', port: 80 });
  expect(cluster.toConfig().ports).toBeUndefined();
  new NodePortExposure(chart, 'in', { workload: web, nodePort: 30080, hostPort: 8087 });
  expect(cluster.toConfig().ports).toEqual([{ port: '8087:30080', nodeFilters: ['loadbalancer'] }]);
});

test('the file says who asked for a host port, and never with a dollar sign', () => {
  const app = appOf((root) => {
    new K3dClusterConfig(root, 'main', { name: 'dev', ports: [{ hostPort: 8443, clusterPort: 443 }] });
    const chart = new Chart(root, 'shop');
    const web = new WebApp(chart, 'web', { image: 'nginx:1.27', port: 80 });
    new NodePortExposure(chart, 'in', { workload: web, nodePort: 30080, hostPort: 8087 });
    new NodePortExposure(chart, '$HOME', { workload: web, nodePort: 30081, hostPort: 8088, name: 'home' });
  });
  const text = `${filesOf(app)['cluster/dev.k3d.yml']}`;
  expect(text.split('\n').filter((line) => line.includes('- port:'))).toEqual([
    '  - port: 8087:30080 # shop/in',
    '  - port: 8088:30081 # shop/HOME',
    '  - port: 8443:443',
  ]);
});

test('a host port that many ask for names the first of them', () => {
  const app = new K3dApp();
  const cluster = new K3dClusterConfig(app, 'dev');
  const chart = new Chart(app, 'apps');
  for (let index = 0; index < 12; index++) {
    const workload = new WebApp(chart, `app-${index}`, { image: 'nginx:1.27', port: 80 });
    new HostIngress(chart, `host-${index}`, { workload, host: `app-${index}.localhost`, hostPort: 8085 });
  }
  expect(filesOf(app)['cluster/dev.k3d.yml']).toContain(
    '- port: 8085:80 # apps/host-0, apps/host-1, apps/host-10, apps/host-11, apps/host-2 and 7 more\n',
  );
  expect(cluster.toConfig().ports).toHaveLength(1);
});

test.each([
  [{ k3sVersion: '1.33' }, 'k3sVersion is "1.33", which is no release of k3s. Write all of it, as in "v1.33.5+k3s1".'],
  [
    { k3sVersion: 'rancher/k3s:v1.33.5-k3s1' },
    'k3sVersion is "rancher/k3s:v1.33.5-k3s1", which is no release of k3s. Write all of it, as in "v1.33.5+k3s1".',
  ],
  [
    { k3sVersion: 'v1.33.5+k3s1', image: 'mine:1' },
    'k3sVersion is "v1.33.5+k3s1", and image is "mine:1": both say what the nodes run. Leave one of them out.',
  ],
])('a version that says too little or too much is an error: %j', (props, message) => {
  expect(errors((app) => new K3dClusterConfig(app, 'dev', props))).toEqual([`dev property-invalid: ${message}`]);
});

test.each(['v1.33.5+k3s1', 'v1.33.5-k3s1', 'v1.34.0-rc1+k3s1'])(
  'version %s becomes the tag of the image',
  (k3sVersion) => {
    expect(config({ k3sVersion }).image).toBe(`rancher/k3s:${k3sVersion.replace('+', '-')}`);
  },
);

test.each([[{ filters: 'server:0' }], [{ filters: [0] }], [{ filters: undefined }], [{}]])(
  'nodes that hold no list of filters are named: %j',
  (nodes) => {
    const said = errors(
      (app) => new K3dClusterConfig(app, 'dev', { ports: [{ clusterPort: 80, hostPort: 8080, nodes: nodes as any }] }),
    );
    expect(said.join()).toMatch(/ports\[0\]\.nodes is .*, and not made by Nodes/);
  },
);

test('nodes without a filter are all nodes', () => {
  expect(config({ ports: [{ clusterPort: 80, hostPort: 8080, nodes: Nodes.of() }] }).ports).toEqual([
    { port: '8080:80' },
  ]);
});

test.each(['__proto__', 'constructor'])('a property called %s is no more than one that nobody reads', (key) => {
  const props = JSON.parse(`{ "${key}": { "servers": 3 }, "agents": 2 }`);
  const { servers, agents } = config(props);
  expect({ servers, agents }).toEqual({ servers: 1, agents: 2 });
});

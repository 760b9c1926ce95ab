import { judge } from '../../../lib/routes/rules/judge';
import { hostPortRules } from '../../../lib/routes/rules/host-ports';
import type { ClusterFacts, Site } from '../../../lib/routes/world';

const clusterOf = (config: object, more: Partial<ClusterFacts> = {}): ClusterFacts => ({
  name: 'dev',
  where: 'app/dev',
  config: { metadata: { name: 'dev' }, agents: 1, ...config },
  ...more,
});

/** What one rule says, as lines of level, field, message and remedy. */
function said(id: string, cluster: ClusterFacts, more: Partial<Site> = {}): readonly string[] {
  const site: Site = { cluster, objects: [], others: [], complaints: [], externals: [], closed: true, ...more };
  return judge([site], hostPortRules)
    .findings.filter(({ rule }) => rule === id)
    .map(({ level, field, message, remedy }) => `${level} ${field}: ${message} ${remedy}`);
}

/** A port of every node through the load balancer, or of the nodes that are named. */
const port = (text: string, ...nodeFilters: readonly string[]) => ({ port: text, nodeFilters });
const ports = (...entries: readonly object[]) => clusterOf({ ports: entries });

describe('host-port-taken-twice', () => {
  const twice = (cluster: ClusterFacts, more?: Partial<Site>) => said('host-port-taken-twice', cluster, more);

  test('names who asked', () => {
    const cluster = clusterOf(
      { ports: [port('8085:80'), port('8085:443')] },
      { portAskers: [['shop/a', 'shop/b'], ['shop/c']] },
    );
    expect(twice(cluster)).toEqual([
      'error ports[1]: Host port 8085 is asked for twice: by shop/a and shop/b ("8085:80") and by shop/c ("8085:443"). Give one of them another host port, for example 8086.',
    ]);
  });

  test('names the lines of those who asked, and what is allowed on one of them counts', () => {
    const cluster = clusterOf(
      { ports: [port('8085:80'), port('8085:443')] },
      { portAskers: [['shop/a', 'shop/b'], ['shop/c']], source: 'main.ts:1' },
    );
    const exposure = (where: string, source: string, allow?: Site['objects'][number]['allow']) => ({
      where,
      source,
      allow,
      declared: true,
      json: {},
    });
    const verdict = (allow?: Site['objects'][number]['allow']) =>
      judge(
        [
          {
            cluster,
            objects: [
              exposure('shop/a', 'main.ts:7'),
              exposure('shop/b', 'main.ts:7'),
              exposure('shop/c', 'main.ts:9', allow),
            ],
            others: [],
            complaints: [],
            externals: [],
            closed: true,
          },
        ],
        hostPortRules,
      );
    expect(verdict().findings.map(({ source }) => source)).toEqual(['main.ts:7 and main.ts:9']);
    const { findings, allowed } = verdict({ 'host-port-taken-twice': 'one of them is off' });
    expect(findings).toEqual([]);
    expect(allowed.map(({ reason }) => reason)).toEqual(['one of them is off']);
  });

  test('names the property where the cluster itself asks', () => {
    const cluster = clusterOf(
      { ports: [port('80:80'), port('80:443')] },
      { fields: { 'ports[1].port': 'ports[0]', 'ports[1]': 'ports[0]' } },
    );
    expect(twice(cluster)[0]).toContain('by ports[0] ("80:80") and by ports[0] ("80:443")');
  });

  test('names the place in the file where another construct holds the property', () => {
    const cluster = clusterOf({ ports: [port('80:80'), port('80:443')] }, { fields: { 'ports[0]': '' } });
    expect(twice(cluster)[0]).toContain('by ports[0] ("80:80") and by ports[1] ("80:443")');
  });

  test('knows the ports of the API and the registry', () => {
    const cluster = clusterOf({
      kubeAPI: { hostPort: '6445' },
      registries: { create: { hostPort: '6445', host: 'localhost' } },
      ports: [port('6445:80'), port('6446:81')],
    });
    expect(twice(cluster)).toEqual([
      'error ports[0]: Host port 6445 is asked for twice: by the Kubernetes API and by ports[0] ("6445:80"). Give one of them another host port, for example 6447.',
      'error registries.create.hostPort: Host port 6445 is asked for twice: by the Kubernetes API and by the registry. Give one of them another host port, for example 6447.',
    ]);
    expect(
      twice(clusterOf({ network: 'host', registries: { create: { hostPort: '6443', host: '10.0.0.1' } } })),
    ).toHaveLength(1);
    expect(twice(clusterOf({ network: 'host', ports: [port('6443:80', 'server:0:direct')] }))).toEqual([]);
  });

  test.each<[string, string, number]>([
    ['8080:80', '8080:443', 1],
    ['127.0.0.1:8080:80', '8080:443', 1],
    ['0.0.0.0:8080:80', '127.0.0.1:8080:443', 1],
    ['[::]:8080:80', '[::1]:8080:443', 1],
    ['8080-8082:80-82', '8082:443', 1],
    ['65535:80', '65535:443', 1],
    ['127.0.0.1:8080:80', '10.0.0.1:8080:443', 0],
    ['127.0.0.1:8080:80', '[::1]:8080:443', 0],
    ['0.0.0.0:8080:80', '[::1]:8080:443', 0],
    ['8080:80', '8080:80/udp', 0],
    ['8080-8082:80', '8081:443', 0],
    ['0:80', '0:443', 0],
    ['80', '80', 0],
    ['8080:80', 'bogus', 0],
  ])('%s and %s clash %i times', (one, other, times) => {
    expect(twice(ports(port(one), port(other))).filter((line) => line.startsWith('error'))).toHaveLength(times);
  });

  test('warns of the same target twice, which a program merges and docker refuses', () => {
    expect(twice(ports(port('8080:80', 'loadbalancer'), port('8080:80', 'agent:*', 'server:*')))).toEqual([
      'warning ports[1]: Host port 8080 is asked for twice with the same target, by ports[0] ("8080:80") and by ports[1] ("8080:80"), and k3d hands both to docker. Remove one of the two.',
    ]);
    expect(twice(ports(port('8080:80', 'server:0'), port('8080:80', 'agent:0')))[0]).toMatch(/^error/);
  });

  test('sees a port that one entry opens twice', () => {
    expect(twice(ports(port('8080:80', 'server:0', 'agent:0:direct')))).toEqual([
      'error ports[0]: Host port 8080 is opened twice by ports[0] ("8080:80"): k3d opens it once for each suffix of its node filters. Write the same suffix on all of its node filters.',
    ]);
  });

  test('warns across the clusters of one program, which may not run at once', () => {
    const other = clusterOf(
      { kubeAPI: { hostPort: '6445' }, ports: [port('8080:80')] },
      { name: 'test', where: 'app/a-test' },
    );
    expect(twice(ports(port('8080:80'), port('8081:80')), { others: [other] })).toEqual([
      'warning ports[0]: Host port 8080 is asked for by ports[0] ("8080:80"), and in cluster test by ports[0] ("8080:80"), so the two clusters cannot run at once. Give one of them another host port, for example 8082.',
    ]);
  });

  test('says of two clusters once that they want one port', () => {
    const [one, two] = ['one', 'two'].map((where) => ({ ...ports(port('8080:80')), name: where, where })) as [
      ClusterFacts,
      ClusterFacts,
    ];
    expect([twice(one, { others: [two] }).length, twice(two, { others: [one] }).length]).toEqual([0, 1]);
  });

  test('takes long ranges in its stride', () => {
    const entries = Array.from({ length: 300 }, () => port('1-65535:1-65535'));
    // The first two open more than is looked at.
    expect(twice(ports(...entries))).toHaveLength(1);
  });
});

describe('the other rules', () => {
  test.each<[string, object, readonly string[]]>([
    [
      'host-port-privileged',
      port('80:80'),
      [
        'info ports[0]: Host port 80 of ports[0] ("80:80") is below 1024, which an engine without root rights does not open. Where that is so, take a port such as 8080.',
      ],
    ],
    [
      'host-port-privileged',
      port('4999-5001:80-82'),
      [
        'info ports[0]: Host port 5000 of ports[0] ("4999-5001:80-82") is held by AirPlay on macOS. On a Mac, take a port such as 5001.',
      ],
    ],
    ['host-port-privileged', port('8080:80'), []],
    [
      'port-spec-malformed',
      port('8080:0'),
      [
        'error ports[0].port: The port mapping "8080:0" leads to port 0, on which nothing can listen. Write a cluster port from 1 to 65535.',
      ],
    ],
    [
      'port-spec-malformed',
      port('8080:x'),
      [
        'error ports[0].port: The port mapping "8080:x" cannot be used: "x" is no port number. Write a number from 1 to 65535.',
      ],
    ],
    // What is no mapping at all is said as that, once.
    ['port-spec-malformed', ['8080:80'], []],
    ['port-range-huge', port('8000-8099:8000-8099'), []],
    ['port-range-huge', port('x'), []],
    [
      'port-range-huge',
      port('8000-8100:8000-8100'),
      [
        'warning ports[0].port: "8000-8100:8000-8100" opens 101 ports, which makes docker slow. Map the ports that you use, each by itself.',
      ],
    ],
    [
      'port-direct-many-nodes',
      port('8080:80', 'server:0:direct', 'agent:0:direct'),
      [
        'error ports[0].nodeFilters: "8080:80" is opened directly by 2 nodes, and k3d takes one. Name one node, for example "server:0:direct".',
      ],
    ],
    ['port-direct-many-nodes', port('8080:80', 'agent'), []],
    ['port-filter-overridden', port('8080:80', 'loadbalancer'), []],
    ['port-filter-overridden', port('8080:80', 'loadbalancer:0:proxy'), []],
    ['port-filter-overridden', port('8080:80', 'server:0'), []],
    [
      'port-filter-overridden',
      port('8080:80', 'loadbalancer:direct', 'agent:0'),
      [
        'warning ports[0].nodeFilters: Beside "loadbalancer" k3d ignores ":direct", "agent:0": "8080:80" leads to every server and agent. Write "loadbalancer" alone for every node, or leave it out.',
      ],
    ],
    ['port-api-through-all', port('16443:6443', 'server:*'), []],
    ['port-api-through-all', port('16443:6443/udp'), []],
    ['port-api-through-all', port('16443:6444'), []],
    ['port-api-through-all', port('16443:6442'), []],
    [
      'port-api-through-all',
      port('6440-6449:6440-6449'),
      [
        'warning ports[0].nodeFilters: "6440-6449:6440-6449" sends requests for the Kubernetes API to agents, which do not serve it. Write nodeFilters: ["server:*"].',
      ],
    ],
    ['port-random', port('8000-8002:80-82'), []],
    ['port-random', port('80', 'bogus'), []],
    ...['80', '0:80', '8000-8002:80'].map((text): [string, object, readonly string[]] => [
      'port-random',
      port(text),
      [
        `info ports[0].port: "${text}" names no host port, so docker chooses another one at each creation and no URL can be promised. Write a host port in front, for example "8080:80".`,
      ],
    ]),
    ['port-sctp-proxied', port('99:99/sctp', 'server:0:direct'), []],
    ['port-sctp-proxied', port('99:99/udp'), []],
    [
      'port-sctp-proxied',
      port('99:99/SCTP'),
      [
        'error ports[0]: "99:99/SCTP" leads SCTP through the load balancer, which listens for TCP in its place. Write nodeFilters: ["server:0:direct"].',
      ],
    ],
  ])('%s on %j', (id, entry, expected) => {
    expect(said(id, ports(entry))).toEqual(expected);
  });

  test('a disabled load balancer proxies nothing', () => {
    const bare = (entry: object) => clusterOf({ ports: [entry], options: { k3d: { disableLoadbalancer: true } } });
    expect(said('port-proxied-without-balancer', bare(port('8080:80', 'server:0')))).toEqual([
      'error ports[0]: "8080:80" goes through the load balancer, which is disabled. Write nodeFilters: ["server:0:direct"].',
    ]);
    expect(said('port-proxied-without-balancer', bare(port('8080:80', 'server:0:direct')))).toEqual([]);
    expect(said('port-proxied-without-balancer', clusterOf({ network: 'host', ports: [port('8080:80')] }))).toEqual([]);
  });
});

describe('port-shared-upstream', () => {
  const apart = [port('8080:30080', 'server:0'), port('8081:30080', 'agent:0')];
  const message =
    'ports[1]: "8080:30080" and "8081:30080" lead to one cluster port, so the load balancer sends both to the nodes of both. Write the same nodeFilters on both, or ":direct" behind one of them.';
  const service = (spec: unknown): Partial<Site> => ({
    objects: [{ json: { apiVersion: 'v1', kind: 'Service', spec }, where: 'app/web', declared: true }],
  });
  const shared = (entries: readonly object[], more?: Partial<Site>) =>
    said('port-shared-upstream', ports(...entries), more);

  test('speaks where two mappings of one port want different nodes', () => {
    expect(shared(apart)).toEqual([`warning ${message}`]);
    expect(shared([port('8080-8081:80-81', 'server:0'), port('8082-8083:80-81', 'agent:0')])).toHaveLength(1);
  });

  test('is an info for a node port that every node answers', () => {
    expect(shared(apart, service({ ports: [{ nodePort: 30080 }] }))).toEqual([`info ${message}`]);
    expect(shared(apart, service({ ports: [{ nodePort: 30080 }], externalTrafficPolicy: 'Local' }))).toEqual([
      `warning ${message}`,
    ]);
  });

  test('is silent for equal nodes, direct ports, other protocols and the API', () => {
    expect(shared([port('8080:80', 'server:0', 'agent:0'), port('8081:80')])).toEqual([]);
    expect(shared([port('8080:80', 'server:0'), port('8081:80', 'agent:0:direct')])).toEqual([]);
    expect(shared([port('8080:80', 'server:0'), port('8081:80/udp', 'agent:0')])).toEqual([]);
    expect(shared([port('8080:6443', 'server:0'), port('8081:6443', 'agent:0')])).toEqual([]);
    expect(shared([port('8080:6443/udp', 'server:0'), port('8081:6443/udp', 'agent:0')])).toHaveLength(1);
    expect(shared([port('x')])).toEqual([]);
  });
});

test.each<[string, readonly object[], object, string]>([
  [
    'port-filter-overridden',
    [port('9002:80', 'loadbalancer:direct')],
    {},
    'Leave direct out, or name the node that opens the port, for example nodes: Nodes.server(0).',
  ],
  [
    'port-filter-overridden',
    [port('9002:80', 'loadbalancer', 'agent:0')],
    {},
    'Write nodes: Nodes.loadBalancer() alone for every node, or leave it out.',
  ],
  [
    'port-proxied-without-balancer',
    [port('8080:80', 'loadbalancer')],
    { options: { k3d: { disableLoadbalancer: true } } },
    'Write nodes: Nodes.server(0), direct: true.',
  ],
  [
    'port-direct-many-nodes',
    [port('8080:80', 'server:0:direct', 'agent:0:direct')],
    {},
    'Name one node, for example nodes: Nodes.server(0).',
  ],
  [
    'port-shared-upstream',
    [port('8080:30080', 'server:0'), port('8081:30080', 'agent:0')],
    {},
    'Write the same nodes on both, or direct: true on one of them.',
  ],
  ['port-api-through-all', [port('16443:6443', 'agent:0')], {}, 'Write nodes: Nodes.servers().'],
])('%s of a program is told in its words', (id, entries, config, remedy) => {
  const [line] = said(id, clusterOf({ ports: entries, ...config }, { portAskers: entries.map(() => []) }));
  expect(line).toContain(` ${remedy}`);
});

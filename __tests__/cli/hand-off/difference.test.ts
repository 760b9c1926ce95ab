import fc from 'fast-check';
import { differenceOf, isSame, portText } from '../../../lib/cli/hand-off/difference/difference';
import { fieldDifferences } from '../../../lib/cli/hand-off/difference/fields';
import type { ClusterNode, PublishedPort } from '../../../lib/cli/hand-off/k3d';

interface Entry {
  readonly port: string;
  readonly nodeFilters?: readonly string[];
}

const file = (ports: readonly Entry[], more: object = {}) =>
  JSON.stringify({ metadata: { name: 'dev' }, servers: 1, agents: 1, ports, ...more });
const balancer = (...ports: readonly PublishedPort[]) => node('serverlb', 'loadbalancer', ports);
const node = (name: string, role: string, ports: readonly PublishedPort[] = []): ClusterNode => ({
  name: `k3d-dev-${name}`,
  role,
  running: true,
  status: 'running',
  ports,
  labels: role === 'server' ? { 'cdk8s-k3d.file': 'made' } : {},
});
const API: PublishedPort = { hostIp: '0.0.0.0', hostPort: 6550, containerPort: 6443, protocol: 'tcp' };
const socket = (hostPort: number | undefined, containerPort: number, hostIp = '', protocol = 'tcp'): PublishedPort => ({
  hostIp,
  ...(hostPort !== undefined && { hostPort }),
  containerPort,
  protocol,
});

/** How a cluster with these sockets on its load balancer differs from a file. */
function compare(
  now: string,
  sockets: readonly PublishedPort[],
  before?: string,
  agent: readonly PublishedPort[] = [],
) {
  const nodes = [node('server-0', 'server'), node('agent-0', 'agent', agent), balancer(API, ...sockets)];
  const { inPlace, needsNew } = differenceOf({
    config: JSON.parse(now),
    hash: 'made',
    known: { name: 'dev', nodes },
    ...(before !== undefined && { file: before }),
  });
  return { added: inPlace.added.map(portText), removed: inPlace.removed.map(portText), needsNew };
}

const NOTHING = { added: [], removed: [], needsNew: [] };
const LB = ['loadbalancer'];

describe('ports', () => {
  test('that are there are not added', () => {
    const now = file([
      { port: '8080:80', nodeFilters: LB },
      { port: '127.0.0.1:53:53/udp', nodeFilters: LB },
    ]);
    expect(compare(now, [socket(8080, 80, '0.0.0.0'), socket(53, 53, '127.0.0.1', 'udp')])).toEqual(NOTHING);
  });

  test('keep their address and protocol on the way to k3d', () => {
    expect(compare(file([{ port: '127.0.0.1:5353:53/udp', nodeFilters: ['agent:0'] }]), [])).toEqual({
      ...NOTHING,
      added: ['127.0.0.1:5353:53/udp@agent:0'],
    });
  });

  test('without a filter that k3d edits go to the load balancer', () => {
    expect(compare(file([{ port: '8080:80' }]), []).added).toEqual(['8080:80@loadbalancer']);
    expect(compare(file([{ port: '8080:80', nodeFilters: ['server:0:proxy'] }]), []).added).toEqual([
      '8080:80@server:0',
    ]);
  });

  test('that docker chooses are counted, not compared', () => {
    const now = file([{ port: '80', nodeFilters: LB }]);
    expect(compare(now, [socket(undefined, 80)])).toEqual(NOTHING);
    expect(compare(now, []).added).toEqual(['80@loadbalancer']);
    expect(compare(now, [socket(undefined, 80), socket(undefined, 80)]).removed).toEqual(['80@loadbalancer']);
  });

  test('that are to lead to other nodes are moved', () => {
    const [before, now] = ['server:0', 'agent:0'].map((nodeFilter) =>
      file([{ port: '8080:80', nodeFilters: [nodeFilter] }]),
    );
    expect(compare(now!, [socket(8080, 80)], before)).toEqual({
      ...NOTHING,
      added: ['8080:80@agent:0'],
      removed: ['8080:80@server:0'],
    });
  });

  test('of the API are its own, unless a mapping asks for it', () => {
    expect(compare(file([]), [])).toEqual(NOTHING);
    expect(compare(file([{ port: '6551:6443', nodeFilters: LB }]), [socket(6551, 6443)])).toEqual(NOTHING);
  });

  test('of a node itself stay with it', () => {
    const now = file([{ port: '8080:80', nodeFilters: ['agent:0:direct'] }]);
    expect(compare(now, [], now, [socket(8080, 80)])).toEqual(NOTHING);
    expect(compare(now, [], now).needsNew).toEqual([{ field: 'ports', why: 'direct', to: '8080:80@agent:0:direct' }]);
  });
});

test('after what is added and removed in place nothing differs any more', () => {
  const port = fc.record({ host: fc.integer({ min: 1024, max: 1030 }), to: fc.integer({ min: 80, max: 83 }) });
  const ports = fc.uniqueArray(port, { selector: ({ host }) => host, maxLength: 5 });
  const entries = (some: readonly { host: number; to: number }[]) =>
    some.map(({ host, to }) => ({ port: `${host}:${to}`, nodeFilters: LB }));
  fc.assert(
    fc.property(ports, ports, (old, fresh) => {
      const [before, now] = [file(entries(old)), file(entries(fresh))];
      const { added, removed } = compare(
        now,
        old.map(({ host, to }) => socket(host, to)),
        before,
      );
      const left = new Set(
        [...old.map(({ host, to }) => `${host}:${to}@loadbalancer`)].filter((one) => !removed.includes(one)),
      );
      for (const one of added) left.add(one);
      const sockets = [...left].map((one) => socket(Number(one.split(':')[0]), Number.parseInt(one.split(':')[1]!)));
      expect(compare(now, sockets, now)).toEqual(NOTHING);
    }),
  );
});

describe('fields', () => {
  test('of two files that are the same differ in nothing', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (config) => {
        expect(fieldDifferences(config, config)).toEqual([]);
      }),
    );
  });

  test('are shown where they go on one line, without what looks like a login', () => {
    const [before, now] = [
      { image: 'x'.repeat(60), subnet: 'token=S3CRET' },
      { image: 'x'.repeat(61), subnet: '1' },
    ];
    expect(fieldDifferences(before, now)).toEqual([
      { field: 'image', from: 'x'.repeat(60) },
      { field: 'subnet', from: 'token=…', to: '1' },
    ]);
  });

  test('that may hold a login are never shown', () => {
    const secret = 'S3CRET';
    const now = {
      token: secret,
      env: [{ envVar: secret }],
      registries: { config: secret },
      files: [{ source: secret }],
      options: { k3s: { extraArgs: [{ arg: `--token=${secret}` }] } },
    };
    const said = fieldDifferences({}, now);
    expect(said.map(({ field }) => field)).toEqual([
      'token',
      'env',
      'registries.config',
      'files',
      'options.k3s.extraArgs',
    ]);
    expect(JSON.stringify(said)).not.toContain(secret);
  });
});

test('a cluster of nobody knows what differs only where its file is another', () => {
  const nodes = [node('server-0', 'server'), node('agent-0', 'agent'), balancer(API)];
  const compared = { config: JSON.parse(file([])) as unknown, known: { name: 'dev', nodes } };
  expect(isSame(differenceOf({ ...compared, hash: 'made' }))).toBe(true);
  expect(isSame(differenceOf({ ...compared, hash: 'made', file: '' }))).toBe(true);
  expect(differenceOf({ ...compared, hash: 'other' }).needsNew).toEqual([{ field: '', why: 'unknown-file' }]);
});

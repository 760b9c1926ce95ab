import { App, Chart } from 'cdk8s';
import * as fc from 'fast-check';
import { K3dClusterConfig } from '../lib/cluster/k3d-cluster-config';
import { Nodes } from '../lib/cluster/nodes';
import type { PortMapping } from '../lib/cluster/port-mapping';
import { portEntry } from '../lib/cluster/ports';
import { HostIngress } from '../lib/exposure/host-ingress';
import { LoadBalancerExposure } from '../lib/exposure/load-balancer-exposure';
import { NodePortExposure } from '../lib/exposure/node-port-exposure';
import { parsePortSpec } from '../lib/routes/k3d/port-spec';
import { Protocol } from '../lib/routes/protocol';
import { WebApp } from '../lib/workload/web-app';
import { Workload } from '../lib/workload/workload';
import { filesOf } from './support/app';

const port = fc.integer({ min: 1, max: 65535 });

const mapping: fc.Arbitrary<PortMapping> = fc
  .record({
    host: fc.option(port, { nil: undefined }),
    cluster: port,
    length: fc.integer({ min: 0, max: 5 }),
    hostIp: fc.constantFrom(undefined, '127.0.0.1', '0.0.0.0', '::1'),
    protocol: fc.constantFrom(undefined, Protocol.TCP, Protocol.UDP),
  })
  .map(({ host, cluster, length, hostIp, protocol }) => {
    const first = (start: number) => Math.min(start, 65535 - length);
    const range = length > 0;
    return {
      ...(host !== undefined && { hostPort: first(host), ...(range && { hostPortEnd: first(host) + length }) }),
      clusterPort: first(cluster),
      ...(range && { clusterPortEnd: first(cluster) + length }),
      ...(hostIp !== undefined && { hostIp }),
      ...(protocol && { protocol }),
    };
  });

test('what is printed of a mapping reads back as the mapping', () => {
  fc.assert(
    fc.property(mapping, (wanted) => {
      const read = parsePortSpec(portEntry(wanted).port);
      const { hostIp = '', hostPort, hostPortEnd, clusterPort, clusterPortEnd, protocol } = wanted;
      expect(read).toEqual({
        hostIp,
        ...(hostPort !== undefined && { hostPorts: { first: hostPort, last: hostPortEnd ?? hostPort } }),
        clusterPorts: { first: clusterPort, last: clusterPortEnd ?? clusterPort },
        protocol: protocol === Protocol.UDP ? 'udp' : 'tcp',
      });
    }),
  );
});

// Few ports, so that askers meet each other.
const hostPort = fc.constantFrom(80, 443, 8080, 8443);
const exposure = fc.oneof(
  fc.record({ kind: fc.constant('node-port' as const), hostPort, nodePort: fc.constantFrom(30080, 30081) }),
  fc.record({
    kind: fc.constant('load-balancer' as const),
    hostPort,
    protocol: fc.constantFrom(Protocol.TCP, Protocol.UDP),
  }),
  fc.record({ kind: fc.constant('ingress' as const), hostPort, httpsHostPort: hostPort }),
);

type Wanted = typeof exposure extends fc.Arbitrary<infer Each> ? Each : never;

/** Makes an exposure, and says which mappings it asks for. */
function expose(chart: Chart, id: string, wanted: Wanted): string[] {
  const workload = Workload.of(chart, `${id}-pods`, { labels: { app: id }, port: 8080 });
  if (wanted.kind === 'node-port') {
    new NodePortExposure(chart, id, { ...wanted, workload });
    return [`${wanted.hostPort}:${wanted.nodePort}`];
  }
  if (wanted.kind === 'load-balancer') {
    new LoadBalancerExposure(chart, id, { ...wanted, workload });
    return [`${wanted.hostPort}:8080${wanted.protocol === Protocol.UDP ? '/udp' : ''}`];
  }
  new HostIngress(chart, id, { ...wanted, workload });
  return [`${wanted.hostPort}:80`, `${wanted.httpsHostPort}:443`];
}

test('the cluster has exactly the mappings that are asked for, each once', () => {
  fc.assert(
    fc.property(fc.array(exposure, { maxLength: 6 }), fc.array(mapping, { maxLength: 3 }), (wanted, own) => {
      const app = new App();
      const cluster = new K3dClusterConfig(app, 'dev', { ports: own });
      const chart = new Chart(app, 'shop');
      const asked = wanted.flatMap((each, index) => expose(chart, `in-${index}`, each));
      const ports = (cluster.toConfig().ports ?? []).map((entry: { port: string }) => entry.port);
      const all = new Set([...own.map((each) => portEntry(each).port), ...asked]);
      expect([...ports].sort()).toEqual([...all].sort());
    }),
  );
});

test('a mapping to other nodes is another mapping', () => {
  const app = new App();
  const direct = { hostPort: 8080, clusterPort: 30080, nodes: Nodes.server(0), direct: true };
  const cluster = new K3dClusterConfig(app, 'dev', { ports: [direct, direct] });
  expose(new Chart(app, 'shop'), 'in', { kind: 'node-port', hostPort: 8080, nodePort: 30080 });
  expect(cluster.toConfig().ports).toHaveLength(2);
});

test('the order in which charts and mappings are written does not change a byte', () => {
  const ids = ['a', 'b', 'c'];
  const files = (order: readonly string[], ports: readonly PortMapping[], clusterFirst: boolean) => {
    const app = new App();
    const cluster = () => new K3dClusterConfig(app, 'dev', { ports: [...ports] });
    if (clusterFirst) cluster();
    for (const id of order) {
      const chart = new Chart(app, id, { namespace: `ns-${id}` });
      const index = ids.indexOf(id);
      const workload = new WebApp(chart, id, { image: 'nginx:1.27', port: 80, files: { '/a': id } });
      new NodePortExposure(chart, `in-${id}`, { workload, nodePort: 30080 + index, hostPort: 8080 + index });
    }
    if (!clusterFirst) cluster();
    return filesOf(app);
  };
  const sorted = (all: Record<string, string>) => Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1));
  fc.assert(
    fc.property(
      fc.shuffledSubarray(ids, { minLength: 3 }),
      fc.array(mapping, { maxLength: 3 }),
      fc.boolean(),
      (order, ports, first) => {
        const wanted = files(ids, ports, true);
        expect(sorted(files(order, ports, first))).toEqual(sorted(wanted));
        // Findings name a mapping by its place in the program, so that only the cluster file stays the same.
        const reversed = files(order, [...ports].reverse(), first);
        expect(reversed['cluster/dev.k3d.yml']).toBe(wanted['cluster/dev.k3d.yml']);
      },
    ),
    { numRuns: 40 },
  );
});

test('the same program writes the same bytes', () => {
  const once = () => {
    const app = new App();
    new K3dClusterConfig(app, 'dev');
    expose(new Chart(app, 'shop', { namespace: 'shop' }), 'in', { kind: 'node-port', hostPort: 80, nodePort: 30080 });
    return filesOf(app);
  };
  expect(once()).toEqual(once());
});

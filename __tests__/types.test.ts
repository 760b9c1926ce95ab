import { Chart, Size } from 'cdk8s';
import {
  Component,
  HostIngress,
  K3dApp,
  K3dClusterConfig,
  type KubeApi,
  LoadBalancerExposure,
  LocalSecret,
  Mount,
  Nodes,
  NodePortExposure,
  type NodeVolume,
  WebApp,
  Worker,
} from '../lib';
import type { FieldsOf, OfClass } from '../lib/analysis/shape';

// Mistakes that the compiler refuses. When one of them compiles, the type check of the tests fails.

const app = new K3dApp();
const chart = new Chart(app, 'shop');
const web = new WebApp(chart, 'web', { image: 'nginx:1.27', port: 80 });

const NODES: OfClass = { made: 'filters', by: 'Nodes.servers()' };

export const refused = [
  // @ts-expect-error port is missing
  () => new WebApp(chart, 'a', { image: 'nginx:1.27' }),
  // @ts-expect-error a port is a number
  () => new WebApp(chart, 'b', { image: 'nginx:1.27', port: '80' }),
  // @ts-expect-error image is missing
  () => new WebApp(chart, 'c', { port: 80 }),
  // @ts-expect-error memory is a Size
  () => new WebApp(chart, 'd', { image: 'nginx:1.27', port: 80, resources: { memory: '1Gi' } }),
  // @ts-expect-error values are texts
  () => new WebApp(chart, 'e', { image: 'nginx:1.27', port: 80, env: { PORT: 80 } }),
  // @ts-expect-error there is no such property
  () => new WebApp(chart, 'f', { image: 'nginx:1.27', port: 80, replica: 2 }),
  // @ts-expect-error a worker has no port
  () => new Worker(chart, 'g', { image: 'nginx:1.27', port: 80 }),
  // @ts-expect-error a worker answers nobody
  () => new HostIngress(chart, 'h', { workload: new Worker(chart, 'w', { image: 'nginx:1.27' }) }),
  // @ts-expect-error a node port is missing
  () => new NodePortExposure(chart, 'i', { workload: web }),
  // @ts-expect-error a load balancer has no node port to say
  () => new LoadBalancerExposure(chart, 'j', { workload: web, nodePort: 30080 }),
  // @ts-expect-error storage has a size
  () => Mount.storage('/data', {}),
  // @ts-expect-error a port is a number
  () => new K3dClusterConfig(app, 'k', { ports: [{ hostPort: '8080', clusterPort: 80 }] }),
  // @ts-expect-error nodes are selected, not spelt
  () => new K3dClusterConfig(app, 'l', { ports: [{ clusterPort: 80, nodes: 'server:0' }] }),
  // @ts-expect-error components are known by name
  () => new K3dClusterConfig(app, 'm', { disable: ['treafik'] }),
  // @ts-expect-error memory is a Size
  () => new K3dClusterConfig(app, 'n', { runtime: { serversMemory: '1Gi' } }),
  // @ts-expect-error a cluster is no object of a chart
  () => new K3dClusterConfig(app, 'o').addDependency(chart),
  // @ts-expect-error a node is not made by hand
  () => new Nodes(['server:0']),
  // @ts-expect-error the value of a secret is named, and not said
  () => new LocalSecret(chart, 'p', { values: { password: 'hunter2' } }),
  // @ts-expect-error what was said is not changed
  () => (web.port = 81),
  // @ts-expect-error a property has a shape, for what a program without types hands over
  (): FieldsOf<KubeApi> => ({ fields: { hostPort: 'number', host: 'text' } }),
  // @ts-expect-error a number is no text
  (): FieldsOf<NodeVolume> => ({ fields: { source: 'text', path: 'number', readOnly: 'flag', nodes: NODES } }),
];

test('what the compiler takes works', () => {
  const cluster = new K3dClusterConfig(app, 'dev', {
    disable: [Component.TRAEFIK],
    runtime: { serversMemory: Size.gibibytes(1) },
    ports: [{ hostPort: 8080, clusterPort: 80, nodes: Nodes.server(0) }],
  });
  expect(cluster.toConfig().ports).toEqual([{ port: '8080:80', nodeFilters: ['server:0'] }]);
});

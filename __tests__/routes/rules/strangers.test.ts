import { routeRules } from '../../../lib/routes/rules/routes';
import type { KubeObject } from '../../../lib/routes/world';
import { cluster, deployment, service, site } from '../network/sites';
import { findings } from './yaml-site';

/** A Deployment whose pods are of one app, with more labels, and ports. */
const part = (name: string, ports: readonly (number | object)[], labels: object = {}): KubeObject => {
  const made = deployment(name);
  const { template } = made.spec;
  template.metadata.labels = { app: 'shop', ...labels };
  template.spec.containers[0].ports = ports.map((port) => (typeof port === 'number' ? { containerPort: port } : port));
  return made;
};
const shop = (port: object = { port: 80 }, more: object = {}) =>
  service('shop', 'shop', port as Record<string, unknown>, 'ClusterIP', more as Record<string, unknown>);
const told = (...objects: readonly KubeObject[]) =>
  findings(routeRules, site(objects, { cluster: cluster() }))
    .filter(({ rule }) => rule === 'service-selects-others')
    .map(({ message, remedy }) => `${message} ${remedy}`);
const SOME = 'and not 80, so some requests to port 80 fail.';

test('a Service that takes pods with other ports is told with a label that only the right ones carry', () => {
  expect(told(part('web', [80], { part: 'web' }), part('redis', [6379], { part: 'redis' }), shop())).toEqual([
    `Service default/shop selects the pods of Deployment default/redis too, which declare port 6379 ${SOME} Select part: web too, which only those pods carry that have the port.`,
  ]);
  expect(told(part('a', [80]), part('b', [80], { part: 'b' }), part('c', [1, 2, 3, 4]), shop())).toEqual([
    `Service default/shop selects the pods of Deployment default/c too, which declare port 1, 2, 3 and 1 more ${SOME} Give the pods of Deployment default/a a label that those of Deployment default/c do not carry, and select that.`,
  ]);
  expect(told(part('web', [80]), part('udp', [{ containerPort: 80, protocol: 'UDP' }]), shop())).toHaveLength(1);
});

test('it is silent where no pod, or every pod, may have the port', () => {
  expect(told(part('web', [80]), part('new', [80]), shop())).toEqual([]);
  const idle = { ...part('old', [6379]), spec: { ...part('old', [6379]).spec, replicas: 0 } };
  expect(told(part('web', [80]), idle, shop())).toEqual([]);
  expect(told(part('web', [80]), { ...idle, spec: { ...idle.spec, replicas: 1, paused: true } }, shop())).toEqual([]);
  expect(told(part('web', [80]), part('quiet', []), shop())).toEqual([]);
  expect(told(part('web', [8080]), part('new', [9090]), shop())).toEqual([]);
  expect(told(part('web', [80]), shop())).toEqual([]);
  expect(told(shop())).toEqual([]);
  expect(told(part('web', [80]), part('redis', [6379]), shop({ port: 80 }, { clusterIP: 'None' }))).toEqual([]);
  expect(told(part('web', [80]), part('redis', [6379]), shop({ port: 80 }, { selector: undefined }))).toEqual([]);
  const named = part('web', [{ name: 'http', containerPort: 80 }]);
  expect(told(named, part('redis', [6379]), shop({ port: 80, targetPort: 'http' }))).toEqual([]);
});

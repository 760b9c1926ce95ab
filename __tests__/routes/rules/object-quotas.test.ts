import { accessOf } from '../../../lib/routes/report/access';
import { rules } from '../../../lib/routes/rules';
import { judge } from '../../../lib/routes/rules/judge';
import { quotaRefusesObjects } from '../../../lib/routes/rules/workloads/object-quotas';
import { findings, k3d, object, siteOf, web } from './yaml-site';

const here = 'namespace: default';
const quota = (hard: string, more = '') =>
  object('v1', 'ResourceQuota', 'q', `spec: { hard: { ${hard} }${more} }`, here);
const service = (name: string, type = 'ClusterIP', more = '', ports = '{ port: 80 }') =>
  object('v1', 'Service', name, `spec: { type: ${type}, selector: { app: web }, ports: [${ports}]${more} }`, here);
const told = (...texts: readonly string[]) =>
  findings([quotaRefusesObjects], siteOf(texts.join(''))).map(
    ({ level, object: named, field, message, remedy }) => `${level} ${named} ${field}: ${message} ${remedy}`,
  );
const idle = (...texts: readonly string[]) =>
  [...judge([siteOf(texts.join(''))], [quotaRefusesObjects]).idle].map(
    ([{ json }, { status }]) => `${json.metadata?.name} ${status}`,
  );

describe('quota-refuses-objects', () => {
  test('refuses what does not fit by itself', () => {
    expect(told(quota('services.loadbalancers: "0"'), service('a', 'LoadBalancer'), service('b'))).toEqual([
      'error Service default/a metadata.namespace: ResourceQuota default/q has services.loadbalancers: 0, so the API refuses it. Raise services.loadbalancers of the quota to 1, or move it to another namespace.',
    ]);
    const two = service('a', 'NodePort', '', '{ name: a, port: 80 }, { name: b, port: 81 }');
    expect(told(quota('services.nodeports: 1'), two)[0]).toContain('of the quota to 2');
  });

  test('leaves it open what is refused of things that do not fit together', () => {
    const text = [quota('services: 1'), service('a'), service('b')];
    expect(told(...text)).toEqual([
      'warning ResourceQuota default/q spec.hard[services]: It has services: 1, and the app asks for 2 in namespace default, for Service default/a, Service default/b, so what comes last is refused. Write 2, or ask for less.',
    ]);
    expect(idle(...text)).toEqual(['a unknown', 'b unknown']);
  });

  test('breaks the routes over what is refused', () => {
    const config = k3d('servers: 1\nports: [{ port: "8080:30080" }]');
    const door = service('web', 'NodePort', '', '{ port: 80, nodePort: 30080 }');
    const ends = (hard: string) => {
      const site = siteOf(config + quota(hard) + door + web('image: "nginx:1.27", ports: [{ containerPort: 80 }]'));
      return accessOf([site], judge([site], rules)).routes.map(({ status, why }) => [status, why]);
    };
    expect(ends('services.nodeports: 1')).toEqual([['complete', undefined]]);
    expect(ends('services.nodeports: 0')).toEqual([
      ['broken', 'ResourceQuota default/q has services.nodeports: 0, so the API refuses it.'],
    ]);
    expect(ends('count/deployments.apps: 0')).toEqual([
      ['broken', 'ResourceQuota default/q has count/deployments.apps: 0, so the API refuses it.'],
    ]);
    expect(ends('pods: 0')).toEqual([['broken', 'ResourceQuota default/q has pods: 0, so its pods are refused.']]);
  });

  test.each([
    ['services', service('a')],
    ['count/services', service('a')],
    ['services.nodeports', service('a', 'NodePort')],
    ['services.nodeports', service('a', 'LoadBalancer')],
    [
      'services.nodeports',
      service('a', 'LoadBalancer', ', allocateLoadBalancerNodePorts: false', '{ port: 80, nodePort: 30080 }'),
    ],
    ['configmaps', object('v1', 'ConfigMap', 'c', '', here)],
    ['count/configmaps', object('v1', 'ConfigMap', 'c', '', here)],
    ['count/ingresses.networking.k8s.io', object('networking.k8s.io/v1', 'Ingress', 'i', '', here)],
    ['count/networkpolicies.networking.k8s.io', object('networking.k8s.io/v1', 'NetworkPolicy', 'n', '', here)],
    ['count/gateways.gateway.networking.k8s.io', object('gateway.networking.k8s.io/v1', 'Gateway', 'g', '', here)],
    ['count/ingressroutes.traefik.io', object('traefik.io/v1alpha1', 'IngressRoute', 'i', '', here)],
    ['pods', object('v1', 'Pod', 'p', 'spec: { containers: [{ name: a }] }', here)],
    ['count/pods', web()],
    ['pods', web().replace('kind: Deployment', 'kind: DaemonSet')],
  ])('counts %s', (name, text) => {
    expect(idle(quota(`${name}: 0`), text)).toHaveLength(1);
    expect(told(quota(`${name}: 1`), text)).toEqual([]);
  });

  test('counts the pods of everybody, who may run with fewer', () => {
    const large = web('', '', 'replicas: 3');
    const small = web('', '', 'replicas: 1').replace('metadata: { name: web }', 'metadata: { name: small }');
    expect(told(quota('pods: 3'), large, small)).toEqual([
      'warning ResourceQuota default/q spec.hard[pods]: It has pods: 3, and the app asks for 4 in namespace default, for Deployment default/web, Deployment default/small, so what comes last is refused. Write 4, or ask for less.',
    ]);
    expect(idle(quota('pods: 3'), large, small)).toEqual(['small unknown']);
    expect(idle(quota('pods: 2'), large)).toEqual([]);
  });

  test('calls nothing refused that kubectl reads before the quota', () => {
    const site = (first: string, second: string) => {
      const all = [...siteOf(first).objects, ...siteOf(second).objects];
      const objects = all.map((one, line) => ({ ...one, where: `dist/app.yaml:${line}`, file: 'dist/app.yaml' }));
      return siteOf('', { objects });
    };
    const [one, both] = [service('a', 'LoadBalancer'), service('a') + service('b')];
    const levels = (first: string, second: string) =>
      findings([quotaRefusesObjects], site(first, second)).map(({ level }) => level);
    expect(levels(one, quota('services.loadbalancers: 0'))).toEqual([]);
    expect(levels(quota('services.loadbalancers: 0'), one)).toEqual(['error']);
    expect(levels(both, quota('services: 1'))).toEqual([]);
    expect(levels(service('a') + quota('services: 1'), service('b'))).toEqual(['warning']);
  });

  test.each([
    ['what another namespace has', quota('services: 0').replace(here, 'namespace: other') + service('a')],
    ['what is written twice', quota('services: 1') + service('a') + service('a')],
    [
      'a load balancer without node ports',
      quota('services.nodeports: 0') + service('a', 'LoadBalancer', ', allocateLoadBalancerNodePorts: false'),
    ],
    ['Services inside', quota('services.nodeports: 0, services.loadbalancers: 0') + service('a')],
    [
      'kinds of another group',
      quota('count/deployments.apps: 0') + object('example.com/v1', 'Deployment', 'd', '', here),
    ],
    ['quotas', quota('resourcequotas: 0, count/resourcequotas: 0')],
    ['what it measures', quota('requests.cpu: 0, requests.storage: 0') + service('a')],
    ['a number that is none', quota('services: few') + service('a')],
    ['quotas for some pods', quota('pods: 0', ', scopes: [Terminating]') + web()],
    ['pods that nobody asks for', quota('pods: 0') + web('', '', 'replicas: 0')],
    ['jobs', quota('pods: 0') + web().replace('kind: Deployment', 'kind: Job')],
    [
      'who chooses a node',
      quota('pods: 0') + web('', 'nodeSelector: { a: b }').replace('kind: Deployment', 'kind: DaemonSet'),
    ],
    [
      'pods that are scaled',
      quota('pods: 0') +
        web() +
        object(
          'autoscaling/v2',
          'HorizontalPodAutoscaler',
          'h',
          'spec: { scaleTargetRef: { kind: Deployment, name: web } }',
        ),
    ],
    ['no quota', service('a')],
  ])('is silent about %s', (_, text) => {
    expect(told(text)).toEqual([]);
  });
});

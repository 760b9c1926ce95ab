import { parseAllDocuments } from 'yaml';
import { judge } from '../lib/routes/rules/judge';
import { routesOf } from '../lib/routes/network/routes';
import { rules } from '../lib/routes/rules';
import { siteFromDocuments } from '../lib/cli/read/documents';

/** A sound world: two ways in to one web app, and a second app that nobody calls from outside. */
const SOUND = `
apiVersion: k3d.io/v1alpha5
kind: Simple
metadata: { name: dev }
servers: 1
agents: 1
kubeAPI: { hostIP: 127.0.0.1, hostPort: "6550" }
ports:
  - { port: "8085:80", nodeFilters: [loadbalancer] }
  - { port: "8087:30080", nodeFilters: [loadbalancer] }
options: { k3d: { timeout: 5m } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, labels: { app: web } }
spec:
  replicas: 1
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: nginx:1.27
          ports: [{ name: http, containerPort: 80 }]
          readinessProbe: { tcpSocket: { port: 80 } }
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  type: NodePort
  selector: { app: web }
  ports: [{ name: http, port: 80, targetPort: http, nodePort: 30080 }]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web }
spec:
  ingressClassName: traefik
  rules:
    - host: web.localhost
      http:
        paths:
          - { path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }
`;

// Faults are seeded into plain JSON, whose shape is known from the text above.
type World = Record<'cluster' | 'deployment' | 'service' | 'ingress', any>;

/** Rules, the objects they speak of, and the routes that are left, after one change. */
function after(change: (world: World, more: (object: unknown) => void) => void) {
  const [cluster, deployment, service, ingress] = parseAllDocuments(SOUND).map((document) => document.toJS());
  const world: World = { cluster, deployment, service, ingress };
  const extra: unknown[] = [];
  change(world, (object) => extra.push(object));
  const documents = [...Object.values(world), ...extra].filter(Boolean);
  const site = siteFromDocuments(documents.map((json, index) => ({ json, where: `world.yaml:${index}` })));
  const { findings } = judge([site], rules);
  const heavy = findings.filter(({ level }) => level !== 'info');
  return {
    errors: heavy.filter(({ level }) => level === 'error'),
    warnings: heavy.filter(({ level }) => level === 'warning'),
    routes: routesOf(site).routes,
  };
}

const copy = <T>(value: T): T => structuredClone(value);
const container = ({ deployment }: World) => deployment.spec.template.spec.containers[0];
const path = ({ ingress }: World) => ingress.spec.rules[0].http.paths[0];

test('the world is sound without a fault', () => {
  const { errors, warnings, routes } = after(() => {});
  expect([...errors, ...warnings]).toEqual([]);
  expect(routes.map(({ url, status }) => `${url} ${status}`)).toEqual([
    'http://localhost:8087 complete',
    'http://web.localhost:8085 complete',
  ]);
});

const ERRORS: readonly [fault: string, rule: string, change: Parameters<typeof after>[0]][] = [
  [
    'a target port that no container has',
    'target-port-not-served',
    ({ service }) => (service.spec.ports[0].targetPort = 'web'),
  ],
  ['a Service without a port', 'object-field-invalid', ({ service }) => (service.spec.ports = [])],
  [
    'an Ingress that asks its Service for another port',
    'ingress-backend-missing',
    (world) => (path(world).backend.service.port.number = 8080),
  ],
  ['an Ingress without rules', 'object-field-invalid', ({ ingress }) => (ingress.spec.rules = [])],
  [
    'one node port on two Services',
    'node-port-taken',
    ({ service }, more) => more({ ...copy(service), metadata: { name: 'again' } }),
  ],
  ['node port 80', 'node-port-out-of-range', ({ service }) => (service.spec.ports[0].nodePort = 80)],
  ['a node port on a ClusterIP', 'node-port-on-cluster-ip', ({ service }) => (service.spec.type = 'ClusterIP')],
  ['host "My Host"', 'host-name-invalid', ({ ingress }) => (ingress.spec.rules[0].host = 'My Host')],
  [
    'an Ingress in another namespace than its Service',
    'ingress-backend-missing',
    ({ ingress }, more) => {
      ingress.metadata.namespace = 'edge';
      more({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'edge' } });
    },
  ],
  [
    'a probe of a port name that the container lacks',
    'probe-port-not-served',
    (world) => (container(world).readinessProbe.tcpSocket.port = 'admin'),
  ],
  ['a bad label value', 'object-name-invalid', ({ deployment }) => (deployment.metadata.labels.tier = 'front end')],
  ['a bad name', 'object-name-invalid', ({ deployment }) => (deployment.metadata.name = 'My_Web')],
  ['one kind and name twice', 'object-duplicate', ({ deployment }, more) => more(copy(deployment))],
  [
    'a Secret that nobody makes',
    'reference-missing',
    (world) => (container(world).env = [{ name: 'KEY', valueFrom: { secretKeyRef: { name: 'login', key: 'key' } } }]),
  ],
  [
    'a namespace that nobody makes',
    'namespace-missing',
    (world) =>
      [world.deployment, world.service, world.ingress].forEach(({ metadata }) => (metadata.namespace = 'shop')),
  ],
  [
    'a selector that its own template does not carry',
    'selector-not-in-template',
    ({ deployment }) => (deployment.spec.selector.matchLabels = { app: 'old' }),
  ],
  [
    'one port twice in a container',
    'container-port-duplicate',
    (world) => container(world).ports.push({ name: 'again', containerPort: 80 }),
  ],
  [
    'a Service whose selector finds nobody',
    'service-selects-nothing',
    ({ service }) => (service.spec.selector = { app: 'wbe' }),
  ],
  [
    'the port of the API as the port of a mapping',
    'host-port-taken-twice',
    ({ cluster }) => cluster.ports.push({ port: '6550:30080', nodeFilters: ['loadbalancer'] }),
  ],
  [
    'the port of the registry as the port of a mapping',
    'host-port-taken-twice',
    ({ cluster }) => (cluster.registries = { create: { name: 'registry', hostPort: '8085' } }),
  ],
  [
    'a LoadBalancer Service on the port of Traefik',
    'load-balancer-port-taken',
    ({ service }, more) =>
      more({
        ...copy(service),
        metadata: { name: 'front' },
        spec: { ...service.spec, type: 'LoadBalancer', ports: [{ port: 80, targetPort: 80 }] },
      }),
  ],
  ['a class that nothing serves', 'ingress-class-unknown', ({ ingress }) => (ingress.spec.ingressClassName = 'nginx')],
  [
    'Traefik off below an Ingress',
    'ingress-controller-disabled',
    ({ cluster }) => (cluster.options.k3s = { extraArgs: [{ arg: '--disable=traefik', nodeFilters: ['server:*'] }] }),
  ],
];

test.each(ERRORS)('%s is found by %s, and no other error stands beside it', (_, rule, change) => {
  const { errors } = after(change);
  expect([...new Set(errors.map((finding) => finding.rule))]).toEqual([rule]);
});

const other = ({ service }: World) => ({
  ...copy(service),
  metadata: { name: 'other' },
  spec: { ...service.spec, type: 'ClusterIP', ports: [{ port: 80, targetPort: 80 }] },
});

const WARNINGS: typeof ERRORS = [
  [
    'one path that leads to two Services in one Ingress',
    'ingress-rule-duplicate',
    (world, more) => {
      more(other(world));
      const again = copy(path(world));
      again.backend.service.name = 'other';
      world.ingress.spec.rules[0].http.paths.push(again);
    },
  ],
  [
    'one host and path in two Ingresses',
    'ingress-rule-duplicate',
    (world, more) => {
      more(other(world));
      const again = copy(world.ingress);
      again.metadata.name = 'again';
      again.spec.rules[0].http.paths[0].backend.service.name = 'other';
      more(again);
    },
  ],
  [
    'a probe of a port number that the container does not declare',
    'probe-port-not-served',
    (world) => (container(world).readinessProbe.tcpSocket.port = 8080),
  ],
  ['the tag latest', 'image-not-pinned', (world) => (container(world).image = 'nginx:latest')],
  [
    'one port in two containers',
    'container-port-duplicate',
    (world) =>
      world.deployment.spec.template.spec.containers.push({
        name: 'other',
        image: 'nginx:1.27',
        ports: [{ containerPort: 80 }],
      }),
  ],
];

test.each(WARNINGS)('%s is warned of by %s, without an error', (_, rule, change) => {
  const { errors, warnings } = after(change);
  expect(errors).toEqual([]);
  expect([...new Set(warnings.map((finding) => finding.rule))]).toEqual([rule]);
});

test('the founding case: the host port leads to Traefik, the app is a node port, everything is green, and nothing answers', () => {
  const { errors, routes } = after((world) => {
    world.cluster.ports = [{ port: '8080:80', nodeFilters: ['loadbalancer'] }];
    world.ingress = undefined;
  });
  expect(errors.map(({ rule, remedy }) => [rule, remedy])).toEqual([
    ['node-port-not-mapped', expect.stringMatching(/30080/)],
  ]);
  expect(routes.map(({ status }) => status)).toEqual(['broken']);
});

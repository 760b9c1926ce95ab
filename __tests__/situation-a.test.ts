import { parse, parseAllDocuments } from 'yaml';
import { build } from '../main';
import { filesOf, said } from './support/app';

/** Every field of a cluster that was written by hand. */
const CLUSTER = `
apiVersion: k3d.io/v1alpha5
kind: Simple
metadata: { name: dev-cluster }
servers: 1
agents: 2
kubeAPI: { hostPort: "6449" }
ports:
  - { port: 8085:80, nodeFilters: [loadbalancer] }
  - { port: 8087:30080, nodeFilters: [loadbalancer] }
  - { port: 8443:443, nodeFilters: [loadbalancer] }
`;

const MIRRORS = `
mirrors:
  docker.io:       { endpoint: [https://docker.m.daocloud.io] }
  quay.io:         { endpoint: [https://quay.m.daocloud.io] }
  gcr.io:          { endpoint: [https://gcr.m.daocloud.io] }
  k8s.gcr.io:      { endpoint: [https://k8s-gcr.m.daocloud.io] }
  ghcr.io:         { endpoint: [https://ghcr.m.daocloud.io] }
  registry.k8s.io: { endpoint: [https://k8s.m.daocloud.io] }
`;

const deployment = (name: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, labels: { app: ${name} } }
spec:
  replicas: 1
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers:
        - name: nginx
          image: nginx:1.27
          ports: [{ containerPort: 80 }]
          resources:
            requests: { cpu: 80m, memory: 128Mi }
            limits: { cpu: 100m, memory: 256Mi }
`;

const innerService = (name: string, app: string) => `
apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec:
  type: ClusterIP
  selector: { app: ${app} }
  ports: [{ port: 80, targetPort: 80 }]
`;

const ingress = (name: string, host: string, service: string) => `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: ${name} }
spec:
  ingressClassName: traefik
  rules:
    - host: ${host}
      http:
        paths:
          - path: /
            pathType: Prefix
            backend: { service: { name: ${service}, port: { number: 80 } } }
`;

const WORKLOADS = [
  deployment('web'),
  deployment('web-a'),
  deployment('web-b'),
  `
apiVersion: v1
kind: Service
metadata: { name: app-service-nodeport, labels: { app: web-service } }
spec:
  type: NodePort
  selector: { app: web }
  ports: [{ port: 80, targetPort: 80, nodePort: 30080, protocol: TCP }]
`,
  innerService('app-service-a', 'web-a'),
  innerService('app-service-b', 'web-b'),
  ingress('app-ingress-a', 'localhost', 'app-service-a'),
  ingress('nginx-ingress-b', 'localhost.k3d.ingress', 'app-service-b'),
];

/** Lists are compared whole, objects by the fields that are asked for. */
function containing(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(containing);
  if (typeof value !== 'object' || value === null) return value;
  return expect.objectContaining(
    Object.fromEntries(Object.entries(value).map(([key, item]) => [key, containing(item)])),
  );
}

const files = filesOf(build());
const workloads = parseAllDocuments(files['nginx.k8s.yaml'] ?? '').map((document) => document.toJS());
const cluster = parse(files['cluster/dev-cluster.k3d.yml'] ?? '');

test.each(WORKLOADS.map((text) => parse(text)).map((wanted) => [wanted.kind, wanted.metadata.name, wanted]))(
  '%s %s is what was written by hand',
  (kind, name, wanted) => {
    const [found] = workloads.filter((each) => each.kind === kind && each.metadata.name === name);
    expect(found).toEqual(containing(wanted));
  },
);

test('nothing runs beside it, except the page that app b brings', () => {
  const names = workloads.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  const wanted = WORKLOADS.map((text) => parse(text)).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  expect(names.filter((name) => !wanted.includes(name))).toEqual(['ConfigMap web-b-files']);
});

test('every object lies in the namespace default', () => {
  expect(workloads.filter(({ metadata }) => metadata.namespace !== undefined)).toEqual([]);
});

test('app b serves its own page, so that nobody writes it into the pod by hand', () => {
  const page = workloads.find(({ kind }) => kind === 'ConfigMap');
  const pod = workloads.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'web-b');
  expect(page.data).toEqual({ 'index.html': '<h1>hello from app b</h1>\n' });
  expect(pod.spec.template.spec.containers[0].volumeMounts).toEqual([
    { name: 'files', mountPath: '/usr/share/nginx/html/index.html', subPath: 'index.html' },
  ]);
});

test('the cluster file says every field of the cluster that was written by hand', () => {
  expect(cluster).toEqual(containing(parse(CLUSTER)));
});

test('the mirrors are one text of several lines, as k3d wants it', () => {
  expect(typeof cluster.registries.config).toBe('string');
  expect(parse(cluster.registries.config)).toEqual(parse(MIRRORS));
});

test('what k3d would read otherwise unquoted is a text in YAML 1.1 too', () => {
  const old = parse(files['cluster/dev-cluster.k3d.yml'] ?? '', { version: '1.1' });
  expect(old).toEqual(cluster);
  expect(old.ports.map(({ port }: { port: unknown }) => port)).toEqual(['8085:80', '8087:30080', '8443:443']);
  expect(old.kubeAPI.hostPort).toBe('6449');
});

test('no rule holds anything against it', () => {
  expect(said(build()).filter((line) => !line.startsWith('[info]'))).toEqual([]);
});

import { accessOf } from '../../../lib/routes/report/access';
import { rules } from '../../../lib/routes/rules';
import { judge } from '../../../lib/routes/rules/judge';
import type { Site } from '../../../lib/routes/world';
import { k3d, object, siteOf } from '../rules/yaml-site';

const PORTS = 'servers: 1\nports: [{ port: "8080:30080" }]';
const SERVICE = object(
  'v1',
  'Service',
  'web',
  'spec: { type: NodePort, selector: { app: web }, ports: [{ port: 80, nodePort: 30080 }] }',
);
const pods = (pod: string, name = 'web', metadata = '') =>
  object(
    'apps/v1',
    'Deployment',
    name,
    `spec: { selector: { matchLabels: { app: web, is: ${name} } }, template: { metadata: { labels: { app: web, is: ${name} } }, spec: { ${pod} } } }`,
    metadata,
  );
const container = (more = '') =>
  `containers: [{ name: web, image: "nginx:1.27", ports: [{ containerPort: 80 }]${more && `, ${more}`} }]`;

const site = (text: string, more: Partial<Site> = {}, config = '') =>
  siteOf(k3d(`${PORTS}\n${config}`) + SERVICE + text, more);
const access = (one: Site) => accessOf([one], judge([one], rules));
const ends = (one: Site) => access(one).routes.map(({ status, why }) => [status, why]);

const wanting = pods(container('envFrom: [{ secretRef: { name: s } }]'));
const noSecret =
  'The environment of container "web" refers to Secret "s" in namespace "default", which nothing in the app makes, so its pods do not start.';

describe('a route whose pods do not start', () => {
  test('is unknown where something outside may mend it, and broken where nothing can', () => {
    expect(ends(site(wanting))).toEqual([['unknown', noSecret]]);
    expect(ends(site(wanting, { closed: true }))).toEqual([['broken', noSecret]]);
    const mappings = access(site(wanting, { closed: true })).mappings.map(({ status }) => status);
    expect(mappings).toEqual(['answers', 'silent']);
  });

  test.each([
    [
      'a key that the app does not make',
      pods(container('env: [{ name: A, valueFrom: { configMapKeyRef: { name: c, key: a } } }]')) +
        object('v1', 'ConfigMap', 'c', 'data: { b: "1" }'),
      'broken',
    ],
    ['a node that is not there', pods(`nodeName: k3d-dev-agent-7, ${container()}`), 'broken'],
    ['a label that no node has', pods(`nodeSelector: { disk: ssd }, ${container()}`), 'broken'],
    ['a class that nothing makes', pods(`priorityClassName: high, ${container()}`), 'unknown'],
    [
      'pods that are not there',
      pods(
        `affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: kubernetes.io/hostname, labelSelector: { matchLabels: { app: gone } } }] } }, ${container()}`,
      ),
      'unknown',
    ],
    [
      'a claim without a class',
      pods(`volumes: [{ name: d, persistentVolumeClaim: { claimName: d } }], ${container()}`) +
        object(
          'v1',
          'PersistentVolumeClaim',
          'd',
          'spec: { storageClassName: gp2, accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }',
        ),
      'unknown',
    ],
    [
      'a claim that is larger than its volume',
      pods(`volumes: [{ name: d, persistentVolumeClaim: { claimName: d } }, {}], ${container()}`) +
        object(
          'v1',
          'PersistentVolumeClaim',
          'd',
          'spec: { storageClassName: "", volumeName: v, accessModes: [ReadWriteOnce], resources: { requests: { storage: 5Gi } } }',
        ) +
        object(
          'v1',
          'PersistentVolume',
          'v',
          'spec: { accessModes: [ReadWriteOnce], capacity: { storage: 1Gi }, hostPath: { path: /d } }',
        ),
      'broken',
    ],
  ])('waits for %s', (_, text, status) => {
    expect(ends(site(text)).map(([found]) => found)).toEqual([status]);
  });

  test('waits for a node without a taint', () => {
    const args = 'options: { k3s: { extraArgs: [{ arg: "--node-taint=a=b:NoSchedule", nodeFilters: ["server:*"] }] } }';
    expect(ends(site(pods(container()), {}, args))).toEqual([
      ['broken', expect.stringContaining('so they run nowhere')],
    ]);
  });

  test('is as good as the best of its pods', () => {
    expect(ends(site(wanting + pods(container(), 'other')))).toEqual([['complete', undefined]]);
    const both = wanting + pods(`nodeName: k3d-dev-agent-7, ${container()}`, 'other');
    expect(ends(site(both))).toEqual([['unknown', noSecret]]);
    expect(ends(site(both, { closed: true }))[0]![0]).toBe('broken');
  });

  test('tells the surest of several reasons', () => {
    const both = pods(`nodeName: k3d-dev-agent-7, ${container('envFrom: [{ secretRef: { name: s } }]')}`);
    expect(ends(site(both))[0]![0]).toBe('broken');
  });

  test('is what it was where somebody allowed it, and where nothing stops them', () => {
    const allowed = pods(
      container('envFrom: [{ secretRef: { name: s } }]'),
      'web',
      'annotations: { allow.cdk8s-k3d/reference-missing: it is there }',
    );
    expect(ends(site(allowed))).toEqual([['complete', undefined]]);
    expect(ends(site(pods(`imagePullSecrets: [{ name: s }], ${container()}`)))).toEqual([['complete', undefined]]);
    const idle = object('batch/v1', 'Job', 'j', 'spec: { template: { spec: { serviceAccountName: a } } }');
    expect(ends(site(pods(container()) + idle))).toEqual([['complete', undefined]]);
    const broken = wanting.replace('app: web, is', 'app: shop, is');
    expect(ends(site(broken.replace('app: web, is', 'app: shop, is')))[0]![1]).not.toContain('Secret');
  });
});

describe('a route over an object that the API refuses', () => {
  const ingress = (spec: string, metadata = '') =>
    object('networking.k8s.io/v1', 'Ingress', 'web', `spec: ${spec}`, metadata);
  const backend = (path = '/') =>
    `{ rules: [{ http: { paths: [{ path: ${path}, pathType: Prefix, backend: { service: { name: inner, port: { number: 80 } } } }] } }] }`;
  const inner = (more = '') =>
    object('v1', 'Service', 'inner', `spec: { selector: { app: web }, ports: [{ port: 80 }]${more} }`);
  const over = (text: string) =>
    access(siteOf(k3d('servers: 1\nports: [{ port: "8080:80" }]') + text)).routes.map(({ status, why }) => [
      status,
      why,
    ]);
  const good = pods(container());

  test('is complete where none is refused', () => {
    expect(over(good + inner() + ingress(backend()))).toEqual([['complete', undefined]]);
  });

  test.each([
    [
      'its pods',
      pods(container('env: [{ name: A, value: 8080 }]')) + inner() + ingress(backend()),
      'Deployment default/web',
    ],
    ['its Service', good + inner(', clusterIP: nowhere') + ingress(backend()), 'Service default/inner'],
    ['the Ingress', good + inner() + ingress(backend('api')), 'Ingress default/web'],
    [
      'a Middleware',
      good +
        inner() +
        ingress(
          backend(),
          'annotations: { traefik.ingress.kubernetes.io/router.middlewares: default-https@kubernetescrd }',
        ) +
        object('traefik.io/v1alpha1', 'Middleware', 'https', 'spec: { redirectScheme: { scheme: https, port: 8443 } }'),
      'Middleware default/https',
    ],
    [
      'a TraefikService',
      good +
        inner() +
        object(
          'traefik.io/v1alpha1',
          'IngressRoute',
          'web',
          'spec: { entryPoints: [web], routes: [{ kind: Rule, match: "PathPrefix(`/`)", services: [{ kind: TraefikService, name: wrr }] }] }',
        ) +
        object(
          'traefik.io/v1alpha1',
          'TraefikService',
          'wrr',
          'spec: { weighted: { services: [{ name: inner, port: 80, weight: "1" }] } }',
        ),
      'TraefikService default/wrr',
    ],
  ])('is broken where that is %s', (_, text, refused) => {
    expect(over(text)).toEqual([['broken', expect.stringMatching(`^The API refuses ${refused}: spec\\.`)]]);
  });

  test('is broken where a Service that opens a port of the nodes is', () => {
    const refused = SERVICE.replace('type: NodePort', 'type: NodePort, externalTrafficPolicy: local');
    const one = siteOf(k3d(PORTS) + refused + good);
    expect(access(one).routes.map(({ status }) => status)).toEqual(['broken']);
  });

  test('passes over what stands outside, and ends at Traefik itself', () => {
    const asking = 'annotations: { traefik.ingress.kubernetes.io/router.middlewares: default-https@kubernetescrd }';
    const text = good + inner() + ingress(backend(), asking) + object('v1', 'ConfigMap', 'c', 'data: { a: 1 }');
    const outside = siteOf(k3d('servers: 1\nports: [{ port: "8080:80" }]') + text, {
      externals: [{ kind: 'Middleware', name: 'https' }],
    });
    expect(access(outside).routes.map(({ status }) => status)).toEqual(['complete']);
    const dashboard = object(
      'traefik.io/v1alpha1',
      'IngressRoute',
      'board',
      'spec: { entryPoints: [web], routes: [{ kind: Rule, match: "PathPrefix(`/api`)", services: [{ kind: TraefikService, name: api@internal }] }] }',
    );
    expect(over(dashboard + object('v1', 'ConfigMap', 'c', 'data: { a: 1 }'))[0]![0]).not.toBe('broken');
  });

  test('is broken for sure where one thing is refused, and unknown where its pods may start', () => {
    const both = wanting + inner(', clusterIP: nowhere') + ingress(backend());
    expect(over(both)[0]![0]).toBe('broken');
  });

  test('is broken where its pods ask for more memory than a node has, or for an image that nobody can have', () => {
    const large = pods(container('resources: { requests: { memory: 2Gi } }'));
    expect(ends(site(large, {}, 'options: { runtime: { serversMemory: 1g } }'))[0]![0]).toBe('broken');
    const named = (image: string, more: Partial<Site> = {}) =>
      ends(site(good.replace('nginx:1.27', image), more))[0]![0];
    expect([named('Nginx:1.27'), named('Nginx:1.27', { closed: true }), named('localhost:5050/web:1')]).toEqual([
      'unknown',
      'broken',
      'unknown',
    ]);
  });
});

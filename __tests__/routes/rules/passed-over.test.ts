import { routesOf } from '../../../lib/routes/network/routes';
import { judge } from '../../../lib/routes/rules/judge';
import { routeRules } from '../../../lib/routes/rules/routes';
import type { KubeObject } from '../../../lib/routes/world';
import { cluster, deployment, ingress, service, site } from '../network/sites';

const chart = (valuesContent: string): KubeObject => ({
  apiVersion: 'helm.cattle.io/v1',
  kind: 'HelmChartConfig',
  metadata: { name: 'traefik', namespace: 'kube-system' },
  spec: { valuesContent },
});
const told = (provider: string, ...objects: readonly KubeObject[]) =>
  site([deployment('web'), service('web', 'web'), chart(`providers: { ${provider} }`), ...objects], {
    cluster: cluster(['8080:80']),
  });
const web = ingress('web', 'web');
const route: KubeObject = {
  apiVersion: 'traefik.io/v1alpha1',
  kind: 'IngressRoute',
  metadata: { name: 'route' },
  spec: { routes: [{ match: 'PathPrefix(`/`)', services: [{ name: 'web', port: 80 }] }] },
};
const findings = (...[provider, ...objects]: Parameters<typeof told>) =>
  judge([told(provider, ...objects)], routeRules).findings.map(({ rule, message, remedy }) => [rule, message, remedy]);
const statuses = (...[provider, ...objects]: Parameters<typeof told>) =>
  routesOf(told(provider, ...objects)).routes.map(({ status, why }) => [status, why]);

const rule = 'ingress-passed-over';
const COMPLETE = [['complete', undefined]];

test.each([
  [
    'kubernetesIngress: { enabled: false }',
    web,
    'providers.kubernetesIngress.enabled of Traefik is false, so it reads no Ingress, and nothing serves Ingress default/web.',
    'Remove providers.kubernetesIngress.enabled in HelmChartConfig kube-system/traefik.',
  ],
  [
    'kubernetesCRD: { enabled: false }',
    route,
    'providers.kubernetesCRD.enabled of Traefik is false, so it reads no IngressRoute, and nothing serves IngressRoute default/route.',
    'Remove providers.kubernetesCRD.enabled in HelmChartConfig kube-system/traefik.',
  ],
  [
    'kubernetesIngress: { namespaces: [kube-system, shop] }',
    web,
    'providers.kubernetesIngress.namespaces of Traefik is kube-system, shop, so it does not see Ingress default/web.',
    'Add default to providers.kubernetesIngress.namespaces in HelmChartConfig kube-system/traefik.',
  ],
  [
    'kubernetesIngress: { ingressClass: internal }',
    web,
    'providers.kubernetesIngress.ingressClass of Traefik is "internal", so it does not read Ingress default/web of class "traefik".',
    'Use class "traefik" for providers.kubernetesIngress.ingressClass in HelmChartConfig kube-system/traefik.',
  ],
])('told %s, Traefik passes over it', (provider, object, message, remedy) => {
  expect(findings(provider, object)).toEqual([[rule, message, remedy]]);
  expect(statuses(provider, object)).toEqual([['broken', message]]);
});

test('a provider that is told so reads the rest', () => {
  expect(statuses('kubernetesIngress: { enabled: false }', route)).toEqual(COMPLETE);
  expect(statuses('kubernetesIngress: { namespaces: [default] }', web)).toEqual(COMPLETE);
  expect(statuses('kubernetesIngress: { ingressClass: traefik }', web)).toEqual(COMPLETE);
  expect(statuses('kubernetesIngress: { ingressClass: internal }', route)).toEqual(COMPLETE);
});

test('an Ingress of the class that it is told is read by annotation, where Traefik is known to serve', () => {
  const annotations = { 'kubernetes.io/ingress.class': 'internal' };
  const annotated = ingress('web', 'web', { className: '', annotations });
  expect(statuses('kubernetesIngress: { ingressClass: internal }', annotated)).toEqual(COMPLETE);
  const unsure = 'kubernetesIngress: { ingressClass: internal } }\ningressClass: { enabled: false';
  expect(statuses(unsure, annotated)).toEqual([['unknown', 'Which controller serves it is not known.']]);
});

test('what it passes over claims nothing from what it reads', () => {
  const other = { ...ingress('other', 'web'), metadata: { name: 'other', namespace: 'shop' } };
  const [read] = statuses('kubernetesIngress: { namespaces: [default] }', web, other);
  expect(read).toEqual(['complete', undefined]);
});

test('labels leave it open, and so does another controller', () => {
  expect(statuses('kubernetesIngress: { labelSelector: "a=b" }', web)).toEqual([
    ['unknown', 'providers.kubernetesIngress.labelSelector of Traefik may leave Ingress default/web out.'],
  ]);
  const kong = deployment('kong', 80, {
    template: { metadata: { labels: { app: 'kong' } }, spec: { containers: [{ name: 'kong', image: 'kong:3.4' }] } },
  });
  const [left] = routesOf(told('kubernetesIngress: { enabled: false }', web, kong)).routes;
  expect(left).toMatchObject({ status: 'unknown', why: expect.stringContaining('reads no Ingress') });
  expect(left!.hops).toContainEqual(expect.objectContaining({ kind: 'ingress-controller', note: 'not for sure' }));
});

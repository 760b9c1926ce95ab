import { ingressTlsOnHttpPort } from '../../../lib/routes/rules/routes/tls-doors';
import { findings, k3d, object, siteOf } from './yaml-site';

const TLS = 'traefik.ingress.kubernetes.io/router.tls';
const ENTRY_POINTS = 'traefik.ingress.kubernetes.io/router.entrypoints';
const ingress = (annotations: string) =>
  object(
    'networking.k8s.io/v1',
    'Ingress',
    'web',
    'spec: { rules: [{ http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }] }',
    `annotations: { ${annotations} }`,
  );
const route = (spec: string, kind = 'IngressRoute', match = 'PathPrefix(`/`)') =>
  object(
    'traefik.io/v1alpha1',
    kind,
    'web',
    `spec: { ${spec}, routes: [{ match: "${match}", services: [{ name: web, port: 80 }] }] }`,
  );
const chart = (values: string) =>
  `apiVersion: helm.cattle.io/v1
kind: HelmChartConfig
metadata: { name: traefik, namespace: kube-system }
spec: { valuesContent: "${values}" }
---
`;
const told = (text: string) =>
  findings([ingressTlsOnHttpPort], siteOf(k3d() + text)).map(
    ({ level, field, message, remedy }) => `${level} ${field}: ${message} ${remedy}`,
  );
const says = (id: string, point: string) =>
  `${id} wants TLS at entry point ${point}, so requests over http get 404 there, and those over https alone are answered.`;

test('TLS at the entry point for plain http is told', () => {
  expect(told(ingress(`${ENTRY_POINTS}: web, ${TLS}: "true"`))).toEqual([
    `warning metadata.annotations: ${says('Ingress default/web', 'web')} Write ${ENTRY_POINTS}: websecure, or leave out what begins with ${TLS}.`,
  ]);
  expect(told(route('entryPoints: [web], tls: {}'))).toEqual([
    `warning spec.tls: ${says('IngressRoute default/web', 'web')} Write entryPoints: [websecure], or leave out spec.tls.`,
  ]);
});

test('an entry point that the chart opens at port 80 is one, whatever it is called', () => {
  const moved = chart(
    'ports: { web: { exposedPort: 8080 }, plain: { port: 7080, exposedPort: 80, expose: { default: true } }, websecure: { expose: false } }',
  );
  expect(told(moved + route('entryPoints: [web, plain], tls: {}'))).toEqual([
    `warning spec.tls: ${says('IngressRoute default/web', 'web, plain')} Leave out spec.tls.`,
  ]);
});

test.each([
  ingress(`${ENTRY_POINTS}: websecure, ${TLS}: "true"`),
  ingress(`${TLS}: "true"`),
  ingress(`${ENTRY_POINTS}: web`),
  route('entryPoints: [web]'),
  route('entryPoints: [web, websecure], tls: {}'),
  route('entryPoints: [gone], tls: {}'),
  route('entryPoints: [web], tls: {}', 'IngressRouteTCP', 'HostSNI(`*`)'),
  chart('ports: { own: { port: 7443, expose: { default: true } } }') + route('entryPoints: [own], tls: {}'),
  chart('ports: { web: { redirectTo: { port: websecure } } }') + route('entryPoints: [web], tls: {}'),
  object(
    'networking.k8s.io/v1',
    'Ingress',
    'web',
    'spec: { ingressClassName: nginx, rules: [{ http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }] }',
    `annotations: { ${ENTRY_POINTS}: web, ${TLS}: "true" }`,
  ),
])('silent about %j', (text) => expect(told(text)).toEqual([]));

import { ingressAnnotationMisplaced } from '../../../lib/routes/rules/routes/traefik-annotations';
import { findings, k3d, object, siteOf } from './yaml-site';

const TRAEFIK = 'traefik.ingress.kubernetes.io/';
const path = (service: string) =>
  `{ path: /${service}, pathType: Prefix, backend: { service: { name: ${service}, port: { number: 80 } } } }`;
const ingress = (annotation: string, spec = '') =>
  object(
    'networking.k8s.io/v1',
    'Ingress',
    'web',
    `spec: { ${spec}rules: [{ http: { paths: [${path('web')}, ${path('api')}, ${path('web')}] } }] }`,
    annotation && `annotations: { ${TRAEFIK}${annotation} }`,
  );
const service = (annotation: string, apiVersion = 'v1') =>
  object(apiVersion, 'Service', 'web', '', `annotations: { ${TRAEFIK}${annotation} }`);
const told = (text: string, more = '') =>
  findings([ingressAnnotationMisplaced], siteOf(k3d(more) + text)).map(
    ({ level, field, message, remedy }) => `${level} ${field}: ${message} ${remedy}`,
  );

test('what Traefik reads of a Service does nothing on an Ingress', () => {
  const name = `${TRAEFIK}service.serversscheme`;
  expect(told(ingress('service.serversscheme: https'))).toEqual([
    `warning metadata.annotations[${name}]: Traefik reads ${name} of a Service, and passes over it on an Ingress. Move it to Service web, api.`,
  ]);
});

test('and belongs nowhere without a Service', () => {
  const resource = object(
    'networking.k8s.io/v1',
    'Ingress',
    'web',
    'spec: { defaultBackend: { resource: { kind: Bucket, name: b } } }',
    `annotations: { ${TRAEFIK}service.nativelb: "true" }`,
  );
  expect(told(resource)[0]).toMatch(/Leave it out\.$/);
});

test('what it reads of an Ingress does nothing on a Service', () => {
  const name = `${TRAEFIK}router.middlewares`;
  expect(told(service('router.middlewares: default-m@kubernetescrd'))).toEqual([
    `warning metadata.annotations[${name}]: Traefik reads ${name} of an Ingress, and passes over it on a Service. Move it to the Ingress that leads to Service default/web.`,
  ]);
});

test('silent where each stands on its own, where Traefik is not asked, and of a Service of somebody else', () => {
  expect(told(ingress('router.entrypoints: web') + service('service.serversscheme: https'))).toEqual([]);
  expect(told(ingress('') + object('v1', 'Service', 'web'))).toEqual([]);
  expect(told(ingress('service.serversscheme: https', 'ingressClassName: nginx, '))).toEqual([]);
  expect(told(service('router.tls: "true"', 'serving.knative.dev/v1'))).toEqual([]);
  const disabled = 'options: { k3s: { extraArgs: [{ arg: --disable=traefik, nodeFilters: ["server:*"] }] } }';
  expect(told(service('router.tls: "true"'), disabled)).toEqual([]);
});

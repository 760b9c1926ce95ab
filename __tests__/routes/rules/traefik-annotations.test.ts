import { routesOf } from '../../../lib/routes/network/routes';
import { refusalRules } from '../../../lib/routes/rules/routes/refusals';
import { findings, k3d, object, siteOf } from './yaml-site';

const ROUTER = 'traefik.ingress.kubernetes.io/router.';
const ingress = (annotation: string, spec = '') =>
  object(
    'networking.k8s.io/v1',
    'Ingress',
    'web',
    `spec: { ${spec}rules: [{ http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }] }`,
    annotation && `annotations: { "${ROUTER}${annotation} }`,
  );
const middleware = (name: string, namespace: string) =>
  object('traefik.io/v1alpha1', 'Middleware', name, 'spec: {}', `namespace: ${namespace}`);
const told = (text: string) =>
  findings(refusalRules, siteOf(k3d() + text)).map(
    ({ level, rule, message, remedy }) => `${level} ${rule}: ${message} ${remedy}`,
  );

describe('an annotation of Traefik', () => {
  test.each([
    ['middleware": a@file', 'middleware', 'middlewares'],
    ['entrypoint": web', 'entrypoint', 'entrypoints'],
    ['EntryPoint": web', 'EntryPoint', 'entrypoints'],
    ['tsl.certresolver": le', 'tsl.certresolver', 'tls.certresolver'],
  ])('that is misspelt ends the reading of the Ingress: %s', (annotation, said, meant) => {
    expect(told(ingress(annotation))).toEqual([
      `warning ingress-annotation-unknown: Traefik knows no annotation "${ROUTER}${said}", so it passes over Ingress default/web. Write "${ROUTER}${meant}".`,
    ]);
  });

  test('is told beside all others, and once for all rules', () => {
    const annotations = `middleware": a, "${ROUTER}entrypoint": web, "${ROUTER}middlewares": "a, -@kubernetescrd"`;
    expect(told(ingress(annotations)).map((line) => line.split(': ')[0])).toEqual([
      'warning ingress-annotation-unknown',
      'warning ingress-annotation-unknown',
      'warning middleware-name-incomplete',
      'warning middleware-name-incomplete',
    ]);
  });

  test.each(['entryPoints": web', 'tls.domains.0.main": a', 'later": a', 'Priority": "1"', ''])(
    'may be as it is: %s',
    (annotation) => {
      expect(told(ingress(annotation))).toEqual([]);
    },
  );

  test('is nothing to another controller', () => {
    expect(told(ingress('middleware": a', 'ingressClassName: nginx, '))).toEqual([]);
    expect(told(ingress('middlewares": a', 'ingressClassName: nginx, '))).toEqual([]);
  });
});

test('what Traefik passes over answers nobody', () => {
  const statuses = (annotation: string, spec = '') =>
    routesOf(siteOf(k3d('ports: [{ port: "8080:80" }]') + ingress(annotation, spec))).routes.map(({ status, why }) => [
      status,
      why,
    ]);
  expect(statuses('middleware": a')).toEqual([
    ['broken', `Traefik knows no annotation "${ROUTER}middleware", so it passes over Ingress default/web.`],
  ]);
  expect(statuses('middleware": a', 'ingressClassName: nginx, ')[0]![1]).not.toContain('knows no annotation');
});

test('entry points are read in any case', () => {
  const open = siteOf(k3d('ports: [{ port: "8080:80" }, { port: "8443:443" }]') + ingress('entryPoints": websecure'));
  expect(routesOf(open).routes.map(({ url }) => url)).toEqual(['https://localhost:8443']);
});

describe('a Middleware that an Ingress names', () => {
  const incomplete = (reference: string, whole: string) =>
    `warning middleware-name-incomplete: Ingress default/web names Middleware "${reference}", and Traefik finds none under that name, so it serves none of the rules. Write "${whole}@kubernetescrd".`;

  test.each([
    ['strip', '', 'default-strip'],
    ['default-strip', '', 'default-strip'],
    ['strip@kubernetescrd', '', 'default-strip'],
    ['strip', middleware('strip', 'default'), 'default-strip'],
    ['strip', middleware('strip', 'web'), 'web-strip'],
    ['strip', middleware('strip', 'web') + middleware('strip', 'default'), 'default-strip'],
    ['web-strip', middleware('strip', 'web'), 'web-strip'],
    ['-@kubernetescrd', '', 'default-NAME'],
    ['@kubernetescrd', '', 'default-NAME'],
    ['my-strip@kubernetescrd', middleware('my-strip', 'default'), 'default-my-strip'],
  ])('has its whole name: %s', (reference, more, whole) => {
    expect(told(ingress(`middlewares": "a@file, ${reference},"`) + more)).toEqual([incomplete(reference, whole)]);
  });

  test.each([
    ['default-strip@kubernetescrd', middleware('strip', 'default')],
    ['web-strip@kubernetescrd', ''],
    ['strip@file', ''],
  ])('may be called %s', (reference, more) => {
    expect(told(ingress(`middlewares": "${reference}"`) + more)).toEqual([]);
  });
});

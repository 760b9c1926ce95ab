import {
  ingressAnnotationUnknown,
  middlewareNameIncomplete,
} from '../../../lib/routes/rules/routes/traefik-annotations';
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
  findings([ingressAnnotationUnknown, middlewareNameIncomplete], siteOf(k3d() + text)).map(
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
      `error ingress-annotation-unknown: Traefik knows no annotation "${ROUTER}${said}", and passes over an Ingress that has one it does not know. Write "${ROUTER}${meant}".`,
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

describe('a Middleware that an Ingress names', () => {
  const incomplete = (reference: string, whole: string) =>
    `error middleware-name-incomplete: The Ingress names Middleware "${reference}", and Traefik finds none under that name, so it serves none of the rules. Write "${whole}@kubernetescrd".`;

  test.each([
    ['strip', '', 'default-strip'],
    ['default-strip', '', 'default-strip'],
    ['strip@kubernetescrd', '', 'default-strip'],
    ['strip', middleware('strip', 'default'), 'default-strip'],
    ['strip', middleware('strip', 'web'), 'web-strip'],
    ['strip', middleware('strip', 'web') + middleware('strip', 'default'), 'default-strip'],
    ['web-strip', middleware('strip', 'web'), 'web-strip'],
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

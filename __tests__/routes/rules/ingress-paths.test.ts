import {
  ingressPathCutOff,
  ingressPathExpression,
  ingressPathWildcard,
} from '../../../lib/routes/rules/routes/ingress-paths';
import { findings, k3d, lines, object, siteOf } from './yaml-site';

const ingress = (...paths: string[]) =>
  object('networking.k8s.io/v1', 'Ingress', 'web', `spec: { rules: [{ http: { paths: [${paths.join(', ')}] } }] }`);
const said = (text: string) => lines([ingressPathWildcard], siteOf(text));

test('a star at the end of a path is told with what takes all below it', () => {
  const of = (path: string, below: string) =>
    `warning ingress-path-wildcard: The path "${path}" ends in a star, which is a letter like any other: it takes no request for what is below "${below}".`;
  expect(
    said(
      ingress(
        '{ path: /api/*, pathType: Prefix }',
        '{ path: /v1*, pathType: Prefix }',
        '{ path: /*, pathType: Prefix }',
      ),
    ),
  ).toEqual([of('/api/*', '/api'), of('/v1*', '/v1'), of('/*', '/')]);
});

test.each([
  ['a type that the controller reads', ingress('{ path: /api/*, pathType: ImplementationSpecific }')],
  ['one path alone', ingress('{ path: /api/*, pathType: Exact }')],
  ['a star within', ingress('{ path: /a*b, pathType: Prefix }')],
  ['no path', ingress('{ pathType: Prefix }')],
  ['no rules', object('networking.k8s.io/v1', 'Ingress', 'web', 'spec: { rules: [{}] }')],
])('silent about %s', (_, text) => {
  expect(said(text)).toEqual([]);
});

test.each([
  ['#', '{ path: "/a#c", pathType: Prefix }', '/a'],
  ['?', '{ path: "/a/?b=1#c", pathType: Exact }', '/a/'],
])('a path with "%s" is told with what is asked for', (end, path, asked) => {
  const site = siteOf(ingress(path));
  expect(
    findings([ingressPathCutOff], site).map(({ message, remedy }) => [message.replace(/^.*?" /, ''), remedy]),
  ).toEqual([
    [
      `holds "${end}", which ends the path of a URL: whoever opens it asks for "${asked}", which this does not take.`,
      `Write "${asked}".`,
    ],
  ]);
});

test('a path that is sound or an expression is not cut off', () => {
  const some = ingress('{ path: /a b, pathType: Prefix }', '{ path: "/a#c", pathType: ImplementationSpecific }');
  expect(lines([ingressPathCutOff], siteOf(some))).toEqual([]);
});

describe('an expression for a path', () => {
  const served = (path: string, type: string, more = '', annotations = '') =>
    object(
      'networking.k8s.io/v1',
      'Ingress',
      'web',
      `spec: { ${more}rules: [{ http: { paths: [{ path: "${path}", pathType: ${type}, backend: { service: { name: web, port: { number: 80 } } } }] } }] }`,
      annotations,
    );
  const told = (text: string) =>
    findings([ingressPathExpression], siteOf(k3d() + text)).map(({ field, remedy }) => [field, remedy.split(';')[0]]);

  test.each([
    ['/api(/|$)(.*)', '/api'],
    ['/(.*)', '/'],
    ['/api/.*', '/api'],
    ['/v[12]/a', '/v'],
    ['/a/b$', '/a/b'],
    ['/a/([^/]+)/b', '/a'],
    ['/a\\\\d', '/a'],
  ])('is taken for letters: %s', (path, meant) => {
    for (const type of ['Prefix', 'ImplementationSpecific', 'Exact']) {
      expect(told(served(path, type))).toEqual([
        ['spec.rules[0].http.paths[0].path', `Write "${meant}" with pathType: Prefix`],
      ]);
    }
  });

  test.each([
    ['plain letters', served('/api/v1.0/a-b_c~d', 'Prefix')],
    ['dollars and brackets of programs', served("/$metadata/OData('x')/$batch(1)", 'Prefix')],
    ['a star in a name', served('/files/v1.*', 'Prefix')],
    ['what Traefik 2 reads', served('/users/{id:[0-9]+}', 'Prefix')],
    ['another controller', served('/(.*)', 'Prefix', 'ingressClassName: nginx, ')],
    [
      'another comparison',
      served(
        '/(.*)',
        'ImplementationSpecific',
        '',
        'annotations: { traefik.ingress.kubernetes.io/router.pathmatcher: PathRegexp }',
      ),
    ],
  ])('silent about %s', (_, text) => {
    expect(told(text)).toEqual([]);
  });
});

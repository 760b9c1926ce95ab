import { ingressPathWildcard } from '../../../lib/routes/rules/routes/ingress-paths';
import { lines, object, siteOf } from './yaml-site';

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

import { isIngressRoute, rulesOfIngressRoute } from '../../../lib/routes/network/ingress-routes';
import { sharesOf } from '../../../lib/routes/network/traefik-services';
import type { Named } from '../../../lib/routes/named';
import { named } from './sites';

const route = (spec: unknown, apiVersion = 'traefik.io/v1alpha1') =>
  named({ apiVersion, kind: 'IngressRoute', metadata: { name: 'web' }, spec } as never);
const rulesOf = (named: Named) =>
  rulesOfIngressRoute(named, sharesOf([]), { readsOldGroup: false, isThree: false, isTwo: true });
const read = (match: unknown) =>
  rulesOf(route({ routes: [{ match, services: [{ name: 'web', port: 80 }] }] })).map(
    ({ host, path, matcher, unread }) => unread ?? [host, path, matcher],
  );

test('both groups of Traefik count', () => {
  expect(isIngressRoute(route({}))).toBe(true);
  expect(isIngressRoute(route({}, 'traefik.containo.us/v1alpha1'))).toBe(true);
  expect(isIngressRoute(route({}, 'example.com/v1'))).toBe(false);
});

test('hosts and paths of a match are read, and every alternative is one rule', () => {
  expect(read('Host(`web.localhost`) && PathPrefix(`/api`)')).toEqual([['web.localhost', '/api', 'prefix']]);
  expect(read('PathPrefix(`/`)')).toEqual([[undefined, '/', 'prefix']]);
  expect(read('Host("a.test") || Host(`B.test`) && Path(`/x`)')).toEqual([
    ['a.test', '/', 'prefix'],
    ['b.test', '/x', 'exact'],
  ]);
});

test('several values are alternatives, as far as a person writes them', () => {
  expect(read('Host(`a`, `b`) && PathPrefix(`/x`, `/y`) || HostHeader(`c`, `d`)')).toEqual([
    ['a', '/x', 'prefix'],
    ['a', '/y', 'prefix'],
    ['b', '/x', 'prefix'],
    ['b', '/y', 'prefix'],
    'the match "Host(`a`, `b`) && PathPrefix(`/x`, `/y`) || HostHeader(`c`, `d`)" is more than we read',
  ]);
  expect(read('!Host(`a`, `b`)')).toEqual(['the match "!Host(`a`, `b`)" is more than we read']);
  const many = (matcher: string) => `${matcher}(${Array.from({ length: 20 }, (_, at) => `\`/${at}\``).join(', ')})`;
  expect(read(`${many('Host')} && ${many('Path')} && Host(\`a\`) || Path(\`/\`)`)).toHaveLength(1);
});

test('brackets are taken apart, and the host of what is not read is known', () => {
  expect(read('Host(`a`) && (PathPrefix(`/x`) || Path(`/y`))')).toEqual([
    ['a', '/x', 'prefix'],
    ['a', '/y', 'exact'],
  ]);
  expect(read('(Host(`a`) || Host(`b`)) && (PathPrefix(`/x`))')).toEqual([
    ['a', '/x', 'prefix'],
    ['b', '/x', 'prefix'],
  ]);
  const [first, second] = rulesOf(route({ routes: [{ match: 'Host(`a`) && !Path(`/`) || Host(`b`)' }] }));
  expect([first?.host, first?.matcher, second?.host, second?.matcher]).toEqual(['a', 'other', 'b', 'prefix']);
});

test.each([
  ['!Method(`GET`)'],
  ['Host(`a`) && HostHeader(`GET`)'],
  ['HostRegexp(`.+`)'],
  ['!Host(`a`)'],
  ['Host(`a`)) && Path(`/`)'],
  ['Path(`/a`) && PathPrefix(`/`)'],
  ['Host(`a`) && Host(`b`)'],
])('%s is more than we read', (match) => {
  expect(read(match)).toEqual([`the match "${match}" is more than we read`]);
});

test('whoever opens a URL asks with GET', () => {
  expect(read('Host(`a`) && Path(`/x`) && Method(`get`)')).toEqual([['a', '/x', 'exact']]);
  expect(read('Method(`POST`, `GET`)')).toEqual([[undefined, '/', 'prefix']]);
});

test.each([
  ['Method(`PUT`, `POST`)', 'method PUT or POST'],
  ['Method(`GET`) && Header(`X-Key`, `s3cret`)', 'header X-Key'],
  ['Headers(`X-Key`, `s3cret`) && HeadersRegexp(`X-Other`, `.+`)', 'header X-Key, header X-Other'],
  ['HeaderRegexp(`X-Key`, `s3cret`)', 'header X-Key'],
  ['Query(`debug`, `s3cret`) && QueryRegexp(`a`, `.`)', 'query debug, query a'],
  ['Query(`debug=s3cret`)', 'query debug'],
  ['ClientIP(`10.0.0.0/8`)', 'the address of the client'],
])('%s is named by what it asks for, without values', (match, asked) => {
  const [rule] = rulesOf(route({ routes: [{ match: `Host(\`a\`) && PathPrefix(\`/x\`) && ${match}` }] }));
  expect(rule).toMatchObject({ host: 'a', path: '/x', matcher: 'other' });
  expect(rule?.unread).toBe(`its match asks for more than host and path: ${asked}`);
});

test('a match that is no text, or a book, is not read', () => {
  expect(read(undefined)).toEqual(['the match "" is more than we read']);
  expect(read('Host(`a`) || '.repeat(1000))).toEqual([
    `the match "${'Host(`a`) || '.repeat(1000).slice(0, 80)}" is more than we read`,
  ]);
});

test('backends, entry points, TLS, priority and middlewares are read', () => {
  const [first, second, third, fourth] = rulesOf(
    route({
      entryPoints: ['websecure'],
      tls: {},
      routes: [
        {
          match: 'Host(`a`)',
          priority: 12,
          services: [{ name: 'web', namespace: 'shop', port: 'http' }],
          middlewares: [{ name: 'x' }, { name: 'y', namespace: 'shop' }, {}],
        },
        { match: 'Host(`a`)', services: [{ name: 'api@internal', kind: 'TraefikService' }] },
        { match: 'Host(`a`)', services: [{ name: 'web', kind: 'Service' }] },
        { match: 'Host(`a`)' },
      ],
    }),
  );
  expect(first).toMatchObject({
    id: 'IngressRoute default/web',
    field: 'spec.routes[0]',
    entryPoints: ['websecure'],
    tlsOnly: true,
    precedence: 12,
    backends: [{ namespace: 'shop', service: 'web', port: 'http', field: 'spec.routes[0].services[0]' }],
    abroad: [
      { what: 'Service shop/web stands in another namespace than IngressRoute default/web' },
      { what: 'Middleware shop/y stands in another namespace than IngressRoute default/web' },
    ],
    middlewares: ['default-x@kubernetescrd', 'shop-y@kubernetescrd', 'default-@kubernetescrd'],
  });
  expect(second).toMatchObject({ inner: 'api@internal', unread: undefined });
  expect(third).toMatchObject({ backends: [{ namespace: 'default', service: 'web' }], abroad: [] });
  expect(fourth).toMatchObject({ unread: 'its backend is no Service' });
});

import { routesOf } from '../../../lib/routes/network/routes';
import { routeRules } from '../../../lib/routes/rules/routes';
import type { KubeObject, Site } from '../../../lib/routes/world';
import { cluster, deployment, ingress, service, site } from '../network/sites';
import { findings } from './yaml-site';

const CHAIN = 'traefik.ingress.kubernetes.io/router.middlewares';
const object = (apiVersion: string, kind: string, name: string, more: object = {}): KubeObject => ({
  apiVersion,
  kind,
  metadata: { name },
  ...more,
});
const through = (spec: unknown, more: readonly KubeObject[] = [], about: Partial<Site> = {}) =>
  site(
    [
      deployment('web'),
      service('web', 'web'),
      ingress('web', 'web', { annotations: { [CHAIN]: 'default-m@kubernetescrd' } }),
      object('traefik.io/v1alpha1', 'Middleware', 'm', { spec }),
      ...more,
    ],
    { cluster: cluster(['8080:80']), ...about },
  );
const told = (of: Site) =>
  findings(routeRules, of)
    .filter(({ rule }) => rule === 'middleware-broken')
    .map(({ level, field, message, remedy }) => `${level} ${field}: ${message} ${remedy}`);
const route = (of: Site) => routesOf(of).routes.map(({ status, why }) => [status, why].filter(Boolean).join(': '));
const secret = (stringData: object, type = 'Opaque') => object('v1', 'Secret', 'login', { type, stringData });

const OUTSIDE =
  'to the app, or give this object the annotation "allow.cdk8s-k3d/middleware-broken: <why>" where it exists outside the app.';

describe('a Middleware', () => {
  const NOTHING = 'its spec is empty, and Traefik refuses it';
  const TWO = 'it holds stripPrefix and headers, and Traefik refuses a Middleware that does more than one thing';
  test.each([
    [{}, NOTHING, 'Write what it does, such as stripPrefix or headers.'],
    [undefined, NOTHING, 'Write what it does, such as stripPrefix or headers.'],
    [{ headers: null }, NOTHING, 'Write what it does, such as stripPrefix or headers.'],
    [{ stripPrefix: {}, headers: {} }, TWO, 'Make a Middleware of each, and name all of them in the routes.'],
  ])('of %j is refused, and no route goes through it', (spec, why, remedy) => {
    const of = through(spec);
    expect(told(of)).toEqual([`warning spec: Middleware default/m lets no request through: ${why}. ${remedy}`]);
    expect(route(of)).toEqual([`broken: Middleware default/m lets no request through: ${why}.`]);
  });

  test('that does one thing lets requests through', () => {
    const of = through({ compress: {} });
    expect(told(of)).toEqual([]);
    expect(route(of)).toEqual(['complete']);
  });

  test('of another group is none of Traefik', () => {
    const other = object('example.com/v1', 'Middleware', 'other');
    expect(told(through({ compress: {} }, [other]))).toEqual([]);
  });
});

describe('a login', () => {
  const has = (keys: string, takes: string, remedy: string, kind = 'basicAuth') =>
    `warning spec.${kind}.secret: Middleware default/m lets no request through: its Secret "login" has ${keys}, and Traefik takes ${takes}. ${remedy}`;
  const ONE = 'a login from a Secret with one key';
  const KEEP = 'Keep one key, with a line "name:hash" for each login, as htpasswd prints them.';
  const basic = { basicAuth: { secret: 'login' } };
  const digest = { digestAuth: { secret: 'login' } };
  const pair = { username: 'a', password: 'b' };
  const HASH = '$2y$05$ChsVYFWoLO7YbNnRZSS2Ie';
  const DIGEST = 'a2688e031edb4be6a3797f3882655c05';

  test.each([
    [
      basic,
      secret(pair),
      has('the keys username, password', ONE, 'Write type: kubernetes.io/basic-auth in the Secret.'),
    ],
    [basic, secret({ users: 'a', realm: 'b' }), has('the keys users, realm', ONE, KEEP)],
    [
      basic,
      secret({ username: 'a' }, 'kubernetes.io/basic-auth'),
      has('the key username', '"username" and "password" from one of that type', 'Write both keys.'),
    ],
    [digest, secret(pair, 'kubernetes.io/basic-auth'), has('the keys username, password', ONE, KEEP, 'digestAuth')],
  ])('of %j in %j is not read', (spec, login, message) => {
    const of = through(spec, [login]);
    expect(told(of)).toEqual([message]);
    expect(route(of)[0]).toMatch(/^broken/);
  });

  test.each([
    [basic, [secret({ users: `a:plain\r\nb:${HASH}\n\n` })]],
    [basic, [secret(pair, 'kubernetes.io/basic-auth')]],
    [digest, [secret({ users: `a:traefik:${DIGEST}` })]],
    [{ digestAuth: { secret: 'login', realm: 'shop' } }, [secret({ users: `a:shop:${DIGEST}` })]],
    [basic, [secret({})]],
    ...['$apr1$a$b', '$1$a$b', '{SHA}a=', '$2a$05$a', '$2b$05$a', '$2x$05$a'].map((hash) => [
      basic,
      [secret({ users: `a:${hash}` })],
    ]),
    // What is filled in later.
    ...['a:${HASH}', '{{ .Values.users }}', 'ENC[AES256_GCM,data:x]', '<path:secret#users>', ' '].map((users) => [
      basic,
      [secret({ users })],
    ]),
    [basic, [object('v1', 'Secret', 'login', { data: { users: btoa(`a:${HASH}`) } })]],
    [basic, [object('v1', 'Secret', 'login', { data: { users: '!' } })]],
  ] as [object, KubeObject[]][])('of %j in %j may be read', (spec, more) => {
    expect(route(through(spec, more))).toEqual(['complete']);
  });

  const BY = 'Write lines as "htpasswd -nB NAME" prints them, each dollar once, and no others.';
  const BY_DIGEST = 'Write lines as "htdigest FILE REALM NAME" writes them, and no others.';
  const NO_HASH = 'has no hash that Traefik knows at key "users", so every login fails';
  const NO_LINE = 'has a line at key "users" that is not';
  test.each([
    [basic, 'a:swordfish', NO_HASH, BY],
    [basic, 'a:$$apr1$$a$$b', NO_HASH, BY],
    [basic, 'a:$6$a$b\nb:swordfish', NO_HASH, BY],
    [basic, `# logins\na:${HASH}`, `${NO_LINE} "name:hash", and Traefik refuses all of them`, BY],
    [digest, `a:${DIGEST}`, `${NO_LINE} "name:realm:hash", and Traefik refuses all of them`, BY_DIGEST],
    [digest, 'a:traefik:swordfish', NO_HASH, BY_DIGEST],
    [
      digest,
      `a:shop:${DIGEST}`,
      'has no line of realm "traefik" at key "users", so every login fails',
      'Write spec.digestAuth.realm, or the hashes of realm "traefik".',
    ],
  ])('of %j opens to nobody in %j', (spec, users, has, remedy) => {
    const [kind] = Object.keys(spec);
    for (const written of [{ stringData: { users } }, { data: { users: btoa(users) } }]) {
      const of = through(spec, [object('v1', 'Secret', 'login', written)]);
      expect(told(of)).toEqual([
        `warning spec.${kind}.secret: Middleware default/m lets no request through: its Secret "login" ${has}. ${remedy}`,
      ]);
      expect(route(of)[0]).toMatch(/^broken/);
    }
  });

  test('that nothing makes is told by another rule, and ends the route', () => {
    const why = 'Middleware default/m lets no request through: nothing makes its Secret "login".';
    expect(told(through(basic))).toEqual([]);
    expect(route(through(basic))).toEqual([`unknown: ${why}`]);
    expect(route(through(basic, [], { closed: true }))).toEqual([`broken: ${why}`]);
    expect(route(through(basic, [], { externals: [{ kind: 'Secret', name: 'login' }] }))).toEqual(['complete']);
  });

  test('without a Secret is refused', () => {
    expect(told(through({ basicAuth: {} }))).toEqual([
      'warning spec.basicAuth.secret: Middleware default/m lets no request through: it names no Secret. Write spec.basicAuth.secret.',
    ]);
  });
});

describe('error pages', () => {
  const pages = (said: object) => ({ errors: { status: ['500-599'], service: said } });
  const at = (why: string, remedy: string) => [
    `warning spec.errors.service: Middleware default/m lets no request through: it shows the pages of ${why}. ${remedy}`,
  ];

  test('come from a port of a Service', () => {
    const gone = through(pages({ name: 'gone', port: 80 }));
    expect(told(gone)).toEqual(at('Service default/gone, which nothing makes', `Add Service default/gone ${OUTSIDE}`));
    expect(route(gone)[0]).toMatch(/^unknown/);
    expect(told(through(pages({ name: 'web', port: 81 })))).toEqual(
      at('Service default/web, which has no port 81', 'Write port: 80.'),
    );
    expect(told(through(pages({ name: 'web' })))).toEqual(
      at('Service default/web, of which it names no port', 'Write port: 80.'),
    );
    expect(told(through(pages({ name: 'web', namespace: 'shop', port: 80 })))).toHaveLength(1);
    expect(route(through(pages({ name: 'web', port: 80 })))).toEqual(['complete']);
  });

  test('may come from what somebody else makes', () => {
    const chart = object('helm.cattle.io/v1', 'HelmChart', 'pages');
    expect(told(through(pages({ name: 'gone', port: 80 }), [chart]))).toEqual([]);
    expect(told(through(pages({ name: 'gone', port: 80 }), [object('example.com/v1', 'Pages', 'gone')]))).toEqual([]);
    const externals = [{ kind: 'Service', name: 'gone' }];
    expect(told(through(pages({ name: 'gone', port: 80 }), [], { externals }))).toEqual([]);
    expect(told(through(pages({ name: 'gone', namespace: 'kube-system', port: 80 })))).toEqual([]);
    expect(told(through(pages({ kind: 'TraefikService', name: 'gone' })))).toEqual([]);
    expect(told(through(pages({ name: 'gone@file' })))).toEqual([]);
    expect(told(through({ errors: {} }))).toEqual([]);
    const bare = service('bare', 'web', {}, 'ClusterIP', { ports: [] });
    expect(told(through(pages({ name: 'bare', port: 80 }), [bare]))).toEqual([]);
  });
});

describe('whom Traefik asks about each request', () => {
  const asks = (address?: string) => ({ forwardAuth: { address } });
  const at = 'warning spec.forwardAuth.address: Middleware default/m lets no request through:';

  test.each([
    ['http://auth.login.svc.cluster.local:9091/verify?rd=x', 'login/auth'],
    ['http://auth.default', 'default/auth'],
  ])('at %s is a Service of the app', (address, key) => {
    expect(told(through(asks(address)))).toEqual([
      `${at} each request waits for the word of Service ${key}, which nothing makes. Add Service ${key} ${OUTSIDE}`,
    ]);
  });

  test('is looked for beside Traefik, where it is a name alone', () => {
    const of = through(asks('http://web:80/auth'));
    expect(told(of)).toEqual([
      `${at} Traefik looks for "web" in its own namespace, and Service default/web stands in another. Write "http://web.default:80/auth".`,
    ]);
    expect(route(of)[0]).toMatch(/^broken/);
    const own = through({ compress: {} }, [
      {
        ...object('traefik.io/v1alpha1', 'Middleware', 'n'),
        spec: asks('http://a'),
        metadata: { name: 'n', namespace: 'kube-system' },
      },
      { ...service('a', 'web'), metadata: { name: 'a', namespace: 'kube-system' } },
    ]);
    expect(told(own)).toEqual([]);
  });

  test.each([
    'http://web.default.svc/auth',
    'http://web.default:80?x=1',
    'http://web.default:${PORT}/auth',
    'http://auth:80',
    'https://auth.example.com/x',
    'https://auth.example/x',
    'http://10.0.0.1:80',
    undefined,
  ])('at %s may answer', (address) => {
    expect(told(through(asks(address)))).toEqual([]);
  });

  const login = (type?: string, more: Record<string, unknown> = {}) =>
    service('login', 'web', { port: 8080, targetPort: 4180 }, type, more);

  test.each([
    ['http://login.default:4180/x?y=1', '4180: that is the port of its pods', '"http://login.default:8080/x?y=1"'],
    ['https://login.default.svc', '443', '"https://login.default.svc:8080"'],
    ['http://login.default.svc.cluster.local#a', '80', '"http://login.default.svc.cluster.local:8080#a"'],
  ])('at %s has no such port', (address, port, instead) => {
    const of = through(asks(address), [login()]);
    expect(told(of)).toEqual([
      `${at} each request waits for the word of Service default/login, which has no port ${port}. Write ${instead}.`,
    ]);
    expect(route(of)[0]).toMatch(/^broken/);
  });

  test('has any port where its name leads to pods, or out of the cluster', () => {
    const address = asks('http://login.default:4180');
    expect(told(through(address, [login('ClusterIP', { clusterIP: 'None' })]))).toEqual([]);
    expect(told(through(address, [login('ExternalName', { externalName: 'login.example.com' })]))).toEqual([]);
    expect(told(through(address, [login('ClusterIP', { ports: [] })]))).toEqual([]);
  });
});

describe('whom a Middleware admits', () => {
  const USUAL =
    'sourceRange: [10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16], in which lie the addresses of docker and of pods';
  const admits = (sourceRange?: readonly string[], ipStrategy?: object, key = 'ipAllowList') => ({
    [key]: { sourceRange, ipStrategy },
  });
  const lost = (of: Site, why: string, remedy: string, key = 'ipAllowList') => {
    expect(told(of)).toEqual([
      `warning spec.${key}.sourceRange: Middleware default/m lets no request through: ${why}. ${remedy}`,
    ]);
    expect(route(of)).toEqual([`broken: Middleware default/m lets no request through: ${why}.`]);
  };

  test.each([[['127.0.0.1/32']], [['127.0.0.1']], [['127.0.0.0/8', '::1/128']], [['::1', ' 127.0.0.2']]])(
    'is nobody where it is %j',
    (ranges) => {
      const list = ranges.map((range) => range.trim()).join(', ');
      lost(
        through(admits(ranges)),
        `it admits ${list} alone, and every request comes to Traefik from an address of docker or of a pod`,
        `Write ${USUAL}, and bind the host port to 127.0.0.1, which keeps other machines out.`,
      );
      expect(told(through(admits(ranges), [], { cluster: undefined }))).toEqual([]);
    },
  );

  test.each(['ipAllowList', 'ipWhiteList'])('is refused by Traefik where %s cannot be read', (key) => {
    const none = 'it names no address that it admits, and Traefik refuses it';
    lost(through(admits([], undefined, key)), none, `Write ${USUAL}.`, key);
    const why =
      'it admits "host.docker.internal", which is neither an address nor a range of them, and Traefik refuses it';
    const remedy = 'Write addresses such as 10.9.8.7, or ranges such as 10.0.0.0/8.';
    lost(through(admits(['10.0.0.0/8', 'host.docker.internal'], undefined, key)), why, remedy, key);
  });

  test.each([
    [['0.0.0.0/0', '::/0']],
    [['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']],
    [['10.0.0.0/7', '128.0.0.0/1', '172.0.0.0/8']],
  ])('is everybody where it is %j', (ranges) => expect(route(through(admits(ranges)))).toEqual(['complete']));

  test.each([
    [['192.168.1.0/24'], undefined],
    [['127.0.0.1', '10.42.0.0/16'], undefined],
    [['::ffff:10.0.0.0/104'], { ipv6Subnet: 64 }],
    [['${LAN}'], { depth: 0, excludedIPs: [] }],
  ])('is not known where it is %j', (ranges, strategy) => {
    const of = through(admits(ranges, strategy));
    expect(told(of)).toEqual([]);
    expect(route(of)).toEqual([
      `unknown: Middleware default/m admits ${ranges.join(', ')} alone, and from which address a request comes to Traefik is not known.`,
    ]);
  });

  test.each([{ depth: 1 }, { excludedIPs: ['10.0.0.1'] }])('is not known where %j asks proxies', (strategy) => {
    const of = through(admits(['127.0.0.1'], strategy));
    expect(told(of)).toEqual([]);
    expect(route(of)).toEqual([
      'unknown: Middleware default/m admits requests by the addresses in X-Forwarded-For, and which they name is not known.',
    ]);
  });

  test('is asked for behind a chain, and for connections too', () => {
    const list = object('traefik.io/v1alpha1', 'Middleware', 'list', { spec: admits(['10.0.0.0/8']) });
    const chain = through({ chain: { middlewares: [{ name: 'gone' }, { name: 'list' }] } }, [list], { partial: true });
    expect(route(chain)[0]).toMatch(/^unknown: Middleware default\/list admits/);
    const tcp = (spec: object) =>
      site(
        [
          deployment('web'),
          service('web', 'web'),
          object('traefik.io/v1alpha1', 'MiddlewareTCP', 'm', { spec }),
          object('traefik.io/v1alpha1', 'IngressRouteTCP', 'web', {
            spec: {
              entryPoints: ['web'],
              routes: [{ match: 'HostSNI(`*`)', middlewares: [{ name: 'm' }], services: [{ name: 'web', port: 80 }] }],
            },
          }),
        ],
        { cluster: cluster(['8080:80']) },
      );
    expect(route(tcp({ inFlightConn: { amount: 10 } }))).toEqual(['complete']);
    expect(route(tcp(admits(['127.0.0.1'])))[0]).toMatch(/^broken: MiddlewareTCP default\/m lets no request through/);
    expect(route(tcp({ inFlightConn: { amount: 10 }, ...admits(['10.0.0.0/8']) }))[0]).toMatch(/^unknown/);
    expect(told(tcp({}))).toEqual([
      'warning spec: MiddlewareTCP default/m lets no request through: its spec is empty, and Traefik refuses it. Write what it does, such as inFlightConn.',
    ]);
  });
});

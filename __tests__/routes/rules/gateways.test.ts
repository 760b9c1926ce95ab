import { routesOf } from '../../../lib/routes/network/routes';
import { accessOf } from '../../../lib/routes/report/access';
import { routesFor } from '../../../lib/routes/report/url';
import { rules } from '../../../lib/routes/rules';
import { judge } from '../../../lib/routes/rules/judge';
import type { KubeObject, ObjectFacts, Site } from '../../../lib/routes/world';
import { cluster, deployment, ingress, made, service, site } from '../network/sites';

const object = (kind: string, name: string, spec: object, metadata: object = {}): KubeObject => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind,
  metadata: { name, ...metadata },
  spec,
});
const values = (valuesContent: string): KubeObject => ({
  apiVersion: 'helm.cattle.io/v1',
  kind: 'HelmChartConfig',
  metadata: { name: 'traefik', namespace: 'kube-system' },
  spec: { valuesContent },
});
const ON = values('providers: { kubernetesGateway: { enabled: true } }');
const HTTP = { name: 'http', protocol: 'HTTP', port: 8000 };
const HTTPS = { name: 'https', protocol: 'HTTPS', port: 8443, tls: { certificateRefs: [{ name: 'tls' }] } };
const TLS: KubeObject = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'tls' } };
const gateway = (listeners: unknown = [HTTP], more: object = {}, metadata: object = {}) =>
  object('Gateway', 'edge', { gatewayClassName: 'traefik', listeners, ...more }, metadata);
const route = (more: object = {}, metadata: object = {}, kind = 'HTTPRoute') =>
  object(
    kind,
    'web',
    {
      parentRefs: [{ name: 'edge' }],
      hostnames: ['web.localhost'],
      rules: [{ backendRefs: [{ name: 'web', port: 80 }] }],
      ...more,
    },
    metadata,
  );
const to = (name: string, more: object = {}) => ({ backendRefs: [{ name, port: 80 }], ...more });
const byPath = (path: object) => [{ ...to('web'), matches: [{ path }] }];
const web = [deployment('web'), service('web', 'web')];
const api = [deployment('api'), service('api', 'api')];
const shop = (one: KubeObject): KubeObject => ({ ...one, metadata: { ...one.metadata, namespace: 'shop' } });

const of = (
  objects: readonly (KubeObject | ObjectFacts)[],
  ports = ['8080:80', '8443:443'],
  more: Partial<Site> = {},
  config: Record<string, unknown> = {},
) => site(objects, { cluster: cluster(ports, [], { options: undefined, ...config }), ...more });
const ways = (one: Site) => routesOf(one).routes.map(({ url, status }) => `${url} ${status}`);
const whys = (one: Site) => routesOf(one).routes.flatMap(({ why }) => why ?? []);
const RULES = [
  'gateway-provider-disabled',
  'ingress-backend-missing',
  'ingress-class-unknown',
  'ingress-controller-disabled',
  'ingress-no-web-port',
  'ingress-redirect-loses-port',
  'ingress-rule-duplicate',
  'ingress-speaks-other-scheme',
  'ingress-to-external-name',
  'ingress-to-other-namespace',
  'listener-not-served',
  'mapping-meets-controller-only',
  'reference-missing',
  'route-not-attached',
];
const found = (one: Site) => judge([one], rules).findings.filter(({ rule }) => RULES.includes(rule));
const said = (one: Site) =>
  found(one).map(({ level, rule, object: about, field, message, remedy }) => [
    `${level} ${rule}`,
    `${about} ${field}`,
    message,
    remedy,
  ]);
const told = (one: Site) => found(one).map(({ rule, message }) => `${rule}: ${message}`);

describe('a route of the Gateway API', () => {
  test('leads from a host port over its Gateway and an entry point of Traefik to the pods', () => {
    const one = of([...web, ON, gateway(), route()]);
    const [only, ...others] = routesOf(one).routes;
    expect(others).toEqual([]);
    expect(only).toMatchObject({
      url: 'http://web.localhost:8080',
      status: 'complete',
      match: { host: 'web.localhost', path: '/', paths: 'elements' },
    });
    expect(only!.hops.map(({ kind, name, note }) => [kind, name, note])).toEqual([
      ['name', 'web.localhost', 'this machine'],
      ['host-port', 'host port 8080', undefined],
      ['load-balancer', 'k3d-dev-serverlb', 'to 3 nodes'],
      ['ingress-controller', 'Traefik', 'entry point web'],
      ['ingress-rule', 'HTTPRoute default/web', 'host web.localhost, path /, through Gateway default/edge'],
      ['service', 'Service default/web', undefined],
      ['pod', 'Deployment default/web', '1 replica'],
    ]);
    expect(said(one)).toEqual([]);
  });

  test('is asked at every door of its Gateway, or at the one that it names', () => {
    const objects = [...web, ON, TLS, gateway([HTTP, HTTPS])];
    expect(ways(of([...objects, route()]))).toEqual([
      'http://web.localhost:8080 complete',
      'https://web.localhost:8443 complete',
    ]);
    const naming = (parent: object) => ways(of([...objects, route({ parentRefs: [{ name: 'edge', ...parent }] })]));
    expect(naming({ sectionName: 'https' })).toEqual(['https://web.localhost:8443 complete']);
    expect(naming({ port: 8000 })).toEqual(['http://web.localhost:8080 complete']);
  });

  test('wants a host port for one of its doors, and none for each', () => {
    const objects = [...web, ON, TLS, gateway([HTTP, HTTPS]), route()];
    expect(told(of(objects, ['8080:80']))).toEqual([]);
    expect(told(of(objects, []))).toEqual([
      'ingress-no-web-port: No host port leads to port 80, where Traefik listens for it, so no URL on this machine reaches it.',
    ]);
  });

  test('speaks https where its listener does, whatever its entry point does', () => {
    const listener = { ...HTTPS, port: 8000 };
    expect(ways(of([...web, ON, TLS, gateway([listener]), route()]))).toEqual(['https://web.localhost:8080 complete']);
  });

  test.each([
    [{ hostnames: ['web.localhost:8080'] }, 'spec.hostnames[0]', 'Write "web.localhost": the port'],
    [{ hostnames: [''] }, 'spec.hostnames[0]', ''],
    [{ hostnames: ['::1'] }, 'spec.hostnames[0]', 'Write a name such as "web.localhost".'],
    [{ rules: byPath({ value: 'api' }) }, 'spec.rules[0].matches[0].path.value', 'Write "/api".'],
    [{ rules: byPath({ value: '/a//b' }) }, 'spec.rules[0].matches[0].path.value', 'Write the path without it.'],
    [
      { rules: byPath({ type: 'Exact', value: '/a b' }) },
      'spec.rules[0].matches[0].path.value',
      'Write the path without',
    ],
    [{ rules: byPath({ value: '/50%' }) }, 'spec.rules[0].matches[0].path.value', 'Write the path without it.'],
  ])('is refused by the API with %j, and leads nowhere', (more, path, remedy) => {
    const one = of([...web, ON, gateway(), route(more)]);
    const verdict = judge([one], rules);
    expect(verdict.findings.filter(({ field }) => field === path)).toMatchObject([
      { level: 'error', remedy: expect.stringContaining(remedy) },
    ]);
    expect(accessOf([one], verdict).routes).not.toContainEqual(expect.objectContaining({ status: 'complete' }));
  });

  test.each([
    { hostnames: ['10.9.8.7'] },
    { hostnames: ['*.localhost'] },
    { rules: byPath({}) },
    { rules: byPath({ value: "/abc/123'/a-b-c/d@gmail/%0A" }) },
    { rules: byPath({ value: null }) },
    { rules: byPath({ type: 'RegularExpression', value: 'a|b' }) },
  ])('is taken by the API with %j', (more) => {
    const one = of([...web, ON, gateway(), route(more)]);
    expect(judge([one], rules).findings.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('takes the hosts that it shares with the listener', () => {
    const hosts = (hostname: string | undefined, hostnames: readonly string[] | undefined) =>
      ways(of([...web, ON, gateway([{ ...HTTP, hostname }]), route({ hostnames })], ['8080:80']));
    expect(hosts('*.localhost', ['a.localhost', 'b.localhost', 'c.test'])).toEqual([
      'http://a.localhost:8080 complete',
      'http://b.localhost:8080 complete',
    ]);
    expect(hosts('a.localhost', ['*.localhost'])).toEqual(['http://a.localhost:8080 complete']);
    expect(hosts('a.localhost', undefined)).toEqual(['http://a.localhost:8080 complete']);
    expect(hosts(undefined, undefined)).toEqual(['http://localhost:8080 complete']);
  });

  test('compares paths by elements and takes every label below a wildcard', () => {
    const rules = [to('web', { matches: [{ path: { type: 'PathPrefix', value: '/api/' } }] })];
    const one = of([...web, ON, gateway(), route({ hostnames: ['*.localhost'], rules })]);
    const { routes } = routesOf(one);
    expect(routes).toMatchObject([{ url: 'http://*.localhost:8080/api', match: { deep: true, path: '/api' } }]);
    const takes = (url: string) => routesFor(routes, url).length === 1;
    expect(
      ['a.localhost:8080/api', 'a.b.localhost:8080/api/x', 'a.localhost:8080/apiv1', 'a.test:8080/api'].map(takes),
    ).toEqual([true, true, false, false]);
  });

  test('is asked in the order of Traefik: whole paths, long ones, earlier ones', () => {
    const path = (type: string | undefined, value: string | undefined) => ({ path: { type, value } });
    const matches = [path('Exact', '/api'), path(undefined, '/api/'), path(undefined, undefined), {}];
    const rules = [to('web', { matches }), to('web', { matches: [path('PathPrefix', '/')] })];
    const { routes } = routesOf(of([...web, ON, gateway(), route({ rules })], ['8080:80']));
    expect(routes.map(({ match }) => [match!.path, match!.paths, match!.precedence])).toEqual([
      ['/', 'elements', 16],
      ['/', 'elements', 16],
      ['/', 'elements', 15],
      ['/api', 'exact', 100015],
      ['/api', 'elements', 10515],
    ]);
  });

  const matching = (...matches: readonly object[]) =>
    of([...web, ON, gateway(), route({ rules: [to('web', { matches })] })], ['8080:80']);

  test.each([
    [{ method: 'POST' }, 'method POST'],
    [{ headers: [{ name: 'x-key', value: 'b' }] }, 'header x-key'],
    [{ method: 'PUT', queryParams: [{ name: 'a', value: 'b' }] }, 'method PUT, query a'],
    [{ path: { type: 'RegularExpression', value: '/a.*' } }, 'an expression for the path'],
  ])('of which more is asked than host and path is unknown: %j', (match, asked) => {
    const one = matching(match);
    expect(ways(one)).toEqual(['http://web.localhost:8080 unknown']);
    expect(whys(one)).toEqual([`HTTPRoute default/web: its match asks for more than host and path: ${asked}.`]);
  });

  test('is known by its path all the same', () => {
    const path = (type: string, value: string) => ({ path: { type, value }, headers: [{ name: 'a', value: 'b' }] });
    expect(ways(matching(path('PathPrefix', '/api/')))).toEqual(['http://web.localhost:8080/api unknown']);
    expect(ways(matching(path('Exact', '/api/')))).toEqual(['http://web.localhost:8080/api/ unknown']);
  });

  test('of GET takes whoever opens its URL, and is asked before one without a method', () => {
    expect(ways(matching({ method: 'GET' }, { method: 'POST' }))).toEqual([
      'http://web.localhost:8080 complete',
      'http://web.localhost:8080 unknown',
    ]);
    const precedences = routesOf(matching({ method: 'GET' }, {})).routes.map(({ match }) => match!.precedence);
    expect(precedences[0]! - precedences[1]!).toBe(1000);
  });

  test('needs all Services that it shares requests among, but for those without weight', () => {
    const shared = (weight: number) => [
      {
        backendRefs: [
          { name: 'web', port: 80 },
          { name: 'gone', port: 80, weight },
        ],
      },
    ];
    expect(told(of([...web, ON, gateway(), route({ rules: shared(0) })]))).toEqual([]);
    const one = of([...web, ON, gateway(), route({ rules: shared(1) })]);
    expect(told(one)).toEqual(['ingress-backend-missing: No Service default/gone exists.']);
  });

  test('has to name a port, and a Service', () => {
    const backed = (...backendRefs: object[]) =>
      of([...web, ON, gateway(), route({ rules: [{ backendRefs }] })], ['8080:80']);
    expect(told(backed({ name: 'web' }))).toEqual([
      'ingress-backend-missing: The route names no port of Service default/web.',
    ]);
    for (const other of [
      { group: 'traefik.io', kind: 'TraefikService', name: 'x' },
      { group: 'x.io', name: 'web' },
      {},
    ]) {
      expect(whys(backed(other))).toEqual(['HTTPRoute default/web: its backend is no Service.']);
    }
    expect(ways(backed({ group: 'core', kind: 'Service', name: 'web', port: 80 }))).toEqual([
      'http://web.localhost:8080 complete',
    ]);
    expect(whys(of([ON, gateway(), route({ rules: [] })]))).toContain(
      'HTTPRoute default/web: its backend is no Service.',
    );
  });

  test('is not led to an ExternalName, which nothing can allow', () => {
    const far = service('web', 'web', undefined, 'ExternalName', { externalName: 'a.test' });
    const hostnames = ['a.localhost', 'b.localhost'];
    expect(said(of([far, ON, gateway(), route({ hostnames })], ['8080:80']))).toEqual([
      [
        'warning ingress-to-external-name',
        'HTTPRoute default/web spec.rules[0]',
        'Service default/web is an ExternalName, and Traefik refuses to lead to one.',
        'Name a Service with addresses of its own, or lead there with an Ingress, which can be allowed to.',
      ],
    ]);
  });

  test('that sends requests on ends there, and keeps no host port', () => {
    const redirect = (requestRedirect?: object) =>
      of(
        [ON, gateway(), route({ rules: [{ filters: [{ type: 'RequestRedirect', requestRedirect }] }] })],
        ['8080:80', '8443:443'],
      );
    expect(ways(redirect({ scheme: 'https' }))).toEqual(['http://web.localhost:8080 unknown']);
    expect(whys(redirect({ scheme: 'https' }))).toEqual(['HTTPRoute default/web: it sends every request on to https.']);
    expect(whys(redirect())).toEqual(['HTTPRoute default/web: it sends every request on.']);
    expect(told(redirect())).toEqual([]);
    expect(told(redirect({ scheme: 'https', port: 8443 }))).toEqual([]);
    expect(told(redirect({ scheme: 'https' }))).toEqual([
      'ingress-redirect-loses-port: Requests to http://web.localhost:8080 are sent on to https on port 443, and host port 443 does not lead to Traefik.',
    ]);
  });

  test('with a filter that nobody reads is unknown', () => {
    const filtered = (...types: string[]) =>
      whys(
        of(
          [...web, ON, gateway(), route({ rules: [to('web', { filters: types.map((type) => ({ type })) })] })],
          ['8080:80'],
        ),
      );
    expect(filtered('URLRewrite', 'RequestMirror')).toEqual([
      'HTTPRoute default/web: its filter RequestMirror is more than we read.',
    ]);
    expect(filtered('RequestHeaderModifier', 'ResponseHeaderModifier')).toEqual([]);
  });

  test('speaks to the pods as their Service says, and gRPC over HTTP 2', () => {
    const named = (name: string) =>
      deployment('web', 80, {
        template: {
          metadata: { labels: { app: 'web' } },
          spec: { containers: [{ name: 'a', image: 'a:1', ports: [{ name, containerPort: 9000 }] }] },
        },
      });
    const speaking = (name: string, appProtocol?: string, kind?: string) =>
      of(
        [
          named(name),
          service('web', 'web', { port: 80, targetPort: 9000, appProtocol }),
          ON,
          gateway(),
          route({}, {}, kind),
        ],
        ['8080:80'],
      );
    expect(told(speaking('h2c', 'kubernetes.io/h2c'))).toEqual([]);
    expect(told(speaking('h2c', undefined, 'GRPCRoute'))).toEqual([]);
    expect(told(speaking('https', 'kubernetes.io/wss'))).toEqual([]);
    const misheard = speaking('grpc');
    expect(found(misheard).map(({ remedy }) => remedy)).toEqual([
      'Write appProtocol: kubernetes.io/h2c at port 80 of Service default/web.',
    ]);
    const policy = site([object('BackendTLSPolicy', 'web', {})]).objects;
    expect(told({ ...misheard, objects: [...misheard.objects, ...policy] })).toEqual([]);
  });

  test('of gRPC is read where it asks for no method', () => {
    const calls = (match: object) =>
      ways(
        of([...web, ON, gateway(), route({ rules: [to('web', { matches: [match] })] }, {}, 'GRPCRoute')], ['8080:80']),
      );
    expect(calls({})).toEqual(['http://web.localhost:8080 complete']);
    expect(calls({ method: { service: 'a.B' } })).toEqual(['http://web.localhost:8080 unknown']);
    expect(calls({ headers: [{ name: 'a', value: 'b' }] })).toEqual(['http://web.localhost:8080 unknown']);
  });

  test('of connections is unknown', () => {
    const ports = values(
      'providers: { kubernetesGateway: { enabled: true } }\nports: { db: { port: 5432, expose: { default: true } } }',
    );
    const listeners = [
      { name: 'db', protocol: 'TCP', port: 5432 },
      { name: 'through', protocol: 'TLS', port: 8443, tls: { mode: 'Passthrough' } },
    ];
    const tcp = (kind: string, hostnames?: readonly string[]) =>
      of([...web, ports, gateway(listeners), route({ hostnames }, {}, kind)], ['5432:5432', '8443:443']);
    expect(ways(tcp('TCPRoute'))).toEqual(['tcp://localhost:5432 unknown']);
    expect(ways(tcp('TLSRoute', ['a.localhost']))).toEqual(['tcp://a.localhost:8443 unknown']);
    expect(whys(tcp('TCPRoute'))).toEqual([
      'TCPRoute default/web: Traefik reads a TCPRoute with definitions that k3s may not bring.',
    ]);
    expect(told(tcp('TCPRoute'))).toEqual([]);
  });

  test('of the same host and path as another one is left to chance', () => {
    const other = object('HTTPRoute', 'other', {
      parentRefs: [{ name: 'edge' }],
      hostnames: ['web.localhost'],
      rules: [to('api')],
    });
    expect(told(of([...web, ...api, ON, gateway(), route(), other], ['8080:80']))).toEqual([
      'ingress-rule-duplicate: HTTPRoute default/web and HTTPRoute default/other both claim host web.localhost with path /, so which one answers is left to chance.',
    ]);
  });

  test('meets no other one where nobody knows at which doors they are asked, or nobody asks them', () => {
    const at = (name: string, sectionName: string, to: object, parent = 'edge') =>
      object('HTTPRoute', name, {
        parentRefs: [{ name: parent, sectionName }],
        hostnames: ['web.localhost'],
        rules: [to],
      });
    const redirect = { filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https' } }] };
    const two = [at('a', 'http', redirect), at('b', 'https', to('web')), TLS, ...web, ...api];
    const envoy = { gatewayClassName: 'envoy' };
    const inner = (more: object) =>
      object('Gateway', 'inner', { gatewayClassName: 'traefik', listeners: [HTTP], ...more });
    const doubled = (one: Site) => told(one).filter((each) => each.startsWith('ingress-rule-duplicate'));
    for (const objects of [
      two,
      [...two, gateway([HTTP, HTTPS], envoy)],
      [...two, gateway([HTTP, HTTPS], envoy), inner(envoy), at('c', 'http', to('api'), 'inner')],
      [...two, gateway([HTTP, HTTPS])],
      [...two, gateway([HTTP, { ...HTTPS, tls: {} }]), ON, at('c', 'https', to('api'))],
    ]) {
      expect(doubled(of(objects))).toEqual([]);
      expect(doubled(site(objects))).toEqual([]);
    }
    expect(doubled(of([...two, gateway([HTTP, HTTPS]), inner({}), ON, at('c', 'http', to('api'), 'inner')]))).toEqual([
      'ingress-rule-duplicate: HTTPRoute default/a and HTTPRoute default/c both claim host web.localhost with path /, so which one answers is left to chance.',
    ]);
  });

  test('stands beside an Ingress without a word', () => {
    expect(told(of([...web, ON, gateway(), route(), ingress('web', 'web', { host: 'a.localhost' })]))).toEqual([]);
  });
});

describe('who serves a Gateway', () => {
  const objects = [...web, gateway(), route()];

  test('is Traefik where its values say so, and where these are not clear nobody knows', () => {
    expect(said(of(objects))).toEqual([
      [
        'warning gateway-provider-disabled',
        'Gateway default/edge spec.gatewayClassName',
        'Traefik does not read the Gateway API in this cluster, so it serves no route of Gateway default/edge.',
        'Set providers.kubernetesGateway.enabled to true in a HelmChartConfig kube-system/traefik.',
      ],
    ]);
    const unclear = of([...objects, values('additionalArguments: [--providers.kubernetesgateway]')], ['8080:80']);
    expect(whys(unclear)).toEqual(['Whether Traefik reads the Gateway API in this cluster is not known.']);
    const unreadable = of([...objects, values('"not: closed')], ['8080:80']);
    expect(whys(unreadable)).toEqual(['Which controller serves it is not known.']);
    const older = of([...objects, ON], ['8080:80'], {}, { image: 'rancher/k3s:v1.31.5-k3s1' });
    expect(ways(older)).toEqual(['http://web.localhost:8080 unknown']);
    expect(ways(site([...objects, ON]))).toEqual(['http://web.localhost unknown']);
    for (const one of [unclear, unreadable, older, site([...objects, ON])]) expect(told(one)).toEqual([]);
  });

  test('is Traefik although it reads no Ingresses', () => {
    const only = values('providers: { kubernetesGateway: { enabled: true }, kubernetesIngress: { enabled: false } }');
    expect(ways(of([...objects, only], ['8080:80']))).toEqual(['http://web.localhost:8080 complete']);
  });

  test('is told once for the Gateway that the chart makes, where its values stand', () => {
    const NOT_READ =
      'Traefik does not read the Gateway API in this cluster, so it serves no route of Gateway kube-system/traefik-gateway.';
    const TURN_ON = 'Set providers.kubernetesGateway.enabled to true in a HelmChartConfig kube-system/traefik.';
    const parentRefs = [{ name: 'traefik-gateway', namespace: 'kube-system' }];
    const rules = [to('web'), to('web', { matches: [{ path: { value: '/a' } }] })];
    expect(said(of([...web, route({ parentRefs, rules })]))).toMatchObject([
      ['warning gateway-provider-disabled', 'HTTPRoute default/web spec.rules[0]', NOT_READ, TURN_ON],
    ]);
    expect(said(of([...web, values('{}'), route({ parentRefs, rules })]))).toMatchObject([
      [
        'warning gateway-provider-disabled',
        'HelmChartConfig kube-system/traefik spec.valuesContent',
        NOT_READ,
        TURN_ON,
      ],
    ]);
  });

  test('is told by its class', () => {
    const classed = (name: string, ...more: KubeObject[]) => [
      ...web,
      ON,
      gateway([HTTP], { gatewayClassName: name }),
      route(),
      ...more,
    ];
    const own = object('GatewayClass', 'mine', { controllerName: 'traefik.io/gateway-controller' });
    expect(ways(of(classed('mine', own), ['8080:80']))).toEqual(['http://web.localhost:8080 complete']);
    const envoy = object('GatewayClass', 'envoy', { controllerName: 'gateway.envoyproxy.io/gatewayclass-controller' });
    const [other] = routesOf(of(classed('envoy', envoy), ['8080:80'])).routes;
    expect(other).toMatchObject({
      status: 'unknown',
      why: 'GatewayClass envoy is served by gateway.envoyproxy.io/gatewayclass-controller.',
    });
    expect(other!.hops.find(({ kind }) => kind === 'ingress-controller')!.name).toBe(
      'controller of GatewayClass envoy',
    );
    expect(whys(of(classed('bare', object('GatewayClass', 'bare', {})), ['8080:80']))).toEqual([
      'GatewayClass bare is served by (no name).',
    ]);
    const foreign = { ...own, apiVersion: 'example.com/v1' };
    expect(said(of(classed('mine', foreign), ['8080:80']))).toEqual([
      [
        'warning ingress-class-unknown',
        'HTTPRoute default/web spec.parentRefs',
        'Nothing in the cluster or the app serves class "mine", so no request reaches HTTPRoute default/web.',
        'Give Gateway default/edge a GatewayClass that is there: traefik.',
      ],
    ]);
    const classless = of([...web, ON, gateway([HTTP], { gatewayClassName: undefined }), route()], ['8080:80']);
    expect(told(classless)).toEqual([
      'ingress-class-unknown: Nothing in the cluster or the app serves class "", so no request reaches HTTPRoute default/web.',
    ]);
    const outside = { externals: [{ kind: 'GatewayClass', name: 'mine' }] as Site['externals'] };
    expect(whys(of(classed('mine'), ['8080:80'], outside))).toEqual(['Which controller serves it is not known.']);
    const controller = deployment('x', 80, {
      template: {
        metadata: { labels: { app: 'x' } },
        spec: { containers: [{ name: 'x', image: 'envoyproxy/gateway:v1' }] },
      },
    });
    expect(ways(of(classed('mine', controller), ['8080:80']))).toEqual(['http://web.localhost:8080 unknown']);
  });

  test('is not known where the app has a Traefik of its own', () => {
    const runs = (image: string) => {
      const spec = { containers: [{ name: 'x', image }] };
      return deployment('x', 80, { template: { metadata: { labels: { app: 'x' } }, spec } });
    };
    const release = { ...values(''), apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease' };
    const own = object('GatewayClass', 'traefik', { controllerName: 'traefik.io/gateway-controller' });
    for (const more of [runs('docker.io/traefik:v3.4'), runs('traefik'), release]) {
      const one = of([...web, gateway([{ ...HTTP, port: 80 }]), route(), own, more], ['8080:80']);
      expect(told(one)).toEqual([]);
      expect(whys(one)).toEqual(['Which Traefik serves it is not known: the app has one of its own.']);
    }
    const shown = of([...web, ON, gateway(), route(), runs('traefik/whoami:v1.10')], ['8080:80']);
    expect(ways(shown)).toEqual(['http://web.localhost:8080 complete']);
  });

  test('is nobody where Traefik is disabled', () => {
    const off = { options: { k3s: { extraArgs: [{ arg: '--disable=traefik', nodeFilters: ['server:*'] }] } } };
    expect(told(of([...objects, ON], ['8080:80'], {}, off))).toEqual([
      'ingress-controller-disabled: Traefik is disabled and the app brings no other controller, so nothing serves HTTPRoute default/web.',
    ]);
    const own = object('GatewayClass', 'traefik', { controllerName: 'traefik.io/gateway-controller' });
    expect(ways(of([...objects, own], ['8080:80'], {}, off))).toEqual(['http://web.localhost:8080 unknown']);
  });
});

describe('a listener', () => {
  const listening = (listener: object, more: readonly KubeObject[] = [], config = ON) =>
    of([...web, config, gateway([{ ...HTTP, ...listener }]), route(), ...more]);

  test('waits on the port of the pod of Traefik', () => {
    const remedies = (port: unknown, more: object = {}, config = ON) =>
      found(listening({ port, ...more }, [], config)).map(({ rule, field, remedy }) => [rule, field, remedy]);
    const field = 'spec.listeners[0].port';
    expect(remedies(80)).toEqual([
      [
        'listener-not-served',
        field,
        'Write port: 8000, where entry point web listens: port 80 of the nodes leads there.',
      ],
    ]);
    const others = 'Write a port on which an entry point listens: 8000 (web).';
    expect(remedies(443)).toEqual([['listener-not-served', field, others]]);
    expect(remedies(8443)).toEqual([['listener-not-served', field, others]]);
    expect(remedies(undefined)).toEqual([['listener-not-served', field, others]]);
    const closed = values('{ providers: { kubernetesGateway: { enabled: true } }, ports: { web: { expose: false } } }');
    expect(remedies(80, {}, closed)).toEqual([
      [
        'listener-not-served',
        field,
        'Open an entry point for it in the values of a HelmChartConfig kube-system/traefik.',
      ],
    ]);
    const moved = values('{ providers: { kubernetesGateway: { enabled: true } }, ports: { web: { port: 80 } } }');
    expect(remedies(80, {}, moved)).toEqual([]);
  });

  test('is told where it stands in the values of the chart', () => {
    const config = values(
      '{ providers: { kubernetesGateway: { enabled: true } }, gateway: { listeners: { web: { port: 80, namespacePolicy: All } } } }',
    );
    const parentRefs = [{ name: 'traefik-gateway', namespace: 'kube-system' }];
    expect(said(of([...web, config, route({ parentRefs })]))).toEqual([
      [
        'warning listener-not-served',
        'HelmChartConfig kube-system/traefik spec.valuesContent',
        'Of the entry points that Traefik opens on the nodes, none listens on port 80, where listener "web" of Gateway kube-system/traefik-gateway waits, so no request comes to it.',
        'Write port: 8000, where entry point web listens: port 80 of the nodes leads there.',
      ],
    ]);
  });

  test('of https has a certificate that is there and lent', () => {
    const secured = (tls: object | undefined, ...more: KubeObject[]) =>
      said(of([...web, ON, gateway([{ ...HTTPS, tls }]), route(), ...more], ['8443:443']));
    const field = 'Gateway default/edge spec.listeners[0].tls';
    const bare = [
      'warning listener-not-served',
      field,
      'No certificate is named for listener "https" of Gateway default/edge, so Traefik leaves that out.',
      'Name a Secret with a certificate in tls.certificateRefs.',
    ];
    expect(secured(undefined)).toEqual([bare]);
    expect(secured({ certificateRefs: [] })).toEqual([bare]);
    expect(secured({ certificateRefs: [{ name: 'tls' }] }, TLS)).toEqual([]);
    expect(secured({ certificateRefs: [{ name: 'tls' }] })).toEqual([
      [
        'warning reference-missing',
        `${field}.certificateRefs[0].name`,
        'Listener 1 refers to Secret "tls" in namespace "default", which nothing in the app makes, so it takes no request.',
        'Make Secret "tls" in namespace "default", or give this object the annotation "allow.cdk8s-k3d/reference-missing: <why>" where it exists outside the app.',
      ],
    ]);
    const far = { certificateRefs: [{ name: 'tls', namespace: 'shop' }, {}] };
    expect(secured(far, shop(TLS))).toMatchObject([
      [
        'warning ingress-to-other-namespace',
        `${field}.certificateRefs`,
        'Secret shop/tls stands in another namespace than Gateway default/edge, and no ReferenceGrant there lends it.',
        'Add a ReferenceGrant to namespace shop with from: [{ group: gateway.networking.k8s.io, kind: Gateway, namespace: default }] and to: [{ group: "", kind: Secret }].',
      ],
    ]);
    const grant = shop(
      object('ReferenceGrant', 'tls', { from: [{ kind: 'Gateway', namespace: 'default' }], to: [{ kind: 'Secret' }] }),
    );
    expect(secured(far, shop(TLS), grant)).toEqual([]);
    expect(secured({ certificateRefs: [{ kind: 'Other', name: 'tls' }] })).toEqual([]);
  });

  test('may wait for a certificate of cert-manager', () => {
    const issued = gateway([HTTPS], {}, { annotations: { 'cert-manager.io/issuer': 'local' } });
    expect(said(of([...web, ON, issued, route()], ['8443:443']))).toEqual([]);
  });

  test('says the port that is written, though none has that number', () => {
    expect(told(of([...web, ON, gateway([{ ...HTTP, port: 65536 }]), route()], ['8080:80']))).toEqual([
      'listener-not-served: Of the entry points that Traefik opens on the nodes, none listens on port 65536, where listener "http" of Gateway default/edge waits, so no request comes to it.',
    ]);
  });

  test('that is left out takes no way from one that is served', () => {
    const one = of([...web, ON, TLS, gateway([HTTP, { ...HTTPS, port: 443 }]), route()], ['8080:80']);
    expect(ways(one)).toEqual([
      'http://web.localhost:8080 complete',
      'https://web.localhost (no host port leads to 443) broken',
    ]);
    expect(told(one)).toEqual([
      'listener-not-served: Of the entry points that Traefik opens on the nodes, none listens on port 443, where listener "https" of Gateway default/edge waits, so no request comes to it.',
    ]);
  });
});

describe('a Gateway', () => {
  const asking = (listener: object, parent: object = {}, metadata: object = {}, ...more: KubeObject[]) =>
    of(
      [
        ...web.map((one) => ({ ...one, metadata: { ...one.metadata, ...metadata } })),
        ON,
        gateway([{ ...HTTP, ...listener }]),
        route({ parentRefs: [{ name: 'edge', namespace: 'default', ...parent }] }, metadata),
        ...more,
      ],
      ['8080:80'],
    );
  const attached = (...of: Parameters<typeof asking>) =>
    found(asking(...of)).map(({ rule, message, remedy }) => [rule, message, remedy]);
  const IN_SHOP = { namespace: 'shop' };

  test('takes routes of its own namespace, or of those that it names', () => {
    expect(attached({}, {}, IN_SHOP)).toEqual([
      [
        'route-not-attached',
        'Listener "http" of Gateway default/edge takes routes of namespace default alone, and HTTPRoute shop/web stands in namespace shop.',
        'Set allowedRoutes: { namespaces: { from: All } } at listener "http" of Gateway default/edge.',
      ],
    ]);
    const from = (namespaces: object) => ({ allowedRoutes: { namespaces } });
    expect(attached(from({ from: 'All' }), {}, IN_SHOP)).toEqual([]);
    const selector = from({ from: 'Selector', selector: { matchLabels: { edge: 'yes' } } });
    const namespace = (labels?: object): KubeObject => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'shop', labels } as KubeObject['metadata'] & object,
    });
    expect(attached(selector, {}, IN_SHOP, namespace({ edge: 'yes' }))).toEqual([]);
    expect(attached(selector, {}, IN_SHOP, namespace())).toMatchObject([
      [
        'route-not-attached',
        'Listener "http" of Gateway default/edge takes routes of some namespaces alone, and HTTPRoute shop/web stands in namespace shop.',
        'Set allowedRoutes: { namespaces: { from: All } } at listener "http" of Gateway default/edge.',
      ],
    ]);
    const unknown = asking(selector, {}, IN_SHOP);
    expect(whys(unknown)).toEqual([
      'HTTPRoute shop/web: whether listener "http" of Gateway default/edge takes it is not known.',
    ]);
    expect(told(unknown)).toEqual([]);
    const byName = from({ from: 'Selector', selector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } });
    expect(attached(byName, {}, IN_SHOP)).toEqual([]);
    expect(whys(asking(from({ from: 'Elsewhere' }), {}, IN_SHOP))).toHaveLength(1);
  });

  test('that the chart makes stands in kube-system and says in its values whom it takes', () => {
    const parentRefs = [{ name: 'traefik-gateway', namespace: 'kube-system' }];
    expect(said(of([...web, ON, route({ parentRefs })]))).toEqual([
      [
        'warning route-not-attached',
        'HTTPRoute default/web spec.parentRefs[0]',
        'Listener "web" of Gateway kube-system/traefik-gateway takes routes of namespace kube-system alone, and HTTPRoute default/web stands in namespace default.',
        'Set gateway.listeners.web.namespacePolicy to { from: All } in a HelmChartConfig kube-system/traefik.',
      ],
    ]);
    const policy = (said: string, version: string) => {
      const config = `{ providers: { kubernetesGateway: { enabled: true } }, gateway: { listeners: { web: { namespacePolicy: ${said} } } } }`;
      const image = { image: `rancher/k3s:${version}-k3s1` };
      return found(of([...web, values(config), route({ parentRefs })], ['8080:80'], {}, image)).map(({ rule }) => rule);
    };
    expect(policy('{ from: All }', 'v1.35.5')).toEqual([]);
    expect(policy('All', 'v1.33.5')).toEqual([]);
    expect(policy('All', 'v1.35.5')).toEqual(['route-not-attached']);
  });

  test('has the listener that a route names', () => {
    expect(attached({}, { sectionName: 'web' })).toEqual([
      [
        'route-not-attached',
        'Gateway default/edge has no listener "web", which HTTPRoute default/web names.',
        'Write sectionName: http, or leave it out.',
      ],
    ]);
    expect(attached({}, { sectionName: 'http', port: 8443 })).toEqual([
      [
        'route-not-attached',
        'HTTPRoute default/web asks for port 8443 of listener "http" of Gateway default/edge, which is on port 8000.',
        'Write port: 8000, or leave it out.',
      ],
    ]);
    expect(attached({}, { port: 80 })).toEqual([
      [
        'route-not-attached',
        'Gateway default/edge has no listener on port 80, which HTTPRoute default/web names.',
        'Write port: 8000, or leave it out.',
      ],
    ]);
    const [bare] = found(of([...web, ON, gateway([]), route()], ['8080:80']));
    expect(bare).toMatchObject({ rule: 'route-not-attached', remedy: 'Give the Gateway a listener.' });
    const [nameless] = found(of([...web, ON, gateway([{}]), route()], ['8080:80']));
    expect(nameless!.message).toBe(
      'Listener "(no name)" of Gateway default/edge takes no HTTPRoute, so HTTPRoute default/web is not asked there.',
    );
  });

  test('takes kinds of routes by its protocol, and those that it lists', () => {
    const kinds = (...kinds: object[]) => ({ allowedRoutes: { kinds } });
    expect(attached(kinds({ kind: 'HTTPRoute' }))).toEqual([]);
    expect(attached(kinds({ kind: 'GRPCRoute' }))).toEqual([
      [
        'route-not-attached',
        'Listener "http" of Gateway default/edge takes no HTTPRoute, so HTTPRoute default/web is not asked there.',
        'Name a listener that takes one in spec.parentRefs[0].',
      ],
    ]);
    expect(attached({ protocol: 'TCP' })).toHaveLength(1);
    expect(attached({ protocol: 'example.com/OTHER' })).toHaveLength(1);
    expect(attached({ protocol: 'constructor' })).toHaveLength(1);
  });

  test('has to share a host with a route', () => {
    expect(attached({ hostname: '*.example.com' })).toEqual([
      [
        'route-not-attached',
        'Listener "http" of Gateway default/edge takes host *.example.com, and HTTPRoute default/web wants web.localhost, so no request comes to it.',
        'Write a name that *.example.com covers, or change the hostname of the listener.',
      ],
    ]);
  });

  test('is told apart from others that a route names', () => {
    const parentRefs = [{ name: 'edge' }, { name: 'edge', sectionName: 'web' }];
    const one = of([...web, ON, gateway(), route({ parentRefs, hostnames: undefined })], ['8080:80']);
    expect(said(one).map(([rule, place]) => [rule, place])).toEqual([
      ['warning route-not-attached', 'HTTPRoute default/web spec.parentRefs[1]'],
    ]);
    expect(ways(one).sort()).toEqual(['http://localhost:8080 broken', 'http://localhost:8080 complete']);
    expect(routesFor(routesOf(one).routes, 'http://localhost:8080')).toMatchObject([{ status: 'complete' }]);
  });

  test('that nothing makes is missing, and one in another namespace is told', () => {
    const named = (parent: object, more: Partial<Site> = {}) =>
      of([...web, ON, gateway(), route({ parentRefs: [parent] })], ['8080:80'], more);
    expect(whys(named({ name: 'gone' }))).toEqual([
      'HTTPRoute default/web: Gateway default/gone does not stand in the app.',
    ]);
    expect(said(named({ name: 'gone' }))).toEqual([
      [
        'warning reference-missing',
        'HTTPRoute default/web spec.parentRefs[0].name',
        'The HTTPRoute refers to Gateway "gone" in namespace "default", which nothing in the app makes, so nothing serves it there.',
        'Make Gateway "gone" in namespace "default", or give this object the annotation "allow.cdk8s-k3d/reference-missing: <why>" where it exists outside the app.',
      ],
    ]);
    expect(told(named({ name: 'gone' }, { externals: [{ kind: 'Gateway', name: 'gone' }] }))).toEqual([]);
    const elsewhere = of([...web, ON, shop(gateway()), route()], ['8080:80']);
    expect(told(elsewhere)).toEqual([
      'reference-missing: The HTTPRoute refers to Gateway "edge" in namespace "default", but the app makes it in namespace "shop", so nothing serves it there.',
    ]);
    expect(said(named({ name: 'traefik-gateway' }))).toEqual([
      [
        'warning route-not-attached',
        'HTTPRoute default/web spec.parentRefs[0]',
        'HTTPRoute default/web looks for Gateway traefik-gateway in namespace default, and the chart of Traefik makes it in namespace kube-system.',
        'Write namespace: kube-system beside its name.',
      ],
    ]);
    const unread = named({ name: 'traefik-gateway', namespace: 'traefik' });
    expect(whys(unread)).toEqual(['HTTPRoute default/web: Gateway traefik/traefik-gateway does not stand in the app.']);
  });

  test('is what a route hangs on, or nobody knows', () => {
    const hanging = (parentRefs: unknown) => of([...web, ON, gateway(), route({ parentRefs })], ['8080:80']);
    expect(whys(hanging(undefined))).toEqual(['HTTPRoute default/web: it names no Gateway.']);
    expect(whys(hanging([{ group: '', kind: 'Service', name: 'web' }]))).toEqual([
      'HTTPRoute default/web: web is no Gateway.',
    ]);
    expect(whys(hanging([{ kind: 'ListenerSet', name: 'web' }]))).toEqual([
      'HTTPRoute default/web: web is no Gateway.',
    ]);
    expect(whys(hanging([{}]))).toEqual([
      'HTTPRoute default/web: Gateway default/(no name) does not stand in the app.',
    ]);
    for (const parents of [
      undefined,
      [{ group: '', kind: 'Service', name: 'x' }],
      [{ kind: 'ListenerSet', name: 'x' }],
    ]) {
      expect(told(hanging(parents))).toEqual([]);
    }
  });
});

describe('what stands in another namespace', () => {
  const rules = [{ backendRefs: [{ name: 'web', namespace: 'shop', port: 80 }] }];
  const lent = (from: object, to: object, namespace = 'shop') => [
    ...web.map(shop),
    ON,
    gateway(),
    route({ rules }),
    { ...object('ReferenceGrant', 'web', { from: [from], to: [to] }), metadata: { name: 'web', namespace } },
  ];
  const FROM = { kind: 'HTTPRoute', namespace: 'default' };

  test('is looked for beside a route that names no namespace', () => {
    expect(found(of([...web.map(shop), ON, gateway(), route()], ['8080:80'])).map(({ remedy }) => remedy)).toEqual([
      'Write namespace: shop and lend it by a ReferenceGrant, or move the HTTPRoute to namespace shop, where Service shop/web is.',
    ]);
  });

  test('is lent by a ReferenceGrant that stands there', () => {
    expect(told(of(lent(FROM, { kind: 'Service' })))).toEqual([]);
    expect(told(of(lent(FROM, { kind: 'Service', name: 'web' })))).toEqual([]);
    for (const refused of [
      lent(FROM, { kind: 'Service', name: 'api' }),
      lent(FROM, { kind: 'Secret' }),
      lent({ kind: 'HTTPRoute', namespace: 'other' }, { kind: 'Service' }),
      lent({ kind: 'GRPCRoute', namespace: 'default' }, { kind: 'Service' }),
      lent(FROM, { kind: 'Service' }, 'default'),
    ]) {
      expect(said(of(refused))).toEqual([
        [
          'warning ingress-to-other-namespace',
          'HTTPRoute default/web spec.rules[0].backendRefs[0]',
          'Service shop/web stands in another namespace than HTTPRoute default/web, and no ReferenceGrant there lends it.',
          'Add a ReferenceGrant to namespace shop with from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: default }] and to: [{ group: "", kind: Service }].',
        ],
      ]);
    }
  });
});

test('a Middleware that a rule wants has to be there', () => {
  const filters = [
    { type: 'ExtensionRef', extensionRef: { group: 'traefik.io', kind: 'Middleware', name: 'auth' } },
    { type: 'ExtensionRef', extensionRef: { group: 'x.io', kind: 'Other', name: 'auth' } },
    { type: 'URLRewrite' },
  ];
  expect(told(of([...web, ON, gateway(), route({ rules: [to('web', { filters })] })]))).toEqual([
    'reference-missing: Rule 1 refers to Middleware "auth" in namespace "default", which nothing in the app makes, so Traefik does not serve this rule.',
  ]);
});

test('kinds of other groups are none of these', () => {
  const foreign = [gateway(), route()].map((one) => ({ ...one, apiVersion: 'example.com/v1' }));
  expect(ways(of([...web, ON, ...foreign]))).toEqual([]);
  expect(told(of([...web, ON, ...foreign], []))).toEqual([]);
  expect(ways(of([...web, ON, foreign[0]!, route()], ['8080:80']))).toEqual(['http://web.localhost:8080 unknown']);
});

test('what a construct made is held to', () => {
  const one = of([...web, made('app/gateway', gateway([{ ...HTTP, port: 80 }])), ON, route()], ['8080:80']);
  expect(found(one)).toMatchObject([{ level: 'error', rule: 'listener-not-served', where: 'app/gateway' }]);
});

test('a host port that leads to an entry point without a listener reaches nothing', () => {
  expect(told(of([...web, ON, gateway(), route()], ['8080:80', '8443:443']))).toEqual([]);
  const parentRefs = [{ name: 'traefik-gateway', namespace: 'kube-system' }];
  const all = values(
    '{ providers: { kubernetesGateway: { enabled: true } }, gateway: { listeners: { web: { namespacePolicy: All } } } }',
  );
  expect(told(of([...web, all, route({ parentRefs })], ['8080:80', '8443:443']))).toEqual([
    'mapping-meets-controller-only: Host port 8443 leads to Traefik, and no Ingress of the app uses its entry point websecure, so every request gets 404.',
  ]);
});

test('a class of another controller is left to it where Traefik is disabled and the files are not all', () => {
  const other = gateway([{ ...HTTP, port: 8080 }, { name: 'odd' }], { gatewayClassName: 'nginx' });
  const extraArgs = [{ arg: '--disable=traefik', nodeFilters: ['server:*'] }];
  const exchanged = (more: Partial<Site> = {}, gatewayClass = other) =>
    of([...web, gatewayClass, route()], ['8080:8080', '80:80', '9000:9000'], more, { options: { k3s: { extraArgs } } });
  expect(routesOf(exchanged()).mappings.map(({ clusterPort, status }) => [clusterPort, status])).toEqual([
    [6443, 'answers'],
    [8080, 'unknown'],
    [80, 'unknown'],
    [9000, 'silent'],
  ]);
  expect(whys(exchanged())).toContain('The controller of GatewayClass nginx does not stand in the app.');
  expect(routesOf(exchanged({ closed: true })).routes.map(({ status }) => status)).toContain('broken');
  expect(routesOf(exchanged({}, gateway())).routes.map(({ status }) => status)).toContain('broken');
});

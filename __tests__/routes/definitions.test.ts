import type { Plain } from '../../lib/routes/plain';
import { faultsOf } from '../../lib/routes/schema/validate';

const TRAEFIK = 'traefik.io/v1alpha1';
const GATEWAY = 'gateway.networking.k8s.io/v1';
const HELM = 'helm.cattle.io/v1';

const faults = (apiVersion: string, kind: string, spec?: unknown) =>
  faultsOf({ apiVersion, kind, metadata: { name: 'web' }, ...(spec !== undefined && { spec }) } as Plain).map(
    ({ path, says, remedy }) => `${path} ${says} ${remedy}`,
  );

const route = (fields: object) => ({ routes: [{ match: 'Host(`a`)', ...fields }] });

describe('a kind that k3s brings by a definition', () => {
  test.each<[string, string, unknown]>([
    [
      TRAEFIK,
      'IngressRoute',
      {
        entryPoints: ['websecure'],
        routes: [
          {
            kind: 'Rule',
            match: 'Host(`a`)',
            priority: 10,
            middlewares: [{ name: 'strip', namespace: 'default' }],
            services: [
              { name: 'web', port: 80, weight: 1, passHostHeader: true, sticky: { cookie: { httpOnly: true } } },
              { kind: 'TraefikService', name: 'both' },
              { name: 'web', port: 'http', healthCheck: { path: '/', interval: '10s' } },
            ],
          },
        ],
        tls: { secretName: 'web', domains: [{ main: 'a', sans: ['b'] }], options: { name: 'modern' } },
      },
    ],
    ['traefik.containo.us/v1alpha1', 'IngressRoute', route({ kind: 'Rule', services: [{ name: 'web', port: 80 }] })],
    [TRAEFIK, 'Middleware', { plugin: { any: { thing: [1] } } }],
    [TRAEFIK, 'Middleware', { compress: {}, headers: { customRequestHeaders: { 'X-A': 'b' }, sslRedirect: true } }],
    [TRAEFIK, 'Middleware', { ipWhiteList: { sourceRange: ['10.0.0.0/8'] }, rateLimit: { average: 1, period: '1s' } }],
    [TRAEFIK, 'Middleware', { errors: { status: ['500-599'], service: { name: 'a', port: 80 }, query: '/' } }],
    [TRAEFIK, 'TLSStore', { defaultCertificate: { secretName: 'a' } }],
    [
      GATEWAY,
      'Gateway',
      {
        gatewayClassName: 'traefik',
        listeners: [{ name: 'web', protocol: 'HTTP', port: 8000, allowedRoutes: { namespaces: { from: 'All' } } }],
      },
    ],
    [
      GATEWAY,
      'HTTPRoute',
      {
        parentRefs: [{ name: 'edge', sectionName: 'web' }],
        hostnames: ['a.localhost'],
        rules: [
          {
            matches: [
              { path: { type: 'PathPrefix', value: '/' }, headers: [{ name: 'a', value: 'b' }], method: 'GET' },
            ],
            backendRefs: [{ name: 'web', port: 80, weight: 1 }],
          },
          { filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }] },
        ],
      },
    ],
    ['gateway.networking.k8s.io/v1beta1', 'ReferenceGrant', { from: [], to: [{ group: '', kind: 'Service' }] }],
    [HELM, 'HelmChartConfig', { valuesContent: 'a: b' }],
    [HELM, 'HelmChart', { chart: 'a', helmVersion: 'v2', authSecret: {} }],
    [HELM, 'HelmChart', { chart: 'a', repo: 'https://example.com', set: { a: 1, b: 'c' }, targetNamespace: 'a' }],
  ])('is taken where it is right: %s %s %#', (apiVersion, kind, spec) => {
    expect(faults(apiVersion, kind, spec)).toEqual([]);
  });

  test.each<[string, string, unknown, ...string[]]>([
    [
      TRAEFIK,
      'IngressRoute',
      {
        entrypoints: ['web'],
        routes: [{ match: 'Host(`a`)', kind: 'rule', middleware: [], service: [{ name: 'a' }] }],
        tls: { certresolver: 'le' },
      },
      'spec.entrypoints is no field here. Write "entryPoints".',
      'spec.routes[0].kind is "rule": the API knows no such value. Write "Rule".',
      'spec.routes[0].middleware is no field here. Write "middlewares".',
      'spec.routes[0].service is no field here. Write "services".',
      'spec.tls.certresolver is no field here. Write "certResolver".',
    ],
    [
      TRAEFIK,
      'IngressRoute',
      { routes: [{ kind: 'Rule', priority: '10', services: [{ port: 80, kind: 3, passHostHeader: 'true' }] }] },
      'spec.routes[0].priority is "10": a number is needed. Write 10 without quotes.',
      'spec.routes[0].services[0].kind is 3: text is needed. Write "3" in quotes.',
      'spec.routes[0].services[0].passHostHeader is "true": true or false is needed. Write true without quotes.',
      'spec.routes[0].services[0].name is missing: the API requires it. Add name.',
      'spec.routes[0].match is missing: the API requires it. Add match.',
    ],
    [
      TRAEFIK,
      'TraefikService',
      {
        weighted: { services: [{ kind: 'Traefikservice', name: 'a', weight: 'much' }] },
        mirroring: { kind: 'Servise', name: 'b', mirrors: [{ kind: 'SERVICE', name: 'c' }] },
      },
      'spec.weighted.services[0].kind is "Traefikservice": the API knows no such value. Write "TraefikService".',
      'spec.weighted.services[0].weight is "much": a number is needed. Write a number.',
      'spec.mirroring.kind is "Servise": the API knows no such value. Write "Service".',
      'spec.mirroring.mirrors[0].kind is "SERVICE": the API knows no such value. Write "Service".',
    ],
    [
      TRAEFIK,
      'Middleware',
      { redirectScheme: { scheme: 'https', port: 443 }, stripPrefix: { prefix: ['/a'] }, basicauth: {} },
      'spec.redirectScheme.port is 443: text is needed. Write "443" in quotes.',
      'spec.stripPrefix.prefix is no field here. Write "prefixes".',
      'spec.basicauth is no field here. Write "basicAuth".',
    ],
    [
      TRAEFIK,
      'IngressRoute',
      { middlewares: [], scheme: 'http', routes: [{ match: 'Host(`a`)', tls: {}, scheme: 'http', cookie: {} }] },
      'spec.middlewares is no field here. Move it into each entry of spec.routes.',
      'spec.routes[0].tls is no field here. Move it into spec.',
    ],
    [
      TRAEFIK,
      'IngressRoute',
      {
        routes: [
          { match: 'Host(`a`)', services: [{ name: 'a', sticky: { secure: true, cookie: {} } }], scheme: 'http' },
        ],
      },
      'spec.routes[0].services[0].sticky.secure is no field here. Move it into spec.routes[0].services[0].sticky.cookie.',
      'spec.routes[0].scheme is no field here. Move it into each entry of spec.routes[0].services.',
    ],
    [
      GATEWAY,
      'Gateway',
      { gatewayClass: 'traefik', listeners: { name: 'web' } },
      'spec.listeners is a mapping: a list is needed. Write a list, each entry after "- ".',
      'spec.gatewayClassName is missing: the API requires it. Add gatewayClassName.',
    ],
    [
      GATEWAY,
      'HTTPRoute',
      {
        parentRef: [],
        hostname: ['a'],
        rules: [{ matches: [{ path: { type: 'Prefix', value: '/' }, method: 'get' }] }],
      },
      'spec.parentRef is no field here. Write "parentRefs".',
      'spec.hostname is no field here. Write "hostnames".',
      'spec.rules[0].matches[0].path.type is "Prefix": the API knows no such value. Write "PathPrefix".',
      'spec.rules[0].matches[0].method is "get": the API knows no such value. Write "GET".',
    ],
    [GATEWAY, 'HTTPRoute', undefined, 'spec is missing: the API requires it. Add spec.'],
    [HELM, 'HelmChartConfig', { valueContent: 'a' }, 'spec.valueContent is no field here. Write "valuesContent".'],
  ])('is told where it is wrong: %s %s %#', (apiVersion, kind, spec, ...told) => {
    expect(faults(apiVersion, kind, spec)).toEqual(told);
  });

  test('may have fields and words that are newer than what is known here', () => {
    const services = [{ name: 'a', port: 80, kind: 'Cluster', newlyMade: 1 }];
    expect(faults(TRAEFIK, 'IngressRoute', route({ kind: 'Rule', services, later: {} }))).toEqual([]);
  });

  test.each([
    [TRAEFIK, 'IngresRoute', 'kind is "IngresRoute": traefik.io/v1alpha1 has no such kind. Write "IngressRoute".'],
    [
      'networking.k8s.io/v1',
      'HTTPRoute',
      `apiVersion is "networking.k8s.io/v1": it has no kind HTTPRoute. Write "${GATEWAY}".`,
    ],
    [TRAEFIK, 'Deployment', `apiVersion is "${TRAEFIK}": it has no kind Deployment. Write "apps/v1".`],
  ])('is told where its name is none, or belongs elsewhere: %s %s', (apiVersion, kind, told) => {
    expect(faults(apiVersion, kind, {})).toEqual([told]);
  });

  test.each([
    [TRAEFIK, 'constructor'],
    [TRAEFIK, 'Hub'],
    ['gateway.networking.k8s.io/v2', 'HTTPRoute'],
    ['gateway.networking.k8s.io/v1alpha2', 'Gateway'],
    ['gateway.networking.k8s.io/v1', 'UDPRoute'],
  ])('may be newer itself: %s %s', (apiVersion, kind) => {
    expect(faults(apiVersion, kind, {})).toEqual([]);
  });
});

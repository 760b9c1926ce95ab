import { judge } from '../../../lib/routes/rules/judge';
import { routesOf } from '../../../lib/routes/network/routes';
import { routeRules } from '../../../lib/routes/rules/routes';
import type { KubeObject, ObjectFacts, Site } from '../../../lib/routes/world';
import { cluster, deployment, ingress, service, site } from '../network/sites';

const backend = [deployment('web'), service('web', 'web')];
const of = (objects: readonly (KubeObject | ObjectFacts)[], ports = ['8080:80'], more: Partial<Site> = {}) =>
  site([...backend, ...objects], { cluster: cluster(ports), ...more });
const messages = (one: Site) =>
  judge([one], routeRules).findings.map(({ level, rule, message, remedy }) => `${level} ${rule}: ${message} ${remedy}`);
const statuses = (one: Site) => routesOf(one).routes.map(({ status }) => status);

const chart = (valuesContent: string): KubeObject => ({
  apiVersion: 'helm.cattle.io/v1',
  kind: 'HelmChartConfig',
  metadata: { name: 'traefik', namespace: 'kube-system' },
  spec: { valuesContent },
});
const route = (more: object = {}, metadata: object = {}): KubeObject => ({
  apiVersion: 'traefik.io/v1alpha1',
  kind: 'IngressRoute',
  metadata: { name: 'route', ...metadata },
  spec: { routes: [{ match: 'PathPrefix(`/`)', services: [{ name: 'web', port: 80 }], ...more }] },
});

describe('the class of an IngressRoute', () => {
  const classed = (name: string) => route({}, { annotations: { 'kubernetes.io/ingress.class': name } });

  test('is its annotation, which Traefik reads where it is its own or none', () => {
    expect(statuses(of([route()]))).toEqual(['complete']);
    expect(statuses(of([classed('')]))).toEqual(['complete']);
    expect(statuses(of([classed('traefik')]))).toEqual(['complete']);
    expect(messages(of([classed('traefik-external')]))).toContain(
      'warning ingress-class-unknown: Nothing in the cluster or the app serves class "traefik-external", so no request reaches IngressRoute default/route. Leave out the annotation kubernetes.io/ingress.class: Traefik reads an IngressRoute without it.',
    );
  });

  test('may be one that is declared, but none of an IngressClass of this Traefik', () => {
    const externals = [{ kind: 'IngressClass', name: 'edge' }];
    expect(statuses(of([classed('edge')], ['8080:80'], { externals }))).toEqual(['unknown']);
    expect(statuses(of([classed('edge'), chart('ingressClass: { name: edge }')]))).toEqual(['broken']);
  });

  test('is what the chart of Traefik is told, and no other', () => {
    const told = chart('providers: { kubernetesCRD: { ingressClass: edge } }');
    expect(statuses(of([told, classed('edge')]))).toEqual(['complete']);
    expect(statuses(of([told, route()]))).toEqual(['unknown']);
    expect(statuses(of([told, classed('traefik')]))).toEqual(['unknown']);
  });
});

describe('the group that Traefik had before', () => {
  const old = (more: object = {}) => ({ ...route(more), apiVersion: 'traefik.containo.us/v1alpha1' });
  const on = (version: string, ...objects: readonly KubeObject[]) =>
    of(objects, [], { cluster: cluster(['8080:80'], [], { image: `rancher/k3s:v1.${version}-k3s1` }) });
  const multi = { match: 'Host(`a.localhost`, `b.localhost`)' };

  test('is read by the Traefik 2 of older k3s, TraefikServices among them', () => {
    expect(statuses(on('31.5', old(multi)))).toEqual(['complete', 'complete']);
    expect(messages(on('31.5', old({ services: [{ name: 'wbe', port: 80 }] })))[0]).toContain('Service default/wbe');
    const shared = { apiVersion: 'traefik.containo.us/v1alpha1', kind: 'TraefikService', metadata: { name: 'all' } };
    const weighted = { ...shared, spec: { weighted: { services: [{ name: 'web', port: 80 }] } } };
    expect(statuses(on('31.5', old({ services: [{ kind: 'TraefikService', name: 'all' }] }), weighted))).toEqual([
      'complete',
    ]);
    const now = route({ services: [{ kind: 'TraefikService', name: 'all' }] });
    expect(statuses(on('33.5', now, weighted))).toEqual(['unknown']);
  });

  test.each(['33.5', '32.1'])('is known to nobody on k3s 1.%s, and stands in the way of nobody', (version) => {
    const { routes } = routesOf(on(version, old({ match: 'Host(`a.localhost`)' })));
    expect(routes).toMatchObject([
      {
        status: 'unknown',
        why: 'IngressRoute default/route: Traefik 3 reads nothing of traefik.containo.us, and only k3s up to 1.31 surely brings Traefik 2.',
      },
    ]);
    expect(messages(on(version, old({ match: 'Host(a)' }), old({ services: [{ name: 'gone', port: 80 }] })))).toEqual(
      [],
    );
    expect(statuses(on(version, old(), route()))).toEqual(['complete', 'unknown']);
  });
});

test('a Service that stands twice is told where it stands, and not where it is named', () => {
  const copied = service('web', 'web', { port: 3000 });
  expect(messages(of([copied, ingress('web', 'web')])).join()).not.toContain('ingress-backend-missing');
});

describe('the dashboard of Traefik', () => {
  const inner = (name = 'api@internal') => route({ services: [{ kind: 'TraefikService', name }] });

  test('answers where nothing turns it off', () => {
    const [first] = routesOf(of([inner()])).routes;
    expect(first).toMatchObject({ status: 'complete', url: 'http://localhost:8080' });
    expect(first!.hops.at(-1)).toEqual({ kind: 'address', name: 'api@internal of Traefik' });
    expect(statuses(of([inner('dashboard@internal')]))).toEqual(['complete']);
    const off = 'api: { dashboard: false }';
    expect(routesOf(of([inner(), chart(off)])).routes).toMatchObject([
      { status: 'unknown', why: 'IngressRoute default/route leads to api@internal, and api.dashboard is off.' },
    ]);
    expect(statuses(of([inner(), chart(`${off}\nadditionalArguments: ["--api.insecure"]`)]))).toEqual(['complete']);
    expect(statuses(of([inner('mine@file')]))).toEqual(['unknown']);
  });
});

describe('the class of an Ingress', () => {
  const classed = (name: string) => ingress('web', 'web', { className: '', annotations: { [CLASS]: name } });
  const CLASS = 'kubernetes.io/ingress.class';

  test('may stand in its annotation, where that of Traefik is always traefik', () => {
    expect(statuses(of([classed('')]))).toEqual(['complete']);
    expect(statuses(of([classed('traefik'), chart('ingressClass: { name: edge }')]))).toEqual(['complete']);
    expect(judge([of([classed('nginx')])], routeRules).findings).toMatchObject([
      { rule: 'ingress-class-unknown', field: `metadata.annotations.${CLASS}` },
    ]);
  });

  test('is called as the chart of Traefik says', () => {
    const named = chart('ingressClass: { name: edge }');
    expect(statuses(of([named, ingress('web', 'web', { className: 'edge' })]))).toEqual(['complete']);
    expect(statuses(of([named, ingress('web', 'web', { className: '' })]))).toEqual(['complete']);
    expect(messages(of([named, ingress('web', 'web')]))[0]).toContain('Use a class that is there: edge.');
  });

  test('does not keep rules of one Traefik apart', () => {
    const own = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'IngressClass',
      metadata: { name: 'own' },
      spec: { controller: 'traefik.io/ingress-controller' },
    };
    const other = [service('b', 'web'), ingress('b', 'b', { className: 'own' }), ingress('web', 'web')];
    expect(messages(of([own, ...other])).map((line) => line.split(':')[0])).toEqual(['warning ingress-rule-duplicate']);
  });
});

describe('an entry point', () => {
  test('where Traefik tells of itself needs no rule', () => {
    const values = 'ports: { traefik: { expose: { default: true } }, metrics: { expose: { default: true } } }';
    const site = of([ingress('web', 'web'), chart(values)], ['8080:80', '9000:8080', '9100:9100']);
    expect(messages(site)).toEqual([]);
  });

  test('that is not among the usual ones is asked by nobody', () => {
    const site = of(
      [ingress('web', 'web'), chart('ports: { websecure: { asDefault: true } }')],
      ['8080:80', '8443:443'],
    );
    expect(messages(site)).toEqual([
      'warning mapping-meets-controller-only: Host port 8080 leads to Traefik, and no Ingress of the app uses its entry point web, so every request gets 404. Add an Ingress for the Service that should answer there.',
    ]);
  });

  test('sends on to the port that Traefik names: its own where an argument names an entry point', () => {
    const sent = (to: string, ports: readonly string[]) =>
      messages(
        of(
          [
            ingress('web', 'web'),
            chart(`additionalArguments: ["--entrypoints.web.http.redirections.entrypoint.to=${to}"]`),
          ],
          ['8080:80', ...ports],
        ),
      );
    expect(sent('websecure', ['8443:443'])).toEqual([]);
    expect(sent(':443', ['443:443'])).toEqual([]);
    expect(sent('websecure', ['443:443'])).toEqual([
      'warning ingress-redirect-loses-port: Requests to http://localhost:8080 are sent on to https on port 8443, and host port 8443 does not lead to Traefik. Map host port 8443 to port 443 of the cluster.',
    ]);
  });
});

describe('an ExternalName', () => {
  const far = service('far', '', { port: 3000 }, 'ExternalName', { externalName: 'host.k3d.internal' });

  test('is allowed for each kind of rule by itself', () => {
    const named = route({ services: [{ name: 'far', port: 3000 }] });
    const allowed = (provider: string) => chart(`providers: { ${provider}: { allowExternalNameServices: true } }`);
    expect(messages(of([far, named, allowed('kubernetesIngress')]))).toEqual([
      'warning ingress-to-external-name: Service default/far is an ExternalName, and Traefik refuses to lead to one. Set providers.kubernetesCRD.allowExternalNameServices to true in a HelmChartConfig kube-system/traefik.',
    ]);
    expect(messages(of([far, named, allowed('kubernetesCRD')]))).toEqual([]);
    expect(messages(of([far, ingress('web', 'far', { port: 3000 }), allowed('kubernetesCRD')]))[0]).toContain(
      'Set providers.kubernetesIngress.allowExternalNameServices to true',
    );
  });

  test('needs its port for an Ingress, and takes any number of an IngressRoute', () => {
    const bare = service('bare', '', undefined, 'ExternalName', { externalName: 'x', ports: undefined });
    const allowed = chart(
      'providers: { kubernetesIngress: { allowExternalNameServices: true }, kubernetesCRD: { allowExternalNameServices: true } }',
    );
    const asked = (one: KubeObject) => messages(of([far, bare, one, allowed]));
    expect(asked(ingress('web', 'far'))).toEqual([
      'warning ingress-backend-missing: Service default/far has no port 80. Use port 3000 of Service default/far.',
    ]);
    expect(asked(ingress('web', 'bare'))).toEqual([
      'warning ingress-backend-missing: Service default/bare has no port 80. Add the port to Service default/bare.',
    ]);
    expect(messages(of([bare, ingress('web', 'bare')])).join()).toMatch(/^warning ingress-to-external-name: [^:]*$/);
    const externals = [{ kind: 'IngressClass', name: 'nginx' }];
    const elsewhere = ingress('web', 'bare', { className: 'nginx' });
    expect(messages(of([bare, elsewhere], ['8080:80'], { externals }))).toEqual([]);
    expect(asked(route({ services: [{ name: 'far', port: 80 }] }))).toEqual([]);
    expect(asked(route({ services: [{ name: 'bare', port: 80 }] }))).toEqual([]);
    expect(asked(route({ services: [{ name: 'far', port: 'http' }] }))).toEqual([
      'warning ingress-backend-missing: Service default/far has no port named "http". Use port 3000 of Service default/far.',
    ]);
    expect(asked(route({ services: [{ name: 'far', port: '3000' }] }))).toEqual([
      'warning ingress-backend-missing: Service default/far has no port named "3000". Write 3000 without quotes, which is a number.',
    ]);
  });
});

const middleware = (name: string, spec: object = { compress: {} }, kind = 'Middleware'): KubeObject => ({
  apiVersion: 'traefik.io/v1alpha1',
  kind,
  metadata: { name },
  spec,
});

describe('a Middleware that nothing makes ends the routes that ask for it', () => {
  const asking = (name: string) => route({ middlewares: [{ name }] });
  const byIngress = (name: string, more: object = {}) =>
    ingress('web', 'web', {
      annotations: { 'traefik.ingress.kubernetes.io/router.middlewares': `default-${name}@kubernetescrd` },
      ...more,
    });
  const chain = (name: string, next: string) => middleware(name, { chain: { middlewares: [{ name: next }] } });
  const ends = (...objects: readonly KubeObject[]) => statuses(of(objects, undefined, { closed: true }));

  test('and says which', () => {
    const { routes } = routesOf(of([asking('strip')], undefined, { closed: true }));
    expect(routes).toMatchObject([
      {
        status: 'broken',
        why: 'IngressRoute default/route asks for Middleware default/strip, which nothing makes.',
      },
    ]);
    expect(ends(byIngress('strip'))).toEqual(['broken']);
  });

  test('for sure only where nothing outside can make it', () => {
    const one = of([asking('strip')]);
    expect(statuses(one)).toEqual(['unknown']);
    expect(statuses({ ...one, partial: true })).toEqual(['complete']);
    expect(statuses({ ...one, externals: [{ kind: 'Middleware', name: 'strip' }] })).toEqual(['complete']);
  });

  test('behind a chain too, which may lead back to itself', () => {
    expect(ends(asking('all'), chain('all', 'strip'))).toEqual(['broken']);
    expect(ends(asking('all'), chain('all', 'strip'), middleware('strip'))).toEqual(['complete']);
    expect(ends(asking('all'), chain('all', 'all'))).toEqual(['complete']);
  });

  test('of the kind that the route reads', () => {
    const tcp = {
      ...route({ match: 'HostSNI(`*`)', middlewares: [{ name: 'few' }] }),
      kind: 'IngressRouteTCP',
    };
    expect(ends(tcp, middleware('few'))).toEqual(['broken']);
    expect(ends(tcp, middleware('few', { inFlightConn: { amount: 9 } }, 'MiddlewareTCP'))).toEqual(['complete']);
  });

  test('and none of another controller', () => {
    const externals = [{ kind: 'IngressClass', name: 'nginx' }];
    const [only] = routesOf(of([byIngress('strip', { className: 'nginx' })], undefined, { externals })).routes;
    expect(only!.why).not.toContain('Middleware');
  });
});

describe('an IngressRoute', () => {
  const elsewhere = (object: KubeObject, namespace: string): KubeObject => ({
    ...object,
    metadata: { ...object.metadata, namespace },
  });
  const over = (name: string, more: object = {}) => ({ services: [{ name, port: 80 }], ...more });
  const allow = chart('providers: { kubernetesCRD: { allowCrossNamespace: true } }');

  test.each([
    ['Service default/web', { services: [{ name: 'web', namespace: 'default', port: 80 }] }],
    ['Middleware default/auth', over('web', { middlewares: [{ name: 'auth', namespace: 'default' }] })],
  ])('is not followed to %s from another namespace, unless its chart allows it', (named, more) => {
    const objects = [elsewhere(deployment('web'), 'shop'), elsewhere(service('web', 'web'), 'shop')];
    const from = route(more, { namespace: 'shop' });
    expect(messages(of([...objects, from]))).toEqual([
      `warning ingress-to-other-namespace: ${named} stands in another namespace than IngressRoute shop/route, and Traefik refuses to lead there. Set providers.kubernetesCRD.allowCrossNamespace to true in a HelmChartConfig kube-system/traefik, or put the IngressRoute into that namespace.`,
    ]);
    expect(statuses(of([...objects, from]))).toEqual(['broken']);
    expect(messages(of([...objects, from, allow]))).toEqual([]);
    expect(statuses(of([...objects, from, allow, middleware('auth')]))).toEqual(['complete']);
  });

  test('names a Middleware by its own name, and not by that which Traefik makes of it', () => {
    const named = route(over('web', { middlewares: [{ name: 'default-auth@kubernetescrd' }] }));
    expect(messages(of([named]))).toEqual([
      'warning ingress-to-other-namespace: Middleware "default-auth@kubernetescrd" may stand in another namespace than IngressRoute default/route, and Traefik refuses to lead there. Set providers.kubernetesCRD.allowCrossNamespace to true in a HelmChartConfig kube-system/traefik, or write its name alone, and its namespace beside it.',
    ]);
    expect(messages(of([named, allow]))).toEqual([]);
  });

  test('may name what another provider makes, whatever the namespace', () => {
    expect(statuses(of([route(over('web', { middlewares: [{ name: 'auth@file', namespace: 'shop' }] }))]))).toEqual([
      'complete',
    ]);
  });

  test('needs every Service among which it shares requests', () => {
    const services = [
      { name: 'web', port: 80 },
      { name: 'gone', port: 80 },
      { kind: 'TraefikService', name: 'w' },
    ];
    expect(messages(of([route({ services })]))).toEqual([
      'warning ingress-backend-missing: No Service default/gone exists. Add Service default/gone to the app.',
    ]);
    expect(messages(of([route({ services, match: 'Host(`a.localhost`) || Host(`b.localhost`)' })]))).toHaveLength(1);
    expect(judge([of([route({ services })])], routeRules).findings[0]!.field).toBe('spec.routes[0].services[1]');
    expect(statuses(of([route({ services }), service('gone', 'web')]))).toEqual(['unknown']);
    expect(statuses(of([route({ services: services.slice(0, 2) }), service('gone', 'web')]))).toEqual(['complete']);
  });

  test('is refused by Traefik 3 where its match is written for Traefik 2', () => {
    const old = { match: 'Host(`a.localhost`, `b.localhost`)' };
    const by = (image: string | undefined, more: object = old, ...objects: readonly KubeObject[]) =>
      site([...backend, route(more), ...objects], { cluster: cluster(['8080:80'], [], { image }) });
    const three = 'rancher/k3s:v1.33.5-k3s1';
    expect(messages(by(three))).toEqual([
      'warning ingress-match-outdated: Traefik 3 does not take a match of IngressRoute default/route: Host takes one value. Write (Host(`a.localhost`) || Host(`b.localhost`)).',
    ]);
    expect(statuses(by(three))).toEqual(['broken', 'broken']);
    const urls = (more: object, ...others: readonly KubeObject[]) =>
      routesOf(by(three, more, ...others)).routes.map(({ url, status }) => `${url} ${status}`);
    expect(urls(old)).toEqual(['http://a.localhost:8080 broken', 'http://b.localhost:8080 broken']);
    for (const matcher of ['Path', 'PathPrefix']) {
      const paths = urls({ match: `${matcher}(\`/a\`, \`/b\`)` });
      expect(paths).toEqual(['http://localhost:8080/a broken', 'http://localhost:8080/b broken']);
    }
    const other = { ...route({ match: 'Host(`a.localhost`)' }), metadata: { name: 'other' } };
    expect(urls(old, other)).toContain('http://a.localhost:8080 complete');
    expect(statuses(by('rancher/k3s:v1.31.5-k3s1'))).toEqual(['complete', 'complete']);
    expect(statuses(by(undefined))).toEqual(['unknown']);
    expect(messages(by(three, { ...old, syntax: 'v2' }))).toEqual([]);
    expect(messages(by(three, old, chart('core: { defaultRuleSyntax: v2 }')))).toEqual([]);
  });

  test('names the port of its Service, and be it the only one', () => {
    expect(messages(of([route({ services: [{ name: 'web' }] })]))).toEqual([
      'warning ingress-backend-missing: The route names no port of Service default/web. Use port 80 of Service default/web.',
    ]);
  });
});

describe('a default backend', () => {
  const fallback = (name: string, to: string, more: object = {}): KubeObject => ({
    ...ingress(name, to, more),
    spec: { ingressClassName: 'traefik', defaultBackend: { service: { name: to, port: { number: 80 } } } },
  });
  const ENTRY_POINTS = 'traefik.ingress.kubernetes.io/router.entrypoints';

  test('is one for all of Traefik', () => {
    const other = service('b', 'web');
    expect(messages(of([fallback('a', 'web'), fallback('c', 'web')]))).toEqual([]);
    expect(messages(of([other, fallback('a', 'web'), fallback('b', 'b')]))).toEqual([
      'warning ingress-rule-duplicate: Ingress default/a and Ingress default/b both claim any host with path /, so which one answers is left to chance. Give one of them another host.',
    ]);
    const secure = fallback('b', 'b', { annotations: { [ENTRY_POINTS]: 'websecure' } });
    expect(statuses(of([other, fallback('a', 'web'), secure], ['8080:80', '8443:443']))).toEqual([
      'unknown',
      'unknown',
      'unknown',
    ]);
  });
});

describe('what Traefik speaks to the pods', () => {
  const secure = (more: object = {}, annotations?: Record<string, string>): KubeObject => ({
    ...service('secure', 'web', { port: 443, targetPort: 80, ...more }),
    metadata: { name: 'secure', ...(annotations && { annotations }) },
  });
  const pods = (name: string, containerPort: number) => {
    const one = deployment('pods');
    one.spec.template.spec.containers[0].ports = [{ name, containerPort }];
    return one;
  };
  const SCHEME = 'traefik.ingress.kubernetes.io/service.serversscheme';
  const SKIP_ALL = 'additionalArguments: ["--serversTransport.insecureSkipVerify=true"]';
  const spoken = (...objects: readonly KubeObject[]) => messages(of(objects)).map((line) => line.split(': ')[1]);

  test('is https for port 443, which pods at port 80 do not understand', () => {
    expect(messages(of([secure(), ingress('web', 'secure', { port: 443 })]))).toEqual([
      `warning ingress-speaks-other-scheme: Traefik speaks https to what port 443 of Service default/secure leads to, and port 80 of Deployment default/web speaks http by its number, so they do not understand each other. Annotate Service default/secure with ${SCHEME}: http, or lead to a port of it that is neither 443 nor called https.`,
    ]);
    expect(spoken(secure({ port: 81, name: 'https-web' }), ingress('web', 'secure', { port: 81 }))).toHaveLength(1);
    expect(spoken(secure({ port: 81, name: 'web' }), ingress('web', 'secure', { port: 81 }))).toEqual([]);
  });

  test('is what the Service or the route says', () => {
    expect(spoken(secure({}, { [SCHEME]: 'http' }), ingress('web', 'secure', { port: 443 }))).toEqual([]);
    expect(spoken(secure({ port: 81 }, { [SCHEME]: 'h2c' }), ingress('web', 'secure', { port: 81 }))).toEqual([]);
    expect(spoken(secure(), route({ services: [{ name: 'secure', port: 443, scheme: 'http' }] }))).toEqual([]);
    expect(messages(of([route({ services: [{ name: 'web', port: 80, scheme: 'https' }] })]))[0]).toContain(
      'Give the Service of this route the scheme: http, or lead',
    );
  });

  test('is told by the name of the port of the pods before its number', () => {
    const to = (name: string, containerPort: number, port = 80) =>
      spoken(
        pods(name, containerPort),
        service('pods', 'pods', { port, targetPort: containerPort }),
        ingress('web', 'pods', { port }),
      );
    expect(to('https', 8443)).toHaveLength(1);
    expect(to('web', 443)).toHaveLength(1);
    expect(to('https', 8443, 443)).toEqual([]);
    expect(to('server', 8080, 443)).toEqual([]);
    expect(to('http-alt', 8080, 443)).toHaveLength(1);
  });

  test('is HTTP 2 where the pods speak gRPC', () => {
    const grpc = (name: string, annotations?: Record<string, string>, more: object = {}) => [
      pods(name, 50051),
      {
        ...service('pods', 'pods', { port: 50051, ...more }),
        metadata: { name: 'pods', ...(annotations && { annotations }) },
      },
    ];
    const web = ingress('web', 'pods', { port: 50051 });
    expect(messages(of([...grpc('grpc'), web]))).toEqual([
      `warning ingress-speaks-other-scheme: Traefik speaks http to what port 50051 of Service default/pods leads to, and port 50051 of Deployment default/pods speaks h2c by its name "grpc", so they do not understand each other. Annotate Service default/pods with ${SCHEME}: h2c.`,
    ]);
    expect(spoken(...grpc('h2c'), web)).toHaveLength(1);
    expect(spoken(...grpc('grpc', { [SCHEME]: 'h2c' }), web)).toEqual([]);
    // A program may speak TLS itself, and what a browser speaks is HTTP 1.1.
    expect(spoken(...grpc('grpc', { [SCHEME]: 'https' }), web)).toEqual([]);
    expect(spoken(...grpc('grpc-web'), web)).toEqual([]);
    const noted = (...objects: readonly KubeObject[]) =>
      routesOf(of(objects)).routes.flatMap(({ hops }) => hops.find(({ kind }) => kind === 'ingress-rule')!.note);
    expect(noted(...grpc('grpc', { [SCHEME]: 'h2c' }), web)).toEqual(['any host, path /, speaks h2c to the pods']);
    expect(noted(...grpc('grpc'), web)).toEqual(['any host, path /']);
  });

  test.each(['livenessProbe', 'readinessProbe', 'startupProbe'])(
    'is HTTP 2 where a %s over gRPC asks the port',
    (probe) => {
      const asked = (name: string, port: number) => {
        const grpc = pods(name, 50051);
        Object.assign(grpc.spec.template.spec.containers[0]!, { [probe]: { grpc: { port } } });
        const to = [service('pods', 'pods', { port: 50051 }), ingress('web', 'pods', { port: 50051 })];
        return messages(of([grpc, ...to])).filter((line) => line.includes('other-scheme'));
      };
      expect(asked('api', 50051)).toEqual([
        expect.stringContaining('port 50051 of Deployment default/pods speaks h2c by its probe over gRPC, so'),
      ]);
      // A name says what a browser finds there, and a probe may ask another port.
      expect(asked('http', 50051)).toEqual([]);
      expect(asked('api', 9000)).toEqual([]);
    },
  );

  test('is nothing that a database, a cache or a broker understands at its own port', () => {
    const behind = (image: string, port: number, name = 'http') => {
      const server = pods(name, port);
      Object.assign(server.spec.template.spec.containers[0]!, { image });
      return messages(of([server, service('pods', 'pods', { port }), ingress('web', 'pods', { port })]));
    };
    expect(behind('postgres:16', 5432)).toEqual([
      'warning ingress-speaks-other-scheme: Traefik speaks http to what port 5432 of Service default/pods leads to, and port 5432 of Deployment default/pods speaks PostgreSQL by its image "postgres:16", so they do not understand each other. Lead to it with a Service of type LoadBalancer in place of the Ingress.',
    ]);
    expect(behind('docker.io/bitnami/redis:7', 6379)).toHaveLength(1);
    expect(behind('rabbitmq:3-management', 5672)).toHaveLength(1);
    expect(behind('rabbitmq:3-management', 15672)).toEqual([]);
    expect(behind('team/postgres-admin:1', 5432)).toEqual([]);
  });

  test('is not understood where another port of the Service leads to the same pods over http', () => {
    const both = (more: object = {}) => ({
      ...service('pods', 'pods'),
      spec: {
        selector: { app: 'pods' },
        ports: [
          { name: 'http', port: 80, targetPort: 8080 },
          { name: 'https', port: 443, targetPort: 8080 },
        ],
        ...more,
      },
    });
    const web = ingress('web', 'pods', { port: 443 });
    const one = of([pods('web', 8080), both(), web]);
    expect(messages(one)).toEqual([
      'warning ingress-speaks-other-scheme: Traefik speaks https to what port 443 of Service default/pods leads to, and port 8080 of Deployment default/pods speaks http by port 80 of the Service, which leads to it too, so they do not understand each other. Lead to port 80 of Service default/pods.',
    ]);
    expect(statuses(one)).toEqual(['unknown']);
    expect(statuses(of([pods('web', 8080), both(), web, chart(SKIP_ALL)]))).toEqual(['complete']);
    expect(spoken(pods('web', 8080), both(), ingress('web', 'pods'))).toEqual([]);
  });

  test('is not known of another controller, and of no pods', () => {
    const externals = [{ kind: 'IngressClass', name: 'nginx' }];
    const nginx = of([secure(), ingress('web', 'secure', { port: 443, className: 'nginx' })], ['8080:80'], {
      externals,
    });
    expect(messages(nginx)).toEqual([]);
    const slice = {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name: 'far-1', labels: { 'kubernetes.io/service-name': 'far' } },
      ports: [{ port: 80 }],
    };
    const far = service('far', '', { port: 443 }, 'ClusterIP', { selector: undefined });
    expect(spoken(far, slice, ingress('web', 'far', { port: 443 }))).toEqual([]);
  });

  describe('over https is a certificate, which Traefik verifies', () => {
    const TRANSPORT = 'traefik.ingress.kubernetes.io/service.serverstransport';
    const own = (annotations?: Record<string, string>) => [
      pods('https', 8443),
      {
        ...service('pods', 'pods', { port: 443, targetPort: 8443 }),
        metadata: { name: 'pods', ...(annotations && { annotations }) },
      },
    ];
    const web = ingress('web', 'pods', { port: 443 });
    const transport = (spec: object): KubeObject => ({
      apiVersion: 'traefik.io/v1alpha1',
      kind: 'ServersTransport',
      metadata: { name: 'skip' },
      spec,
    });
    const asking = own({ [TRANSPORT]: 'default-skip@kubernetescrd' });
    const WHY =
      'Traefik speaks https to what port 443 of Service default/pods leads to, and answers 500 unless a public authority signed the certificate there: no ServersTransport says to skip or to trust it.';

    test('so the route is not known without a ServersTransport', () => {
      const one = of([...own(), web]);
      expect(messages(one)).toEqual([]);
      expect(routesOf(one).routes.map(({ status, why }) => [status, why])).toEqual([['unknown', WHY]]);
      expect(statuses(of([...asking, web]))).toEqual(['unknown']);
      expect(statuses(of([...asking, transport({ serverName: 'pods' }), web]))).toEqual(['unknown']);
      expect(statuses(of([...asking, transport({ insecureSkipVerify: false, rootCAs: [] }), web]))).toEqual([
        'unknown',
      ]);
    });

    test.each([
      { insecureSkipVerify: true },
      { rootCAs: [{ secret: 'ca' }] },
      { rootCAsSecrets: ['ca'] },
      { spiffe: { trustDomain: 'example.com' } },
    ])('and is with %j', (spec) => {
      expect(statuses(of([...asking, transport(spec), web]))).toEqual(['complete']);
    });

    test('and may be with one from elsewhere', () => {
      expect(statuses(of([...own({ [TRANSPORT]: 'skip@file' }), web]))).toEqual(['complete']);
      expect(statuses(of([...own({ [TRANSPORT]: 'skip' }), web]))).toEqual(['unknown']);
      const externals = [
        { kind: 'Secret', name: 'skip' },
        { kind: 'ServersTransport', name: 'skip' },
      ];
      expect(statuses(of([...asking, web], ['8080:80'], { externals }))).toEqual(['complete']);
    });

    test('and an IngressRoute names it itself', () => {
      const to = (serversTransport?: string) => route({ services: [{ name: 'pods', port: 443, serversTransport }] });
      const skip = transport({ insecureSkipVerify: true });
      expect(statuses(of([...own(), to()]))).toEqual(['unknown']);
      expect(statuses(of([...asking, skip, to()]))).toEqual(['unknown']);
      expect(statuses(of([...own(), skip, to('skip')]))).toEqual(['complete']);
      expect(statuses(of([...own(), skip, to('default-skip@kubernetescrd')]))).toEqual(['complete']);
    });

    test.each([SKIP_ALL, 'additionalArguments: ["--serverstransport.rootcas=/ca.crt"]', '- no values'])(
      'and Traefik may be told as %j',
      (values) => expect(statuses(of([...own(), web, chart(values)]))).not.toEqual(['broken']),
    );

    test('and whoever is told to speak https is told of the certificate', () => {
      const to = service('pods', 'pods', { port: 8443 });
      const remedies = (...objects: readonly (KubeObject | ObjectFacts)[]) =>
        judge([of([pods('https', 8443), ...objects])], routeRules).findings.map(({ remedy }) => remedy);
      expect(remedies(to, ingress('web', 'pods', { port: 8443 }))).toEqual([
        `Annotate Service default/pods with ${SCHEME}: https, and with ${TRANSPORT}: default-NAME@kubernetescrd for a ServersTransport with insecureSkipVerify: true.`,
      ]);
      expect(remedies(to, chart(SKIP_ALL), ingress('web', 'pods', { port: 8443 }))).toEqual([
        `Annotate Service default/pods with ${SCHEME}: https.`,
      ]);
      expect(remedies(to, route({ services: [{ name: 'pods', port: 8443 }] }))).toEqual([
        'Give the Service of this route the scheme: https, and as serversTransport a ServersTransport with insecureSkipVerify: true.',
      ]);
      const ALL =
        ', and write additionalArguments: ["--serversTransport.insecureSkipVerify=true"] in the values of a HelmChartConfig kube-system/traefik.';
      expect(remedies({ json: to, where: 'shop', declared: true }, ingress('web', 'pods', { port: 8443 }))).toEqual([
        `Give the workload appProtocol: AppProtocol.HTTPS${ALL}`,
      ]);
    });
  });
});

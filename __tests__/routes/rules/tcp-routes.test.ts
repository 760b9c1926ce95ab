import { routesOf } from '../../../lib/routes/network/routes';
import { routesFor } from '../../../lib/routes/report/url';
import { judge } from '../../../lib/routes/rules/judge';
import { routeRules } from '../../../lib/routes/rules/routes';
import type { KubeObject, Site } from '../../../lib/routes/world';
import { cluster, deployment, exposed, ingress, service, site } from '../network/sites';

const configured = (valuesContent: string): KubeObject => ({
  apiVersion: 'helm.cattle.io/v1',
  kind: 'HelmChartConfig',
  metadata: { name: 'traefik', namespace: 'kube-system' },
  spec: { valuesContent },
});
const point = (name: string, port: number, protocol = 'TCP') =>
  `${name}: { port: ${port}, exposedPort: ${port}, expose: { default: true }, protocol: ${protocol} }`;
const POSTGRES = configured(`ports: { ${point('postgres', 5432)} }`);
const DNS = configured(`ports: { ${point('dns', 5353, 'UDP')} }`);

const custom = (kind: string, name: string, spec: object): KubeObject => ({
  apiVersion: 'traefik.io/v1alpha1',
  kind,
  metadata: { name },
  spec,
});
const tcp = (more: object = {}, route: object = {}, name = 'db') =>
  custom('IngressRouteTCP', name, {
    entryPoints: ['postgres'],
    routes: [{ match: 'HostSNI(`*`)', services: [{ name: 'db', port: 5432 }], ...route }],
    ...more,
  });
const udp = (more: object = {}, name = 'dns') =>
  custom('IngressRouteUDP', name, {
    entryPoints: ['dns'],
    routes: [{ services: [{ name: 'dns', port: 53 }] }],
    ...more,
  });

const speaking = (name: string, port: number, protocol: string): KubeObject => {
  const containers = [{ name, image: 'a:1', ports: [{ containerPort: port, protocol }] }];
  const template = { metadata: { labels: { app: name } }, spec: { containers } };
  return deployment(name, port, { template });
};
const db = [deployment('db', 5432), service('db', 'db', { port: 5432, targetPort: 5432 })];
const dns = [speaking('dns', 53, 'UDP'), service('dns', 'dns', { port: 53, targetPort: 53, protocol: 'UDP' })];
const web = [deployment('web'), service('web', 'web')];

const of = (objects: readonly KubeObject[], ports = ['5432:5432'], more: Partial<Site> = {}) =>
  site(objects, { cluster: cluster(ports), ...more });
const messages = (one: Site) =>
  judge([one], routeRules).findings.map(({ level, rule, message, remedy }) => `${level} ${rule}: ${message} ${remedy}`);
const ways = (one: Site) => routesOf(one).routes.map(({ url, status }) => `${url} ${status}`);

describe('a route of TCP', () => {
  test('leads from a host port through an entry point of its own to the pods', () => {
    const one = of([...db, POSTGRES, tcp()]);
    const [route, ...others] = routesOf(one).routes;
    expect(others).toEqual([]);
    expect(route).toMatchObject({ url: 'tcp://localhost:5432', status: 'complete', match: undefined });
    expect(route!.hops.map(({ name, note, next }) => [name, note, next])).toEqual([
      ['localhost', 'this machine', undefined],
      ['host port 5432', undefined, 5432],
      ['k3d-dev-serverlb', 'to 3 nodes', 5432],
      ['Traefik', 'entry point postgres', undefined],
      ['IngressRouteTCP default/db', 'any connection', 5432],
      ['Service default/db', undefined, 5432],
      ['Deployment default/db', '1 replica', undefined],
    ]);
    expect(routesOf(one).mappings[1]).toMatchObject({ status: 'answers', leadsTo: 'Traefik, entry point postgres' });
    expect(messages(one)).toEqual([]);
  });

  test('is found by every name that leads to this machine', () => {
    const { routes } = routesOf(of([...db, POSTGRES, tcp()]));
    const found = (url: string) => routesFor(routes, url).map(({ url }) => url);
    expect(found('tcp://db.localhost:5432')).toEqual(['tcp://localhost:5432']);
    expect(found('tcp://db.test:5432')).toEqual([]);
    expect(found('http://localhost:5432')).toEqual([]);
  });

  test('waits for a host port', () => {
    expect(messages(of([...db, POSTGRES, tcp()], []))).toEqual([
      'warning ingress-no-web-port: No host port leads to port 5432, where Traefik listens for it, so no URL on this machine reaches it. Add { port: "5432:5432", nodeFilters: [loadbalancer] } to the ports of cluster dev.',
    ]);
  });

  test('waits for an entry point that Traefik opens', () => {
    const open =
      'for example ports: { postgres: { port: 5432, exposedPort: 5432, expose: { default: true }, protocol: TCP } }.';
    expect(messages(of([...db, tcp()]))).toEqual([
      `warning ingress-no-web-port: Traefik opens no entry point "postgres" on the nodes. Open one in the values of a HelmChartConfig kube-system/traefik, ${open}`,
    ]);
    expect(messages(of([...db, tcp(), configured('ports: { postgres: { port: 5432 } }')]))[0]).toContain(
      'Write expose: { default: true } at ports.postgres in the values of the HelmChartConfig kube-system/traefik.',
    );
    const other = configured(`ports: { ${point('postgres', 5432)} }`);
    const called = (name: string) => ({ ...other, metadata: { ...other.metadata, name } });
    expect(messages(of([...db, tcp(), called('traefik-config')]))[0]).toContain(
      'Call HelmChartConfig kube-system/traefik-config, which opens it and which no chart reads, traefik in namespace kube-system.',
    );
    const chart = { apiVersion: 'helm.cattle.io/v1', kind: 'HelmChart', metadata: { name: 'mine' } };
    const unread = { ...called('mine'), spec: { valuesContent: '{' } };
    expect(messages(of([...db, tcp(), called('mine'), chart]))[0]).toContain(open);
    expect(messages(of([...db, tcp(), unread]))[0]).toContain(open);
    expect(messages(of([...db, tcp(), configured(`ports: { ${point('postgre', 5432)} }`)]))[0]).toContain(
      'on the nodes. Write "postgre", or open one',
    );
    expect(ways(of([...db, tcp()]))).toEqual(['tcp://localhost (no host port leads to it) broken']);
  });

  test('says nothing of entry points where the values of the chart cannot be read', () => {
    const unread = of([...db, tcp(), configured('"not: closed')]);
    expect(messages(unread)).toEqual([]);
    expect(ways(unread)).toEqual(['tcp://localhost (no host port leads to it) unknown']);
    const secrets = configured('');
    const hidden = { ...secrets, spec: { ...secrets.spec, valuesSecrets: [{ name: 'x' }] } } as KubeObject;
    expect(messages(of([...db, tcp(), hidden]))).toEqual([]);
    expect(messages(site([...db, tcp(), hidden], { cluster: cluster(['5432:5432'], ['--disable=traefik']) }))).toEqual([
      expect.stringMatching(/^warning ingress-controller-disabled/),
      expect.stringMatching(/^warning mapping-without-target/),
    ]);
  });

  test('without entry points is asked where an Ingress without them is, and takes its requests', () => {
    const one = of([...db, ...web, ingress('web', 'web'), tcp({ entryPoints: [] })], ['8080:80', '8443:443']);
    expect(ways(one)).toEqual([
      'http://localhost:8080 broken',
      'https://localhost:8443 complete',
      'tcp://localhost:8080 complete',
      'tcp://localhost:8443 complete',
    ]);
    expect(messages(one)).toEqual([
      'warning ingress-behind-tcp-route: IngressRouteTCP default/db takes every connection at entry point web before a rule of HTTP is asked, so no request for http://localhost:8080 comes to Ingress default/web. Give IngressRouteTCP default/db an entry point of its own, and a host port that leads there.',
    ]);
  });

  test('takes nothing away where it is not followed, has TLS, or asks for a name', () => {
    const taken = (route: KubeObject) =>
      messages(of([...db, ...web, ingress('web', 'web'), route], ['8080:80'])).filter((line) =>
        line.includes('behind'),
      );
    const onWeb = { entryPoints: ['web'] };
    expect(taken(tcp(onWeb))).toHaveLength(1);
    expect(taken(tcp({ ...onWeb, tls: {} }))).toEqual([]);
    expect(taken(tcp(onWeb, { match: 'HostSNI(`a.localhost`)' }))).toEqual([]);
    expect(taken(tcp(onWeb, { services: [{ name: 'gone', port: 1 }] }))).toEqual([]);
    expect(taken(tcp(onWeb, { services: [{ name: 'db', namespace: 'x', port: 1 }] }))).toEqual([]);
    expect(taken(tcp(onWeb, { middlewares: [{ name: 'a', namespace: 'x' }] }))).toEqual([]);
    expect(taken(udp())).toEqual([]);
  });

  test('is held to an error where it takes the URL of an exposure', () => {
    const objects = [
      ...site([...db, ...web, tcp({ entryPoints: ['web'] })]).objects,
      exposed('app/web', ingress('web', 'web'), [8080]),
    ];
    const [finding] = judge([site(objects, { cluster: cluster(['8080:80']) })], routeRules).findings;
    expect(finding).toMatchObject({ level: 'error', rule: 'ingress-behind-tcp-route', where: 'app/web', hop: 3 });
  });

  test('keeps an Ingress without entry points away from the door that is opened for it', () => {
    const objects = [...db, ...web, POSTGRES, tcp()];
    expect(ways(of([...objects, ingress('web', 'web')], ['8080:80', '5432:5432']))).toEqual([
      'http://localhost:8080 complete',
      'tcp://localhost:5432 complete',
    ]);
    const annotations = { 'traefik.ingress.kubernetes.io/router.entrypoints': 'postgres' };
    expect(ways(of([...objects, ingress('web', 'web', { annotations })]))).toEqual([
      'http://localhost:5432 broken',
      'tcp://localhost:5432 complete',
    ]);
  });

  test('knows the name of a server from TLS alone', () => {
    const named = { match: 'HostSNI(`DB.localhost`)' };
    expect(messages(of([...db, POSTGRES, tcp({}, named)]))).toEqual([
      'warning ingress-name-without-tls: IngressRouteTCP default/db asks for server name DB.localhost, which only TLS tells, and has no spec.tls, so Traefik never matches it. Write HostSNI(`*`), or add spec.tls: { passthrough: true } where the server speaks TLS itself.',
    ]);
    const secure = of([...db, POSTGRES, tcp({ tls: { passthrough: true } }, named)]);
    expect(messages(secure)).toEqual([]);
    expect(ways(secure)).toEqual(['tcp://db.localhost:5432 complete']);
    expect(routesOf(secure).routes[0]!.hops[4]!.note).toBe('server name db.localhost');
    expect(messages(of([...db, POSTGRES, tcp({}, { match: 'HostSNI(`*`) || HostSNI(`a.localhost`)' })]))).toEqual([]);
  });

  test.each(['HostSNIRegexp(`.+`)', 'HostSNI(`*`) && ClientIP(`10.0.0.0/8`)', '!HostSNI(`*`)', 'ALPN(`h2`)'])(
    'is unknown where its match is %s',
    (match) => {
      const one = of([...db, POSTGRES, tcp({}, { match })]);
      expect(ways(one)).toEqual(['tcp://localhost:5432 unknown']);
      expect(messages(one)).toEqual([]);
    },
  );

  test.each([
    ['', 'it is empty. Write HostSNI(`*`).'],
    ['HostSNI(', 'HostSNI has no value. Write HostSNI(`…`).'],
  ])('is broken where its match is %j', (match, why) => {
    const one = of([...db, POSTGRES, tcp({}, { match })]);
    expect(ways(one)).toEqual(['tcp://localhost:5432 broken']);
    expect(messages(one)).toEqual([
      `warning ingress-match-malformed: Traefik does not understand a match of IngressRouteTCP default/db and drops the route: ${why}`,
    ]);
  });

  test('is broken where no cluster is described, if no Traefik would understand its match', () => {
    const alone = (match: string) => site([...db, tcp({}, { match })]);
    expect(messages(alone('HostSNI('))).toEqual([expect.stringMatching(/^warning ingress-match-malformed: /)]);
    expect(messages(alone('HostSNI(`db.localhost`)'))).toEqual([]);
  });

  test('is refused by Traefik 3 where its match is written for Traefik 2', () => {
    const old = tcp({ tls: {} }, { match: 'HostSNI(`a.localhost`, `b.localhost`)' });
    const three = {
      ...cluster(['5432:5432']),
      config: { ...cluster(['5432:5432']).config, image: 'rancher/k3s:v1.33.5-k3s1' },
    };
    expect(messages(site([...db, POSTGRES, old], { cluster: three }))).toEqual([
      'warning ingress-match-outdated: Traefik 3 does not take a match of IngressRouteTCP default/db: HostSNI takes one value. Write (HostSNI(`a.localhost`) || HostSNI(`b.localhost`)).',
    ]);
  });

  test.each([
    [{ name: 'gone', port: 5432 }, 'No Service default/gone exists. Add Service default/gone to the app.'],
    [{ name: 'db', port: 1 }, 'Service default/db has no port 1. Use port 5432 of Service default/db.'],
    [{ name: 'db' }, 'The route names no port of Service default/db. Use port 5432 of Service default/db.'],
  ])('to %j breaks', (to, sentences) => {
    const one = of([...db, POSTGRES, tcp({}, { services: [to] })], undefined, { closed: true });
    expect(messages(one)).toEqual([`error ingress-backend-missing: ${sentences}`]);
    expect(ways(one)).toEqual(['tcp://localhost:5432 broken']);
  });

  test('goes on with those of its Services that are there', () => {
    const services = [
      { name: 'gone', port: 1 },
      { name: 'db', port: 5432 },
    ];
    const one = of([...db, POSTGRES, tcp({}, { services })], undefined, { closed: true });
    expect(ways(one)).toEqual(['tcp://localhost:5432 complete']);
    const [finding, ...others] = judge([one], routeRules).findings;
    expect(finding).toMatchObject({ level: 'warning', field: 'spec.routes[0].services[0]' });
    expect(finding).not.toHaveProperty('route');
    expect(others).toEqual([]);
    expect(ways(of([...db, POSTGRES, tcp({}, { services: [] })]))).toEqual(['tcp://localhost:5432 unknown']);
  });

  test('is led to another namespace only where the chart allows it', () => {
    const abroad = tcp({}, { services: [{ name: 'db', namespace: 'shop', port: 5432 }] });
    expect(messages(of([...db, POSTGRES, abroad]))).toEqual([
      'warning ingress-to-other-namespace: Service shop/db stands in another namespace than IngressRouteTCP default/db, and Traefik refuses to lead there. Set providers.kubernetesCRD.allowCrossNamespace to true in a HelmChartConfig kube-system/traefik, or put the IngressRouteTCP into that namespace.',
    ]);
    const middleware = tcp({}, { middlewares: [{ name: 'a', namespace: 'shop' }] });
    expect(messages(of([...db, POSTGRES, middleware]))[0]).toContain(
      'MiddlewareTCP shop/a stands in another namespace',
    );
  });

  test('shares its match with no other at one entry point', () => {
    const other = service('other', 'db', { port: 5432, targetPort: 5432 });
    const second = tcp({}, { services: [{ name: 'other', port: 5432 }] }, 'second');
    const one = of([...db, POSTGRES, other, tcp(), second]);
    expect(messages(one)).toEqual([
      'warning ingress-rule-duplicate: IngressRouteTCP default/db and IngressRouteTCP default/second both claim any connection, so which one answers is left to chance. Give one of them another entry point.',
    ]);
    expect(routesOf(one).routes[0]!.why).toBe(
      'IngressRouteTCP default/second claims any connection, so which of the two answers is left to chance.',
    );
    const [route] = tcp().spec.routes as object[];
    const within = tcp({ routes: [route, { ...route, services: [{ name: 'other', port: 5432 }] }] });
    expect(messages(of([...db, POSTGRES, other, within]))).toEqual([
      'warning ingress-rule-duplicate: spec.routes[0] and spec.routes[1] of IngressRouteTCP default/db both claim any connection, so which one answers is left to chance. Leave one of them out.',
    ]);
    const apart = { ...second, spec: { ...second.spec, tls: {} } };
    expect(messages(of([...db, POSTGRES, other, tcp(), apart]))).toEqual([]);
    const before = tcp({}, { services: [{ name: 'other', port: 5432 }], priority: 5 }, 'second');
    expect(messages(of([...db, POSTGRES, other, tcp(), before]))).toEqual([]);
  });

  test('is read in a class as an IngressRoute is', () => {
    const annotations = { 'kubernetes.io/ingress.class': 'other' };
    const classed = { ...tcp(), metadata: { name: 'db', annotations } };
    expect(messages(of([...db, POSTGRES, classed]))[0]).toContain('Traefik reads an IngressRouteTCP without it.');
  });

  test('speaks neither http nor https to its pods', () => {
    const https = service('db', 'db', { port: 443, targetPort: 80 });
    const one = of([deployment('db', 80), https, POSTGRES, tcp({}, { services: [{ name: 'db', port: 443 }] })]);
    expect(messages(one)).toEqual([]);
    expect(ways(one)).toEqual(['tcp://localhost:5432 complete']);
  });

  test('is sent on to https by nobody', () => {
    const sent = configured(`ports: { web: { redirectTo: websecure }, ${point('postgres', 5432)} }`);
    expect(messages(of([...db, sent, tcp({ entryPoints: ['web'] })], ['8080:80']))).toEqual([]);
  });
});

describe('a route of UDP', () => {
  const PORTS = ['53:5353/udp'];

  test('leads from a host port to the pods', () => {
    const one = of([...dns, DNS, udp()], PORTS);
    expect(ways(one)).toEqual(['udp://localhost:53 complete']);
    expect(routesOf(one).routes[0]!.hops[4]!.note).toBe('any datagram');
    expect(messages(one)).toEqual([]);
  });

  test('asks for the protocol of a mapping that nothing else uses', () => {
    const asked = (ports: string[], more: Partial<Site> = {}) =>
      messages(of([...dns, DNS, udp()], ports, more)).find((line) => line.includes('ingress-no-web-port'));
    expect(asked(['8080:80', '5300:5353'])).toMatch(
      / Write "5300:5353\/udp" in ports\[1\] of cluster dev, which leads there for TCP\.$/,
    );
    expect(asked(['127.0.0.1:5300:5353/tcp'])).toContain('Write "127.0.0.1:5300:5353/udp"');
    const add = 'Add { port: "5353:5353/udp", nodeFilters: [loadbalancer] } to the ports of cluster dev.';
    expect(asked(['5300-5301:5353-5354'])).toContain(add);
    const both = configured(`ports: { ${point('dns', 5353, 'UDP')}, ${point('plain', 5353)} }`);
    const used = [...dns, both, udp(), ...db, tcp({ entryPoints: ['plain'] })];
    expect(messages(of(used, ['5300:5353'])).join()).toContain(add);
    const k3s = { nodeLabels: [{ label: 'svccontroller.k3s.cattle.io/enablelb=true', nodeFilters: ['agent:0'] }] };
    const config = { agents: 1, ports: [{ port: '8080:80', nodeFilters: ['server:0'] }], options: { k3s } };
    const elsewhere = { ...cluster([]), config };
    expect(messages(of([...web, ingress('web', 'web')], [], { cluster: elsewhere })).join()).toContain(
      'Give the mapping to port 80 the node "agent:0"',
    );
    const made = { ...cluster(['5300:5353']), portAskers: [['dev']] };
    expect(asked([], { cluster: made })).toContain('Add { hostPort: 5353, clusterPort: 5353');
  });

  test('without entry points is asked at all of them for UDP, and http3 is none', () => {
    const flagged = configured(
      `ports: { websecure: { asDefault: true, http3: { enabled: true } }, ${point('dns', 5353, 'UDP')} }`,
    );
    expect(ways(of([...dns, flagged, udp({ entryPoints: undefined })], ['53:5353/udp', '443:443/udp']))).toEqual([
      'udp://localhost:53 complete',
    ]);
  });

  test('waits for an entry point of its own kind', () => {
    expect(messages(of([...dns, POSTGRES, udp({ entryPoints: ['postgres'] })], []))).toEqual([
      'warning ingress-no-web-port: Entry point "postgres" of Traefik takes TCP, and IngressRouteUDP default/dns waits for UDP there. Write protocol: UDP at ports.postgres in the values of the HelmChartConfig kube-system/traefik.',
    ]);
    expect(messages(of([...db, tcp(), ...dns, POSTGRES, udp({ entryPoints: ['postgres'] })]))).toEqual([
      'warning ingress-no-web-port: Entry point "postgres" of Traefik takes TCP, and IngressRouteUDP default/dns waits for UDP there. Open one in the values of a HelmChartConfig kube-system/traefik, for example ports: { postgres-udp: { port: 8053, exposedPort: 53, expose: { default: true }, protocol: UDP } }, and name that in the route.',
    ]);
    expect(messages(of([...dns, udp({ entryPoints: undefined })], ['53:53/udp']))).toEqual([
      'warning ingress-no-web-port: Traefik opens no entry point for UDP on the nodes. Open one in the values of a HelmChartConfig kube-system/traefik, for example ports: { dns: { port: 8053, exposedPort: 53, expose: { default: true }, protocol: UDP } }.',
    ]);
    const nowhere = udp({ entryPoints: undefined, routes: [{ services: [{ name: 'gone', port: 1 }] }] });
    expect(messages(of([...dns, nowhere], ['53:53/udp']))).toEqual([
      expect.stringMatching(/^warning ingress-backend-missing/),
      expect.stringContaining('{ dns: { port: 9000, exposedPort: 9000,'),
      expect.stringMatching(/^warning mapping-without-target/),
    ]);
  });

  test('shares an entry point with no other, whatever it is written', () => {
    const other = service('other', 'dns', { port: 53, targetPort: 53, protocol: 'UDP' });
    const second = udp(
      { routes: [{ match: 'x', priority: 5, services: [{ name: 'other', port: 53 }] }], tls: {} },
      'two',
    );
    expect(messages(of([...dns, DNS, other, udp(), second], PORTS))).toEqual([
      'warning ingress-rule-duplicate: IngressRouteUDP default/dns and IngressRouteUDP default/two both claim any datagram, so which one answers is left to chance. Give one of them another entry point.',
    ]);
  });

  test('leads to a number, whatever the Service says that it speaks', () => {
    const forgotten = service('dns', 'dns', { port: 53, targetPort: 53 });
    expect(ways(of([dns[0]!, forgotten, DNS, udp()], PORTS))).toEqual(['udp://localhost:53 complete']);
    const wrong = udp({ routes: [{ services: [{ name: 'dns', port: 54 }] }] });
    expect(messages(of([...dns, DNS, wrong], PORTS))).toEqual([
      'warning ingress-backend-missing: Service default/dns has no port 54. Use port 53 of Service default/dns.',
    ]);
  });

  test('may lead to any port of an ExternalName', () => {
    const far = service('far', '', undefined, 'ExternalName', { externalName: 'x', ports: undefined });
    const allowed = configured(
      `providers: { kubernetesCRD: { allowExternalNameServices: true } }\nports: { ${point('dns', 5353, 'UDP')} }`,
    );
    const one = of([far, allowed, udp({ routes: [{ services: [{ name: 'far', port: 53 }] }] })], PORTS);
    expect(messages(one)).toEqual([]);
    expect(ways(one)).toEqual(['udp://localhost:53 unknown']);
  });

  test('is let in by a policy that says so for UDP', () => {
    const policy = (protocol: string): KubeObject => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'in' },
      spec: { podSelector: {}, ingress: [{ ports: [{ port: 53, protocol }] }] },
    });
    expect(messages(of([...dns, DNS, udp(), policy('UDP')], PORTS))).toEqual([]);
    expect(messages(of([...dns, DNS, udp(), policy('TCP')], PORTS))).toEqual([
      expect.stringMatching(/^warning network-policy-blocks-route/),
    ]);
  });
});

describe('an entry point that nobody uses', () => {
  const unused = (values: string, mapping: string) => messages(of([...web, configured(values)], [mapping]));

  test('waits for a rule of its kind', () => {
    expect(unused(`ports: { ${point('dns', 5353, 'UDP')} }`, '53:5353/udp')[0]).toBe(
      'warning mapping-meets-controller-only: Host port 53 leads to Traefik, and no IngressRouteUDP of the app uses its entry point dns, so nothing answers. Add an IngressRouteUDP for the Service that should answer there.',
    );
    expect(unused(`ports: { ${point('postgres', 5432)} }`, '5432:5432')[0]).toBe(
      'warning mapping-meets-controller-only: Host port 5432 leads to Traefik, and no Ingress or IngressRouteTCP of the app uses its entry point postgres, so every request gets 404. Add an Ingress or IngressRouteTCP for the Service that should answer there.',
    );
  });

  test('is not that of http3', () => {
    const http3 = configured('ports: { websecure: { http3: { enabled: true } } }');
    expect(messages(of([...web, http3, ingress('web', 'web')], ['443:443', '443:443/udp']))).toEqual([]);
  });
});

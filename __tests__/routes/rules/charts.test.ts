import { objectRules } from '../../../lib/routes/rules/objects';
import { referenceRules } from '../../../lib/routes/rules/references';
import { routeRules } from '../../../lib/routes/rules/routes';
import type { Site } from '../../../lib/routes/world';
import { findings, k3d, object, siteOf } from './yaml-site';

const of = (kind: string, name: string, spec: object, namespace = 'kube-system') =>
  object('helm.cattle.io/v1', kind, name, `spec: ${JSON.stringify(spec)}`, `namespace: ${namespace}`);
const config = (valuesContent: unknown, name = 'traefik', namespace?: string) =>
  of('HelmChartConfig', name, { valuesContent }, namespace);

/** What the rules on charts say of a site. */
const said = (text: string, more: Partial<Site> = {}) =>
  findings([...objectRules, ...referenceRules], siteOf(text, more))
    .filter(({ rule }) => rule.startsWith('helm-'))
    .map(({ level, rule, field, message, remedy }) => `${level} ${rule} ${field}: ${message} ${remedy}`)
    .sort();

describe('helm-values-invalid', () => {
  test('speaks about a text that Helm cannot read, of either kind', () => {
    expect(said(config('a: b: c') + of('HelmChart', 'own', { chart: 'own', valuesContent: '- a' }))).toEqual([
      'error helm-values-invalid spec.valuesContent: "spec.valuesContent" is no YAML: line 1, column 4: Nested mappings are not allowed in compact mappings, so the job that installs its chart fails. Put the value into quotes.',
      'error helm-values-invalid spec.valuesContent: "spec.valuesContent" is no map, so the job that installs its chart fails. Write "key: value", as in the values.yaml of the chart.',
    ]);
  });

  test.each([
    ['nothing', ''],
    ['remarks', '# later'],
    ['a key that stands twice', 'a: 1\na: 2'],
    ['a second document', 'a: 1\n---\nb: c: d'],
    ['a template', 'a: {{ x }}'],
    ['no text', 7],
  ])('is silent about %s', (_, values) => {
    expect(said(config(values))).toEqual([]);
  });

  test('is silent about kinds of others', () => {
    expect(said(object('example.com/v1', 'HelmChart', 'own', 'spec: { valuesContent: "- a" }'))).toEqual([]);
  });
});

describe('helm-values-wrong-shape', () => {
  const k3s = (minor: number, more = '') => k3d(`image: rancher/k3s:v1.${minor}.1-k3s1\n${more}`);
  const redirect = 'redirections: { entryPoint: { to: websecure } }';
  const told = (minor: number, port: string) => said(k3s(minor) + config(`ports: { web: { ${port} } }`));

  test('speaks about redirects that no chart of this k3s makes', () => {
    expect(told(33, 'redirectTo: websecure')).toEqual([
      'warning helm-values-wrong-shape spec.valuesContent: The chart of Traefik in k3s 1.33 takes no "ports.web.redirectTo", so it sends nothing on. Write additionalArguments: ["--entryPoints.web.http.redirections.entryPoint.to=:443"], which every chart takes.',
    ]);
    expect(
      [told(31, redirect), told(36, redirect), told(31, `http: { ${redirect} }`)].map(({ length }) => length),
    ).toEqual([1, 1, 1]);
    expect([told(32, 'redirectTo: websecure'), told(35, redirect), told(36, `http: { ${redirect} }`)]).toEqual([
      [],
      [],
      [],
    ]);
  });

  test('speaks about a port that is exposed to no Service', () => {
    const values = { ports: { db: { port: 5432, expose: true } } };
    expect(said(k3s(33) + of('HelmChartConfig', 'traefik', { values }))).toEqual([
      'warning helm-values-wrong-shape spec.values: "ports.db.expose" is true, where the chart of Traefik in k3s 1.33 wants a map, so the job that installs it fails. Write ports.db.expose: { default: true }.',
    ]);
    expect([told(31, 'expose: true'), told(33, 'expose: false'), told(33, 'expose: { default: true }')]).toEqual([
      [],
      [],
      [],
    ]);
  });

  const wrong = config('ports: { web: { redirectTo: websecure } }');
  test.each([
    ['an unknown k3s', k3d() + wrong],
    ['no cluster', wrong],
    [
      'values that cannot be read',
      k3s(33) +
        of('HelmChartConfig', 'traefik', {
          valuesContent: 'ports: { web: { redirectTo: websecure } }',
          valuesSecrets: [{ name: 'a' }],
        }),
    ],
    [
      'a Traefik that is disabled',
      k3s(33, 'options: { k3s: { extraArgs: [{ arg: --disable=traefik, nodeFilters: ["server:*"] }] } }') + wrong,
    ],
    ['a chart of its own', k3s(33) + wrong + of('HelmChart', 'traefik', { chart: 'traefik' })],
    ['mounted manifests', k3s(33, 'volumes: [{ volume: "/srv:k3s-manifests" }]') + wrong],
    ['another chart', k3s(33) + config('ports: { web: { redirectTo: websecure } }', 'nginx')],
  ])('is silent about %s', (_, text) => {
    expect(said(text)).toEqual([]);
  });
});

describe('helm-config-unread', () => {
  test('speaks about slips, and about the namespace of what k3s brings', () => {
    const own = of('HelmChart', 'database', { chart: 'database' }, 'db');
    expect(
      said(config('a: 1', 'treafik') + own + config('a: 1', 'databse', 'db') + config('a: 1', 'traefik', 'default')),
    ).toEqual([
      'warning helm-config-unread metadata.name: There is no HelmChart db/databse, so nothing reads what this one says. Write "database".',
      'warning helm-config-unread metadata.name: There is no HelmChart kube-system/treafik, so nothing reads what this one says. Write "traefik".',
      'warning helm-config-unread metadata.namespace: There is no HelmChart default/traefik, so nothing reads what this one says. Write namespace: "kube-system".',
    ]);
  });

  test('speaks about every name where the files are the whole world', () => {
    expect(said(config('a: 1', 'nginx'))).toEqual([]);
    expect(said(config('a: 1', 'nginx'), { closed: true })).toEqual([
      'warning helm-config-unread metadata.name: There is no HelmChart kube-system/nginx, so nothing reads what this one says. Write the name and the namespace of a HelmChart.',
    ]);
  });

  test.each([
    ['the chart that k3s brings', config('a: 1')],
    ['a chart of the app', config('a: 1', 'own', 'apps') + of('HelmChart', 'own', { chart: 'own' }, 'apps')],
    ['mounted manifests', k3d('volumes: [{ volume: "/srv:k3s-manifests" }]') + config('a: 1', 'treafik')],
    [
      'a Traefik that k3s does not bring',
      k3d('options: { k3s: { extraArgs: [{ arg: --disable=traefik, nodeFilters: ["server:*"] }] } }') +
        config('a: 1', 'traefik', 'edge'),
    ],
  ])('is silent about %s', (_, text) => {
    expect(said(text)).toEqual([]);
  });
});

describe('the chart of a controller', () => {
  const chart = (spec: object = {}, name = 'ingress-nginx', kind = 'HelmChart') =>
    of(kind, name, { chart: name, ...spec });
  const release = (spec: object) =>
    object(
      'helm.toolkit.fluxcd.io/v2',
      'HelmRelease',
      'kong',
      `spec: ${JSON.stringify({ chart: { spec: { chart: 'kong/kong' } }, ...spec })}`,
    );
  const told = (text: string, cluster = '', more: (site: Site) => Site = (site) => site) =>
    findings(routeRules, more(siteOf(k3d(cluster) + text)))
      .filter(({ rule }) => rule === 'load-balancer-port-taken')
      .map(({ level, field, message, remedy }) => `${level} ${field}: ${message} ${remedy}`);
  const disabled = "options: { k3s: { extraArgs: [{ arg: --disable=traefik, nodeFilters: ['server:*'] }] } }";
  const service = object(
    'v1',
    'Service',
    'web',
    'spec: { type: LoadBalancer, selector: { app: web }, ports: [{ port: 80 }] }',
  );
  const because = (who: string, holder: string) =>
    `warning spec.chart: The chart of ${who} makes a LoadBalancer Service for the ports 80 and 443 of every node, which ${holder} has, so it stays pending and host ports lead to ${holder}.`;

  test('does not get the ports that Traefik has, in the words of whoever describes the cluster', () => {
    const who = because('HelmChart kube-system/ingress-nginx', 'Traefik');
    expect(told(chart())).toEqual([
      `${who} Add { arg: "--disable=traefik", nodeFilters: ["server:*"] } to the arguments of k3s.`,
    ]);
    const program = (site: Site) => ({ ...site, cluster: { ...site.cluster!, portAskers: [] } });
    expect(told(chart(), '', program)).toEqual([`${who} Add Component.TRAEFIK to disable of the cluster.`]);
  });

  test('does not get those of a Service either', () => {
    expect(told(service + release({}), disabled)).toEqual([
      `${because('HelmRelease default/kong', 'Service default/web')} Give the Service another type or other ports in its values.`,
    ]);
  });

  test.each([
    [
      'values that do not touch it',
      { valuesContent: 'controller: { service: { annotations: {}, type: LoadBalancer } }' },
    ],
    ['settings that do not touch it', { set: { 'controller.replicaCount': 2 } }],
    ['values as a map', { values: { controller: { ingressClassResource: { default: true } } } }],
  ])('makes its Service with %s', (_, spec) => {
    expect(told(chart(spec))).toHaveLength(1);
  });

  test.each([
    ['Traefik disabled', chart(), disabled],
    ['a Service of another type', chart({ valuesContent: 'controller: { service: { type: NodePort } }' }), ''],
    ['other ports', chart({ values: { controller: { service: { ports: { http: 8080 } } } } }), ''],
    ['a setting of it', chart({ set: { 'controller.service.type': 'NodePort' } }), ''],
    ['ports of the node', chart({ set: { 'controller.hostPort.enabled': true } }), ''],
    ['the network of the node', chart({ valuesContent: 'controller: { hostNetwork: true }' }), ''],
    ['values that nobody can read', chart({ valuesContent: 'a: b: c' }), ''],
    ['values in a Secret', chart({ valuesSecrets: [{ name: 'x' }] }), ''],
    ['values from elsewhere', release({ valuesFrom: [{ kind: 'ConfigMap', name: 'x' }] }), ''],
    ['another chart', chart({}, 'postgresql'), ''],
    ['a kind of others', chart().replace('helm.cattle.io', 'example.com'), ''],
  ])('is not spoken about with %s', (_, text, cluster) => {
    expect(told(text, cluster)).toEqual([]);
  });
});

describe('a HelmChart', () => {
  const told = (text: string) =>
    findings(objectRules, siteOf(text)).map(({ level, field, remedy }) => `${level} ${field} ${remedy}`);
  const sound = { chart: 'postgresql', repo: 'https://charts.example.com' };

  test.each<[object, readonly string[]]>([
    [{}, ['warning spec.chart Add chart, for example chart: redis.']],
    [{ chart: '' }, ['warning spec.chart Add chart, for example chart: redis.']],
    [{ ...sound, repo: 'htps://charts.example.com' }, ['warning spec.repo Write "https" before "://".']],
    [{ ...sound, repo: 'charts.example.com/stable' }, ['warning spec.repo Write "https://charts.example.com/stable".']],
    [{ ...sound, repo: 'museum:8080' }, ['warning spec.repo Write "https://museum:8080".']],
    [{ ...sound, repo: 'bitnami' }, []],
    [{ chart: 'a', repoURL: 'https://charts.example.com' }, ['error spec.repoURL Write "repo".']],
    [{ ...sound, namespace: 'shop' }, ['error spec.namespace Write "targetNamespace".']],
    [{ ...sound, targetRevision: '1.0.0' }, ['error spec.targetRevision Write "version".']],
    [{ ...sound, somethingNew: true }, []],
    [{ chart: 'a', repo: 'git+https://charts.example.com' }, []],
    [{ chart: 'a', repo: 's3://charts' }, []],
    [{ chartContent: 'H4sI' }, []],
    [sound, []],
  ])('of %j is told', (spec, expected) => {
    expect(told(of('HelmChart', 'pg', spec))).toEqual(expected);
  });

  test('that somebody else takes care of needs no chart', () => {
    const annotations = 'annotations: { helmcharts.helm.cattle.io/unmanaged: "true" }';
    expect(told(object('helm.cattle.io/v1', 'HelmChart', 'pg', 'spec: {}', annotations))).toEqual([]);
  });
});

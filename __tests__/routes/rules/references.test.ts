import fc from 'fast-check';
import { App, Chart } from 'cdk8s';
import { addressNotServed } from '../../../lib/routes/rules/references/addresses';
import { judge } from '../../../lib/routes/rules/judge';
import { referenceMissing } from '../../../lib/routes/rules/references/missing';
import { referenceRules } from '../../../lib/routes/rules/references';
import type { ObjectFacts, Site } from '../../../lib/routes/world';
import { analyse } from '../../../lib/analysis/analyse';
import { K3dClusterConfig } from '../../../lib/cluster/k3d-cluster-config';
import { WebApp } from '../../../lib/workload/web-app';
import { Worker } from '../../../lib/workload/worker';
import { siteFromDocuments } from '../../../lib/cli/read/documents';
import { parseYaml } from '../../../lib/routes/yaml/parse';
import { findings, k3d, lines as linesOf, object, siteOf, web } from './yaml-site';

const lines = (site: Site) => linesOf(referenceRules, site);
const rulesOf = (text: string, more: Partial<Site> = {}) =>
  findings(referenceRules, siteOf(text, more)).map(({ level, rule }) => `${level} ${rule}`);
const secret = (name: string, more = '', metadata = '') => object('v1', 'Secret', name, more, metadata);
const SHOP = object('v1', 'Namespace', 'shop');

describe('reference-missing', () => {
  const missing = (who: string, what: string, harm = 'so its pods do not start') =>
    `warning reference-missing: ${who} refers to ${what} in namespace "default", which nothing in the app makes, ${harm}.`;

  test.each([
    [
      'env: [{ name: A, valueFrom: { secretKeyRef: { name: s, key: k } } }]',
      'Variable "A" of container "web"',
      'Secret "s"',
    ],
    [
      'env: [{ valueFrom: { configMapKeyRef: { name: c, key: k } } }]',
      'Variable "(no name)" of container "web"',
      'ConfigMap "c"',
    ],
    ['envFrom: [{ secretRef: { name: s } }]', 'The environment of container "web"', 'Secret "s"'],
    ['envFrom: [{ configMapRef: { name: c } }]', 'The environment of container "web"', 'ConfigMap "c"'],
  ])('finds %s', (container, who, what) => {
    expect(lines(siteOf(web(container)))).toEqual([missing(who, what)]);
  });

  test.each([
    ['serviceAccountName: robot', 'The pod', 'ServiceAccount "robot"'],
    ['serviceAccount: robot', 'The pod', 'ServiceAccount "robot"'],
    ['volumes: [{ name: v, secret: { secretName: s, items: [{ key: a }] } }]', 'Volume "v"', 'Secret "s"'],
    ['volumes: [{ configMap: { name: c } }]', 'Volume "(no name)"', 'ConfigMap "c"'],
    ['volumes: [{ name: v, persistentVolumeClaim: { claimName: d } }]', 'Volume "v"', 'PersistentVolumeClaim "d"'],
    ['volumes: [{ name: v, projected: { sources: [{ secret: { name: s } }, {}] } }]', 'Volume "v"', 'Secret "s"'],
    ['volumes: [{ name: v, projected: { sources: [{ configMap: { name: c } }] } }]', 'Volume "v"', 'ConfigMap "c"'],
  ])('finds %s', (pod, who, what) => {
    expect(lines(siteOf(web('', pod)))).toEqual([missing(who, what)]);
  });

  test('leaves out a volume that gives way to a claim of its StatefulSet', () => {
    const set = (templates: string) =>
      object(
        'apps/v1',
        'StatefulSet',
        'db',
        `spec: { template: { spec: { containers: [{ name: db, image: "a:1" }], volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }] } }, volumeClaimTemplates: [${templates}] }`,
      );
    expect(lines(siteOf(set('{ metadata: { name: data } }')))).toEqual([]);
    expect(lines(siteOf(set('{ metadata: { name: other } }')))).toEqual([
      missing('Volume "data"', 'PersistentVolumeClaim "data"'),
    ]);
  });

  test('finds pull secrets, which only some images need', () => {
    expect(lines(siteOf(web('', 'imagePullSecrets: [{ name: login }, {}]')))).toEqual([
      missing('The pull of its images', 'Secret "login"', 'so images that want a login are not pulled'),
    ]);
  });

  describe('asks for the workload of an autoscaler', () => {
    const scaler = (target: string) =>
      object('autoscaling/v2', 'HorizontalPodAutoscaler', 'h', `spec: { scaleTargetRef: { ${target} } }`);

    test('that nothing makes', () => {
      expect(lines(siteOf(web('') + scaler('kind: Deployment, name: webb')))).toEqual([
        missing('The autoscaler', 'Deployment "webb"', 'so it never scales'),
      ]);
      const [found] = findings(referenceRules, siteOf(web('') + scaler('kind: Deployment, name: webb')));
      expect(found).toMatchObject({
        field: 'spec.scaleTargetRef.name',
        remedy:
          'Write "web", make Deployment "webb" in namespace "default", or give this object the annotation "allow.cdk8s-k3d/reference-missing: <why>" where it exists outside the app.',
      });
    });

    test.each([
      ['that is there', web('') + scaler('kind: Deployment, name: web')],
      ['of a kind that others bring', scaler('kind: Rollout, name: webb')],
      ['without a name', scaler('kind: StatefulSet')],
    ])('%s', (_, text) => {
      expect(lines(siteOf(text))).toEqual([]);
    });
  });

  describe('asks for classes', () => {
    const claim = (spec: string) => object('v1', 'PersistentVolumeClaim', 'data', `spec: { ${spec} }`);
    const STANDARD = claim('storageClassName: standard');
    const stays = 'so the claim stays pending and the pods that mount it do not start';
    const lacks = (who: string, what: string, harm = 'so the API refuses its pods') =>
      `warning reference-missing: ${who} refers to ${what}, which nothing in the app makes, ${harm}.`;

    test.each([
      [STANDARD, lacks('The claim', 'StorageClass "standard"', stays)],
      [
        object(
          'apps/v1',
          'StatefulSet',
          'db',
          'spec: { volumeClaimTemplates: [{ metadata: { name: data }, spec: { storageClassName: fast } }] }',
        ),
        lacks('Claim template "data"', 'StorageClass "fast"', stays),
      ],
      [
        object(
          'apps/v1',
          'StatefulSet',
          'db',
          'spec: { volumeClaimTemplates: [{ spec: { storageClassName: fast } }] }',
        ),
        lacks('Claim template "(no name)"', 'StorageClass "fast"', stays),
      ],
      [web('', 'priorityClassName: superhigh'), lacks('The pod', 'PriorityClass "superhigh"')],
      [web('', 'runtimeClassName: gvisor'), lacks('The pod', 'RuntimeClass "gvisor"')],
    ])('that nothing makes: %s', (text, said) => {
      expect(lines(siteOf(k3d() + text))).toEqual([said]);
      expect(lines(siteOf(k3d('image: docker.io/rancher/k3s:v1.31.5-k3s1') + text))).toEqual([said]);
      expect(lines(siteOf(text))).toEqual([]);
    });

    test('beside an Application that describes an app and brings none', () => {
      const described = object('app.k8s.io/v1beta1', 'Application', 'shop');
      expect(lines(siteOf(k3d() + STANDARD + described))).toEqual([
        lacks('The claim', 'StorageClass "standard"', stays),
      ]);
    });

    test('and says what to write', () => {
      const remedies = [STANDARD, web('', 'priorityClassName: superhigh')].flatMap((text) =>
        findings(referenceRules, siteOf(k3d() + text)).map(({ remedy }) => remedy),
      );
      expect(remedies).toEqual([
        'Leave the class out, which takes the one that k3s brings, make StorageClass "standard", or give this object the annotation "allow.cdk8s-k3d/reference-missing: <why>" where it exists outside the app.',
        'Make PriorityClass "superhigh", or give this object the annotation "allow.cdk8s-k3d/reference-missing: <why>" where it exists outside the app.',
      ]);
    });

    test.each([
      claim('storageClassName: local-path'),
      claim('storageClassName: ""'),
      claim('storageClassName: manual, volumeName: data'),
      claim('storageClassName: manual') +
        object('v1', 'PersistentVolume', 'data', 'spec: { storageClassName: manual }'),
      STANDARD + object('storage.k8s.io/v1', 'StorageClass', 'standard'),
      STANDARD + object('helm.cattle.io/v1', 'HelmChart', 'storage'),
      STANDARD + object('argoproj.io/v1alpha1', 'ApplicationSet', 'storage'),
      web('', 'priorityClassName: system-cluster-critical, runtimeClassName: nvidia'),
      web('', 'priorityClassName: superhigh') + object('scheduling.k8s.io/v1', 'PriorityClass', 'superhigh'),
      web('', 'runtimeClassName: gvisor') + object('node.k8s.io/v1', 'RuntimeClass', 'gvisor'),
    ])('and finds what is there: %s', (text) => {
      expect(lines(siteOf(k3d() + text))).toEqual([]);
    });

    test('and is silent where something outside makes them', () => {
      const externals = [{ kind: 'StorageClass', name: 'standard' }];
      expect([
        ...lines(siteOf(k3d() + STANDARD, { externals })),
        ...lines(siteOf(k3d('image: example.com/own/k3s:1') + STANDARD)),
        ...lines(siteOf(k3d('volumes: [{ volume: "/m:/var/lib/rancher/k3s/server/manifests/m" }]') + STANDARD)),
      ]).toEqual([]);
    });
  });

  test('only warns of the TLS Secret of an Ingress', () => {
    const ingress = object('networking.k8s.io/v1', 'Ingress', 'web', 'spec: { tls: [{ secretName: cert }, {}] }');
    expect(lines(siteOf(ingress, { closed: true }, { declared: true }))).toEqual([
      missing('The TLS of its hosts', 'Secret "cert"', 'so the controller answers with a certificate of its own'),
    ]);
  });

  test('says in the words of the files or of the program that something lives outside', () => {
    const remedies = (byProgram: boolean) =>
      findings(
        referenceRules,
        siteOf(web('envFrom: [{ secretRef: { name: s } }]', '', '', 'namespace: shop'), { byProgram }),
      )
        .map(({ remedy }) => remedy)
        .sort();
    expect(remedies(false)).toEqual([
      'Add a Namespace "shop" to the app, or give this object the annotation "allow.cdk8s-k3d/namespace-missing: <why>" where it exists outside the app.',
      'Make Secret "s" in namespace "shop", or give this object the annotation "allow.cdk8s-k3d/reference-missing: <why>" where it exists outside the app.',
    ]);
    expect(remedies(true)).toEqual([
      'Add a Namespace "shop" to the app, or say External.namespace(app, "shop") where it exists outside the app.',
      'Make Secret "s" in namespace "shop", or say External.secret(chart, "s") where it exists outside the app.',
    ]);
  });

  test('is a warning where a chart that nobody renders is installed into the namespace', () => {
    const text =
      web('envFrom: [{ configMapRef: { name: argocd-cm } }]') +
      object('helm.cattle.io/v1', 'HelmChart', 'cd', 'spec: { targetNamespace: default }', 'namespace: kube-system');
    const level = (more: Partial<Site>) =>
      findings(referenceRules, siteOf(text, more, { declared: true })).map((one) => one.level);
    expect(level({})).toEqual(['warning']);
    expect(level({ closed: true })).toEqual(['error']);
  });

  test('is an error where it is declared, and where the files are the whole world', () => {
    const text = web('envFrom: [{ secretRef: { name: s } }]');
    const levels = [siteOf(text), siteOf(text, { closed: true }), siteOf(text, {}, { declared: true })].map(
      (site) => findings(referenceRules, site)[0]?.level,
    );
    expect(levels).toEqual(['warning', 'error', 'error']);
  });

  test('says the same thing about one object once, and tells what to do', () => {
    const env =
      'env: [{ name: A, valueFrom: { secretKeyRef: { name: s, key: a } } }, { name: B, valueFrom: { secretKeyRef: { name: s, key: b } } }]';
    expect(findings(referenceRules, siteOf(web(env)))).toEqual([
      expect.objectContaining({
        field: 'spec.template.spec.containers[0].env[0].valueFrom.secretKeyRef.name',
        remedy:
          'Make Secret "s" in namespace "default", or give this object the annotation "allow.cdk8s-k3d/reference-missing: <why>" where it exists outside the app.',
      }),
    ]);
  });

  test('says where the app makes it instead', () => {
    expect(
      lines(siteOf(SHOP + secret('s', '', 'namespace: shop') + web('envFrom: [{ secretRef: { name: s } }]'))),
    ).toEqual([
      'warning reference-missing: The environment of container "web" refers to Secret "s" in namespace "default", but the app makes it in namespace "shop", so its pods do not start.',
    ]);
  });

  const wanting = (middlewares: string) =>
    object(
      'networking.k8s.io/v1',
      'Ingress',
      'in',
      'spec: {}',
      `annotations: { traefik.ingress.kubernetes.io/router.middlewares: "${middlewares}" }`,
    );
  const middleware = (name: string, metadata = '') => object('traefik.io/v1alpha1', 'Middleware', name, '', metadata);

  test('finds a Middleware that an Ingress names and nothing makes', () => {
    const site = siteOf(wanting('default-strip@kubernetescrd, far-away-strip@kubernetescrd, default-x@file'));
    const harm = 'which nothing in the app makes, so Traefik serves none of its rules.';
    expect(findings(referenceRules, site)).toMatchObject([
      {
        level: 'warning',
        rule: 'reference-missing',
        field: 'metadata.annotations.traefik.ingress.kubernetes.io/router.middlewares',
        message: `The Ingress refers to Middleware "away-strip" in namespace "far", ${harm}`,
        remedy:
          'Make Middleware "away-strip" in namespace "far", or give this object the annotation "allow.cdk8s-k3d/reference-missing: <why>" where it exists outside the app.',
      },
      { message: `The Ingress refers to Middleware "strip" in namespace "default", ${harm}` },
    ]);
    expect(findings(referenceRules, { ...site, closed: true })[0]).toMatchObject({ level: 'error' });
    const made =
      middleware('strip') + middleware('strip', 'namespace: far-away') + object('v1', 'Namespace', 'far-away');
    const names = wanting('default-strip@kubernetescrd, far-away-strip@kubernetescrd');
    expect(lines(siteOf(made + names))).toEqual([]);
  });

  test('names the namespace in which it stands', () => {
    const there = middleware('strip', 'namespace: shop') + SHOP;
    const remedies = (text: string) => findings(referenceRules, siteOf(text + there)).map(({ remedy }) => remedy);
    expect(remedies(wanting('web-strip@kubernetescrd'))).toEqual([
      expect.stringMatching(
        /^Write "shop-strip@kubernetescrd", or make Middleware "strip" in namespace "web", or give/,
      ),
    ]);
    const route = 'spec: { routes: [{ middlewares: [{ name: strip }] }] }';
    expect(remedies(object('traefik.io/v1alpha1', 'IngressRoute', 'web', route))).toEqual([
      expect.stringMatching(
        /^Write namespace: shop beside its name, or make Middleware "strip" in namespace "default",/,
      ),
    ]);
  });

  test.each([
    ['my-shop-strip', 'strip', 'my-shop'],
    ['some-where-strip', 'where-strip', 'some'],
  ])('knows where the namespace ends in %s', (reference, name, namespace) => {
    const [only] = findings(
      referenceRules,
      siteOf(wanting(`${reference}@kubernetescrd`) + object('v1', 'Namespace', 'my-shop')),
    );
    expect(only!.message).toContain(`Middleware "${name}" in namespace "${namespace}"`);
  });

  test('asks for nothing in the namespaces of the cluster', () => {
    expect(lines(siteOf(wanting('kube-system-https@kubernetescrd')))).toEqual([]);
  });

  test('leaves a name that is not whole to middleware-name-incomplete', () => {
    expect(lines(siteOf(wanting('strip@kubernetescrd')))).toEqual([]);
  });

  describe('reads what the kinds of Traefik name', () => {
    const route = (spec: string, apiVersion = 'traefik.io/v1alpha1', metadata = '') =>
      object(apiVersion, 'IngressRoute', 'web', `spec: { ${spec} }`, metadata);
    const routed = (middlewares: string, apiVersion?: string) =>
      route(`routes: [{ match: Path(\`/\`) }, { middlewares: [${middlewares}] }]`, apiVersion);
    const chain = (middlewares: string, group = 'traefik.io') =>
      object(`${group}/v1alpha1`, 'Middleware', 'all', `spec: { chain: { middlewares: [${middlewares}] } }`);
    const nothing = 'which nothing in the app makes';

    test('a Middleware of a route', () => {
      const said = {
        level: 'warning',
        field: 'spec.routes[1].middlewares[1].name',
        message: `Route 2 refers to Middleware "strip" in namespace "default", ${nothing}, so Traefik does not serve this route.`,
      };
      const text = routed('{ name: all }, { name: strip }') + chain('');
      expect(findings(referenceRules, siteOf(text))).toMatchObject([said]);
      expect(findings(referenceRules, siteOf(text, { closed: true }))).toMatchObject([{ ...said, level: 'error' }]);
      expect(lines(siteOf(routed('{ name: strip, namespace: far }', 'traefik.containo.us/v1alpha1')))).toEqual([
        `warning reference-missing: Route 2 refers to Middleware "strip" in namespace "far", ${nothing}, so Traefik does not serve this route.`,
      ]);
    });

    test('a Middleware of a chain', () => {
      const harm = 'so Traefik serves no route that goes through it';
      expect(lines(siteOf(chain('{ name: strip }')))).toEqual([
        `warning reference-missing: The chain refers to Middleware "strip" in namespace "default", ${nothing}, ${harm}.`,
      ]);
      expect(lines(siteOf(chain('{ name: strip }') + middleware('strip', 'namespace: shop') + SHOP))).toEqual([
        expect.stringContaining('but the app makes it in namespace "shop"'),
      ]);
    });

    test.each([
      ['what is there', routed('{ name: strip }') + middleware('strip')],
      [
        'what is there in the namespace of the route',
        route('routes: [{ middlewares: [{ name: strip }] }]', undefined, 'namespace: shop') +
          middleware('strip', 'namespace: shop') +
          SHOP,
      ],
      [
        'what is there in the namespace that it says',
        routed('{ name: strip, namespace: default }') + middleware('strip'),
      ],
      ['what another provider makes', routed('{ name: strip@file }, { name: auth@docker }, {}')],
      ['what it calls by its full name', routed('{ name: default-strip@kubernetescrd }') + middleware('strip')],
      ['kinds of others', routed('{ name: strip }', 'example.com/v1') + chain('{ name: strip }', 'example.com')],
      [
        'middlewares of TCP',
        object('traefik.io/v1alpha1', 'IngressRouteTCP', 'db', 'spec: { routes: [{ middlewares: [{ name: a }] }] }') +
          object('traefik.io/v1alpha1', 'MiddlewareTCP', 'a', 'spec: {}'),
      ],
    ])('and finds %s', (_, text) => {
      expect(lines(siteOf(text))).toEqual([]);
    });

    test('a Middleware of TCP is of another kind', () => {
      const tcp = 'spec: { routes: [{ middlewares: [{ name: strip }] }] }';
      expect(lines(siteOf(object('traefik.io/v1alpha1', 'IngressRouteTCP', 'db', tcp) + middleware('strip')))).toEqual([
        `warning reference-missing: Route 1 refers to MiddlewareTCP "strip" in namespace "default", ${nothing}, so Traefik does not serve this route.`,
      ]);
    });

    test.each(['default-strip@kubernetescrd', 'strip@kubernetescrd'])('a Middleware by its full name: %s', (name) => {
      expect(lines(siteOf(routed(`{ name: ${name} }`)))).toEqual([
        `warning reference-missing: Route 2 refers to Middleware "strip" in namespace "default", ${nothing}, so Traefik does not serve this route.`,
      ]);
    });

    const traefik = (kind: string, spec: string) => object('traefik.io/v1alpha1', kind, 'x', `spec: { ${spec} }`);

    test.each([
      [
        'Middleware',
        'basicAuth: { secret: s }',
        'The login',
        'Secret "s"',
        'so Traefik serves no route that goes through it',
      ],
      [
        'Middleware',
        'forwardAuth: { tls: { caSecret: s } }',
        'The TLS of the login',
        'Secret "s"',
        'so Traefik serves no route that goes through it',
      ],
      [
        'ServersTransport',
        'rootCAs: [{}, { configMap: c }]',
        'The ServersTransport',
        'ConfigMap "c"',
        'so Traefik speaks to its Services without it',
      ],
      [
        'ServersTransport',
        'certificatesSecrets: [s]',
        'The ServersTransport',
        'Secret "s"',
        'so Traefik speaks to its Services without it',
      ],
      [
        'TLSStore',
        'defaultCertificate: { secretName: s }',
        'The TLSStore',
        'Secret "s"',
        'so the controller answers with a certificate of its own',
      ],
      [
        'TLSOption',
        'clientAuth: { secretNames: [s] }',
        'The TLSOption',
        'Secret "s"',
        'so Traefik judges certificates of clients without it',
      ],
      [
        'IngressRoute',
        'routes: [{ services: [{ name: web, serversTransport: t }, { serversTransport: a-t@kubernetescrd }] }]',
        'A Service of a route',
        'ServersTransport "t"',
        'so Traefik does not serve this route',
      ],
      [
        'IngressRoute',
        'tls: { options: { name: modern } }',
        'The TLS of its routes',
        'TLSOption "modern"',
        'so Traefik closes every connection to the hosts of its routes',
      ],
    ])('what stands in a field of a %s: %s', (kind, spec, who, what, harm) => {
      expect(lines(siteOf(traefik(kind, spec)))).toEqual([missing(who, what, harm)]);
    });

    test('a field may name what is there, elsewhere, or nothing', () => {
      const options = 'tls: { options: { name: modern, namespace: tls } }';
      const there = object('traefik.io/v1alpha1', 'TLSOption', 'modern', 'spec: {}', 'namespace: tls');
      expect(lines(siteOf(traefik('IngressRoute', options) + there + object('v1', 'Namespace', 'tls')))).toEqual([]);
      expect(lines(siteOf(traefik('IngressRoute', 'tls: { options: { name: modern@file } }')))).toEqual([]);
      expect(lines(siteOf(traefik('Middleware', 'basicAuth: { users: [a] }')))).toEqual([]);
      const other = object('example.com/v1', 'Middleware', 'x', 'spec: { basicAuth: { secret: s } }');
      expect(lines(siteOf(other))).toEqual([]);
    });

    test.each(['IngressRoute', 'IngressRouteTCP'])('the certificate of an %s, of which it only warns', (kind) => {
      const secured = object('traefik.io/v1alpha1', kind, 'web', 'spec: { tls: { secretName: cert } }');
      expect(lines(siteOf(secured, { closed: true }))).toEqual([
        missing('The TLS of its routes', 'Secret "cert"', 'so the controller answers with a certificate of its own'),
      ]);
      expect(lines(siteOf(secured + secret('cert')))).toEqual([]);
    });
  });

  test('names what cdk8s made of an id, where that is one thing', () => {
    const config = (name: string) => object('v1', 'ConfigMap', name);
    const remedy = (...names: readonly string[]) =>
      findings(
        referenceRules,
        siteOf(web('envFrom: [{ configMapRef: { name: config } }]') + names.map(config).join('')),
      )[0]?.remedy.replace(/, or give.*/, '');
    expect(remedy('shop-config-c8d20d18')).toBe(
      'Write "shop-config-c8d20d18", which cdk8s made of that id and the construct has as its name, make ConfigMap "config" in namespace "default"',
    );
    expect(remedy('shop-config-c8d20d18', 'shop-app-config-c8000000')).toMatch(/^Make/);
    expect(remedy('shop-myconfig-c8d20d18', 'shop-config')).toMatch(/^Make/);
  });

  test('says what a slip of the pen was meant for', () => {
    const wants = (name: string, key: string) =>
      web(`env: [{ name: A, valueFrom: { secretKeyRef: { name: ${name}, key: ${key} } } }]`);
    const remedies = (text: string) => findings(referenceRules, siteOf(text)).map(({ remedy }) => remedy);
    const login = secret('db-login', 'stringData: { password: x }');
    expect(remedies(login + wants('db-loginn', 'password'))).toEqual([
      'Write "db-login", make Secret "db-loginn" in namespace "default", or give this object the annotation "allow.cdk8s-k3d/reference-missing: <why>" where it exists outside the app.',
    ]);
    expect(remedies(login + wants('db-login', 'pasword'))).toEqual([
      'Write "password", or add key "pasword" to Secret "db-login".',
    ]);
    // Two numbers, and two letters, may both be meant.
    expect(remedies(secret('db-1') + wants('db-2', 'k')).join()).toMatch(/^Make Secret "db-2"/);
    expect(remedies(secret('ab', 'data: { a: x }') + wants('ab', 'b')).join()).toMatch(/^Add key "b"/);
  });

  test('finds keys that are missing', () => {
    const key = 'env: [{ name: A, valueFrom: { secretKeyRef: { name: s, key: k } } }]';
    expect([
      ...lines(siteOf(secret('s', 'stringData: { a: x }') + web(key))),
      ...lines(siteOf(secret('s', 'data: { a: x, b: x }') + web(key))),
      ...lines(
        siteOf(
          object('v1', 'ConfigMap', 'c', 'data: { a: x }, binaryData: { b: x }') +
            web('', 'volumes: [{ name: v, configMap: { name: c, items: [{ key: a }, { key: k }] } }]'),
        ),
      ),
    ]).toEqual([
      'warning reference-missing: Variable "A" of container "web" asks for key "k" of Secret "s", which has only "a", so its pods do not start.',
      'warning reference-missing: Variable "A" of container "web" asks for key "k" of Secret "s", which has the keys "a", "b", so its pods do not start.',
      'warning reference-missing: Volume "v" asks for key "k" of ConfigMap "c", which has the keys "a", "b", so its pods do not start.',
    ]);
  });

  test('finds a file that is mounted alone and missing', () => {
    const mounts = (subPath: string) =>
      `volumeMounts: [{ name: v, mountPath: /etc/app.conf, subPath: ${subPath} }, { name: v, mountPath: /etc/app }]`;
    const settings = object('v1', 'ConfigMap', 'c', 'data: { app.conf: x }');
    const config = 'volumes: [{ name: v, configMap: { name: c } }]';
    const about = (subPath: string, volumes = config) => lines(siteOf(settings + web(mounts(subPath), volumes)));
    expect(about('App.conf')).toEqual([
      'warning reference-missing: Mount "/etc/app.conf" of container "web" asks for key "App.conf" of ConfigMap "c", which has only "app.conf", so an empty folder stands there in place of the file, and the container does not start where its image has one there.',
    ]);
    expect(
      lines(
        siteOf(
          secret('s', 'stringData: { a: x }') +
            web('volumeMounts: [{ name: v, subPath: k }]', 'volumes: [{ name: v, secret: { secretName: s } }]'),
        ),
      ),
    ).toEqual([
      'warning reference-missing: Mount "(no path)" of container "web" asks for key "k" of Secret "s", which has only "a", so an empty folder stands there in place of the file, and the container does not start where its image has one there.',
    ]);
    expect([
      ...about('app.conf'),
      ...about('sub/folder'),
      ...about('other', 'volumes: [{ name: v, configMap: { name: c, optional: true } }]'),
      ...about('./app.conf'),
      ...about('"./"'),
      ...about('named', 'volumes: [{ name: v, configMap: { name: c, items: [{ key: app.conf, path: named }] } }]'),
      ...about('a/', 'volumes: [{ name: v, configMap: { name: c, items: [{ key: app.conf, path: a/named }] } }]'),
      ...about('app.conf', 'volumes: [{ name: v, configMap: { name: c, items: [] } }]'),
      ...about('b', 'volumes: [{ name: v, projected: { sources: [{ configMap: { name: c } }] } }]'),
      ...about('folder', 'volumes: [{ name: v, emptyDir: {} }]'),
      ...about('folder', ''),
    ]).toEqual([]);
  });

  test('finds a file to which items give another name', () => {
    const settings = object('v1', 'ConfigMap', 'c', 'data: { app.conf: x, b: y }');
    const about = (volume: string) =>
      findings(
        [referenceMissing],
        siteOf(settings + web('volumeMounts: [{ name: v, mountPath: /e, subPath: a.conf }]', `volumes: [${volume}]`)),
      ).map(({ message, remedy }) => `${message} ${remedy}`);
    const harm =
      'so an empty folder stands there in place of the file, and the container does not start where its image has one there.';
    expect(about('{ name: v, configMap: { name: c, items: [{ key: app.conf, path: n }] } }')).toEqual([
      `Mount "/e" of container "web" asks for "a.conf" of volume "v", whose items make only "n", ${harm} Write "n", or write path: a.conf in an item.`,
    ]);
    const token = '{ serviceAccountToken: { path: token } }';
    const items = '{ configMap: { name: c, items: [{ key: b, path: b }] } }';
    expect(about(`{ name: v, projected: { sources: [${token}, ${items}] } }`)).toEqual([
      `Mount "/e" of container "web" asks for "a.conf" of volume "v", whose items make "token", "b", ${harm} Write path: a.conf in an item.`,
    ]);
    expect(about('{ name: v, downwardAPI: { items: [{ path: a.conf }] } }')).toEqual([]);
  });

  const uses = web('envFrom: [{ secretRef: { name: pg-app } }]');
  const key = web('env: [{ name: A, valueFrom: { secretKeyRef: { name: pg-app, key: k } } }]');

  test.each([
    ['what is there', secret('pg-app') + uses],
    ['a key that is there', secret('pg-app', 'data: { k: x }') + key],
    ['a Secret that is filled later', secret('pg-app') + key],
    [
      'a token that Kubernetes fills',
      secret('pg-app', 'type: kubernetes.io/service-account-token, data: { x: y }') + key,
    ],
    [
      'a copy of another Secret',
      secret('pg-app', 'data: { x: y }', 'annotations: { replicator.v1.mittwald.de/replicate-from: a }') + key,
    ],
    [
      'optional references',
      web(
        'envFrom: [{ secretRef: { name: s, optional: true } }]',
        'volumes: [{ secret: { secretName: s, optional: true } }]',
      ),
    ],
    [
      'the ServiceAccount and the certificate that every namespace has',
      web('', 'serviceAccountName: default, volumes: [{ configMap: { name: kube-root-ca.crt } }]'),
    ],
    [
      'what a delivery tool brings into the namespace',
      object(
        'argoproj.io/v1alpha1',
        'Application',
        'x',
        'spec: { source: { path: d }, destination: { namespace: default } }',
      ) + uses,
    ],
    ...[
      'reflector.v1.k8s.emberstack.com/reflection-auto-enabled: "true"',
      'replicator.v1.mittwald.de/replicate-to: "*"',
    ].map((annotation): [string, string] => [
      `a Secret of another namespace with ${annotation}`,
      secret('pg-app', 'data: { x: y }', `namespace: kube-public, annotations: { ${annotation} }`) + uses,
    ]),
    ['what an operator names around its object', object('postgresql.cnpg.io/v1', 'Cluster', 'app') + uses],
    ['what an operator names after its object', object('postgresql.cnpg.io/v1', 'Cluster', 'pg') + uses],
    [
      'what an operator is told to make',
      object('cert-manager.io/v1', 'Certificate', 'c', 'spec: { secretName: pg-app }') + uses,
    ],
    [
      'a key that an operator makes',
      object('external-secrets.io/v1', 'ExternalSecret', 'e', 'spec: { target: { name: pg-app } }') +
        secret('pg-app', 'data: { x: y }') +
        key,
    ],
    [
      'what a controller is told to make',
      web('args: [--webhook-secret=pg-app]') +
        object('v1', 'Pod', 'p', 'spec: { containers: [{ envFrom: [{ secretRef: { name: pg-app } }] }] }'),
    ],
    [
      'what a variable names',
      web(
        'env: [{ name: ML_SECRET_NAME, value: pg-app }, { name: OTHER_SECRET }, null], envFrom: [{ secretRef: { name: pg-app } }]',
      ),
    ],
    [
      'what a hook makes',
      object(
        'batch/v1',
        'Job',
        'hook',
        'spec: { template: { spec: { containers: [{ args: [--secret-name=pg-app] }] } } }',
      ) + uses,
    ],
    [
      'what cert-manager makes for an Ingress',
      object(
        'networking.k8s.io/v1',
        'Ingress',
        'i',
        'spec: { tls: [{ secretName: pg-app }, {}] }',
        'annotations: { cert-manager.io/issuer: x }',
      ) + uses,
    ],
    [
      'claims of a StatefulSet',
      object('apps/v1', 'StatefulSet', 'db', 'spec: { volumeClaimTemplates: [{ metadata: { name: data } }] }') +
        web('', 'volumes: [{ persistentVolumeClaim: { claimName: data-db-0 } }]'),
    ],
    [
      'what k3s brings into its own namespaces',
      object('v1', 'Pod', 'p', 'spec: { serviceAccountName: coredns, containers: [] }', 'namespace: kube-system'),
    ],
  ])('is silent about %s', (_, text) => {
    expect(rulesOf(text)).toEqual([]);
  });

  test('goes on where Traefik only reads the Secret', () => {
    expect(rulesOf(object('traefik.io/v1alpha1', 'IngressRoute', 'pg') + uses)).toEqual(['warning reference-missing']);
  });

  test('is silent about what is external, and about its keys', () => {
    const there = (more: object) => ({ externals: [{ kind: 'Secret', name: 'pg-app', ...more }] });
    expect(rulesOf(uses, there({}))).toEqual([]);
    expect(rulesOf(uses, there({ namespace: 'default' }))).toEqual([]);
    expect(rulesOf(uses, there({ namespace: 'shop' }))).toEqual(['warning reference-missing']);
    expect(rulesOf(key + secret('pg-app', 'data: { x: y }'), there({ keys: ['k'] }))).toEqual([]);
    expect(rulesOf(key + secret('pg-app', 'data: { x: y }'), there({ keys: ['z'] }))).toEqual([
      'warning reference-missing',
    ]);
  });

  test('knows the keys of what is external, its name, and where it stands', () => {
    const externals = [
      { kind: 'Secret', name: 'pg-app', namespace: 'default', keys: ['key'] },
      { kind: 'Secret', name: 'pg-app', keys: ['other'] },
      { kind: 'Secret', name: 'far', namespace: 'shop' },
    ];
    expect(lines(siteOf(key, { externals }))).toEqual([
      'warning reference-missing: Variable "A" of container "web" asks for key "k" of Secret "pg-app", which has the keys "key", "other", so its pods do not start.',
    ]);
    expect(rulesOf(key, { externals: [...externals, { kind: 'Secret', name: 'pg-app' }] })).toEqual([]);
    const bundle = (name: string) => web(`envFrom: [{ secretRef: { name: ${name} } }]`);
    expect(lines(siteOf(bundle('far'), { externals }))).toEqual([
      'warning reference-missing: The environment of container "web" refers to Secret "far" in namespace "default", but the app makes it in namespace "shop", so its pods do not start.',
    ]);
    for (const more of [externals, externals.slice(1)]) {
      const [found] = findings(referenceRules, siteOf(bundle('pg-ap'), { externals: more }));
      expect(found?.remedy).toMatch(/^Write "pg-app", make Secret "pg-ap"/);
    }
  });
});

describe('pull-secret-wrong-namespace', () => {
  const login = web('', 'imagePullSecrets: [{ name: login }], serviceAccountName: robot', '', 'namespace: shop');

  test('takes the place of reference-missing for that Secret alone', () => {
    expect(lines(siteOf(SHOP + secret('login') + login))).toEqual([
      'warning pull-secret-wrong-namespace: Pull secret "login" stands in namespace "default", but the pods run in namespace "shop" and see only the Secrets of their own.',
      'warning reference-missing: The pod refers to ServiceAccount "robot" in namespace "shop", which nothing in the app makes, so its pods do not start.',
    ]);
  });

  test('is silent where the Secret stands in both, or comes from outside', () => {
    const robot = object('v1', 'ServiceAccount', 'robot', '', 'namespace: shop');
    expect(rulesOf(SHOP + robot + secret('login') + secret('login', '', 'namespace: shop') + login)).toEqual([]);
    expect(
      rulesOf(SHOP + robot + secret('login') + login, {
        externals: [{ kind: 'Secret', name: 'login', namespace: 'shop' }],
      }),
    ).toEqual([]);
  });
});

describe('namespace-missing', () => {
  const inShop = web('', '', '', 'namespace: shop');

  test('speaks once per namespace', () => {
    expect([...lines(siteOf(inShop)), ...lines(siteOf(inShop + secret('a', '', 'namespace: shop')))]).toEqual([
      'warning namespace-missing: It stands in namespace "shop", which nothing in the app makes, so kubectl apply refuses it.',
      'warning namespace-missing: It stands, like 1 more, in namespace "shop", which nothing in the app makes, so kubectl apply refuses it.',
    ]);
  });

  test('knows the few that every cluster has, as the synth does that makes the others', () => {
    const inside = (namespace: string) => rulesOf(secret('a', '', `namespace: ${namespace}`));
    expect(['default', 'kube-system', 'kube-public', 'kube-node-lease'].flatMap(inside)).toEqual([]);
    expect(inside('kube-tools')).toEqual(['warning namespace-missing']);
  });

  test('is silent where whoever brings the definitions may bring it', () => {
    const pool = object('metallb.io/v1beta1', 'IPAddressPool', 'a', '', 'namespace: metallb-system');
    const definition = object(
      'apiextensions.k8s.io/v1',
      'CustomResourceDefinition',
      'a',
      'spec: { group: metallb.io }',
    );
    expect(rulesOf(pool)).toEqual([]);
    expect(rulesOf(pool + secret('a', '', 'namespace: metallb-system'))).toEqual(['warning namespace-missing']);
    expect(rulesOf(pool + definition)).toEqual(['warning namespace-missing']);
    expect(lines(siteOf(pool, { closed: true })).some((line) => line.includes('namespace-missing'))).toBe(true);
  });

  test('shows the namespace that was meant', () => {
    const meant = siteOf(`${inShop}---\napiVersion: v1\nkind: Namespace\nmetadata: { name: shops }\n`);
    expect(findings(referenceRules, meant).map(({ remedy }) => remedy)).toEqual([
      'Write "shops", which the app makes.',
    ]);
  });

  const chart = (name: string, spec: string) => object('helm.cattle.io/v1', 'HelmChart', name, `spec: { ${spec} }`);
  const cache = 'chart: redis, targetNamespace: cache';

  test('speaks of a chart that k3s installs into a namespace which nobody makes', () => {
    const told = (text: string) =>
      findings(referenceRules, siteOf(text)).map(({ level, field, message, remedy }) => [
        level,
        field,
        message,
        remedy,
      ]);
    const message =
      'k3s installs the chart into namespace "cache", which nothing in the app makes, so the job that installs it fails.';
    expect(told(chart('redis', cache))).toEqual([
      [
        'warning',
        'spec.targetNamespace',
        message,
        'Write createNamespace: true, or add a Namespace "cache" to the app.',
      ],
    ]);
    expect(told(chart('redis', cache) + object('v1', 'Namespace', 'caches'))).toEqual([
      ['warning', 'spec.targetNamespace', message, 'Write "caches", which the app makes.'],
    ]);
  });

  test.each([
    chart('redis', 'chart: redis'),
    chart('redis', 'chart: redis, targetNamespace: default'),
    chart('redis', `${cache}, createNamespace: true`),
    chart('redis', cache) + object('v1', 'Namespace', 'cache'),
    chart('redis', cache) + chart('other', 'chart: other, targetNamespace: cache, createNamespace: true'),
    chart('redis', cache) + object('tools.example.com/v1', 'Tenant', 'a', 'spec: { namespaces: [cache] }'),
  ])('is silent about a chart whose namespace comes: %s', (text) => {
    expect(rulesOf(text)).toEqual([]);
  });

  test('is silent about a chart whose namespace is outside', () => {
    const site = siteOf(chart('redis', cache));
    expect(findings(referenceRules, { ...site, externals: [{ kind: 'Namespace', name: 'cache' }] })).toEqual([]);
  });

  test('speaks at what is declared, as an error', () => {
    const site = siteOf(inShop + secret('a', '', 'namespace: shop'));
    const [first, second] = site.objects as [ObjectFacts, ObjectFacts];
    expect(findings(referenceRules, { ...site, objects: [first, { ...second, declared: true }] })).toEqual([
      expect.objectContaining({ level: 'error', object: 'Secret shop/a' }),
    ]);
  });

  test.each([
    ['a namespace of the app', SHOP + inShop],
    [
      'a namespace that an operator makes',
      object('example.com/v1', 'Tenant', 't', 'spec: { namespaces: [shop] }') + inShop,
    ],
    ['kinds without namespace', object('rbac.authorization.k8s.io/v1', 'ClusterRole', 'r', '', 'namespace: shop')],
  ])('is silent about %s', (_, text) => {
    expect(rulesOf(text)).toEqual([]);
  });

  test('is silent about a namespace from outside', () => {
    expect(rulesOf(inShop, { externals: [{ kind: 'Namespace', name: 'shop' }] })).toEqual([]);
  });

  const filed = (...files: (string | undefined)[]) => {
    const site = siteOf(inShop + SHOP + SHOP);
    return { ...site, objects: site.objects.map((each, index) => ({ ...each, file: files[index] })) };
  };

  test('warns of a Namespace that stands in a file after its users', () => {
    expect(lines(filed('a.k8s.yaml', 'c.k8s.yaml', 'b.k8s.yaml'))).toEqual([
      'warning namespace-missing: It stands in file "b.k8s.yaml", after Deployment shop/web in file "a.k8s.yaml", so a first kubectl apply refuses that object.',
    ]);
  });

  const documents = (...places: readonly [where: string, text: string][]) =>
    siteFromDocuments(
      places.flatMap(([where, text]) => parseYaml(where, text).documents.map(({ json }) => ({ json, where }))),
      { closed: false, ordered: true },
    );

  test('warns of files that are applied as they stand: of a folder by name, of a file from its beginning', () => {
    expect(lines(documents(['k8s/app.yaml:1', inShop], ['k8s/ns.yaml:1', SHOP]))).toEqual([
      'warning namespace-missing: It stands in file "k8s/ns.yaml", after Deployment shop/web in file "k8s/app.yaml", so a first kubectl apply refuses that object.',
    ]);
    const [late] = findings(referenceRules, documents(['a.yaml:1', inShop], ['a.yaml:12', SHOP]));
    expect(late).toMatchObject({
      level: 'warning',
      message: 'It stands after Deployment shop/web in file "a.yaml", so a first kubectl apply refuses that object.',
      remedy: 'Put the Namespace before Deployment shop/web.',
    });
    expect(lines(documents(['a.yaml:1', inShop], ['b.yaml:1', SHOP], ['c.yaml:1', SHOP]))[0]).toContain(
      '"b.yaml", after',
    );
    expect(lines(documents(['a.yaml:9', SHOP], ['a.yaml:12', inShop]))).toEqual([]);
    expect(lines(documents(['app/a.yaml:1', inShop], ['base/ns.yaml:1', SHOP]))).toEqual([]);
    expect(lines(documents(['a.yaml:1', inShop], ['b.yaml:1', SHOP], ['a.yaml:1', SHOP]))).toEqual([]);
  });

  test('is silent about files in order, one file, and files that nobody knows', () => {
    expect(lines(filed('b', 'c', 'a'))).toEqual([]);
    expect(lines(filed('a', 'a', 'a'))).toEqual([]);
    expect(lines(filed(undefined, 'b', 'b'))).toEqual([]);
    expect(lines(filed('a', undefined, 'b'))).toEqual([]);
  });
});

describe('secret-in-plain-sight', () => {
  test.each([
    ['stringData: { HOST: db, DB_PASSWORD: correct-horse }', 'stringData["DB_PASSWORD"]'],
    ['data: { password: Y29ycmVjdC1ob3JzZQ== }', 'data["password"]'],
  ])('speaks about a Secret that a program writes: %s', (values, field) => {
    const secret = object('v1', 'Secret', 'db', values);
    expect(findings(referenceRules, siteOf(secret))).toEqual([]);
    const key = /"(.*)"/.exec(field)![1];
    expect(findings(referenceRules, siteOf(secret, { byProgram: true }))).toMatchObject([
      {
        level: 'warning',
        field,
        message: `Key "${key}" holds a credential, which everybody sees who reads dist/: a Secret keeps nothing secret there.`,
        remedy: 'Make a LocalSecret that names where the value stands instead.',
      },
    ]);
  });

  test.each([
    'data: { password: "", token: "no base64!", key: 5 }',
    'stringData: { password: "", token: 5, host: db }',
    '',
  ])('is silent about a Secret without one: %s', (values) => {
    expect(findings(referenceRules, siteOf(object('v1', 'Secret', 'db', values), { byProgram: true }))).toEqual([]);
  });

  const env = (name: string, value: string) => web(`env: [{ name: ${name}, value: ${JSON.stringify(value)} }]`);
  const TOKEN = `ghp_${'a1'.repeat(18)}`;

  test('speaks about variables, arguments and ConfigMaps, and never repeats the value', () => {
    const text = [
      env('DB_PASSWORD', 'correct-horse'),
      web(`command: [app, --api-key=correct-horse]`),
      web(`args: [${TOKEN}]`),
      object('v1', 'ConfigMap', 'c', `data: { token: correct-horse, mode: fast, empty: "", secret: 1 }`),
    ];
    const said = text.flatMap((each) => findings(referenceRules, siteOf(each)));
    expect(said.map(({ field, message }) => `${field}: ${message}`)).toEqual([
      'spec.template.spec.containers[0].env[0].value: Variable "DB_PASSWORD" of container "web" holds a credential in plain text, which everybody sees who reads this file.',
      'spec.template.spec.containers[0].command: The command of container "web" holds a credential in plain text, which everybody sees who reads this file.',
      'spec.template.spec.containers[0].args: An argument of container "web" holds a credential in plain text, which everybody sees who reads this file.',
      'data["token"]: Key "token" holds a credential in plain text, which everybody sees who reads this ConfigMap.',
    ]);
    expect(JSON.stringify(said)).not.toMatch(/correct-horse|ghp_/);
  });

  test('names a LocalSecret where a program asked for the object, and a Secret where a file did', () => {
    const text = [
      env('DB_PASSWORD', 'correct-horse'),
      web(`args: [--api-key=correct-horse]`),
      object('v1', 'ConfigMap', 'c', `data: { token: correct-horse }`),
    ];
    const remedies = (byProgram: boolean) =>
      text.flatMap((each) => findings(referenceRules, siteOf(each, { byProgram })).map(({ remedy }) => remedy));
    expect(remedies(true)).toEqual([
      'Make a LocalSecret that names where the value stands, and take it from there with envFrom.',
      'Make a LocalSecret that names where the value stands, take it into a variable with envFrom, and write $(VARIABLE) in args.',
      'Make a LocalSecret that names where the value stands, and mount that with Mount.secret.',
    ]);
    expect(remedies(false)).toEqual([
      'Put the value into a Secret and take it from there with valueFrom.secretKeyRef.',
      'Put the value into a Secret, take it into a variable with valueFrom.secretKeyRef, and write $(VARIABLE) in args.',
      'Move key "token" into a Secret.',
    ]);
  });

  test.each([
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nx'],
    ['a password in a URL', 'postgres://me:horse@db/shop'],
    ['a token of GitLab', `glpat-${'a'.repeat(20)}`],
    ['a key of AWS', 'AKIAABCDEFGHIJKLMNOP'],
  ])('knows %s under any name', (_, value) => {
    expect(rulesOf(env('SETTING', value))).toEqual(['warning secret-in-plain-sight']);
  });

  test('knows a variable that ends in a short word for it', () => {
    expect(rulesOf(env('MYSQL_PWD', 'correct-horse'))).toEqual(['warning secret-in-plain-sight']);
  });

  test.each([
    ['PWD', 'build'],
    ['ALLOW_EMPTY_PASSWORD', 'yes'],
    ['DB_PASSWORD', ''],
    ['DB_PASSWORD', '$(OTHER)'],
    ['DB_PASSWORD', '/run/secrets/db'],
    ['DB_PASSWORD_FILE', 'secrets/db'],
    ['TOKEN_URL', 'correct-horse'],
    ['TOKEN', 'https://example.com/token'],
    ['DB_URL', 'postgres://me:$(PASSWORD)@db/shop'],
    ['MAX_TOKENS', '4096'],
    ['IMAGE_PULL_SECRET', 'registry-login'],
    ['KEY', 'correct-horse'],
  ])('is silent about %s=%s', (name, value) => {
    expect(rulesOf(env(name, value))).toEqual([]);
  });

  test('is silent about the name of a Secret, and about variables without name', () => {
    expect(rulesOf(secret('web-tls') + env('TLS_SECRET', 'web-tls'))).toEqual([]);
    const externals = [
      { kind: 'Secret', name: 'db' },
      { kind: 'ConfigMap', name: 'settings' },
    ];
    expect(rulesOf(env('DB_SECRET', 'db'), { externals })).toEqual([]);
    expect(rulesOf(env('DB_SECRET', 'settings'), { externals })).toEqual(['warning secret-in-plain-sight']);
    expect(rulesOf(web('env: [{ value: x }, null], args: [--token-file=x]'))).toEqual([]);
  });

  test('reads long values, too', () => {
    const long = [':'.repeat(400_000), '://'.repeat(150_000), 'eyJ'.repeat(150_000), '$'.repeat(400_000)];
    expect(long.flatMap((value) => rulesOf(env('DB_PASSWORD', value)))).toHaveLength(3);
  });
});

describe('localhost-in-config', () => {
  const env = (name: string, value: string, more = '') => web(`env: [{ name: ${name}, value: "${value}" }]${more}`);
  const said = (value: string) =>
    `warning localhost-in-config: Variable "A" of container "web" looks for "${value}", but in a pod that is the pod itself, in which only container "web" runs.`;

  test('speaks about brokers, databases and their URLs', () => {
    expect([
      ...lines(siteOf(env('KAFKA', 'localhost:9092'))),
      ...lines(siteOf(env('A', 'redis://127.0.0.1:6379/0'))),
      ...lines(siteOf(web('args: [--db-host=localhost, run]'))),
      ...lines(siteOf(web('env: [{ value: "redis://localhost" }]'))),
    ]).toEqual([
      said('localhost:9092').replace('"A"', '"KAFKA"'),
      said('127.0.0.1:6379'),
      said('localhost').replace('Variable "A"', 'An argument'),
      said('localhost').replace('"A"', '"(no name)"'),
    ]);
  });

  test.each(['DATABASE_URL', 'MY_DATABASE_URL', 'COUCHBASE_URL', 'DB_URL'])('speaks about %s', (name) => {
    expect(rulesOf(env(name, 'postgres://u@localhost:5432/x'))).toEqual(['warning localhost-in-config']);
  });

  test.each(['BASE_URL', 'APP_BASE_URL', 'ROOTURL', 'WEBSITE_URL', 'BIND_URL'])('takes %s for its own', (name) => {
    expect(rulesOf(env(name, 'postgres://u@localhost:5432/x'))).toEqual([]);
  });

  test('says where the service of this machine is', () => {
    const remedies = [
      env('KAFKA', 'localhost:9092'),
      k3d() + env('KAFKA', 'localhost:9092'),
      k3d() + env('DB_HOST', 'localhost'),
    ].map((text) => findings(referenceRules, siteOf(text))[0]?.remedy);
    expect(remedies).toEqual([
      'Write the name of its Service.',
      'Write "host.k3d.internal:9092" for a service on this machine; for one in the cluster, write the name of its Service.',
      'Write "host.k3d.internal" for a service on this machine; for one in the cluster, write the name of its Service.',
    ]);
  });

  test('names the Service of the app that answers there, at best one beside the pods', () => {
    const service = (name: string, metadata = '') =>
      object('v1', 'Service', name, 'spec: { selector: { app: db }, ports: [{ port: 9092 }] }', metadata);
    const kafka = env('KAFKA', 'localhost:9092');
    const remedies = [
      kafka + service('other', 'namespace: mq') + service('broker'),
      k3d() + kafka + service('other', 'namespace: mq'),
    ].map((text) => findings(referenceRules, siteOf(text)).find(({ rule }) => rule === 'localhost-in-config')?.remedy);
    expect(remedies).toEqual([
      'Write "broker:9092" for Service default/broker.',
      'Write "other.mq:9092" for Service mq/other, or write "host.k3d.internal:9092" for a service on this machine.',
    ]);
  });

  test('names the construct that would make the Service', () => {
    const site = siteOf(
      env('KAFKA', 'localhost:9092') +
        object(
          'apps/v1',
          'Deployment',
          'broker',
          'spec: { selector: { matchLabels: { app: b } }, template: { metadata: { labels: { app: b } }, spec: { containers: [{ name: b, ports: [{ containerPort: 9092 }] }] } } }',
        ),
    );
    const [first, second] = site.objects as [ObjectFacts, ObjectFacts];
    const remedies = [true, false].map(
      (declared) =>
        findings(referenceRules, { ...site, objects: [first, { ...second, declared, where: 'shop/broker' }] })[0]
          ?.remedy,
    );
    expect(remedies).toEqual([
      'Take address from service() of shop/broker for Deployment default/broker.',
      'Write the name of its Service.',
    ]);
  });

  test('speaks about a URL only where no host port of the cluster answers it', () => {
    const url = env('API_URL', 'http://localhost:8080/v1');
    expect(rulesOf(k3d('ports: [{ port: "9090:80" }]') + url)).toEqual(['warning localhost-in-config']);
    expect(rulesOf(k3d('ports: [{ port: "8080:80/tcp" }]') + url)).toEqual([]);
    expect(rulesOf(k3d('ports: [{ port: "$PORT:80" }, {}]') + url)).toEqual([]);
    expect(rulesOf(url)).toEqual([]);
    expect(rulesOf(k3d() + env('GREETING', 'http://localhost:8080'))).toEqual([]);
    expect(rulesOf(k3d() + env('API_URL', 'http://localhost'))).toEqual([]);
  });

  test.each([
    ['another host', env('KAFKA', 'broker:9092')],
    ['a port of its own', env('KAFKA', 'localhost:9092', ', ports: [{ containerPort: 9092 }]')],
    ['addresses to listen on', env('KAFKA_ADVERTISED_LISTENERS', 'PLAINTEXT://localhost:9092')],
    ['hosts to allow', env('DB_ALLOWED_HOSTS', 'localhost')],
    ['the service itself', env('MYSQL_HOST', 'localhost', ', image: "mysql:8"')],
    ['a name that only begins alike', env('DB_HOST', 'localhost.example.com')],
    ['no service', env('HOST', '127.0.0.1')],
    [
      'a pod of two containers',
      web('env: [{ name: KAFKA, value: "localhost:9092" }]', 'initContainers: [{ name: p, restartPolicy: Always }]'),
    ],
    ['a pod in the network of its node', web('env: [{ name: KAFKA, value: "localhost:9092" }]', 'hostNetwork: true')],
    ['settings of any shape', web('env: [null, { name: 1, value: 2 }], args: [1]')],
  ])('is silent about %s', (_, text) => {
    expect(rulesOf(text)).toEqual([]);
  });
});

describe('address-not-served', () => {
  const service = (name: string, ports = '{ port: 80, targetPort: 3000 }', more = '', metadata = '') =>
    object('v1', 'Service', name, `spec: { selector: { app: web }, ports: [${ports}]${more} }`, metadata);
  const env = (value: string, name = 'API_URL', pod = '') => web(`env: [{ name: ${name}, value: "${value}" }]`, pod);
  const OTHER = object('v1', 'Namespace', 'data') + service('db', '{ port: 5432 }', '', 'namespace: data');
  const told = (text: string) =>
    findings([addressNotServed], siteOf(text)).map(({ object, field, message, remedy }) => [
      object,
      field,
      message,
      remedy,
    ]);
  const config = (data: string) => object('v1', 'ConfigMap', 'cfg', `data: ${data}`);

  test('speaks at the ConfigMap from which containers take a variable, once', () => {
    const from = (more: string) => web(`envFrom: [{ configMapRef: { name: cfg${more} } }]`);
    const data = config('{ API_URL: "http://api:3000", DB_HOST: dbb, OTHER: "http://api", NUMBER: 1 }');
    const apart = web('envFrom: [{ configMapRef: { name: cfg } }]').replace('name: web', 'name: two');
    const say = [
      'ConfigMap default/cfg',
      'data[API_URL]',
      'Variable "API_URL" looks for "api:3000", but Service default/api listens on port 80: 3000 is the port of its pods.',
      'Write "api:80".',
    ];
    const both = told(service('api') + service('db') + data + from('') + apart);
    expect(both).toHaveLength(2);
    expect(both[0]).toEqual(say);
    expect(both[1]![3]).toBe('Write "db".');
    const key =
      'env: [{ name: API_URL, valueFrom: { configMapKeyRef: { name: cfg, key: API_URL } } }, { value: "http://api:3000" }]';
    expect(told(service('api') + data + web(key)).map(([, field]) => field)).toEqual([
      'data[API_URL]',
      'spec.template.spec.containers[0].env[1].value',
    ]);
    const prefixed = web('envFrom: [{ prefix: ORIGIN_, configMapRef: { name: cfg } }, { secretRef: { name: s } }]');
    expect(told(service('api') + data + prefixed)).toEqual([]);
  });

  test.each([
    [
      'until nc -z -w 2 db-svc 5432; do sleep 1; done',
      '"db-svc:5432", but namespace "default" has no Service "db-svc".',
      '"db:5432"',
    ],
    ['until nslookup dbb; do sleep 1; done', '"dbb", but namespace "default" has no Service "dbb".', '"db"'],
    ['pg_isready -U me -h db-service', '"db-service", but namespace "default" has no Service "db-service".', '"db"'],
  ])('reads what waits: %s', (script, message, remedy) => {
    const here = service('db', '{ port: 5432 }');
    const told = (pod: string) => findings([addressNotServed], siteOf(here + web(pod))).map((each) => each);
    expect(told(`command: [sh, -c, "${script}"]`)).toMatchObject([
      { message: `The command of container "web" looks for ${message}`, remedy: `Write ${remedy}.` },
    ]);
    expect(told(`args: [-c, "${script}"]`)).toHaveLength(1);
    expect(told(`command: [sh, -c, "${script.replace(/db[\w-]*/, 'db')}"]`)).toEqual([]);
  });

  describe('of an init container', () => {
    const here = service('db', '{ port: 5432 }') + service('api', '{ port: 80 }');
    const init = (command: string, more = '') =>
      web('', `initContainers: [{ name: wait, command: ${command}${more && `, ${more}`} }]`);
    const script = (lines: string) => init(JSON.stringify(['sh', '-c', lines]));
    const stopped = (text: string) =>
      [...judge([siteOf(here + text)], [addressNotServed]).idle.values()].map(({ status }) => status);

    test('says that it waits without end', () => {
      const [found] = findings([addressNotServed], siteOf(here + script('until nc -z db 5433; do sleep 1; done')));
      expect(found).toMatchObject({
        level: 'warning',
        field: 'spec.template.spec.initContainers[0].command',
        message:
          'The command of container "wait" looks for "db:5433", but Service default/db listens on port 5432, so it waits without end, and the pods do not start.',
        remedy: 'Write "db:5432".',
      });
      const declared = siteOf(here + script('until nc -z db 5433; do sleep 1; done'), {}, { declared: true });
      expect(findings([addressNotServed], declared).map(({ level }) => level)).toEqual(['error']);
    });

    test.each([
      'until nc -z db 5433; do sleep 1; done',
      'while ! nc -z -w 2 db 5433 >/dev/null 2>&1; do echo "waiting"; sleep 1; done; echo ready',
      'set -e\nuntil \\\n timeout 3 nc -vz db 5433\ndo\n  sleep 1\ndone\n./migrate || exit 1',
      'until curl -sf http://api:8080/health > /dev/null; do sleep 1; done',
      'until wget -q --spider http://api:8080; do printf .; sleep 1; done',
      'until pg_isready -h db -p 5433; do sleep 1; done',
      'until mysqladmin ping -h db -P 5433 -p1234; do sleep 1; done',
      'until nc -z db 5432; do sleep 1; done; until nc -z api 8080; do sleep 1; done',
      'until [ -f /ready ]; do sleep 1; done; until nc -z api 8080; do sleep 1; done',
      'nc -z db 5433',
      '/wait-for-it.sh db:5433 -t 0',
      'wait-for-it.sh -t 60 db:5433',
    ])('that surely asks there: %s', (lines) => {
      expect(stopped(script(lines))).toEqual(['broken']);
      expect(stopped(init('[sh, -c]', `args: ${JSON.stringify([lines])}`))).toEqual(['broken']);
    });

    test.each(['[wait-for, "db:5433"]', '[/wait-for-it.sh, "db:5433", -t, "0"]', '[nc, -z, db, "5433"]'])(
      'that is told so by words: %s',
      (command) => {
        expect(told(here + init(command))).toHaveLength(1);
        expect(stopped(init(command))).toEqual(['broken']);
      },
    );

    test.each([
      'until nc -z db 5432; do sleep 1; done',
      'until nc -z db 5433 || nc -z db 5432; do sleep 1; done',
      'until nc -z $HOST 5433; do sleep 1; done',
      'until nc -z db 5433; do i=$((i+1)); sleep 1; done',
      'until nc -z db 5433; do sleep 1 && exit 0; done',
      'until nc -z db 5433; do sleep 1; until true; do sleep 1; done; done',
      '[ -n "$SKIP" ] && exit 0; until nc -z db 5433; do sleep 1; done',
      'for i in 1 2 3; do nc -z db 5433; done',
      'until curl -s -x http://proxy:3128 http://api:8080; do sleep 1; done',
      'until curl -s --proxy http://proxy:3128 http://api:8080; do sleep 1; done',
      'until curl -s http://api:8080 http://api; do sleep 1; done',
      'nc -z db 5433 || true',
      'nc -z db 5433; echo done',
      'wait-for-it db:5433 -- ./start',
      'echo http://api:8080',
    ])('that may end all the same: %s', (lines) => {
      expect(stopped(script(lines))).toEqual([]);
    });

    test('is no other container, and no setting', () => {
      const command = 'command: [sh, -c, "until nc -z db 5433; do sleep 1; done"]';
      expect(stopped(web(command))).toEqual([]);
      expect(stopped(web('', `initContainers: [{ name: a, restartPolicy: Always, ${command} }]`))).toEqual([]);
      expect(stopped(init('[sh, -c]') + init('[]'))).toEqual([]);
      expect(stopped(init('[env]', 'env: [{ name: API_URL, value: "http://api:8080" }]'))).toEqual([]);
    });

    test('may wait for something else', () => {
      expect(stopped(script('until nc -z dbb 5433; do sleep 1; done'))).toEqual([]);
      const headless = service('db', '{ port: 5432 }', ', clusterIP: None');
      const site = siteOf(headless + script('until nc -z db 5433; do sleep 1; done'));
      expect(findings([addressNotServed], site)).toEqual([]);
    });
  });

  test('reads where a file of nginx leads, not over an upstream', () => {
    const lines = [
      'upstream api-svc { server api:80; }',
      '# proxy_pass http://apii;',
      'location / { proxy_pass http://api:3000/; }',
      'location /a { proxy_pass http://api-svc; }',
      'location /b { proxy_pass http://$host; }',
    ];
    const volumes = 'volumes: [{ name: c, configMap: { name: cfg } }, { name: e, emptyDir: {} }]';
    expect(told(service('api') + config(JSON.stringify({ 'a.conf': lines.join('\n') })) + web('', volumes))).toEqual([
      [
        'ConfigMap default/cfg',
        'data[a.conf]',
        'proxy_pass in "a.conf" looks for "api:3000", but Service default/api listens on port 80: 3000 is the port of its pods.',
        'Write "api:80".',
      ],
    ]);
  });

  test('takes what a proxy hands on to for an address', () => {
    expect(told(service('api') + web('args: ["--upstream=http://api:3000"]'))).toHaveLength(1);
  });

  const said = (text: string, more: Partial<Site> = {}) =>
    findings([addressNotServed], siteOf(text, more)).map(({ level, message, remedy }) => {
      expect(level).toBe('warning');
      return `${message.replace(/^(Variable "\w+"|An argument) of container "web" looks for /, '')} ${remedy}`;
    });

  test.each([
    [
      'the port of its pods',
      service('api') + env('http://api:3000/v1'),
      '"api:3000", but Service default/api listens on port 80: 3000 is the port of its pods. Write "api:80".',
    ],
    [
      'a port that it has not',
      service('db', '{ port: 5432 }') + env('jdbc:postgresql://db:5433/shop?user=a'),
      '"db:5433", but Service default/db listens on port 5432. Write "db:5432".',
    ],
    [
      'the port of the scheme',
      service('api', '{ port: 8080 }') + env('http://api'),
      '"http://api", which is port 80, but Service default/api listens on port 8080. Write "http://api:8080".',
    ],
    [
      'one port of several',
      service('api', '{ name: a, port: 81 }, { name: b, port: 82 }') + env('http://api.default.svc.cluster.local:8080'),
      '"api.default.svc.cluster.local:8080", but Service default/api listens on ports 81, 82. Write "api.default.svc.cluster.local:81".',
    ],
    [
      'a login before it',
      service('db', '{ port: 5432 }') + env('postgres://me:hunter2@db:1/x', 'A'),
      '"db:1", but Service default/db listens on port 5432. Write "db:5432".',
    ],
    [
      'a name alone, where the variable says that it is a host',
      service('db') + env('dbb', 'PG_HOST'),
      '"dbb", but namespace "default" has no Service "dbb". Write "db".',
    ],
    [
      'an address without a scheme',
      service('kafka', '{ port: 9092 }') + env('other:1, kafka:9093', 'BOOTSTRAP_SERVERS'),
      '"kafka:9093", but Service default/kafka listens on port 9092. Write "kafka:9092".',
    ],
    [
      'an argument',
      service('api') + web('args: ["--backend-addr=api:81"]'),
      '"api:81", but Service default/api listens on port 80. Write "api:80".',
    ],
    [
      'a Service of another namespace by its name alone',
      OTHER + env('postgres://db/x'),
      '"postgres://db", but a name alone is looked for in namespace "default", and Service data/db stands in another. Write "postgres://db.data".',
    ],
    [
      'a port of another namespace',
      OTHER + env('postgres://db.data:5433'),
      '"db.data:5433", but Service data/db listens on port 5432. Write "db.data:5432".',
    ],
    [
      'a slip of the pen',
      service('cache', '{ port: 6379 }') + env('redis://cahce:6379'),
      '"cahce:6379", but namespace "default" has no Service "cahce". Write "cache:6379".',
    ],
    [
      'a workload whose Service has another name',
      service('front', '{ port: 8080, targetPort: 80 }') + env('http://web'),
      '"http://web", but namespace "default" has no Service "web": that of Deployment default/web is called "front". Write "http://front:8080".',
    ],
    [
      'a workload whose Service has another name, on its port',
      service('front', '{ port: 8080 }') + env('http://web:8080'),
      '"web:8080", but namespace "default" has no Service "web": that of Deployment default/web is called "front". Write "front:8080".',
    ],
    [
      'a workload without a Service',
      env('http://web:3000'),
      '"web:3000", but namespace "default" has no Service "web": Deployment default/web has none. Add a Service "web" that selects its pods.',
    ],
  ])('speaks about %s', (_, text, sentence) => {
    expect(said(text)).toEqual([sentence]);
  });

  test('knows what makes the Service of a WebApp', () => {
    const app = new App();
    const chart = new Chart(app, 'shop');
    new WebApp(chart, 'api', { name: 'api', image: 'node:22', port: 3000 });
    new Worker(chart, 'jobs', { name: 'jobs', image: 'node:22' });
    new Worker(chart, 'work', {
      name: 'work',
      image: 'node:22',
      env: {
        API_URL: 'http://api:3000',
        JOBS_URL: 'http://jobs',
        CACHE_URL: 'redis://api:3000',
        CACHE_SERVER: 'api:3000',
        CACHE_HOST: 'api',
      },
    });
    const found = analyse(app).findings.filter(({ rule }) => rule === 'address-not-served');
    expect(found.map(({ where, field, remedy }) => `${where} ${field}: ${remedy}`)).toEqual([
      'shop/work env.API_URL: Take the address from serviceUrl of shop/api, which makes one.',
      'shop/work env.CACHE_HOST: Take host from service() of shop/api, which makes one.',
      'shop/work env.CACHE_SERVER: Take address from service() of shop/api, which makes one.',
      'shop/work env.CACHE_URL: Take address from service() of shop/api, which makes one.',
      'shop/work env.JOBS_URL: Add a Service "jobs" that selects its pods.',
    ]);
  });

  test('hands out an address in which the scheme of the program stays', () => {
    const app = new App();
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    const cache = new WebApp(chart, 'cache', { image: 'redis:7', port: 6379 });
    const { host, port } = cache.service();
    new Worker(chart, 'work', { image: 'node:22', env: { CACHE_URL: `redis://${host}:${port}` } });
    expect(analyse(app).findings.filter(({ rule }) => rule === 'address-not-served')).toEqual([]);
  });

  test('reads the namespace behind a name', () => {
    const app = new App();
    const back = new Chart(app, 'back', { namespace: 'back' });
    const front = new Chart(app, 'front', { namespace: 'front' });
    new WebApp(back, 'api', { image: 'node:22', port: 80 });
    new WebApp(back, 'db', { image: 'postgres:16', port: 5432 }).service();
    new WebApp(front, 'web', {
      image: 'node:22',
      port: 80,
      env: {
        A_URL: 'http://api.back',
        B_URL: 'postgres://db.front.svc.cluster.local:5432/x',
        C_URL: 'postgres://db.back/x',
        D_URL: 'postgres://dbb.back/x',
        E_URL: 'http://api.elsewhere',
      },
    });
    const found = analyse(app).findings.filter(({ rule }) => rule === 'address-not-served');
    expect(found.map(({ message, remedy }) => `${message} ${remedy}`)).toEqual([
      'Variable "A_URL" of container "web" looks for "http://api.back", but namespace "back" has no Service "api": Deployment back/api has none. Take the address from serviceUrl of back/api, which makes one.',
      'Variable "B_URL" of container "web" looks for "db.front.svc.cluster.local:5432", but namespace "front" has no Service "db": Service back/db stands in another. Write "db.back.svc.cluster.local:5432".',
      'Variable "D_URL" of container "web" looks for "postgres://dbb.back", but namespace "back" has no Service "dbb". Write "postgres://db.back".',
    ]);
  });

  test('knows what stands on another cluster', () => {
    const app = new App();
    const one = new K3dClusterConfig(app, 'one');
    const two = new K3dClusterConfig(app, 'two');
    const [here, there] = [new Chart(app, 'shop'), new Chart(app, 'desk')];
    const shop = new WebApp(here, 'shop', { image: 'node:22', port: 80 });
    new WebApp(here, 'stock', { image: 'node:22', port: 80 });
    one.deploy(here);
    two.deploy(there);
    const env = { A_URL: shop.serviceUrl, B_URL: 'http://stock', C_URL: 'http://nobody', D_URL: 'http://shop.shop' };
    new Worker(there, 'till', { image: 'node:22', env });
    const said = () =>
      analyse(app).findings.flatMap(({ rule, message, remedy }) =>
        rule === 'address-not-served' ? [`${message} ${remedy}`] : [],
      );
    const remedy =
      'Expose it on a port of this machine, and ask host.k3d.internal there; or deploy its chart to cluster two too.';
    expect(said()).toEqual([
      `Variable "A_URL" of container "till" looks for "http://shop", but Service default/shop stands on cluster one, and pods of cluster two do not know its name. ${remedy}`,
      `Variable "B_URL" of container "till" looks for "http://stock", but Deployment default/stock stands on cluster one, and pods of cluster two do not know its name. ${remedy}`,
    ]);
    two.deploy(here);
    expect(said().filter((line) => line.includes('A_URL'))).toEqual([]);
  });

  test('guesses no names where there are many', () => {
    const many = Array.from({ length: 201 }, (_, index) => service(`cache-${index}`)).join('') + service('cache');
    expect(said(many + env('http://cach'))).toEqual([]);
  });

  test('keeps the login of an address to itself', () => {
    expect(JSON.stringify(said(service('db') + env('postgres://me:hunter2@db:1/x', 'A')))).not.toContain('hunter2');
  });

  test.each([
    ['the port that it has', service('api') + env('http://api:80, http://api, http://api.default.svc/x')],
    ['a scheme that nobody knows', service('api') + env('spring://api constructor://api')],
    ['a domain', service('api') + env('https://api.example.com:81')],
    ['another name', service('api') + env('http://elsewhere:81')],
    ['a namespace without it', service('api') + env('http://api.other:81')],
    ['an image', service('redis', '{ port: 6379 }') + env('redis:7', 'CACHE_IMAGE')],
    ['an address to listen on', service('kafka', '{ port: 9092 }') + env('kafka:29092', 'ADVERTISED_SERVERS')],
    ['one of several that are counted', service('db-1') + env('http://db-2')],
    ['a Service without ports', service('api', '') + env('http://api:81')],
    ['a headless Service', service('api', '{ port: 80 }', ', clusterIP: None') + env('http://api:3000')],
    [
      'an ExternalName',
      object(
        'v1',
        'Service',
        'api',
        'spec: { type: ExternalName, externalName: a.example.com, ports: [{ port: 80 }] }',
      ) + env('http://api:81'),
    ],
    [
      'a host that the pod knows',
      service('api') + env('http://apis', 'A', 'hostAliases: [{ ip: 1.2.3.4, hostnames: [apis] }]'),
    ],
    ['what is filled in later', service('api') + env('http://$(HOST):81')],
    ['no Service at all', env('http://api:81')],
  ])('is silent about %s', (_, text) => {
    expect(said(text)).toEqual([]);
  });

  test.each([
    ['DB_HOST', 'db'],
    ['DB_HOST', 'mydb.example.com'],
    ['DB_HOST', '10.0.0.1'],
    ['DB_HOSTNAME', 'dbb'],
    ['HOST', 'dbb'],
    ['DB', 'dbb'],
    ['WEB_HOST', 'web'],
  ])('takes no %s for a Service: %s', (name, value) => {
    expect(said(service('db') + env(value, name))).toEqual([]);
  });

  test('is silent about what is known to be outside', () => {
    const externals = [{ kind: 'Service', name: 'cach', namespace: 'default' }];
    expect(said(service('cache') + env('http://cach'), { externals })).toEqual([]);
    expect(said(service('cache') + env('http://cach'))).toHaveLength(1);
  });
});

test('ten thousand objects that refer to ten thousand others are judged one by one', () => {
  const json = (index: number) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `p${index}`, namespace: `n${index}` },
    spec: { imagePullSecrets: [{ name: 'login' }], containers: [{ envFrom: [{ secretRef: { name: `s-${index}` } }] }] },
  });
  const objects = Array.from({ length: 10_000 }, (_, index) => ({
    json: json(index),
    where: `p${index}`,
    declared: false,
  }));
  const site: Site = { ...siteOf(''), objects };
  expect(referenceRules.flatMap((rule) => [...rule.check(site)])).toHaveLength(30_000);
});

test('the rules survive objects of any shape', () => {
  const key = fc.constantFrom(
    'template',
    'spec',
    'containers',
    'volumes',
    'env',
    'envFrom',
    'tls',
    'data',
    'imagePullSecrets',
    'annotations',
  );
  const leaf = fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constantFrom('localhost:1', 'x'));
  const part = fc.dictionary(key, fc.oneof(leaf, fc.array(leaf, { maxLength: 2 })), { maxKeys: 4 });
  const tree = fc.dictionary(key, fc.oneof(leaf, part, fc.array(part, { maxLength: 2 })), { maxKeys: 4 });
  const kind = fc.constantFrom('Pod', 'Secret', 'ConfigMap', 'Ingress', 'ServiceAccount');
  fc.assert(
    fc.property(kind, tree, tree, (kind, spec, other) => {
      const json = { apiVersion: 'v1', kind, metadata: { name: 'x', annotations: other as never }, spec, data: other };
      const site: Site = {
        ...siteOf(''),
        objects: [json, other].map((each) => ({ json: each, where: 'app', declared: false })),
      };
      expect(findings(referenceRules, site).every(({ message }) => message.length > 0)).toBe(true);
    }),
  );
});

import type { Named } from '../../../lib/routes/named';
import { traefikOf } from '../../../lib/routes/network/traefik';
import { named } from './sites';

const config = (valuesContent: unknown, spec: object = {}) =>
  named({
    apiVersion: 'helm.cattle.io/v1',
    kind: 'HelmChartConfig',
    metadata: { name: 'traefik', namespace: 'kube-system' },
    spec: { valuesContent, ...spec },
  });
const configured = (values: string) => traefikOf('yes', [config(values)]);
const doors = (values: string) => configured(values).entryPoints.map(({ name, port, tls }) => [name, port, tls]);

test('it compares paths by elements where its values or arguments say so', () => {
  const strict = (values: string) => configured(values).strictPrefix;
  expect(strict('providers: { kubernetesIngress: { strictPrefixMatching: true } }')).toBe(true);
  expect(strict('additionalArguments: ["--providers.kubernetesingress.strictPrefixMatching=true"]')).toBe(true);
  expect(strict('additionalArguments: ["--providers.kubernetesingress.strictPrefixMatching=false"]')).toBe(false);
  expect(strict('{}')).toBe(false);
});

test('Traefik opens 80 and 443 where nothing is said', () => {
  expect(traefikOf('yes', []).entryPoints).toEqual([
    { name: 'web', port: 80, listens: 8000, protocol: 'tcp', tls: false, usual: true },
    { name: 'websecure', port: 443, listens: 8443, protocol: 'tcp', tls: true, usual: true },
  ]);
});

test('the values of its chart move, close and add entry points', () => {
  expect(doors('ports: { web: { exposedPort: 8080 } }')).toEqual([
    ['web', 8080, false],
    ['websecure', 443, true],
  ]);
  expect(doors('ports: { web: { expose: false } }')).toEqual([['websecure', 443, true]]);
  expect(doors('ports: { web: { expose: { default: false } } }')).toEqual([['websecure', 443, true]]);
  expect(doors('ports: { websecure: { tls: { enabled: false } }, web: { http: { tls: { enabled: true } } } }')).toEqual(
    [
      ['web', 80, true],
      ['websecure', 443, false],
    ],
  );
});

test('an entry point of its own is opened where it says so, at its port where it names no other', () => {
  const more = (values: string) => doors(values).slice(2);
  expect(more('ports: { dns: { port: 53, exposedPort: 5353, protocol: UDP, expose: { default: true } } }')).toEqual([
    ['dns', 5353, false],
  ]);
  expect(more('ports: { db: { port: 5432, expose: true }, half: { expose: true } }')).toEqual([['db', 5432, false]]);
  expect(more('ports: { db: { exposedPort: 5432, expose: true } }')).toEqual([['db', 5432, false]]);
  expect(more('ports: { db: { port: 5432 }, other: { port: 1, expose: { internal: true } } }')).toEqual([]);
  expect(more('ports: { websecure: { http3: { enabled: true } } }')).toEqual([['websecure-http3', 443, true]]);
  expect(more('ports: { websecure: { http3: { enabled: true, advertisedPort: 4443 } } }')).toEqual([
    ['websecure-http3', 4443, true],
  ]);
});

test('where it tells of itself is opened on demand, at a port that its chart changed', () => {
  const values = 'ports: { traefik: { expose: { default: true } }, metrics: { expose: { default: true } } }';
  const ports = (minor?: number) => traefikOf('yes', [config(values)], minor).entryPoints.map(({ port }) => port);
  expect(ports()).toEqual([80, 443, 8080, 9100]);
  expect(ports(32)).toEqual([80, 443, 8080, 9100]);
  expect(ports(31)).toEqual([80, 443, 9000, 9100]);
});

test('values beside the text of values are laid over it', () => {
  const values = { ports: { web: { exposedPort: 81 } } };
  const { entryPoints } = traefikOf('yes', [
    config('ports: { web: { exposedPort: 82 }, metrics: { expose: true } }', { values }),
  ]);
  expect(entryPoints.map(({ port }) => port)).toEqual([81, 443, 9100]);
});

test('rules without an entry point are asked at those that are flagged, else at all but its own', () => {
  const usual = (values: string) => configured(values).entryPoints.flatMap(({ name, usual }) => (usual ? name : []));
  const open = 'expose: { default: true }';
  expect(usual(`ports: { traefik: { ${open} }, metrics: { ${open} } }`)).toEqual(['web', 'websecure', 'metrics']);
  expect(usual('ports: { websecure: { asDefault: true } }')).toEqual(['websecure']);
  expect(usual('additionalArguments: ["--entryPoints.web.asDefault=true"]')).toEqual(['web']);
});

test.each([
  ['ports: { web: { redirectTo: websecure } }', 443],
  ['ports: { web: { redirectTo: { port: websecure } } }', 443],
  ['ports: { web: { redirectTo: { port: gone } } }', 443],
  ['ports: { web: { redirections: { entryPoint: { to: websecure } } }, websecure: { exposedPort: 8443 } }', 8443],
  ['ports: { web: { http: { redirections: { entryPoint: { to: websecure } } } } }', 443],
  ['ports: { web: { redirections: { entryPoint: {} } } }', undefined],
  ['additionalArguments: ["--entrypoints.web.http.redirections.entryPoint.to=:443"]', 443],
  ['globalArguments: [" --entrypoints.web.http.redirections.entryPoint.to=websecure"]', 8443],
  ['additionalArguments: ["--entrypoints.web.http.redirections.entryPoint.to=gone"]', undefined],
])('%s sends http on to port %s', (values, port) => {
  expect(configured(values).entryPoints.map(({ redirectsTo }) => redirectsTo)).toEqual([port, undefined]);
});

test.each([
  ['service: { spec: { loadBalancerClass: other } }', 'sets service.spec.loadBalancerClass'],
  ['service: { type: NodePort, additionalServices: { more: {} } }', 'sets service.additionalServices'],
  ['service: { type: ClusterIP }\nhostNetwork: true', 'sets hostNetwork'],
  ['service: { type: NodePort }\nports: { web: { hostPort: 80 } }', 'sets ports.web.hostPort'],
  ['deployment: { enabled: false }', 'sets deployment.enabled'],
  ['"not: closed', 'cannot be read'],
])('%s leaves open whether it is reached', (values, why) => {
  expect(configured(values)).toMatchObject({ runs: 'unknown', reads: 'unknown', unsure: expect.stringContaining(why) });
  expect(traefikOf('no', [config(values)])).toMatchObject({ runs: 'no', reads: 'no' });
});

test('it has no pods where its chart is told to make none, and nothing else may bring them', () => {
  const podless = (values: string) => configured(values).podless;
  expect(podless('deployment: { enabled: false }')).toBe(true);
  expect(podless('deployment: { enabled: false }\nextraObjects: [{ kind: Deployment }]')).toBe(false);
  expect(traefikOf('unknown', [config('deployment: { enabled: false }')]).podless).toBe(false);
  // The charts of k3s take zero for nothing said.
  expect(configured('deployment: { replicas: 0 }')).toMatchObject({ podless: false, runs: 'yes', reads: 'yes' });
});

test('a class that its chart does not make leaves open which Ingresses it reads, and none of its ports', () => {
  const values = 'ingressClass: { enabled: false }';
  expect(configured(values)).toMatchObject({
    runs: 'yes',
    reads: 'unknown',
    unsure: 'Whether Traefik serves it is not known: HelmChartConfig kube-system/traefik sets ingressClass.enabled.',
  });
  expect(traefikOf('no', [config(values)])).toMatchObject({ runs: 'no', reads: 'no' });
  expect(configured('{}').unsure).toBeUndefined();
});

test('a provider is turned off, or looks at some namespaces, some labels and one class alone', () => {
  const ingresses = (values: string) => configured(values).ingresses;
  const all = { enabled: true, namespaces: [], selectsLabels: false };
  expect(ingresses('{}')).toMatchObject(all);
  const told = (said: string) => ingresses(`providers: { kubernetesIngress: ${said} }`);
  expect(told('{ enabled: false }')).toMatchObject({ enabled: false });
  expect(told('{ namespaces: [shop, web] }')).toMatchObject({ namespaces: ['shop', 'web'] });
  expect(told('{ labelSelector: "a=b" }')).toMatchObject({ selectsLabels: true });
  const argument = (said: string) => ingresses(`additionalArguments: ["--providers.kubernetesingress.${said}"]`);
  expect(argument('ingressclass=mine')).toMatchObject({ ...all, ingressClass: 'mine' });
  expect(argument('namespaces=shop,web')).toMatchObject({ namespaces: ['shop', 'web'] });
  expect(argument('enabled=false')).toMatchObject({ enabled: false });
});

test('it reads an Ingress without a class, whether its own is the default or not', () => {
  expect(configured('ingressClass: { isDefaultClass: false }')).toMatchObject({ runs: 'yes', reads: 'yes' });
});

test('a Service of another type opens the node ports that it is told, or nothing', () => {
  const opened = (values: string) => {
    const { opens, runs, entryPoints } = configured(values);
    return [opens, runs, ...entryPoints.map(({ name, port, nodePort }) => [name, port, nodePort])];
  };
  expect(opened('service: { type: NodePort }\nports: { web: { nodePort: 30080 } }')).toEqual([
    'node-ports',
    'yes',
    ['web', 30080, undefined],
  ]);
  expect(opened('service: { spec: { type: ClusterIP } }')).toEqual(['nothing', 'yes']);
  expect(opened('service: { enabled: false }')).toEqual(['nothing', 'yes']);
  expect(opened('ports: { web: { nodePort: 30080, hostPort: 80 } }').slice(0, 3)).toEqual([
    'ports',
    'yes',
    ['web', 80, 30080],
  ]);
});

const GATEWAY = 'providers: { kubernetesGateway: { enabled: true } }';

test.each([
  ['{}', undefined, 'no'],
  ['providers: { kubernetesGateway: { enabled: false } }', 35, 'no'],
  [GATEWAY, undefined, 'yes'],
  [GATEWAY, 33, 'yes'],
  [`{ ${GATEWAY}, additionalArguments: ["--providers.kubernetesgateway.experimentalchannel"] }`, 35, 'unknown'],
  ['providers: { kubernetesGateway: { enabled: true, experimentalChannel: true } }', 35, 'unknown'],
  ['providers: { kubernetesGateway: { enabled: true, labelSelector: "a=b" } }', 35, 'unknown'],
  ['additionalArguments: ["--providers.kubernetesgateway=true"]', 35, 'unknown'],
  [GATEWAY, 32, 'unknown'],
  ['{}', 31, 'unknown'],
  ['"not: closed', 35, 'unknown'],
])('with %s in Kubernetes 1.%s, it reads the Gateway API: %s', (values, minor, reads) => {
  expect(traefikOf('yes', [config(values)], minor).gateways.reads).toBe(reads);
});

describe('what its chart makes of the Gateway API', () => {
  const made = (values: string): readonly Named[] => configured(values).gateways.brings;
  const brought = (values: string) => made(values).map(({ json }) => json);

  test('is a class and a Gateway that waits for HTTP', () => {
    expect(brought('{}')).toEqual([
      {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'GatewayClass',
        metadata: { name: 'traefik' },
        spec: { controllerName: 'traefik.io/gateway-controller' },
      },
      {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'Gateway',
        metadata: { name: 'traefik-gateway', namespace: 'kube-system' },
        spec: {
          gatewayClassName: 'traefik',
          listeners: [{ name: 'web', port: 8000, protocol: 'HTTP', allowedRoutes: {} }],
        },
      },
    ]);
  });

  test('is called and opened as its values say', () => {
    expect(
      brought(`{
        gatewayClass: { name: edge },
        gateway: {
          name: front,
          namespace: shop,
          listeners: {
            web: { hostname: a.test, namespacePolicy: All },
            websecure: { port: 8443, protocol: HTTPS, namespacePolicy: { from: Same }, certificateRefs: [{ name: tls }] },
            through: { port: 8443, protocol: TLS, mode: Passthrough },
          },
        },
      }`),
    ).toMatchObject([
      { metadata: { name: 'edge' } },
      {
        metadata: { name: 'front', namespace: 'shop' },
        spec: {
          gatewayClassName: 'edge',
          listeners: [
            { name: 'web', port: 8000, hostname: 'a.test', allowedRoutes: { namespaces: { from: 'All' } } },
            {
              name: 'websecure',
              allowedRoutes: { namespaces: { from: 'Same' } },
              tls: { certificateRefs: [{ name: 'tls' }] },
            },
            { name: 'through', tls: { mode: 'Passthrough' } },
          ],
        },
      },
    ]);
  });

  test('is left out where they say so', () => {
    expect(made('gateway: { enabled: false }').map(({ kind }) => kind)).toEqual(['GatewayClass']);
    expect(made('gatewayClass: { enabled: false }').map(({ kind }) => kind)).toEqual(['Gateway']);
  });
});

test('values in a Secret are not known', () => {
  expect(traefikOf('yes', [config('', { valuesSecrets: [{ name: 'x' }] })]).runs).toBe('unknown');
  expect(traefikOf('yes', [config(5)]).runs).toBe('yes');
});

test('ExternalNames are followed by the provider that may', () => {
  const follow = (values: string) => {
    const { ingresses, routes } = configured(values);
    return [ingresses.externalNames, routes.externalNames];
  };
  expect(follow('{}')).toEqual([false, false]);
  expect(follow('providers: { kubernetesCRD: { allowExternalNameServices: true } }')).toEqual([false, true]);
  expect(follow('additionalArguments: ["--providers.kubernetesingress.allowexternalnameservices"]')).toEqual([
    true,
    false,
  ]);
  expect(follow('"not: closed')).toEqual([true, true]);
});

test('its class is called as its chart says', () => {
  expect(configured('{}').ingressClass).toBe('traefik');
  expect(configured('fullnameOverride: edge').ingressClass).toBe('edge');
  expect(configured('{ fullnameOverride: edge, ingressClass: { name: mine } }').ingressClass).toBe('mine');
});

test.each<[string, number, number | undefined]>([
  ['redirectTo: { port: websecure }', 32, 443],
  ['redirectTo: { port: websecure }', 33, undefined],
  ['redirections: { entryPoint: { to: websecure } }', 31, undefined],
  ['redirections: { entryPoint: { to: websecure } }', 35, 443],
  ['redirections: { entryPoint: { to: websecure } }', 36, undefined],
  ['http: { redirections: { entryPoint: { to: websecure } } }', 31, undefined],
  ['http: { redirections: { entryPoint: { to: websecure } } }', 36, 443],
  ['redirectTo: websecure, http: { redirections: { entryPoint: { to: websecure } } }', 36, 443],
])('{ %s } in k3s 1.%d sends http on to port %s', (port, minor, to) => {
  const [web] = traefikOf('yes', [config(`ports: { web: { ${port} } }`)], minor).entryPoints;
  expect(web!.redirectsTo).toBe(to);
});

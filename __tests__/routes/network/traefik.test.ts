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
    { name: 'web', port: 80, protocol: 'tcp', tls: false, redirects: false },
    { name: 'websecure', port: 443, protocol: 'tcp', tls: true, redirects: false },
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
  expect(doors('ports: { dns: { exposedPort: 53, protocol: UDP }, metrics: { exposedPort: 1 }, half: {} }')).toEqual([
    ['web', 80, false],
    ['websecure', 443, true],
    ['dns', 53, false],
  ]);
});

test.each([
  ['ports: { web: { redirectTo: websecure } }'],
  ['ports: { web: { redirections: { entryPoint: { to: websecure } } } }'],
  ['ports: { web: { http: { redirections: { entryPoint: { to: websecure } } } } }'],
  ['additionalArguments: ["--entrypoints.web.http.redirections.entryPoint.to=:443"]'],
])('%s sends http on to https', (values) => {
  expect(configured(values).entryPoints.map(({ redirects }) => redirects)).toEqual([true, false]);
});

test.each([
  ['service: { enabled: false }'],
  ['service: { type: NodePort }'],
  ['service: { spec: { type: ClusterIP } }'],
  ['service: { spec: { loadBalancerClass: other } }'],
  ['ingressClass: { enabled: false }'],
  ['ingressClass: { isDefaultClass: false }'],
  ['providers: { kubernetesIngress: { enabled: false } }'],
  ['providers: { kubernetesIngress: { ingressClass: mine } }'],
  ['deployment: { enabled: false }'],
  ['"not: closed'],
])('%s leaves open whether it is reached', (values) => {
  expect(configured(values).runs).toBe('unknown');
  expect(traefikOf('no', [config(values)]).runs).toBe('no');
});

test('values in a Secret are not known', () => {
  expect(traefikOf('yes', [config('', { valuesSecrets: [{ name: 'x' }] })]).runs).toBe('unknown');
  expect(traefikOf('yes', [config(5)]).runs).toBe('yes');
});

test('ExternalNames are followed where a provider may', () => {
  expect(configured('{}').externalNames).toBe(false);
  expect(configured('providers: { kubernetesCRD: { allowExternalNameServices: true } }').externalNames).toBe(true);
});

import { balancerLabels, guardOf, type Source } from '../../../lib/routes/network/policies';
import { servicesOf } from '../../../lib/routes/network/services';
import { TRAEFIK_LABELS } from '../../../lib/routes/network/traefik';
import { workloadsOf } from '../../../lib/routes/network/workloads';
import type { KubeObject } from '../../../lib/routes/world';
import { deployment, named, service } from './sites';

const [web] = workloadsOf([
  named({
    ...deployment('web'),
    spec: {
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'web', ports: [{ name: 'http', containerPort: 80 }] }] },
      },
    },
  }),
]);
const policy = (spec: unknown): KubeObject =>
  ({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'web' }, spec }) as KubeObject;
const guards = (...specs: unknown[]) => guardOf(specs.map((spec) => named(policy(spec))));
const blocks = (spec: unknown, source: Source = TRAEFIK_LABELS) => guards(spec)(web!, 80, 'tcp', source) !== undefined;
const from = (...peers: unknown[]) => ({ podSelector: {}, ingress: [{ from: peers }] });
const ports = (...said: unknown[]) => ({ podSelector: {}, ingress: [{ ports: said }] });

test('a policy that selects the pods and admits nobody blocks', () => {
  expect(blocks({ podSelector: {} })).toBe(true);
  expect(blocks({ podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Ingress'] })).toBe(true);
  expect(blocks({ podSelector: { matchLabels: { app: 'api' } } })).toBe(false);
  expect(blocks({ podSelector: {}, policyTypes: ['Egress'] })).toBe(false);
});

test('what one policy admits is admitted', () => {
  expect(
    guards({ podSelector: {} }, { podSelector: { matchLabels: { app: 'web' } }, ingress: [{}] })(
      web!,
      80,
      'tcp',
      undefined,
    ),
  ).toBe(undefined);
});

test.each([
  [from(), false],
  [from({ namespaceSelector: {} }), false],
  [from({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } }), false],
  [from({ namespaceSelector: {}, podSelector: { matchLabels: { 'app.kubernetes.io/name': 'traefik' } } }), false],
  [from({ namespaceSelector: {}, podSelector: { matchLabels: { app: 'x' } } }), true],
  [from({ podSelector: {} }), true],
  [from({ ipBlock: { cidr: '10.0.0.0/8' } }), false],
  [from({ namespaceSelector: { matchExpressions: [{ key: 'team', operator: 'Exists' }] } }), true],
  [from({ namespaceSelector: { matchExpressions: [{ key: 'team', operator: 'DoesNotExist' }] } }), false],
  [from({ namespaceSelector: { matchExpressions: [{ key: 'team', operator: 'NotIn', values: ['a'] }] } }), false],
  [from({ namespaceSelector: { matchExpressions: [{ operator: 'In', values: ['a'] }] } }), true],
  [from({ namespaceSelector: { matchExpressions: [{ key: 'team', operator: 'Near' }] } }), false],
  [{ podSelector: { matchExpressions: [{ key: 'app', operator: 'Near' }] } }, false],
])('%j blocks Traefik: %s', (spec, expected) => {
  expect(blocks(spec)).toBe(expected);
});

test('selectors admit no node', () => {
  const byNode = (spec: unknown) => guards(spec)(web!, 80, 'tcp', undefined) !== undefined;
  expect(byNode(from({ namespaceSelector: {} }))).toBe(true);
  expect(byNode(from({ ipBlock: { cidr: '10.0.0.0/8' } }))).toBe(false);
});

test.each([
  [ports({ port: 80 }), false],
  [ports({ port: 'http' }), false],
  [ports({ port: 'https' }), true],
  [ports({ port: {} }), true],
  [ports({ port: 81 }), true],
  [ports({ port: 80, protocol: 'UDP' }), true],
  [ports({ port: 70, endPort: 90 }), false],
  [ports({ protocol: 'TCP' }), false],
])('%j blocks port 80: %s', (spec, expected) => {
  expect(blocks(spec)).toBe(expected);
});

test('labels that the app puts on kube-system count', () => {
  const namespace = named({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'kube-system', labels: { team: 'ops' } },
  });
  const spec = from({ namespaceSelector: { matchLabels: { team: 'ops' } } });
  expect(guardOf([namespace, named(policy(spec))])(web!, 80, 'tcp', TRAEFIK_LABELS)).toBe(undefined);
});

test('what ServiceLB brings comes from a pod of its own, which has no label of Traefik', () => {
  const [lb] = servicesOf([named(service('web', 'web'))]);
  const admits = (podSelector?: object) =>
    !blocks(from({ namespaceSelector: {}, ...(podSelector && { podSelector }) }), balancerLabels(lb!));
  expect(admits()).toBe(true);
  expect(admits({ matchLabels: { 'svccontroller.k3s.cattle.io/svcname': 'web' } })).toBe(true);
  expect(admits({ matchLabels: { 'svccontroller.k3s.cattle.io/svcname': 'api' } })).toBe(false);
  expect(admits({ matchLabels: { 'app.kubernetes.io/name': 'traefik' } })).toBe(false);
});

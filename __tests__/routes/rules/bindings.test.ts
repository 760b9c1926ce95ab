import { referenceMissing } from '../../../lib/routes/rules/references/missing';
import type { Site } from '../../../lib/routes/world';
import { findings, k3d, object, siteOf, web } from './yaml-site';

const RBAC = 'rbac.authorization.k8s.io/v1';
const binding = (role: string, subjects = '', kind = 'RoleBinding', metadata = 'namespace: shop') =>
  object(RBAC, kind, 'b', `roleRef: { ${role} }, subjects: [${subjects}]`, metadata);
const wide = (role: string, subjects = '') => binding(role, subjects, 'ClusterRoleBinding', '');
const account = (name: string, namespace = 'shop') =>
  object('v1', 'ServiceAccount', name, '', `namespace: ${namespace}`);
const ADMIN = 'kind: ClusterRole, name: cluster-admin';
const SHOP = object('v1', 'Namespace', 'shop');
const said = (text: string, more: Partial<Site> = {}, cluster = k3d()) =>
  findings([referenceMissing], siteOf(cluster + text, more)).map(
    ({ level, field, message, remedy }) => `${level} ${field}: ${message} ${remedy}`,
  );

describe('a binding', () => {
  test('grants nothing of a role that is not there', () => {
    expect(said(wide('kind: ClusterRole, name: viewer')).map((line) => line.split(', or give')[0])).toEqual([
      'warning roleRef.name: The ClusterRoleBinding refers to ClusterRole "viewer", which nothing in the app makes, so it grants nothing. Make ClusterRole "viewer"',
    ]);
    expect(said(wide('kind: ClusterRole, name: cluster-admim'))[0]).toContain('Write "cluster-admin", make');
    const role = object(RBAC, 'Role', 'reader', '', 'namespace: other');
    expect(said(binding('kind: Role, name: reader') + role)[0]).toContain(
      'refers to Role "reader" in namespace "shop", but the app makes it in namespace "other", so it grants nothing.',
    );
  });

  test('grants nothing to an account that is not there', () => {
    const subject = '{ kind: ServiceAccount, name: app, namespace: default }';
    expect(said(wide(ADMIN, subject) + account('app'))[0]).toContain(
      'subjects[0].name: The ClusterRoleBinding refers to ServiceAccount "app" in namespace "default", but the app makes it in namespace "shop", so it grants that account nothing. Write namespace: shop beside its name, or make',
    );
    const own = '{ kind: ServiceAccount, name: app }';
    expect(said(binding(ADMIN, own) + account('apps'))[0]).toContain('Write "apps", make');
    expect(said(binding(ADMIN, own) + SHOP)).toHaveLength(1);
    expect(said(binding(ADMIN, own), { closed: true })).toHaveLength(1);
    expect(said(binding(ADMIN, own))).toEqual([]);
  });

  test.each([
    [
      'what is there',
      binding('kind: Role, name: r', '{ kind: ServiceAccount, name: app }') +
        account('app') +
        object(RBAC, 'Role', 'r', '', 'namespace: shop'),
    ],
    ['a ClusterRole that is there', wide('kind: ClusterRole, name: r') + object(RBAC, 'ClusterRole', 'r')],
    ['roles of Kubernetes', wide(ADMIN) + binding('kind: ClusterRole, name: view')],
    ['roles of the system', wide('kind: ClusterRole, name: "system:auth-delegator"')],
    ['roles of k3s', wide('kind: ClusterRole, name: local-path-provisioner-role')],
    [
      'roles in kube-system',
      binding(
        'kind: Role, name: extension-apiserver-authentication-reader',
        '',
        'RoleBinding',
        'namespace: kube-system',
      ),
    ],
    ['the account that every namespace has', binding(ADMIN, '{ kind: ServiceAccount, name: default }') + SHOP],
    ['accounts of the system', wide(ADMIN, '{ kind: ServiceAccount, name: traefik, namespace: kube-system }')],
    [
      'accounts of others',
      binding(ADMIN, '{ kind: ServiceAccount, name: prometheus-k8s, namespace: monitoring }') + SHOP,
    ],
    ['persons', wide(ADMIN, '{ kind: User, name: me }, { kind: Group, name: us }')],
    ['what the API refuses', wide('kind: Role, name: r', '{ kind: ServiceAccount, name: app }')],
    [
      'another group',
      object('example.com/v1', 'RoleBinding', 'b', 'roleRef: { kind: Role, name: r }', 'namespace: shop'),
    ],
    [
      'a cluster with charts',
      wide('kind: ClusterRole, name: viewer') + object('helm.cattle.io/v1', 'HelmChart', 'operator'),
    ],
    [
      'a cluster with kinds of others',
      wide('kind: ClusterRole, name: cert-manager-view') + object('cert-manager.io/v1', 'ClusterIssuer', 'ca'),
    ],
  ])('is silent about %s', (_, text) => {
    expect(said(text + web())).toEqual([]);
  });

  test('is silent where no cluster is described', () => {
    expect(said(wide('kind: ClusterRole, name: viewer'), {}, '')).toEqual([]);
  });

  test('speaks beside kinds that the app defines, and values of Traefik', () => {
    const crd = object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'w', 'spec: { group: example.com }');
    const config = object('helm.cattle.io/v1', 'HelmChartConfig', 'traefik', '', 'namespace: kube-system');
    const widget = object('example.com/v1', 'Widget', 'w');
    expect(said(wide('kind: ClusterRole, name: viewer') + crd + config + widget)).toHaveLength(1);
  });
});

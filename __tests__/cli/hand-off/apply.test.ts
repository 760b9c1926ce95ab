import { stagesOf } from '../../../lib/cli/hand-off/apply/stages';
import { identity } from '../../../lib/cli/hand-off/apply/identity';
import { changedFields } from '../../../lib/cli/hand-off/apply/fields';
import { refusedText } from '../../../lib/cli/hand-off/apply/refused-text';
import { objectKeyOf } from '../../../lib/cli/hand-off/inventory';
import { namespaceOf } from '../../../lib/routes/names';
import type { KubeObject } from '../../../lib/routes/world';
import { DIST } from '../in-memory';
import { APPLY, KUBECTL, laptop, running } from '../laptop';
import { distWith } from '../living';

const SERVICE = 'Service default/app-service-a';
const HEAD = 'One object was not taken. The others are applied.';

/** What `up` says where the API server refuses one object. */
async function refused(stderr: string, name = SERVICE, ...words: string[]) {
  const one = laptop();
  one.machine.refuses.set(name, { stderr });
  const { code, err } = await one.up(...words);
  return { one, code, said: err.split('\n') };
}

describe('an object that is not taken', () => {
  test.each([
    [
      'a field of somebody else',
      'error: Apply failed with 1 conflict: conflict with "kubectl-edit" using v1: .spec.ports\nPlease review the fields above--they currently have other managers.',
      'has set .spec.ports. Run "cdk8s-k3d up --force-conflicts" to take that over, or leave it out of the app.',
    ],
    [
      'fields of several',
      'error: Apply failed with 3 conflicts: conflicts with "helm" using v1:\n- .spec.ports\n- .spec.type\nconflicts with "me" using v1:\n- .metadata.labels.app\nPlease review',
      '"helm" has set .spec.ports, .spec.type; "me" has set .metadata.labels.app. Run "cdk8s-k3d up --force-conflicts" to take that over, or leave it out of the app.',
    ],
    [
      'an unknown kind',
      'error: resource mapping not found for name: "a" namespace: "" from "STDIN": no matches for kind "Service" in version "v1"\nensure CRDs are installed first',
      'the cluster knows no kind Service of v1. Add its CustomResourceDefinition to the app.',
    ],
    [
      'a namespace that is not there',
      'Error from server (NotFound): error when creating "STDIN": namespaces "team" not found',
      'namespace "team" does not exist. Add it to the app.',
    ],
    [
      'a field that stays as it is',
      'The Service "app-service-a" is invalid: spec.clusterIP: Invalid value: "1.2.3.4": field is immutable',
      'spec.clusterIP cannot be changed once it is there. Run "kubectl --context k3d-dev-cluster delete Service app-service-a -n default", then "cdk8s-k3d up" again.',
    ],
    [
      'a node port of somebody else',
      'Error from server (Invalid): error when creating "STDIN": Service "app-service-a" is invalid: spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated',
      'node port 30080 belongs to another Service. Write another nodePort, and run "cdk8s-k3d synth".',
    ],
    [
      'anything else, without the name again',
      'The request is invalid: \nThe Service "app-service-a" is invalid: \n* spec.ports[0].name: Required value\n* spec.type: Unsupported value: "Nope"',
      'spec.ports[0].name: Required value; spec.type: Unsupported value: "Nope"',
    ],
  ])('%s', async (_, stderr, said) => {
    const { code, said: lines } = await refused(stderr);
    expect([code, lines[0], lines[1]]).toEqual([1, HEAD, expect.stringContaining(`  ${SERVICE}: `)]);
    expect(lines[1]).toContain(said);
  });

  test('is found among the others, which are applied', async () => {
    const { one } = await refused('Error from server (Forbidden): no');
    expect(one.machine.objects.has('Ingress default/nginx-ingress-b')).toBe(true);
    expect(one.machine.objects.has(SERVICE)).toBe(false);
    one.machine.refuses.clear();
    expect((await one.up('--no-verify')).code).toBe(0);
    expect(one.machine.objects.has(SERVICE)).toBe(true);
  });

  test('several are named one by one', async () => {
    const one = laptop();
    one.machine.refuses.set(SERVICE, { stderr: 'no' });
    one.machine.refuses.set('Deployment default/web', { stderr: 'never' });
    expect((await one.up()).err).toBe(
      `2 objects were not taken. The others are applied.\n  Deployment default/web: never\n  ${SERVICE}: no\n`,
    );
  });

  test('that is a Secret keeps what it holds', async () => {
    const secret = 'apiVersion: v1\nkind: Secret\nmetadata: { name: s }\nstringData: { a: b }\n---\n';
    const one = laptop(distWith({ objects: (text) => `${secret}${text}` }));
    for (const value of ['"c2VjcmV0"', String.raw`"hun\"ter2"`, '"never closed']) {
      one.machine.refuses.set('Secret default/s', { stderr: `data[a]: Invalid value: ${value}` });
      expect((await one.up()).err).toBe(`${HEAD}\n  Secret default/s: data[a]: Invalid value: "…"\n`);
    }
  });

  test('is sent again where that passes', async () => {
    const one = laptop();
    const stderr = 'Error from server (InternalError): failed calling webhook "x": connection refused';
    one.machine.refuses.set(SERVICE, { stderr, times: 20 });
    expect((await one.up('--no-verify')).code).toBe(0);
    expect(one.passed()).toBeGreaterThan(0);
  });

  test('is given up where it does not pass in time', async () => {
    const one = laptop();
    one.machine.refuses.set(SERVICE, { stderr: 'Error from server: etcdserver: request timed out' });
    expect((await one.up('--timeout', '30')).err).toBe(`${HEAD}\n  ${SERVICE}: etcdserver: request timed out\n`);
    expect(one.passed()).toBe(30_000);
  });

  test('ends it at once where nobody answers', async () => {
    const one = laptop();
    one.machine.faults.set(`${APPLY} -f -`, () => ({
      code: 1,
      stderr: 'The connection to the server 127.0.0.1:6449 was refused - did you specify the right host or port?',
    }));
    const { code, err } = await one.up();
    expect([code, err]).toEqual([
      1,
      expect.stringContaining('The connection to the server 127.0.0.1:6449 was refused'),
    ]);
  });

  test('of an app without node ports no ports are looked for', async () => {
    const one = laptop(
      distWith({ objects: (text) => text.replace('    - nodePort: 30080\n      port: 80', '    - port: 80') }),
    );
    expect((await one.up('--no-verify')).code).toBe(0);
    expect(one.typed).not.toContain(`${KUBECTL} get services --all-namespaces -o json`);
  });

  test('an answer that breaks off is said as such', async () => {
    const one = laptop();
    one.machine.faults.set(`${KUBECTL} get --ignore-not-found`, () => '{ "kind": ');
    const { code, err } = await one.up();
    expect([code, err]).toEqual([1, expect.stringContaining('JSON')]);
  });

  test('--force-conflicts takes fields over', async () => {
    const one = laptop();
    expect((await one.up('--force-conflicts', '--no-verify')).code).toBe(0);
    expect(one.typed).toContain(`${APPLY} --force-conflicts --dry-run=server -o json -f -`);
    expect(one.typed).not.toContain(`${APPLY} -f -`);
  });
});

const CRD = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: widgets.example.com }
spec: { group: example.com, names: { kind: Widget } }
---
apiVersion: example.com/v1
kind: Widget
metadata: { name: one, namespace: team }
---
apiVersion: v1
kind: Namespace
metadata: { name: team }
---
`;
const withCrd = distWith({ objects: (text) => `${CRD}${text}` });
const WIDGET = 'Widget team/one';
const NO_WIDGET = {
  stderr:
    'error: resource mapping not found for name: "one" namespace: "team" from "STDIN": no matches for kind "Widget" in version "example.com/v1"',
};

describe('order', () => {
  test('definitions, their being established, namespaces, and the rest', async () => {
    const one = laptop(withCrd);
    expect((await one.up('--no-verify')).code).toBe(0);
    const from = one.typed.indexOf(`${APPLY} --force-conflicts -f -`);
    const to = one.typed.lastIndexOf(`${APPLY} --force-conflicts -f -`);
    expect(one.typed.slice(from, to + 1)).toEqual([
      `${APPLY} --force-conflicts -f -`,
      `${APPLY} -f -`,
      `${KUBECTL} wait --for=condition=Established --timeout=60s crd/widgets.example.com`,
      `${APPLY} -f -`,
      `${APPLY} -f -`,
      `${APPLY} --force-conflicts -f -`,
    ]);
    expect(one.machine.objects.has(WIDGET)).toBe(true);
  });

  test('an object of a kind that was just defined is sent again', async () => {
    const one = laptop(withCrd);
    one.machine.refuses.set(WIDGET, { ...NO_WIDGET, times: 20 });
    expect((await one.up('--no-verify')).code).toBe(0);
    expect(one.machine.objects.has(WIDGET)).toBe(true);
    expect(one.passed()).toBeGreaterThan(0);
  });

  test('a definition that is refused is told, and not waited for', async () => {
    const one = laptop(withCrd);
    one.machine.refuses.set('CustomResourceDefinition widgets.example.com', { stderr: 'bad schema' });
    one.machine.faults.set(`${KUBECTL} wait`, () => ({ code: 1, stderr: 'Error from server (NotFound): no' }));
    expect((await one.up()).err).toContain('CustomResourceDefinition widgets.example.com: bad schema');
  });

  test('a definition that is not established ends it', async () => {
    const one = laptop(withCrd);
    one.machine.faults.set(`${KUBECTL} wait`, () => ({
      code: 1,
      stderr: 'error: timed out waiting for the condition',
    }));
    const { code, err } = await one.up();
    expect([code, err]).toEqual([1, expect.stringContaining('timed out waiting for the condition')]);
  });

  test('what k3s brings in later is waited for', async () => {
    const middleware = 'apiVersion: traefik.io/v1alpha1\nkind: Middleware\nmetadata: { name: m }\n---\n';
    const one = laptop(distWith({ objects: (text) => `${middleware}${text}` }));
    const stderr =
      'error: resource mapping not found: no matches for kind "Middleware" in version "traefik.io/v1alpha1"';
    one.machine.refuses.set('Middleware default/m', { stderr, times: 3 });
    expect((await one.up('--no-verify')).code).toBe(0);
  });

  test('the number of pods that an autoscaler sets is left to it', () => {
    const workload = (name: string): KubeObject => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name },
      spec: { replicas: 3, paused: false },
    });
    const scaler: KubeObject = {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'scaler' },
      spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } },
    };
    const { rest } = stagesOf([workload('web'), workload('other'), scaler], []);
    expect(rest.map(({ spec }) => spec)).toEqual([{ paused: false }, { replicas: 3, paused: false }, scaler.spec]);
  });
});

describe('what cannot be changed is told in one way, whatever words the API server has for it', () => {
  test.each([
    ['Job', 'spec.completions: Invalid value: 2: field is immutable', 'spec.completions'],
    ['ConfigMap', 'data: Forbidden: field is immutable when `immutable` is set', 'data'],
    ['RoleBinding', 'roleRef: Invalid value: rbac.RoleRef{Name:"b"}: cannot change roleRef', 'roleRef'],
    ['Service', 'spec.clusterIPs[0]: Invalid value: []string{"None"}: may not change once set', 'spec.clusterIPs[0]'],
    ['PriorityClass', 'Value: Forbidden: may not be changed in an update.', 'Value'],
    ['StorageClass', '\n* provisioner: Forbidden: updates to provisioner are forbidden.', 'provisioner'],
    [
      'StatefulSet',
      "spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'template', and 'updateStrategy' are forbidden",
      "spec, but for 'replicas', 'template', and 'updateStrategy'",
    ],
    [
      'PersistentVolume',
      'spec.persistentvolumesource: Forbidden: spec.persistentvolumesource is immutable after creation\n  core.PersistentVolumeSource{\n- Path: "/b",\n+ Path: "/a",\n  }',
      'spec.persistentvolumesource',
    ],
    [
      'Pod',
      'spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`, `spec.tolerations` (only additions to existing tolerations)\n  core.PodSpec{',
      'spec, but for `spec.containers[*].image`, `spec.tolerations` (only additions to existing tolerations)',
    ],
    [
      'PersistentVolumeClaim',
      'spec: Forbidden: spec is immutable after creation except resources.requests for bound claims\n  core.PersistentVolumeClaimSpec{',
      'spec, but for resources.requests for bound claims',
      ' With it its data goes.',
    ],
    [
      'CustomResourceDefinition',
      'spec.scope: Invalid value: "Cluster": field is immutable',
      'spec.scope',
      ' With it all objects of its kind go.',
    ],
  ])('%s', (kind, said, field, lost = '') => {
    const object = { apiVersion: 'v1', kind, metadata: { name: 'one' } };
    const [what, ...but] = field.split(', but');
    const text = refusedText({ object, stderr: `The ${kind} "one" is invalid: ${said}` }, 'k3d-dev');
    expect(text).toContain(
      `${kind} ${namespaceOf(object) === undefined ? '' : 'default/'}one: ${what} cannot be changed`,
    );
    expect(text).toContain([' once it is there', ...but].join(', but'));
    expect(text).toMatch(/delete \w+ one.*", then "cdk8s-k3d up" again\./);
    expect(text.endsWith(`again.${lost}`)).toBe(true);
  });
});

describe('an object whose kind has no namespace, in a chart that has one', () => {
  test('is deleted without the words of a namespace', () => {
    const object = {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'fast', namespace: 'shop' },
    };
    const stderr = 'The StorageClass "fast" is invalid: provisioner: Forbidden: field is immutable';
    expect(refusedText({ object, stderr }, 'k3d-dev')).toBe(
      'StorageClass fast: provisioner cannot be changed once it is there. Run "kubectl --context k3d-dev delete StorageClass fast", then "cdk8s-k3d up" again.',
    );
  });

  const withWide = (namespace: string, kind: string) =>
    distWith({
      objects: (text) =>
        `${text}---\napiVersion: example.com/v1\nkind: ${kind}\nmetadata:\n  name: wide\n  namespace: ${namespace}\n`,
    });

  test.each(['StorageClass', 'ClusterIssuer'])('%s is found again, and is the same in another chart', async (kind) => {
    const one = laptop(withWide('shop', kind));
    one.machine.clusterWide.add('ClusterIssuer');
    expect((await one.up('--no-verify')).code).toBe(0);
    expect((await one.up('--no-verify')).out).toMatch(/^Nothing to change/);
    const next = one.withFiles(withWide('other', kind));
    expect((await next.plan()).out).not.toContain('wide');
    expect((await next.up('--no-verify')).code).toBe(0);
    expect(next.typed.filter((line) => line.includes(' delete '))).toEqual([]);
    expect([...one.machine.objects.keys()].filter((name) => name.includes('wide'))).toHaveLength(1);
  });

  test('is ours where its definition goes', async () => {
    const definition =
      'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: { name: issuers.example.com }\n';
    const issuer = 'apiVersion: example.com/v1\nkind: ClusterIssuer\nmetadata: { name: wide, namespace: shop }\n';
    const one = laptop(distWith({ objects: (text) => [text, definition, issuer].join('---\n') }));
    one.machine.clusterWide.add('ClusterIssuer');
    expect((await one.up('--no-verify')).code).toBe(0);
    const next = one.withFiles(DIST);
    const left = { apiVersion: 'example.com/v1', kind: 'ClusterIssuer', metadata: { name: 'wide' } };
    next.machine.faults.set(`${KUBECTL} get issuers.example.com`, () => ({ items: [left] }));
    expect((await next.up('--no-verify')).code).toBe(0);
    expect([...next.machine.objects.keys()].filter((name) => /wide|issuers/.test(name))).toEqual([]);
  });

  test('is not taken for one of that name that has a namespace', async () => {
    const one = laptop(withWide('shop', 'Widget'));
    one.machine.objects.set('Widget default/wide', {
      apiVersion: 'example.com/v1',
      kind: 'Widget',
      metadata: { name: 'wide', namespace: 'default' },
    });
    expect((await one.plan()).out).toContain('+ Widget shop/wide');
  });
});

describe('what dist/ has no more', () => {
  const gone = distWith({
    objects: (text) =>
      text
        .split('---\n')
        .filter((one) => !one.includes('ingress-b'))
        .join('---\n'),
  });

  test('is removed, and nothing else', async () => {
    const one = await running();
    one.machine.objects.set('Ingress default/foreign', { kind: 'Ingress', metadata: { name: 'foreign' } });
    const next = one.withFiles(gone);
    const { code } = await next.up('--no-verify');
    expect(code).toBe(0);
    expect(next.said).toContain('✔ Objects are applied: 0 added, 0 changed, 1 removed.');
    expect(next.typed.filter((line) => line.includes(' delete '))).toEqual([
      `${KUBECTL} delete --ignore-not-found --timeout=60s -f -`,
    ]);
    expect([...next.machine.objects.keys()].filter((name) => name.startsWith('Ingress '))).toEqual([
      'Ingress default/app-ingress-a',
      'Ingress default/foreign',
    ]);
    next.typed.splice(0);
    expect((await next.up('--no-verify')).out).toMatch(/^Nothing to change/);
  });

  test('stays while something is refused, except for Services, whose ports others may want', async () => {
    const one = await running();
    const next = one.withFiles(
      distWith({
        objects: (text) =>
          text
            .split('---\n')
            .filter((object) => !/ingress-b|app-service-b$/m.test(object))
            .join('---\n')
            .replace('nginx:1.27', 'nginx:1.28'),
      }),
    );
    next.machine.refuses.set('Deployment default/web', { stderr: 'no' });
    expect((await next.up()).code).toBe(1);
    expect(next.machine.objects.has('Ingress default/nginx-ingress-b')).toBe(true);
    expect(next.machine.objects.has('Service default/app-service-b')).toBe(false);
    next.machine.refuses.clear();
    expect((await next.up('--no-verify')).code).toBe(0);
    expect(next.machine.objects.has('Ingress default/nginx-ingress-b')).toBe(false);
  });

  test('that will not go is told, and tried again', async () => {
    const next = (await running()).withFiles(gone);
    next.machine.refuses.set('Ingress default/nginx-ingress-b', { stderr: 'timed out', times: 1 });
    expect((await next.up('--no-verify')).out.split('\n').slice(0, 2)).toEqual([
      'Cluster "dev-cluster" is up.',
      'Ingress default/nginx-ingress-b is not in dist/ any more, and would not go. The next "cdk8s-k3d up" tries again.',
    ]);
    expect(next.said).toContain('✔ Objects are applied: 0 added, 0 changed, 0 removed.');
    expect((await next.up('--no-verify')).code).toBe(0);
    expect(next.machine.objects.has('Ingress default/nginx-ingress-b')).toBe(false);
  });

  test('and whose kind is gone, is gone', async () => {
    const next = (await running()).withFiles(gone);
    next.machine.refuses.set('Ingress default/nginx-ingress-b', { ...NO_WIDGET, times: 1 });
    expect((await next.up('--no-verify')).out).toMatch(/^Cluster "dev-cluster" is up.\nYour/);
  });

  const inNamespace = (...items: object[]) => ({ items });

  test('a namespace goes last, with what belongs to it', async () => {
    const next = (await running(withCrd)).withFiles(DIST);
    const everywhere = {
      kind: 'ConfigMap',
      apiVersion: 'v1',
      metadata: { name: 'kube-root-ca.crt', namespace: 'team' },
    };
    const owned = {
      kind: 'Pod',
      apiVersion: 'v1',
      metadata: { name: 'p', namespace: 'team', ownerReferences: [{ name: 'x' }] },
    };
    const going = {
      kind: 'Pod',
      apiVersion: 'v1',
      metadata: { name: 'q', namespace: 'team', deletionTimestamp: 'now' },
    };
    const contents = `${KUBECTL} get pods,services,ingresses,networkpolicies,persistentvolumeclaims,configmaps,secrets,deployments,statefulsets,daemonsets,jobs,cronjobs,horizontalpodautoscalers,roles,rolebindings -n team -o json`;
    const token = {
      kind: 'Secret',
      apiVersion: 'v1',
      metadata: { name: 'default-token-x', namespace: 'team' },
      type: 'kubernetes.io/service-account-token',
    };
    next.machine.faults.set(contents, () => inNamespace(everywhere, owned, going, token));
    next.machine.faults.set(`${KUBECTL} get widgets.example.com`, () => ({
      code: 1,
      stderr: 'error: the server doesn\'t have a resource type "widgets"',
    }));
    expect((await next.up('--no-verify')).code).toBe(0);
    expect([...next.machine.objects.keys()].filter((name) => /Widget|team|widgets/.test(name))).toEqual([]);
  });

  test('a namespace into which nobody can look stays', async () => {
    const next = (await running(withCrd)).withFiles(DIST);
    next.machine.faults.set(`${KUBECTL} get pods,services`, () => ({ code: 1, stderr: 'Error from server: away' }));
    next.machine.faults.set(`${KUBECTL} get widgets.example.com`, () => inNamespace());
    expect((await next.up('--no-verify')).out.split('\n')[1]).toBe(
      'Namespace team is not in dist/ any more, and would not go. The next "cdk8s-k3d up" tries again.',
    );
    expect(next.machine.objects.has('Namespace team')).toBe(true);
  });

  test('nothing is removed on the word of a kubectl that prints something else', async () => {
    const next = (await running(withCrd)).withFiles(DIST);
    next.machine.faults.set(`${KUBECTL} get pods,services`, () => 'hello');
    const { code, err } = await next.up('--no-verify');
    expect([code, err]).toEqual([1, expect.stringContaining('JSON')]);
    expect(next.machine.objects.has('Namespace team')).toBe(true);
  });

  test('a namespace in which somebody put something stays', async () => {
    const next = (await running(withCrd)).withFiles(DIST);
    const foreign = { kind: 'Secret', apiVersion: 'v1', metadata: { name: 'theirs', namespace: 'team' } };
    next.machine.faults.set(`${KUBECTL} get pods,services`, () => inNamespace(foreign));
    next.machine.faults.set(`${KUBECTL} get widgets.example.com`, () => inNamespace());
    expect((await next.up('--no-verify')).out.split('\n')[1]).toBe(
      'Namespace team is not in dist/ any more, and stays: Secret team/theirs is there, which "cdk8s-k3d up" did not make.',
    );
    expect(next.machine.objects.has('Namespace team')).toBe(true);
  });
});

describe('fields that differ', () => {
  const object = (spec: unknown, more: object = {}): KubeObject =>
    ({ kind: 'Deployment', spec, ...more }) as KubeObject;
  const paths = (one: unknown, other: unknown) => changedFields(object(one), object(other));

  test('of members with names are told by them, of others by their place', () => {
    expect(paths({ env: [{ name: 'A', value: '1' }] }, { env: [{ name: 'A', value: '2' }, { name: 'B' }] })).toEqual([
      { path: 'spec.env[A].value', from: '1', to: '2' },
      { path: 'spec.env[B]' },
    ]);
    expect(paths({ args: ['a', 'b'] }, { args: ['a'] })).toEqual([{ path: 'spec.args[1]', from: 'b' }]);
    expect(paths({ l: [{ name: 'a' }, { name: 'a', x: 1 }] }, { l: [{ name: 'a' }, { name: 'a', x: 2 }] })).toEqual([
      { path: 'spec.l[1].x', from: '1', to: '2' },
    ]);
  });

  test('of the server are not told', () => {
    const live = object(1, { metadata: { name: 'a', uid: '1', managedFields: [] }, status: { x: 1 } });
    expect(changedFields(live, object(1, { metadata: { name: 'a', uid: '2' } }))).toEqual([]);
  });

  test('that are long, or that may be secret, are only named', () => {
    expect(
      paths({ a: 'x'.repeat(61), b: 'p\nq', token: 'abc', d: { e: 1 } }, { a: '', b: '', token: '', d: null }),
    ).toEqual([{ path: 'spec.a', to: '' }, { path: 'spec.b', to: '' }, { path: 'spec.token' }, { path: 'spec.d' }]);
    expect(changedFields(object(1, { kind: 'Secret' }), object(2, { kind: 'Secret' }))).toEqual([{ path: 'spec' }]);
  });
});

test('the version of an object and a namespace that is only written out make no difference', () => {
  const key = (apiVersion: string, namespace?: string) =>
    identity(objectKeyOf({ apiVersion, kind: 'K', metadata: { name: 'n', ...(namespace && { namespace }) } }));
  expect(key('apps/v1')).toBe(key('apps/v1beta1', 'default'));
  expect(key('v1')).not.toBe(key('apps/v1'));
});

import { chosenClusters, readDist } from '../../../lib/cli/hand-off/dist';
import { older, versionIn, versionText } from '../../../lib/routes/k3d/version';
import { DIST } from '../in-memory';
import { world } from '../world';

const HANDOFF = 'dist/cluster/dev-cluster.handoff.json';

const read = (files: Readonly<Record<string, string | Uint8Array>>) =>
  readDist(world({ ...DIST, ...files }).tools.files);
const edited = (more: object) => ({ [HANDOFF]: JSON.stringify({ ...JSON.parse(DIST[HANDOFF]!), ...more }) });

test('a dist/ is read whole', () => {
  const { clusters } = read({});
  expect(clusters.map(({ name, objects, access }) => [name, objects.length, access.routes.length])).toEqual([
    ['dev-cluster', 9, 5],
  ]);
  expect(chosenClusters(read({}), 'dev-cluster')).toHaveLength(1);
});

test('what lies in a manifest and has no kind is no object', () => {
  const { clusters } = read({ 'dist/nginx.k8s.yaml': 'a: b\n---\nkind: Service\n' });
  expect(clusters[0]!.objects.map(({ json }) => json)).toEqual([{ kind: 'Service' }]);
});

test.each<[string, Readonly<Record<string, string | Uint8Array>>, string]>([
  ['a hand-off that is cut off', { [HANDOFF]: '{' }, `"${HANDOFF}" is no JSON. Run "cdk8s-k3d synth" again.`],
  ['a hand-off of another shape', { [HANDOFF]: '[]' }, `"${HANDOFF}" is no hand-off that this version reads.`],
  ['a hand-off without images', edited({ images: undefined }), `"${HANDOFF}" is no hand-off that this version reads.`],
  [
    'a hand-off with other manifests',
    edited({ manifests: [7] }),
    `"${HANDOFF}" is no hand-off that this version reads.`,
  ],
  ['a hand-off with other secrets', edited({ secrets: ['a'] }), `"${HANDOFF}" is no hand-off that this version reads.`],
  [
    'a hand-off of a later version',
    edited({ version: 99 }),
    `"${HANDOFF}" has version 99, and this cdk8s-k3d reads up to 2.`,
  ],
  [
    'a manifest that nobody wrote',
    edited({ manifests: ['gone.yaml'] }),
    '"dist/gone.yaml" is missing, which app.synth() of a plain App writes. Call it beside Access.synth(app), or make the app a K3dApp.',
  ],
  ['a manifest that is no YAML', { 'dist/nginx.k8s.yaml': 'a: [' }, 'dist/nginx.k8s.yaml'],
  [
    'a manifest that is no text',
    { 'dist/nginx.k8s.yaml': Buffer.from([0]) },
    '"dist/nginx.k8s.yaml" is a binary file. Run "cdk8s-k3d synth" again.',
  ],
  [
    'a report of another shape',
    { 'dist/access/routes.json': '{}' },
    '"dist/access/routes.json" is no report that this version reads.',
  ],
])('%s is one sentence', (_, files, sentence) => {
  expect(() => read(files)).toThrow(sentence);
});

describe('a hand-off that somebody has edited', () => {
  const CONFIG = 'dist/cluster/dev-cluster.k3d.yml';
  const whole = {
    images: {
      pulled: [],
      sideLoaded: ['shop/web:1'],
      built: [{ image: 'shop/api:1', context: 'api', dockerfile: 'Dockerfile', platforms: [], arguments: { A: '' } }],
    },
    registry: { name: 'k3d-registry', push: 'localhost:5000', pull: 'k3d-registry:5000' },
    secrets: [
      { kind: 'login', name: 'a', namespace: 'default', server: 'https://reg/v1/', from: { kind: 'docker' } },
      { kind: 'tls', name: 'b', namespace: 'default', hosts: ['*.local'], from: { kind: 'mkcert' } },
      {
        kind: 'values',
        name: 'c',
        namespace: 'default',
        from: {
          'ca.pem': { kind: 'file', file: 'ca.pem' },
          password: { kind: 'environment', name: 'PASSWORD' },
          user: { kind: 'dotenv', file: '.env', name: 'USER' },
        },
      },
    ],
    environment: [{ name: 'A' }, { name: 'B', from: { file: '.env', name: 'B' } }, { name: 'C', value: '' }],
  };
  const { images, secrets, registry } = whole;

  test('is read while it is whole', () => {
    for (const version of [1, 2]) {
      expect(read(edited({ ...whole, version })).clusters[0]!.handoff).toMatchObject(whole);
    }
    const docker = { environment: [{ name: 'A', from: { docker: 'reg', part: 'user' } }] };
    expect(read(edited(docker)).clusters[0]!.handoff).toMatchObject(docker);
  });

  test.each<[string, object]>([
    ['a cluster that would be a flag', { cluster: '-x', context: 'k3d--x' }],
    ['a cluster that is a path', { cluster: '../../x', context: 'k3d-../../x' }],
    ['a cluster with words for a shell', { cluster: 'a;$(b)\n', context: 'k3d-a;$(b)\n' }],
    ['the context of another cluster', { context: 'production' }],
    ['an image that would be a flag', { images: { ...images, sideLoaded: ['--all'] } }],
    ['an image with a command of the terminal', { images: { ...images, pulled: ['a\u001b[2J'] } }],
    ['a build that is none', { images: { ...images, built: [{ ...images.built[0], arguments: { A: 7 } }] } }],
    ['a build without arguments', { images: { ...images, built: [{ ...images.built[0], arguments: null }] } }],
    ['a registry that would be a flag', { registry: { ...registry, name: '-f' } }],
    ['a secret whose name is a path', { secrets: [{ ...secrets[1], name: '../../.ssh/id' }] }],
    ['a secret of no kind', { secrets: [{ ...secrets[0], kind: 'constructor' }] }],
    ['a secret without a kind', { secrets: [{ ...secrets[0], kind: 7 }] }],
    ['a secret from nowhere', { secrets: [{ ...secrets[0], from: null }] }],
    ['values from nowhere', { secrets: [{ ...secrets[2], from: ['a'] }] }],
    ['a value from nowhere', { secrets: [{ ...secrets[2], from: { password: { kind: 'literal', value: 'a' } } }] }],
    ['a value of no variable', { secrets: [{ ...secrets[2], from: { password: { kind: 'environment' } } }] }],
    ['a version that never was', { version: 0 }],
    ['a version that is none', { version: '2' }],
    ['a variable that is none', { environment: [{ name: 'A=B' }] }],
    ['a variable from nowhere', { environment: [{ name: 'A', from: {} }] }],
    ['helper images that are none', { k3d: { minimum: '5.5.0', helperImages: [] } }],
    ['a path that the system does not take', { config: 'a\0b' }],
  ])('and that names %s is refused', (_, more) => {
    expect(() => read(edited(more))).toThrow(
      `"${HANDOFF}" is no hand-off that this version reads. Run "cdk8s-k3d synth" again.`,
    );
  });

  test.each(['../../etc/passwd', '/etc/passwd', 'a/../../b', 'C:\\x', '..', 'a\nb'])('reads nothing at %j', (path) => {
    const sentence = `"${HANDOFF}" names "${path}", which does not lie in dist/. Run "cdk8s-k3d synth" again.`;
    expect(() => read(edited({ manifests: [path] }))).toThrow(sentence);
    expect(() => read(edited({ config: path }))).toThrow(sentence);
  });

  test('reads what only looks like a way up', () => {
    expect(() => read(edited({ manifests: ['a..b/..c.yaml'] }))).toThrow('"dist/a..b/..c.yaml" is missing');
  });

  test.each(['', 'a: [', 'metadata: { name: prod }'])('and a cluster file of something else: %j', (text) => {
    expect(() => read({ [CONFIG]: text })).toThrow(
      `"${CONFIG}" does not describe cluster "dev-cluster", though dist/ says so. Run "cdk8s-k3d synth" again.`,
    );
  });

  test('is not done twice', () => {
    expect(() => read({ 'dist/cluster/zcopy.handoff.json': DIST[HANDOFF]! })).toThrow(
      '"dist/cluster/dev-cluster.handoff.json" and "dist/cluster/zcopy.handoff.json" both describe cluster "dev-cluster". Remove the one that is a copy.',
    );
  });
});

test.each<[string, object]>([
  ['mappings', { mappings: [null] }],
  ['a mapping without nodes', { mappings: [{}] }],
  ['findings', { findings: [{}] }],
  ['a finding of no level', { findings: [{ rule: 'a', level: 'x', where: 'b', message: 'c', remedy: 'd' }] }],
  ['allowed', { allowed: ['x'] }],
  ['clusters', { clusters: [{ name: 7 }] }],
  ['routes', { routes: [{ url: 'a', status: 'broken', hops: [{}] }] }],
  ['a route without hops', { routes: [{ url: 'a', status: 'broken' }] }],
  ['a version', { version: 2 }],
])('a report with other %s is refused', (_, more) => {
  const report = JSON.stringify({ ...(JSON.parse(DIST['dist/access/routes.json']!) as object), ...more });
  expect(() => read({ 'dist/access/routes.json': report })).toThrow('no report that this version reads');
});

test('a manifest that a synth of ours wrote, and that is gone, is written by the next one', () => {
  const { 'dist/nginx.k8s.yaml': _, ...rest } = DIST;
  expect(() => readDist(world(rest).tools.files)).toThrow(
    '"dist/nginx.k8s.yaml" is missing, though dist/ names it. Run "cdk8s-k3d synth" again.',
  );
  const { 'dist/access/files.json': __, ...unlisted } = rest;
  expect(() => readDist(world(unlisted).tools.files)).toThrow('which app.synth() of a plain App writes');
});

test('where nothing was written yet, synth is what to run', () => {
  expect(() => readDist(world().tools.files)).toThrow(
    '"dist" does not exist. Run "cdk8s-k3d synth" first, or name it: --dist DIR.',
  );
});

test('a file is no dist/', () => {
  expect(() => readDist(world({ dist: '' }).tools.files)).toThrow(
    '"dist" is a file. Name the folder that synth writes: --dist DIR.',
  );
});

test('a dist/ that was written by half says what is missing', () => {
  const { 'dist/access/routes.json': _, ...rest } = DIST;
  expect(() => readDist(world(rest).tools.files)).toThrow('"dist/access/routes.json" does not exist');
  expect(() => readDist(world({ 'dist/access/routes.json': '' }).tools.files)).toThrow('"dist" describes no cluster');
});

test('a dist/ without clusters says what to add, and a wrong name which there are', () => {
  const none = '"dist" describes no cluster: "dist/cluster" holds no hand-off.';
  const report = { 'dist/access/routes.json': DIST['dist/access/routes.json']! };
  expect(() => readDist(world({ 'dist/cluster/notes.md': '', ...report }).tools.files)).toThrow(
    `${none} Add a K3dClusterConfig to the app, and run "cdk8s-k3d synth".`,
  );
  expect(() => readDist(world({ 'dist/shop.k8s.yaml': '' }).tools.files)).toThrow(
    `${none} Make the app a K3dApp, or call Access.synth(app) beside its synth(), and run "cdk8s-k3d synth".`,
  );
  expect(() => chosenClusters(read({}), 'other')).toThrow('"dist" has no cluster "other". Write "dev-cluster".');
});

test.each([
  ['v5.8.3', [5, 8, 3]],
  ['k3d version 5.9', [5, 9, 0]],
  ['none', undefined],
])('"%s" holds the version %j', (text, version) => {
  expect(versionIn(text)).toEqual(version);
});

test('versions are compared number by number, and a missing one is 0', () => {
  expect(older([5, 8, 3], [5, 9, 0])).toBe(true);
  expect(older([5], [5, 0, 1])).toBe(true);
  expect(older([5, 10], [5, 9])).toBe(false);
  expect(older([5, 9, 0], [5, 9, 0])).toBe(false);
  expect(versionText([5, 9, 0])).toBe('5.9.0');
});

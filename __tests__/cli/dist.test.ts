import { chosenClusters, readDist } from '../../lib/cli/hand-off/dist';
import { older, versionIn, versionText } from '../../lib/cli/hand-off/version';
import { DIST } from './in-memory';
import { world } from './world';

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
    `"${HANDOFF}" has version 99, and this cdk8s-k3d reads up to 1.`,
  ],
  [
    'a manifest that is gone',
    edited({ manifests: ['gone.yaml'] }),
    '"dist/gone.yaml" is missing, though dist/ names it.',
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
    '"dist/access/routes.json" is missing, or no report that this version reads.',
  ],
])('%s is one sentence', (_, files, sentence) => {
  expect(() => read(files)).toThrow(sentence);
});

test('where nothing was written yet, synth is what to run', () => {
  expect(() => readDist(world().tools.files)).toThrow(
    '"dist" does not exist. Run "cdk8s-k3d synth" first, or name it: --dist DIR.',
  );
});

test('a dist/ without clusters says what to add, and a wrong name which there are', () => {
  expect(() => readDist(world({ 'dist/cluster/notes.md': '' }).tools.files)).toThrow(
    '"dist" describes no cluster: "dist/cluster" holds no hand-off. Add a K3dClusterConfig to the app, and run "cdk8s-k3d synth".',
  );
  expect(() => chosenClusters(read({}), 'other')).toThrow('"dist" has no cluster "other". It has "dev-cluster".');
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

import type { Chart } from 'cdk8s';
import { WebApp } from '../../lib/workload/web-app';
import { errors, object, objects } from '../support/app';

const page = '/usr/share/nginx/html/index.html';
const build = (files: Record<string, string>) => (chart: Chart) => {
  new WebApp(chart, 'web', { image: 'nginx:1.27', port: 80, files });
};
const pod = (files: Record<string, string>) => object('Deployment', build(files)).spec.template;
const hash = (files: Record<string, string>) => pod(files).metadata.annotations['checksum/files'];

test('a file from the program is mounted alone, so that the rest of its folder stays', () => {
  expect(pod({ [page]: 'hello' }).spec).toMatchObject({
    containers: [{ volumeMounts: [{ name: 'files', mountPath: page, subPath: 'index.html' }] }],
    volumes: [{ name: 'files', configMap: { name: 'web-files' } }],
  });
  expect(object('ConfigMap', build({ [page]: 'hello' }))).toEqual({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'web-files', labels: { app: 'web' } },
    data: { 'index.html': 'hello' },
  });
});

test('the pods roll when a text or a path changes, and only then', () => {
  const files = { '/a': 'a', '/b': 'b' };
  expect(hash(files)).toMatch(/^[0-9a-f]{16}$/);
  expect(hash({ '/b': 'b', '/a': 'a' })).toBe(hash(files));
  expect(hash({ ...files, '/a': 'A' })).not.toBe(hash(files));
  expect(hash({ '/a': 'a', '/c': 'b' })).not.toBe(hash(files));
});

test('files of one base name are told apart by their path', () => {
  const { data } = object('ConfigMap', build({ '/a/x.conf': '1', '/b/x.conf': '2', '/b/y.conf': '3' }));
  expect(data).toEqual({ 'a_x.conf': '1', 'b_x.conf': '2', 'y.conf': '3' });
});

test('what a key cannot say is written in another way, and stays apart', () => {
  const { data } = object('ConfigMap', build({ '/ä/b': '1', '/ö/b': '2', '/c/a b': '3' }));
  expect(data).toEqual({ '_b-e8d95786': '1', '_b-370d59a4': '2', a_b: '3' });
});

test('a key that is the base name of one file and the path of another is that of the first', () => {
  const files = { '/x/a': '1', '/y/a': '2', '/z/x_a': '3', '/w/x_a.3': '4' };
  const { data } = object('ConfigMap', build(files));
  expect(data).toEqual({ 'x_a-2437957e': '1', y_a: '2', x_a: '3', 'x_a.3': '4' });
  const [{ volumeMounts }] = pod(files).spec.containers;
  expect(Object.fromEntries(volumeMounts.map(({ mountPath, subPath }: any) => [mountPath, data[subPath]]))).toEqual(
    files,
  );
});

test('no files, no ConfigMap', () => {
  expect(objects(build({})).map(({ kind }) => kind)).toEqual(['Deployment']);
});

test.each([
  [
    'index.html',
    'files["index.html"]: "index.html" is a relative path, and a container has no current folder for it. Write "/index.html", or where the file belongs.',
  ],
  [
    '/www/',
    'files["/www/"]: "/www/" names no file: it ends with a slash. Write the name of the file behind the slash.',
  ],
  ['/a/../b', 'files["/a/../b"]: "/a/../b" climbs with "..". Write the path that it leads to.'],
  [
    '/a:b',
    'files["/a:b"]: "/a:b" has a colon, which Kubernetes does not take in a mount. Write a path without a colon.',
  ],
])('the path %s is a sentence', (path, sentence) => {
  expect(errors((_, chart) => build({ [path]: 'text' })(chart))).toContain(`shop/web property-invalid: ${sentence}`);
});

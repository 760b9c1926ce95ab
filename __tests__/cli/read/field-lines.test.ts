import { withFieldLines } from '../../../lib/cli/read/field-lines';
import { finding } from '../../routes/report/sample';
import { CLUSTER, DEPLOYMENT, service, world } from '../world';

const TEXT = `# a comment
apiVersion: v1
kind: Service
metadata:
  name: a
  annotations:
    example.com/a.b: x
spec:
  ports:
    - name: web
      port: 80
    -
  selector: *labels
---
kind: List
items:
  - kind: Secret
    data:
      a: b
---
- 1
---
kind: &kind Pod
spec:
  <<: *kind
  hostname: a
`;

const places = (where: string, field?: string) =>
  withFieldLines([finding({ where, field })], [{ path: 'a.yaml', bytes: Buffer.from(TEXT), named: true }]).map(
    ({ source }) => source,
  );

test.each([
  ['a.yaml:2', 'kind', 'a.yaml:3'],
  ['a.yaml:2', 'spec.ports[0].port', 'a.yaml:11'],
  ['a.yaml:2', 'metadata.annotations.example.com/a.b', 'a.yaml:7'],
  ['a.yaml:17', 'data.a', 'a.yaml:19'],
  ['a.yaml:23', 'spec.hostname', 'a.yaml:26'],
])('%s %s stands in %s', (where, field, place) => expect(places(where, field)).toEqual([place]));

test.each([
  ['a.yaml:2', 'spec.ports[7].port', 'a.yaml:9'],
  ['a.yaml:2', 'spec.ports[1].port', 'a.yaml:12'],
  ['a.yaml:2', 'spec.ports[0].nope.deeper', 'a.yaml:10'],
  ['a.yaml:2', 'spec.selector.app', 'a.yaml:13'],
])('%s %s is not there, so it is the nearest part that is: %s', (where, field, place) =>
  expect(places(where, field)).toEqual([place]),
);

test.each([
  ['a.yaml:2', undefined],
  ['a.yaml:2', ''],
  ['a.yaml:2', 'nope'],
  ['a.yaml:2', 'apiVersion'],
  ['a.yaml:9', 'kind'],
  ['a.yaml:21', 'kind'],
  ['b.yaml:2', 'kind'],
  ['app/web', 'kind'],
])('%s %s has no line of its own', (where, field) => expect(places(where, field)).toEqual([undefined]));

test('check prints it, and SARIF points to it', async () => {
  const one = world({ 'a.yaml': `${CLUSTER}---\n${DEPLOYMENT}---\n${service(80)}` });
  const text = (await one.run('check', 'a.yaml')).out;
  const { results } = JSON.parse((await one.run('check', '--sarif', 'a.yaml')).out).runs[0];
  one.remove();
  expect(text).toContain('error   node-port-out-of-range  a.yaml:23  (Service default/web)  at a.yaml:29');
  expect(results[0]).toMatchObject({
    ruleId: 'node-port-out-of-range',
    locations: [{ physicalLocation: { artifactLocation: { uri: 'a.yaml' }, region: { startLine: 29 } } }],
  });
});

test.each([
  ['  ', 'spec."  "'],
  ['', 'spec.""'],
  ['a"b', String.raw`spec."a\"b"`],
  ['a.b[0]', 'spec."a.b[0]"'],
  ['größe', 'spec.größe'],
])('a key that nobody knows is seen, and found again: %p', async (key, field) => {
  const ports = '  ports:\n  - port: 80\n';
  const object = `apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n${ports}  ${JSON.stringify(key)}: 5\n`;
  const config = `apiVersion: k3d.io/v1alpha5\nkind: Simple\nkubeAPI:\n  ${JSON.stringify(key)}: 5\n`;
  const one = world({ 'a.yaml': object, 'k3d.yaml': config });
  const text = (await one.run('check', '.')).out;
  one.remove();
  expect(text).toContain(`at a.yaml:8\n  ${field} is no field`);
  const own = field.replace('spec', 'kubeAPI');
  expect(text).toContain(`at k3d.yaml:4\n  ${own.includes('"') ? own : `"${own}"`} is no key of the cluster file`);
});

test('quotes in a key of data are its own', () => {
  expect(places('a.yaml:2', String.raw`spec."\q"`)).toEqual(['a.yaml:8']);
});

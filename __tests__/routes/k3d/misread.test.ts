import { misreadIn } from '../../../lib/routes/k3d/misread';
import { SCHEMA } from '../../../lib/routes/k3d/schema';
import { schemaOf } from '../../../lib/routes/k3d/schemas';

const found = (text: string, schema = SCHEMA) =>
  misreadIn(text, schema).map(({ kind, path, word }) => `${kind} ${path} ${word}`);

test('finds switches in words of older YAML, in either style', () => {
  expect(found('options:\n  k3d:\n    wait: yes\n    disableLoadbalancer: Off # for now\n    timeout: no\n')).toEqual([
    'switch options.k3d.wait yes',
    'switch options.k3d.disableLoadbalancer Off',
    'switch options.k3d.timeout no',
  ]);
  expect(
    found('---\n{ options: { kubeconfig: { updateDefaultKubeconfig: n, "switchCurrentContext" : !!bool on } } }\n'),
  ).toEqual([
    'switch options.kubeconfig.updateDefaultKubeconfig n',
    'switch options.kubeconfig.switchCurrentContext on',
  ]);
});

test('goes past the key of a merge', () => {
  const text = 'options:\n  k3d: &base\n    wait: yes\n  runtime:\n    <<: *base\n';
  expect(found(text)).toEqual(['switch options.k3d.wait yes']);
});

test('finds the switches of an older version', () => {
  const text = 'registries:\n  create: on\noptions:\n  k3d:\n    disableHostIPInjection: yes\n';
  expect(found(text, schemaOf('k3d.io/v1alpha2'))).toEqual([
    'switch registries.create on',
    'switch options.k3d.disableHostIPInjection yes',
  ]);
});

test('finds dates where text is wanted', () => {
  expect(found('token: 2024-01-31\nenv:\n- envVar: 2024-1-1\n  nodeFilters: [all]\n')).toEqual([
    'date token 2024-01-31',
    'date env[0].envVar 2024-1-1',
  ]);
});

test('finds variables that quotes make text of', () => {
  const text = 'servers: "${SERVERS}"\nagents: $AGENTS\nimage: "${IMAGE}"\noptions: { k3d: { wait: \'$WAIT\' } }\n';
  expect(found(text)).toEqual(['quoted servers ${SERVERS}', 'quoted options.k3d.wait $WAIT']);
});

test.each([
  'options:\n  k3d:\n    wait: true\n    disableRollback: "yes"\n',
  '# wait: yes\noptions: { k3d: { wait: false } } # or wait: no\n',
  'image: on\nfiles:\n- source: |\n    wait: yes\n    since: 2024-01-31\n',
  'token: "2024-01-31"\nimage: 2024-13-01\nservers: "$"\n',
  'kind: Simple\n---\noptions: { k3d: { wait: yes } }\n',
  '? [servers]\n: yes\n',
  'token: &a x\nimage: *a # or no\n',
  '# wait: no\n',
  '',
])('finds nothing in %j', (text) => expect(found(text)).toEqual([]));

import { sarif } from '../../../lib/routes/report/sarif';
import { finding } from './sample';

const tool = { name: 'cdk8s-k3d', version: '1.2.3' };
const run = (findings: ReturnType<typeof finding>[], allowed: ReturnType<typeof finding>[] = []) =>
  JSON.parse(sarif(tool, [{ id: 'node-port-not-mapped', title: 'no host port' }], { findings, allowed })).runs[0];

test('names the tool and only the rules that speak', () => {
  expect(run([finding(), finding({ rule: 'other' })]).tool.driver).toEqual({
    ...tool,
    rules: [
      { id: 'node-port-not-mapped', shortDescription: { text: 'no host port' } },
      { id: 'other', shortDescription: { text: 'other' } },
    ],
  });
});

test('a finding on a file points to its line', () => {
  const said = finding({ where: './a b/web.yaml:12', object: 'Service default/web', field: 'spec', level: 'info' });
  expect(run([said]).results).toEqual([
    {
      ruleId: 'node-port-not-mapped',
      ruleIndex: 0,
      level: 'note',
      message: { text: 'Nothing leads to node port 30080. Give the exposure a hostPort.' },
      locations: [
        {
          physicalLocation: { artifactLocation: { uri: 'a%20b/web.yaml' }, region: { startLine: 12 } },
          logicalLocations: [{ fullyQualifiedName: './a b/web.yaml:12 (Service default/web)' }],
        },
      ],
      properties: { field: 'spec' },
    },
  ]);
});

test('a finding on a construct points to the line of the program, where it is known', () => {
  const places = run([finding({ source: 'main.ts:3' }), finding()]).results.map(
    ({ locations: [place] }: { locations: [object] }) => place,
  );
  expect(places).toEqual([
    {
      physicalLocation: { artifactLocation: { uri: 'main.ts' }, region: { startLine: 3 } },
      logicalLocations: [{ fullyQualifiedName: 'shop/web' }],
    },
    { logicalLocations: [{ fullyQualifiedName: 'shop/web' }] },
  ]);
});

test('a full path is a file address', () => {
  const [result] = run([finding({ where: '/srv/a.yaml:1' })]).results;
  expect(result.locations[0].physicalLocation.artifactLocation.uri).toBe('file:///srv/a.yaml');
});

test('what is allowed is suppressed with its reason, and a route is named', () => {
  const [result] = run([], [finding({ reason: 'by a proxy', route: 'http://a', hop: 2 })]).results;
  expect(result.suppressions).toEqual([{ kind: 'inSource', justification: 'by a proxy' }]);
  expect(result.properties).toEqual({ route: 'http://a', hop: 2 });
});

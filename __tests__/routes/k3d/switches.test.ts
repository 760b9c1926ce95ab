import { oldSwitchesIn } from '../../../lib/routes/k3d/switches';

const found = (text: string) => oldSwitchesIn(text).map(({ path, word }) => `${path} ${word}`);

test('finds switches in words of older YAML, in either style', () => {
  expect(found('options:\n  k3d:\n    wait: yes\n    disableLoadbalancer: Off # for now\n')).toEqual([
    'options.k3d.wait yes',
    'options.k3d.disableLoadbalancer Off',
  ]);
  expect(found('---\n{ kubeconfig: { updateDefaultKubeconfig: n, "switchCurrentContext" : on } }\n')).toEqual([
    'options.kubeconfig.updateDefaultKubeconfig n',
    'options.kubeconfig.switchCurrentContext on',
  ]);
});

test.each([
  'wait: true\ndisableRollback: "yes"\n',
  '# wait: yes\nwait: false # or wait: no\n',
  'await: yes\nimage: on\nwait: yesterday\n',
  'wait: yes\n---\nkind: Deployment\n',
  '',
])('finds none in %j', (text) => expect(found(text)).toEqual([]));

import { k3sArgsOf, mentions, NODE_PORTS, nodePortRange } from '../../../lib/routes/k3d/k3s-args';

const told = (...extraArgs: unknown[]) => ({ options: { k3s: { extraArgs } } });

test('every argument keeps its place, whatever it is', () => {
  expect(k3sArgsOf(told({ arg: '--disable=traefik', nodeFilters: ['server:*', 5] }, null, { arg: 8 }))).toEqual([
    { arg: '--disable=traefik', filters: ['server:*'] },
    { filters: [] },
    { filters: [] },
  ]);
  expect(k3sArgsOf('nonsense')).toEqual([]);
});

test('a text is looked for in every argument', () => {
  const config = told(null, { arg: '--disable=traefik' });
  expect([mentions(config, 'traefik'), mentions(config, 'local-storage')]).toEqual([true, false]);
});

test('the first range of node ports counts, and that of Kubernetes where none is told', () => {
  const range = (text: string) => ({ arg: `--service-node-port-range=${text}` });
  expect(nodePortRange(told(null, range('20000-20010'), range('1-2')))).toEqual({ first: 20000, last: 20010 });
  expect(nodePortRange(told(range('all')))).toBe(NODE_PORTS);
  expect(nodePortRange(undefined)).toBe(NODE_PORTS);
});

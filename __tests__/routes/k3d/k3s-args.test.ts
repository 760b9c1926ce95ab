import { k3sArgsOf, mentions } from '../../../lib/routes/k3d/k3s-args';
import { NODE_PORT_RANGE, nodePortRange } from '../../../lib/routes/k3d/node-port-range';

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

describe('the range of node ports', () => {
  const FLAG = '--service-node-port-range';
  const range = (...args: string[]) => nodePortRange(told(...args.map((arg) => ({ arg }))));

  test('is the last that is told, in one word or in two, and that of Kubernetes where none is', () => {
    expect(nodePortRange(told(null, { arg: `${FLAG}=1-2` }, { arg: `${FLAG}=20000-20010` }))).toEqual({
      first: 20000,
      last: 20010,
    });
    expect(range(FLAG, '1-65535')).toEqual({ first: 1, last: 65535 });
    expect(range('--kube-apiserver-arg=service-node-port-range=80-90')).toEqual({ first: 80, last: 90 });
    expect(range('--kube-apiserver-arg', 'service-node-port-range=80+10')).toEqual({ first: 80, last: 90 });
    expect(nodePortRange(undefined)).toBe(NODE_PORT_RANGE);
  });

  test('is not known where servers are told different ones', () => {
    const differing = { servers: 2, ...told({ arg: `${FLAG}=1-2`, nodeFilters: ['server:0'] }) };
    expect(nodePortRange(differing)).toBeUndefined();
    expect(nodePortRange({ ...differing, servers: 1 })).toEqual({ first: 1, last: 2 });
  });

  test('is not known where the environment or a file decides it', () => {
    expect([range(`${FLAG}=$RANGE`), range(FLAG), range('--config=/k3s.yaml'), range('${MORE}')]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(nodePortRange({ volumes: [{ volume: '/a:/etc/rancher/k3s/config.yaml' }] })).toBeUndefined();
  });
});

import { judge } from '../../../lib/routes/rules/judge';
import { clusterRules } from '../../../lib/routes/rules/cluster';

const nodeFilters = ['server:0'];

/** What a rule says of a cluster, without where. */
function said(rule: string, more: object): readonly string[] {
  const config = { apiVersion: 'k3d.io/v1alpha5', kind: 'Simple', metadata: { name: 'dev' }, ...more };
  const cluster = { name: 'dev', where: 'app/dev', config };
  const site = { cluster, objects: [], others: [], complaints: [], externals: [], closed: true };
  return judge([site], clusterRules)
    .findings.filter((finding) => finding.rule === rule)
    .map(({ message, remedy }) => `${message} ${remedy}`);
}

describe('what docker refuses in a field', () => {
  const gpus = (gpuRequest: string) => said('cluster-field-invalid', { options: { runtime: { gpuRequest } } });
  const either = 'Write "all", a number, or keys and values such as "driver=nvidia,count=2".';

  test.each(['', 'all', '2', 'count=all', 'device=0', '"device=0,1"', 'driver=nvidia,capabilities=utility,count=1'])(
    'GPUs may be asked for by %j',
    (request) => expect(gpus(request)).toEqual([]),
  );

  test.each([
    ['some', `"some" is no number of GPUs. ${either}`],
    ['count=few', `"few" is no number of GPUs. ${either}`],
    ['gpu=1', `docker knows no "gpu" there. ${either}`],
    ['2,count=1', '"count" stands there twice. Write "count" once.'],
    [
      'device=0,device=1',
      `"device" stands there twice. Write several devices as one part in quotes of its own, such as '"device=0,1"'.`,
    ],
  ])('but not by %j', (request, expected) => {
    expect(gpus(request)).toEqual([`"options.runtime.gpuRequest" is ${JSON.stringify(request)}: ${expected}`]);
  });

  test('a variable has a name', () => {
    const env = (envVar: string) => said('cluster-field-invalid', { env: [{ envVar, nodeFilters }] });
    expect(env('=x')).toEqual(['"env[0].envVar" is a text: it has no name. Write "NAME=value".']);
    expect(env('')).toHaveLength(1);
    expect(env('HTTP_PROXY')).toEqual([]);
  });
});

describe('values of flags that k3s refuses', () => {
  const args = (arg: string) => said('k3s-arg-malformed', { options: { k3s: { extraArgs: [{ arg, nodeFilters }] } } });

  test.each([
    ['--disable-network-policy=maybe', 'it is either on or off. Write true or false.'],
    ['--https-listen-port=https', 'it takes a whole number. Write a number.'],
    ['-v=much', 'it takes a whole number. Write a number.'],
    ['--cluster-dns=10.43.0.10,dns', '"dns" is no IP address. Write an address such as "10.9.8.7".'],
    ['--node-ip=eth0', '"eth0" is no IP address. Write an address such as "10.9.8.7".'],
    ['--flannel-backend=calico', 'flannel has no such backend. Write one of vxlan, host-gw, wireguard-native, none.'],
    ['--egress-selector-mode=none', 'k3s knows no such mode. Write one of agent, cluster, pod, disabled.'],
  ])('%s', (arg, expected) => {
    expect(args(arg)).toEqual([`The k3s argument "${arg}" cannot be used: ${expected}`]);
  });

  test.each([
    ...['--disable-network-policy', '--disable-network-policy=T', '--https-listen-port=6443', '-v=4'],
    ...['--cluster-dns=10.43.0.10, fd00::10', '--flannel-backend=none', '--flannel-backend=wireguard'],
    ...['--flannel-backend=host-gw=x', '--egress-selector-mode=disabled', '--disable=coredns'],
  ])('but not %s', (arg) => expect(args(arg)).toEqual([]));

  test('a word behind a switch is no value of it', () => {
    const extraArgs = [
      { arg: '--selinux', nodeFilters },
      { arg: 'maybe', nodeFilters },
    ];
    expect(said('k3s-arg-malformed', { options: { k3s: { extraArgs } } })).toEqual([]);
  });
});

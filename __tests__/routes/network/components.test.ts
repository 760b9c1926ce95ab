import { componentsOf } from '../../../lib/routes/network/components';

const EVERYTHING = {
  traefik: 'yes',
  serviceLb: 'yes',
  networkPolicy: 'yes',
  metricsServer: 'yes',
  localStorage: 'yes',
  bringsMore: false,
};
const k3s = (extraArgs: unknown, more: object = {}) => componentsOf({ options: { k3s: { extraArgs } }, ...more });
const arg = (text: string, ...nodeFilters: string[]) => ({ arg: text, nodeFilters });

test('k3s brings everything where nothing is said', () => {
  expect(componentsOf(undefined)).toEqual(EVERYTHING);
  expect(k3s('nonsense')).toEqual(EVERYTHING);
  expect(k3s([null, { arg: 5 }, arg('nonsense', 'server:*')])).toEqual(EVERYTHING);
});

test.each([
  ['--disable=traefik'],
  ['-disable=traefik'],
  ['--disable traefik'],
  ['--no-deploy=traefik'],
  ['--disable= traefik , '],
])('%s turns Traefik off', (flag) => {
  expect(k3s([arg(flag, 'server:*')])).toEqual({ ...EVERYTHING, traefik: 'no' });
});

test('a flag and its value may be two arguments, and one flag may name two components', () => {
  expect(k3s([arg('--disable', 'server:*'), arg('traefik', 'server:*')])).toMatchObject({ traefik: 'no' });
  expect(k3s([arg('--disable', 'server:*')])).toEqual(EVERYTHING);
  expect(k3s([arg('--disable=traefik,servicelb', 'server:*')])).toMatchObject({ traefik: 'no', serviceLb: 'no' });
});

test('quotes reach k3s, which has no component of that name', () => {
  expect(k3s([arg('--disable="traefik"', 'server:*')])).toEqual(EVERYTHING);
});

test('the metrics-server is one of several that a flag may name', () => {
  expect(k3s([arg('--disable=metrics-server,traefik', 'server:*')])).toEqual({
    ...EVERYTHING,
    traefik: 'no',
    metricsServer: 'no',
  });
  expect(k3s([arg('--disable=local-storage')]).localStorage).toBe('no');
});

test('what only some servers are told is not known', () => {
  const off = (servers: number, ...filters: string[]) =>
    k3s([arg('--disable=traefik', ...filters)], { servers }).traefik;
  const every = [[], ['all'], ['server:*'], ['servers:0-2'], ['server:0', 'server:1,2'], ['agent:0', 'server:-']];
  for (const filters of every) expect([filters, off(3, ...filters)]).toEqual([filters, 'no']);
  expect(off(1, 'server:0')).toBe('no');
  expect(off(3, 'server:0')).toBe('unknown');
  expect(off(1, 'agent:*')).toBe('yes');
});

test('a flag takes the next word of its own node', () => {
  const words = [arg('--disable', 'server:*'), arg('--debug', 'agent:*'), arg('traefik', 'server:*')];
  expect(k3s(words, { agents: 1 })).toEqual({ ...EVERYTHING, traefik: 'no' });
});

test.each<[words: readonly string[], more: object]>([
  [['--disable=${OFF}'], {}],
  [['--disable', '$OFF'], {}],
  [['${ARGUMENTS}'], {}],
  [['--disable-network-policy', '$ARGUMENTS'], { networkPolicy: 'no' }],
])('a variable in %j may turn off anything', (words, more) => {
  const unknown = Object.fromEntries(Object.keys(EVERYTHING).map((name) => [name, 'unknown']));
  expect(k3s(words.map((word) => arg(word, 'server:*')))).toEqual({ ...unknown, bringsMore: false, ...more });
});

test('a variable that is the value of another flag turns off nothing', () => {
  expect(k3s([arg('--node-label=$LABEL'), arg('--tls-san'), arg('${HOST}')])).toEqual(EVERYTHING);
});

test('controllers of k3s that are turned off leave their work to something that is not known', () => {
  expect(k3s([arg('--disable-helm-controller')])).toMatchObject({ traefik: 'unknown', serviceLb: 'yes' });
  expect(k3s([arg('--disable-cloud-controller=true')])).toMatchObject({ serviceLb: 'unknown' });
  expect(k3s([arg('--disable-cloud-controller=false')])).toEqual(EVERYTHING);
});

test('network policies are not enforced, or by somebody else', () => {
  expect(k3s([arg('--disable-network-policy')]).networkPolicy).toBe('no');
  expect(k3s([arg('--disable-network-policy=false')]).networkPolicy).toBe('yes');
  expect(k3s([arg('--flannel-backend=none')]).networkPolicy).toBe('unknown');
});

test('a config file of k3s hides what it says', () => {
  const unknown = { traefik: 'unknown', serviceLb: 'unknown', networkPolicy: 'unknown' };
  expect(k3s([arg('--config=/x.yaml')])).toMatchObject(unknown);
  expect(componentsOf({ volumes: [{ volume: '/a:/etc/rancher/k3s/config.yaml' }] })).toMatchObject(unknown);
  expect(componentsOf({ files: [{ destination: '/etc/rancher/k3s/config.yaml.d/a.yaml' }] })).toMatchObject(unknown);
  expect(componentsOf({ volumes: [{ volume: '/a:/etc/rancher/k3s/registries.yaml' }] })).toEqual(EVERYTHING);
});

test('a skip file turns off what is one file, and nothing that is several or none', () => {
  const skip = (name: string) => componentsOf({ files: [{ destination: `k3s-manifests/${name}.yaml.skip` }] });
  expect(skip('local-storage')).toEqual({ ...EVERYTHING, localStorage: 'no' });
  expect(skip('metrics-server')).toEqual(EVERYTHING);
  expect(skip('servicelb')).toEqual(EVERYTHING);
});

test('mounted manifests bring more, and a skip file turns Traefik off', () => {
  expect(componentsOf({ volumes: [{ volume: '/a:k3s-manifests-custom' }, {}] }).bringsMore).toBe(true);
  expect(componentsOf({ files: [{ destination: 'k3s-manifests/traefik.yaml.skip' }, {}] })).toEqual({
    ...EVERYTHING,
    traefik: 'no',
  });
});

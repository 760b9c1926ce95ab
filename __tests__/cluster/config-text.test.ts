import fc from 'fast-check';
import { Document, isMap, isScalar, isSeq, parse, visit } from 'yaml';
import { clusterText } from '../../lib/cluster/config-text';

type Config = Record<string, unknown>;

const write = (config: Config, portAskers: string[][] = []) =>
  clusterText({ config, portAskers, environment: [], fields: {}, complaints: [] } as never, 'dev', 'dev');

/** What the `yaml` package makes of it. */
function byPackage(config: Config, portAskers: string[][] = []): string {
  const document = new Document(config, { version: '1.1', aliasDuplicateObjects: false });
  const ports = document.get('ports');
  if (isSeq(ports)) {
    ports.items.forEach((item, index) => {
      const port = isMap(item) ? item.get('port', true) : undefined;
      if (portAskers[index]!.length > 0 && isScalar(port)) port.comment = ` ${portAskers[index]!.join(', ')}`;
    });
  }
  visit(document, {
    Seq(_, list) {
      list.flow = list.items.every((item) => isScalar(item) && `${item.value}`.length < 40);
    },
  });
  for (const key of ['username', 'password']) {
    const login = document.getIn(['registries', 'create', 'proxy', key], true);
    if (isScalar(login)) login.type = 'QUOTE_SINGLE';
  }
  return `---\n# k3d cluster create --config dev.k3d.yml\n${document.toString({ lineWidth: 0 })}`;
}

const word = fc.oneof(
  fc.constantFrom('8085:80', '6449', 'no', '0o17', '5m0s', 'loadbalancer', 'server:0', 'a, b', '[x]', '{y}', '', ' a '),
  fc.constantFrom('a # b', 'a: b', '--tls-san=my.host', '*', '&a', '!x', '1e3', '12:30:45', '~', 'null', "it's", '"q"'),
  fc.constantFrom('mirrors:\n  docker.io:\n', 'one\n\ntwo', '@all', '${NAME}', '-', '?', '|', '>-', '%a', '2024-01-01'),
  fc.string({ maxLength: 45 }),
);
const value = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(word, fc.integer(), fc.boolean()),
    fc.array(fc.oneof(word, fc.integer(), fc.boolean()), { maxLength: 3 }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.stringMatching(/^[a-zA-Z]{1,9}$/), tie('value'), { maxKeys: 3 }),
  ),
})).value;

test('the file reads back as the config that it was made of, whatever stands in it', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('image', 'options', 'volumes', 'network'), value), (config) => {
      expect(parse(write(config), { version: '1.1' })).toEqual(Object.keys(config).length === 0 ? {} : config);
    }),
    { numRuns: 500 },
  );
});

test.each<[string, Config, string[][]?]>([
  [
    'situation A',
    { servers: 1, kubeAPI: { hostPort: '6449' }, ports: [{ port: '8085:80', nodeFilters: ['loadbalancer'] }] },
    [['a/b', 'c/d']],
  ],
  ['a port twice', { ports: [{ port: '8085:80' }, { port: '8086:80' }] }, [['a'], []]],
  ['a login', { registries: { create: { name: 'r', proxy: { username: "o'brien", password: '${P}' } } } }],
  [
    'lists',
    { files: [], volumes: [{ volume: '/a:/b', nodeFilters: ['server:*', 'agent:0'] }], env: ['a, b', '[x]', 7] },
  ],
  ['long members', { args: ['--kubelet-arg=a-very-long-argument-that-needs-a-line', 'b'] }],
  ['texts of several lines', { registries: { config: 'mirrors:\n  docker.io:\n    endpoint: []\n' } }],
  ['what looks like something else', { a: 'no', b: '12:30:45', c: '0x1F', d: '1e3', e: '', f: null, g: '~' }],
])('%s is written as the yaml package writes it', (_, config, askers = []) => {
  expect(write(config, askers)).toBe(byPackage(config, askers));
});

test('a name never ends a comment', () => {
  const text = write({ ports: [{ port: '8085:80' }] }, [['shop/a\nservers: 9', '$HOME']]);
  expect(text).toContain('  - port: 8085:80 # shop/a servers: 9, HOME\n');
});

test('what two places share stands in both', () => {
  const nodeFilters = ['loadbalancer'];
  expect(write({ a: [{ nodeFilters }], b: [{ nodeFilters }] })).not.toContain('&');
});

test('what is no character of a line stays out of a comment', () => {
  expect(write({ ports: [{ port: '80:80' }] }, [['a\u0085b\u0000c\u2028d\ud800e']])).toContain('# a b c d e\n');
});

import { analyseFiles } from '../../../lib/cli/read/analyse';

/** What is wrong with a cluster file, by the rules and as a text. */
const errorsIn = (text: string): readonly string[] =>
  analyseFiles(
    { sources: [{ path: 'k3d.yaml', bytes: Buffer.from(text), named: true }], problems: [], built: false },
    { closed: true },
  )
    .access.findings.filter(({ level }) => level === 'error')
    .map(({ rule, message }) => `${rule}: ${message}`);

const file = (...lines: readonly string[]) => ['apiVersion: k3d.io/v1alpha5', 'kind: Simple', ...lines, ''].join('\n');

const older = (version: number, ...lines: readonly string[]) => file(...lines).replace('v1alpha5', `v1alpha${version}`);

const inK3d = (line: string) => ['options:', '  k3d:', `    ${line}`];

/** Found by holding our judgement of a hundred thousand files against that of k3d 5.8.3. */
describe('k3d refuses what is refused here', () => {
  test.each<[what: string, text: string, says: string]>([
    ['an empty first document', `---\n---\n${file()}`, 'Nothing stands in the first document of "k3d.yaml"'],
    [
      'a comment as the first document',
      `---\n# dev\n---\n${file()}`,
      'Nothing stands in the first document of "k3d.yaml"',
    ],
    [
      'nothing but braces before the cluster',
      `{}\n---\n${file()}`,
      'Nothing stands in the first document of "k3d.yaml"',
    ],
    [
      'an apiVersion in capitals',
      file().replace('k3d.io', 'K3D.IO'),
      'is a k3d config of apiVersion "K3D.IO/v1alpha5"',
    ],
    ['an apiVersion without group', file().replace('k3d.io/', ''), 'is a k3d config of apiVersion "v1alpha5"'],
    [
      'a switch of an older version in old words',
      older(2, 'registries:', '  create: off'),
      '"registries.create" is off',
    ],
    ['a switch with a tag', file(...inK3d('wait: !!bool yes')), '"options.k3d.wait" is yes'],
    ['a time in old words', file(...inK3d('timeout: no')), '"options.k3d.timeout" is no'],
    ['a date for a text', file('token: 2024-01-31'), '"token" is 2024-01-31'],
    ['a variable in quotes for a number', file('servers: "${SERVERS}"'), '"servers" is ${SERVERS}, in quotes'],
    ['a lone dollar for a number', file('servers: $'), '"servers" is "$", and k3d takes a number here.'],
    ['a lone dollar in a name', file('metadata:', '  name: dev$'), 'The cluster name "dev$" is no host name.'],
    ['an octal number for a text', file('network: 0o17'), '"network" is 15, and k3d takes text here.'],
    [
      'a limit without end',
      file('options:', '  runtime:', '    ulimits:', '    - { name: nofile, hard: .inf }'),
      '"options.runtime.ulimits[0].hard" is Infinity',
    ],
    [
      'a list for a key of the registries',
      file('registries:', '  config: |', '    mirrors:', '      [a]: { endpoint: [b] }'),
      '"registries.config" has a key that is no single value',
    ],
    ['a folder for a file', file('files:', '- { source: .., destination: /a }'), 'has the folder ".." as its source'],
    [
      'a host of a registry in brackets',
      file('registries:', '  create:', '    host: "[localhost]"'),
      '"registries.create.host" is "[localhost]"',
    ],
    [
      'a memory size without end',
      file('options:', '  runtime:', '    serversMemory: 1e400m'),
      'The memory size "1e400m" is none',
    ],
    [
      'an override that is a list, even without a load balancer',
      file(...inK3d('disableLoadbalancer: true'), '    loadbalancer:', '      configOverrides: [[a]]'),
      'The override is a list',
    ],
    ['a character that is none of YAML', file('token: "a\u0007"'), 'the character U+0007 stands here'],
  ])('%s', (_, text, says) => {
    expect(errorsIn(text)).toEqual([expect.stringContaining(says)]);
  });
});

describe('k3d takes what is taken here', () => {
  test.each<[what: string, text: string]>([
    ['an octal number', file('agents: 0o2')],
    ['no time at all', file(...inK3d('timeout: false'))],
    ['memory with a bare point', file('options:', '  runtime:', '    serversMemory: .5g')],
    ['memory with a power', file('options:', '  runtime:', '    serversMemory: 1e3m')],
    ['keys of an alias in any case', file('hostAliases:', '- { IP: 1.2.3.4, Hostnames: [a.b] }')],
    [
      'keys of an alias in any case, in an older version',
      older(4, 'hostAliases:', '- { ip: 1.2.3.4, HostNames: [a.b] }'),
    ],
    ['an address with its network', file('hostAliases:', '- { ip: "fe80::1%eth0", hostnames: [a.b] }')],
    ['an empty node filter, which is none', file('volumes:', '- volume: /a:/b', '  nodeFilters: ["", x]')],
    ['a registry of an older version in other words', older(2, 'registries:', '  create: "true"')],
    ['no registry of an older version', older(2, 'registries:', '  create:')],
    [
      'overrides that nothing is done with',
      file(...inK3d('disableLoadbalancer: true'), '    loadbalancer:', '      configOverrides: [a]'),
    ],
    [
      'a number as what a mirror puts in',
      file('registries:', '  config: |', '    mirrors:', '      a: { endpoint: [http://b], rewrite: { c: 1 } }'),
    ],
    [
      'more behind the registries, which is not read',
      file('registries:', '  config: |', '    mirrors: {}', '    ---', '    mirrors: x'),
    ],
    ['nothing of the registries but an end of line', file('registries:', '  config: "\\n"')],
  ])('%s', (_, text) => {
    expect(errorsIn(text)).toEqual([]);
  });
});

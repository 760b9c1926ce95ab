import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { check } from '../../lib/cli/check';
import { commands } from '../../lib/cli/commands';
import { run } from '../../lib/cli/run';
import type { Files } from '../../lib/cli/tools';
import { access, finding, mapping, route } from '../routes/report/sample';
import { SOUND, world } from './world';

const here = world();
afterAll(() => here.remove());

/** The end of check on one file that stands nowhere but in memory. */
function checked(bytes: Uint8Array, ...flags: string[]) {
  const files: Files = {
    kind: () => 'file',
    size: () => bytes.length,
    names: () => [],
    read: () => bytes,
    real: (path) => path,
  };
  return run(commands, { ...here.tools, files }, ['check', ...flags, 'a.yaml']);
}

const pieces = fc.constantFrom(
  ...['apiVersion: v1\n', 'kind: Service\n', 'kind: List\n', 'items:\n', '- ', '  ', '\n', '---\n', 'a: b\n', '...\n'],
  ...[
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    ': ',
    '&a ',
    '*a',
    '<<: ',
    '!!binary ',
    '? ',
    '| \n',
    '%YAML 1.2\n',
    '\t',
    '{{ .Values.x }}',
  ],
  ...['metadata: { name: a }\n', 'spec:\n', 'k3d.io/v1alpha5', 'null', '~', '1e400', '\u0000', '\ufeff', '#'],
);

test('no text makes it fail of its own', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(pieces, { maxLength: 30 }), async (words) => {
      const { code, err } = await checked(Buffer.from(words.join('')));
      expect([code, err]).not.toEqual([70, expect.anything()]);
    }),
    { numRuns: 500 },
  );
});

test('no bytes make it fail of its own', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), async (bytes) => {
      expect((await checked(bytes)).code).not.toBe(70);
    }),
  );
});

test('a lower threshold never fails less', async () => {
  const text = Buffer.from(SOUND['k8s/web.yaml'].replace('nodePort: 30080', 'nodePort: 80'));
  const codes = await Promise.all(
    ['info', 'warning', 'error', 'never'].map(async (level) => (await checked(text, '--fail', level)).code),
  );
  expect(codes).toEqual([...codes].sort().reverse());
  expect(new Set(codes)).toEqual(new Set([0, 1]));
});

describe('the documents', () => {
  const page = (name: string) => readFileSync(join(__dirname, '../../docs', name), 'utf8');

  test('name every flag of check', () => {
    for (const flag of Object.keys(check.options)) expect(page('check.md')).toContain(`--${flag}`);
  });

  test('show what check prints', async () => {
    const manifests = SOUND['k8s/web.yaml'].replace('nodePort: 30080', 'nodePort: 30081');
    const one = world({ 'cluster.yaml': SOUND['cluster.yaml'], 'manifests/web.yaml': manifests });
    const { out } = await one.run('check', 'cluster.yaml', 'manifests/');
    one.remove();
    expect(page('check.md')).toContain(`$ cdk8s-k3d check cluster.yaml manifests/\n${out}\`\`\``);
  });

  test('name every key of routes.json', () => {
    const hop = { kind: 'pod' as const, name: 'a', where: 'a', port: 1, next: 1, note: 'a' };
    const full = finding({ object: 'a', field: 'a', route: 'a', hop: 0, source: 'a', reason: 'a' });
    const report = access({
      routes: [route({ why: 'a', hops: [hop] })],
      mappings: [mapping({ hostIp: 'a' })],
      findings: [full],
    });
    const keys = new Set<string>();
    JSON.stringify(report, (key, value) => {
      if (!/^\d*$/.test(key)) keys.add(key);
      return value;
    });
    const text = page('access.md');
    expect([...keys].filter((key) => !new RegExp(`\`${key}(\\[\\])?\``).test(text))).toEqual([]);
  });
});

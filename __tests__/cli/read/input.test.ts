import { symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands } from '../../../lib/cli/commands';
import { gather } from '../../../lib/cli/read/gather';
import { run } from '../../../lib/cli/run';
import type { Files } from '../../../lib/cli/tools';
import { CLUSTER, DEPLOYMENT, SOUND, world } from '../world';

/** Level, place, message and remedy of what cannot be read. */
async function unreadable(files: Parameters<typeof world>[0], ...paths: string[]) {
  const { out } = await world(files).run('check', '--json', ...(paths.length > 0 ? paths : ['.']));
  return (JSON.parse(out).findings as Record<string, string>[])
    .filter(({ rule }) => rule === 'file-unreadable')
    .map(({ level, where, message, remedy }) => [level, where, message, remedy]);
}

const HEAD = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n';
const MEND = 'Mend this line.';

describe('a file that cannot be read is named with line, cause and remedy', () => {
  test.each<[string, string | Uint8Array, string, string, string]>([
    [
      'malformed YAML',
      `${HEAD}data: [\n`,
      'a.yaml:5',
      '"a.yaml" is no YAML: line 5, column 1: Flow sequence in block collection must be sufficiently indented and end with a ].',
      MEND,
    ],
    [
      'a tab',
      '\ta: b',
      'a.yaml:1',
      '"a.yaml" is no YAML: line 1, column 1: Tabs are not allowed as indentation.',
      'Write spaces in place of the tab.',
    ],
    [
      'a space that is none',
      `${HEAD}data:\n\u00a0\u00a0c: d\n  e: f\n`,
      'a.yaml:5',
      '"a.yaml" is no YAML: line 5, column 6: Nested mappings are not allowed in compact mappings.',
      'Write plain spaces at its beginning: what stands there only looks like them.',
    ],
    [
      'a key without a space behind its colon',
      `${HEAD}data:\n  a:b\n  c: d\n`,
      'a.yaml:5',
      '"a.yaml" is no YAML: line 5, column 3: Implicit keys need to be on a single line.',
      'Write a space behind "a:".',
    ],
    [
      'two colons in one line',
      `${HEAD}data:\n  a: nginx: 1.27\r\n`,
      'a.yaml:5',
      '"a.yaml" is no YAML: line 5, column 6: Nested mappings are not allowed in compact mappings.',
      'Put the value into quotes.',
    ],
    [
      'a map in a line',
      `${HEAD}data: - a: b\n`,
      'a.yaml:4',
      '"a.yaml" is no YAML: line 4, column 7: Unexpected block-seq-ind on same line with key.',
      MEND,
    ],
    [
      'a sign that begins no value',
      `${HEAD}data:\n  a: %IMAGE%\n`,
      'a.yaml:5',
      '"a.yaml" is no YAML: line 5, column 6: Plain value cannot start with directive indicator character %.',
      'Put the value into quotes.',
    ],
    [
      'a quote that nothing closes',
      `${HEAD}data:\n  a: "b"\n  c: "d\n  e: f\n`,
      'a.yaml:6',
      '"a.yaml" is no YAML: line 6, column 6: A quote opens here, and none closes it.',
      'Write the second quote.',
    ],
    [
      'a single quote that nothing closes',
      `${HEAD}data:\n  c: 'd\n  e: f\n`,
      'a.yaml:5',
      '"a.yaml" is no YAML: line 5, column 6: A quote opens here, and none closes it.',
      'Write the second quote.',
    ],
    [
      'two objects without a line between them',
      `${HEAD}kind: Secret\n`,
      'a.yaml:4',
      '"a.yaml" has the key "kind" twice in one map: line 4, column 1.',
      'Write "---" above it where another object begins; else remove one of the two.',
    ],
    [
      'an apiVersion twice',
      `${HEAD}apiVersion: v1\n`,
      'a.yaml:4',
      '"a.yaml" has the key "apiVersion" twice in one map: line 4, column 1.',
      'Write "---" above it where another object begins; else remove one of the two.',
    ],
    [
      'a key twice, and one that is none',
      `${HEAD}data: { a: b, a: c }\nspec:\n  [a]: b\n`,
      'a.yaml:6',
      '"a.yaml" has a key that is no single value: line 6, column 3.',
      'Write a text in front of the colon.',
    ],
    [
      'a key twice, and an alias without anchor',
      `${HEAD}data: { a: b, a: *c }\n`,
      'a.yaml:4',
      '"a.yaml" repeats "*c", and no anchor "&c" stands before it.',
      'Write "&c" at the value that is meant.',
    ],
    [
      'a key twice in a cluster file',
      'apiVersion: k3d.io/v1alpha5\nkind: Simple\nservers: 1\nservers: 2\n',
      'a.yaml:4',
      '"a.yaml" has the key "servers" twice in one map: line 4, column 1.',
      'Remove one of the two.',
    ],
    [
      'a list for a key',
      `${HEAD}data:\n  [a]: b\n`,
      'a.yaml:5',
      '"a.yaml" has a key that is no single value: line 5, column 3.',
      'Write a text in front of the colon.',
    ],
    [
      'nothing for a key',
      `${HEAD}data: { ~: b }\n`,
      'a.yaml:4',
      '"a.yaml" has a key that is no single value: line 4, column 9.',
      'Write a text in front of the colon.',
    ],
    [
      'a character that YAML does not have',
      `${HEAD}data:\n  a: "b\u0007"\n`,
      'a.yaml:5',
      '"a.yaml" is no YAML: line 5, column 8: the character U+0007 stands here.',
      'Remove it, or write "\\u0007" in double quotes.',
    ],
    [
      'an alias without anchor',
      `${HEAD}data: *x\n`,
      'a.yaml:4',
      '"a.yaml" repeats "*x", and no anchor "&x" stands before it.',
      'Write "&x" at the value that is meant.',
    ],
    [
      'an anchor in itself',
      `${HEAD}data: &x { a: *x }\n`,
      'a.yaml:4',
      '"a.yaml" holds an anchor that contains itself.',
      'Write the values out.',
    ],
    [
      'a billion laughs',
      `${HEAD}a: &a [${'x,'.repeat(9)}]\nb: &b [${'*a,'.repeat(9)}]\nc: &c [${'*b,'.repeat(9)}]\nd: [${'*c,'.repeat(9)}]\n`,
      'a.yaml:5',
      '"a.yaml" repeats its anchors so often that it would fill the memory.',
      'Write the values out.',
    ],
    [
      'endless nesting',
      `${HEAD}a: ${'['.repeat(100_000)}`,
      'a.yaml:4',
      '"a.yaml" nests lists and maps so deeply that it is not read from line 4 on.',
      'Write it with fewer levels.',
    ],
    [
      'a binary',
      new Uint8Array([0x7f, 0x45, 0, 1]),
      'a.yaml',
      '"a.yaml" is a binary file.',
      'Name a file with text in YAML.',
    ],
    [
      'Latin-1',
      Buffer.from('# one\n# f\u00fcr\n', 'latin1'),
      'a.yaml:2',
      '"a.yaml" is not UTF-8: line 2 holds a byte that UTF-8 does not have.',
      'Save it as UTF-8.',
    ],
    [
      'Latin-1 in the last line',
      Buffer.from('\u00fc', 'latin1'),
      'a.yaml:1',
      '"a.yaml" is not UTF-8: line 1 holds a byte that UTF-8 does not have.',
      'Save it as UTF-8.',
    ],
    [
      'a k3d config that k3d 5 reads no more',
      CLUSTER.replace('v1alpha5', 'v1alpha1'),
      'a.yaml:1',
      '"a.yaml" is a k3d config of apiVersion "k3d.io/v1alpha1", and k3d 5 reads "k3d.io/v1alpha2" to "k3d.io/v1alpha5".',
      'Write apiVersion: k3d.io/v1alpha5.',
    ],
    [
      'a k3d config of no version that there is',
      CLUSTER.replace('v1alpha5', 'v1'),
      'a.yaml:1',
      '"a.yaml" is a k3d config of apiVersion "k3d.io/v1", and k3d 5 reads "k3d.io/v1alpha2" to "k3d.io/v1alpha5".',
      'Write apiVersion: k3d.io/v1alpha5.',
    ],
  ])('%s', async (_, content, where, message, remedy) => {
    expect(await unreadable({ 'a.yaml': content }, 'a.yaml')).toEqual([['error', where, message, remedy]]);
  });

  test.each([
    ['a template that is no YAML', `${HEAD}{{- if .Values.x }}\na: b\n`, 'a.yaml:4', ': line 4, column 1'],
    ['a template as a value', `${HEAD}data: {{ .Values.x }}\n`, 'a.yaml:4', ''],
    ['a template in quotes', `${HEAD}data: "{{ .Release.Name }}"\n`, 'a.yaml:4', ''],
    ['a template inside a word', `${HEAD}data: web:{{ include "x" . }}\n`, 'a.yaml:4', ''],
  ])('%s', async (_, content, where, at_) => {
    expect(await unreadable({ 'a.yaml': content })).toEqual([
      [
        'error',
        where,
        `"a.yaml" is a Helm template that was never rendered${at_}.`,
        'Run "helm template" on its chart, then check what that prints.',
      ],
    ]);
  });

  test.each([
    ['data: { kind: a, kind: b }', 'a.yaml:4', '"kind" twice in one map: line 4, column 18'],
    ['data: {}\ndata: {}', 'a.yaml:5', '"data" twice in one map: line 5, column 1'],
    ['data: { a: b, "a": c }', 'a.yaml:4', '"a" twice in one map: line 4, column 15'],
  ])('an object in which a key stands twice is read as kubectl reads it: %s', async (data, where, place) => {
    const files = { 'a.yaml': `${HEAD}${data}\n`, 'b.yaml': DEPLOYMENT };
    expect(await unreadable(files)).toEqual([
      ['warning', where, `"a.yaml" has the key ${place}. kubectl takes the last.`, 'Remove one of the two.'],
    ]);
    expect((await world(files).run('check', '.')).out).toContain('Read 2 documents in 2 files');
  });

  test('a whole chart, in one sentence', async () => {
    const chart = { 'shop/Chart.yaml': 'name: shop', 'shop/templates/a.yaml': '{{ x }}', 'b.yaml': DEPLOYMENT };
    expect(await unreadable(chart)).toEqual([
      [
        'warning',
        'shop',
        '"shop" is a Helm chart that was never rendered.',
        'Run "helm template shop > rendered.yaml", then check rendered.yaml.',
      ],
    ]);
  });

  test('a kustomization is read, with a warning that something else is applied', async () => {
    const files = { 'base/kustomization.yaml': 'resources: [web.yaml]', 'base/web.yaml': DEPLOYMENT };
    expect(await unreadable(files)).toEqual([
      [
        'warning',
        'base',
        '"base" holds a kustomization: kubectl applies what it builds, and these files are what it builds from.',
        'Run "kubectl kustomize base > built.yaml", then check built.yaml.',
      ],
    ]);
  });

  test('a kustomization that another one builds from is told by that one', async () => {
    const files = {
      'base/kustomization.yaml': 'resources: [web.yaml]',
      'base/web.yaml': DEPLOYMENT,
      'overlays/dev/kustomization.yaml': 'resources: [../../base]',
      'overlays/dev/web.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: z }\n',
    };
    const told = await unreadable(files);
    expect(told.map(([, where]) => where)).toEqual(['overlays/dev']);
    expect((await unreadable(files, 'base')).map(([, where]) => where)).toEqual(['base']);
  });

  test('files are applied in their order, unless a kustomization builds them or several are named', async () => {
    const files = {
      'a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: shop }\n',
      'b.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n',
    };
    const late = async (all: object, ...paths: string[]) =>
      (await world({ ...files, ...all }).run('check', ...paths)).out.includes('Namespace shop');
    expect(await late({}, '.')).toBe(true);
    expect(await late({ 'kustomization.yaml': 'resources: [a.yaml, b.yaml]' }, '.')).toBe(false);
    expect(await late({}, 'b.yaml', 'a.yaml')).toBe(false);
  });

  test('a kustomization that is named says the same, and its patches are no objects', async () => {
    const patch = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { replicas: 3 }\n';
    const files = {
      'base/kustomization.yaml': 'resources: [web.yaml]\npatches: [{ path: a.yaml }]\n',
      'base/web.yaml': DEPLOYMENT,
      'base/a.yaml': patch,
    };
    const paths = ['base/a.yaml', './base/kustomization.yaml', 'base/web.yaml'];
    const { code, out } = await world(files).run('check', '--json', ...paths, 'base');
    expect(code).toBe(0);
    expect(JSON.parse(out).findings).toMatchObject([{ level: 'warning', rule: 'file-unreadable', where: 'base' }]);
    const alone = await world(files).run('check', 'base/kustomization.yaml');
    expect(alone.out).toContain('Run "kubectl kustomize base > built.yaml", then check built.yaml.');
  });

  test('patches and settings of a kustomization are no objects', async () => {
    const patch = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { replicas: 1 }\n';
    const overlay = {
      'dev/kustomization.yml':
        'resources: [../base, web.yaml]\nnamespace: web\npatches: [{ path: ./patch.yaml }, { patch: "- op: add" }]\nconfigMapGenerator: [{ name: c, files: [a=more/data.json] }, { name: d, files: [more/b.yaml] }]\n',
      'dev/patch.yaml': patch,
      'dev/more/b.yaml': patch,
      'dev/web.yaml': DEPLOYMENT,
      'dev/web/other.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: other }\n',
    };
    const { findings } = JSON.parse((await world(overlay).run('check', 'dev', '--json')).out);
    expect(findings.map(({ rule }: { rule: string }) => rule)).toEqual(['file-unreadable']);
    const named = await world(overlay).run('check', 'dev/patch.yaml', '--json');
    expect(JSON.parse(named.out).findings.map(({ rule }: { rule: string }) => rule)).toContain('object-field-invalid');
  });

  test.each([
    ['is no YAML', 'a: [', 'file-unreadable'],
    ['is a list', '- web.yaml', 'file-unreadable'],
  ])('a kustomization that %s names no settings', async (_, content, rule) => {
    const { out } = await world({ 'a/kustomization.yaml': content, 'a/web.yaml': DEPLOYMENT }).run(
      'check',
      'a',
      '--json',
    );
    expect(JSON.parse(out).findings.map((each: { rule: string }) => each.rule)).toEqual([rule]);
  });

  test('a file of 50 MB', async () => {
    const one = world({ 'a.yaml': '' });
    truncateSync(join(one.folder, 'a.yaml'), 50_000_000);
    expect((await one.run('check', 'a.yaml')).out).toContain(
      '"a.yaml" has 50 MB, and files over 20 MB are not read.\n  Split it into files of a few MB.',
    );
  });

  test('links to nothing and to themselves', async () => {
    const one = world(SOUND);
    symlinkSync('nowhere', join(one.folder, 'gone.yaml'));
    symlinkSync('loop.yaml', join(one.folder, 'loop.yaml'));
    symlinkSync('.', join(one.folder, 'k8s/again'));
    symlinkSync('..', join(one.folder, 'k8s/up'));
    const { out } = await one.run('check', '.');
    expect(out).toContain('"gone.yaml" is a link to nothing.\n  Remove the link.');
    expect(out).toContain('"loop.yaml" is a link that leads back to itself.\n  Remove the link.');
    expect(out).toContain('Read 3 documents in 2 files.');
    expect((await one.run('check', 'loop.yaml')).out).toContain('"loop.yaml" is a link that leads back to itself.');
  });

  test('one whose name is no UTF-8', async () => {
    const one = world(SOUND);
    writeFileSync(
      Buffer.concat([Buffer.from(join(one.folder, 'k8s/a')), Buffer.from([0xff]), Buffer.from('.yaml')]),
      '',
    );
    const { out } = await one.run('check', '.');
    expect(out).toContain('"k8s/a\ufffd.yaml" has a name that is no UTF-8.\n  Give it another name.');
  });

  const failing = (code: string): Files => ({
    ...world(SOUND).tools.files,
    read: () => {
      throw Object.assign(new Error('EIO: i/o error'), { code });
    },
  });

  test.each(['EACCES', 'EPERM'])('one that this user may not read: %s', (code) => {
    expect(gather(failing(code), ['cluster.yaml']).problems).toEqual([
      {
        where: 'cluster.yaml',
        message: '"cluster.yaml" may not be read by this user.',
        remedy: 'Give this user the right to read it.',
      },
    ]);
  });

  test('one on a failing disk', () => {
    expect(gather(failing('EIO'), ['cluster.yaml']).problems).toEqual([
      {
        where: 'cluster.yaml',
        message: '"cluster.yaml" cannot be read: EIO: i/o error.',
        remedy: 'Try again once it can be opened.',
      },
    ]);
  });

  test('what else stands in the file is still judged', async () => {
    const { out } = await world({ 'a.yaml': `${HEAD}kind: x\n---\n${DEPLOYMENT}` }).run('check', '--json', '.');
    expect(JSON.parse(out).findings.map(({ rule }: { rule: string }) => rule)).toEqual(['file-unreadable']);
  });

  test('makes the rules careful: what it holds may be what seems to be missing', async () => {
    const uses = DEPLOYMENT.replace(
      'spec:\n      containers',
      'spec:\n      serviceAccountName: robot\n      containers',
    );
    const levels = async (files: Record<string, string>) => {
      const { out } = await world(files).run('check', '--closed', '--json', '.');
      const said = JSON.parse(out).findings as { rule: string; level: string }[];
      return said.filter(({ rule }) => rule === 'reference-missing').map(({ level }) => level);
    };
    expect(await levels({ 'a.yaml': uses })).toEqual(['error']);
    expect(await levels({ 'a.yaml': uses, 'b.yaml': 'a: [' })).toEqual([]);
    const later = 'What seems to be missing is told once all of it can be read.\n';
    expect((await world({ 'a.yaml': uses, 'b.yaml': 'a: [' }).run('check', '.')).out).toContain(later);
    const chart = { 'shop/Chart.yaml': 'name: shop', 'shop/templates/a.yaml': '{{ x }}' };
    expect(await levels({ 'a.yaml': uses, ...chart })).toEqual([]);
    for (const fields of [
      'secretGenerator: [{ name: a }]',
      'helmCharts: [{ name: a }]',
      'bases: [../base]',
      'resources: [https://example.com/a.yaml]',
      'resources: [github.com/a/b]',
      'a: [',
    ]) {
      expect(await levels({ 'a.yaml': uses, 'kustomization.yaml': fields })).toEqual([]);
    }
    // What a kustomization builds from was read.
    const built = { 'kustomization.yaml': 'resources: [a.yaml]\n', 'a.yaml': uses };
    expect(await levels(built)).toEqual(['warning']);
    expect((await world(built).run('check', '.')).out).not.toContain(later);
  });
});

describe('wrong usage ends with 2', () => {
  test.each<[Record<string, string>, string, string]>([
    [{}, 'nope', '"nope" does not exist. Write a file or folder that is there.'],
    [
      {},
      'https://example.com/a.yaml',
      '"https://example.com/a.yaml" is a URL, and files are read. Fetch it, or write curl -fsSL https://example.com/a.yaml | cdk8s-k3d check -',
    ],
    [{ 'a.yaml': ' \n\t' }, 'a.yaml', '"a.yaml" is empty. Write a file that holds Kubernetes objects.'],
    [
      { 'a.yaml': 'image: nginx' },
      'a.yaml',
      '"a.yaml" holds no Kubernetes object and no k3d config. Write a file that does.',
    ],
    [
      { 'docs/a.md': '#' },
      'docs',
      '"docs" holds no .yaml, .yml or .json file. Write the folder that holds the manifests.',
    ],
    [
      { 'a/values.yaml': 'image: nginx', 'a/package.json': '{}' },
      'a',
      'No Kubernetes object and no k3d config stands in the 2 files that were read. Write the folder that holds the manifests.',
    ],
    [
      { 'a/values.yaml': 'image: nginx' },
      'a',
      'No Kubernetes object and no k3d config stands in the 1 file that was read. Write the folder that holds the manifests.',
    ],
  ])('%j %s', async (files, path, err) => {
    expect(await world(files).run('check', path)).toEqual({ code: 2, out: '', err: `${err}\n` });
  });
});

describe('what is read', () => {
  const seen = async (files: Parameters<typeof world>[0], ...paths: string[]) => {
    const { out } = await world(files).run('check', ...paths);
    return / Read (.*)\.\n$/.exec(out)?.[1];
  };

  test('a file once, whatever the ways to it', async () => {
    expect(await seen(SOUND, '.', 'k8s', 'k8s/web.yaml', 'cluster.yaml', '.')).toBe('3 documents in 2 files');
  });

  test('a folder whose files were named before', async () => {
    expect(await seen(SOUND, 'cluster.yaml', 'k8s/web.yaml', 'k8s')).toBe('3 documents in 2 files');
    expect(await seen({ 'a/b/web.yaml': DEPLOYMENT }, 'a/b', 'a')).toBe('1 document in 1 file');
  });

  test('no hidden folder, no node_modules, nothing with another ending', async () => {
    const others = { '.git/a.yaml': 'x: [', 'node_modules/a.yaml': 'x: [', 'a.txt': 'x: [' };
    expect(await seen({ ...SOUND, ...others }, '.')).toBe('3 documents in 2 files');
  });

  test('no pipe in a folder', () => {
    const { files } = world(SOUND).tools;
    const pipes: Files = { ...files, kind: (path) => (path.endsWith('.yaml') ? 'other' : files.kind(path)) };
    expect(() => gather(pipes, ['.'])).toThrow('holds no .yaml, .yml or .json file');
  });

  test('a named file with any ending', async () => {
    expect(await seen({ 'a.txt': DEPLOYMENT }, 'a.txt')).toBe('1 document in 1 file');
  });

  test('no values, no chart, no kustomization, no empty document', async () => {
    const none = [
      '---',
      'image: nginx',
      'apiVersion: v2\nname: shop',
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization',
      'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration',
      'apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration',
      'apiVersion: audit.k8s.io/v1\nkind: Policy',
      'apiVersion: kind.x-k8s.io/v1alpha4\nkind: Cluster',
      'apiVersion: ctlptl.dev/v1alpha1\nkind: Cluster',
      'apiVersion: skaffold/v4beta6\nkind: Config\nmetadata: { name: shop }',
      'apiVersion: v1\nkind: Config\nclusters: []',
      '- 1',
    ];
    expect(await seen({ 'a.yaml': [DEPLOYMENT, ...none].join('\n---\n') }, '.')).toBe('1 document in 1 file');
  });

  test('an object without kind or without apiVersion, which a rule then names', async () => {
    expect(
      await seen({ 'a.yaml': 'kind: Pod\nmetadata: { name: a }\n---\napiVersion: v1\nmetadata: { name: b }\n' }, '.'),
    ).toBe('2 documents in 1 file');
  });

  test('JSON', async () => {
    expect(
      await seen({ 'a.json': '{\n\t"apiVersion": "v1",\n\t"kind": "ConfigMap", "metadata": {"name": "a"}}' }, '.'),
    ).toBe('1 document in 1 file');
  });

  const places = async (content: string) => {
    const { out } = await world({ 'a.yaml': content }).run('check', '--closed', '--json', '.');
    return (JSON.parse(out).findings as { rule: string; where: string }[]).map(({ rule, where }) => `${rule} ${where}`);
  };

  test.each([
    ['little', (bytes: Buffer) => bytes],
    ['big', (bytes: Buffer) => bytes.swap16()],
  ])('UTF-16 that begins at the %s end, as PowerShell writes it, at its lines', async (_, ordered) => {
    const text = `\ufeff${HEAD}data:\r\n  a: gr\u00fcn\r\n  b: 1\r\n`;
    const files = { 'a.yaml': new Uint8Array(ordered(Buffer.from(text, 'utf16le'))) };
    const { out } = await world(files).run('check', '.');
    expect(out).toContain('error   object-field-invalid  a.yaml:1  (ConfigMap default/a)  at a.yaml:6\n');
    expect(out).toContain('1 error. Routes: 0 complete, 0 broken, 0 unknown. Read 1 document in 1 file.');
  });

  test('a List item by item, each with its own line', async () => {
    const item = (name: string) => `- apiVersion: v1\n  kind: Secret\n  metadata: { name: ${name} }\n  nope: 1\n`;
    expect(await places(`apiVersion: v1\nkind: List\nitems:\n${item('a')}${item('b')}`)).toEqual([
      'object-field-invalid a.yaml:4',
      'object-field-invalid a.yaml:8',
    ]);
  });

  test('a List with items from an alias', async () => {
    const content = `apiVersion: v1\nkind: List\nx: &x\n- { apiVersion: v1, kind: Secret, metadata: { name: a }, nope: 1 }\nitems: *x\n`;
    expect(await places(content)).toEqual(['object-field-invalid a.yaml:1']);
  });

  test('aliases, with what they stand for', async () => {
    const content = `${HEAD}data:\n  a: &a "1"\n  b: *a\n`;
    expect(await places(content)).toEqual([]);
  });

  test('templates of other tools and in texts, which may be meant', async () => {
    expect(
      await places(`${HEAD}data:\n  a: "{{ $labels.x }}"\n  b: |\n    {{ .Values.x }}\n  c: >\n    {{ .Values.y }}\n`),
    ).toEqual([]);
  });

  test('words and numbers as kubectl takes them', async () => {
    const content = `${HEAD}data: { a: yes, b: 0644, c: 22:22, d: 2001-01-01 }\n`;
    expect(await places(content)).toEqual(['object-field-invalid a.yaml:1', 'object-field-invalid a.yaml:1']);
  });
});

// Each key compared with all before it would take minutes, and never come to an end here.
test('a map of very many keys is read', async () => {
  const keys = Array.from({ length: 120_000 }, (_, index) => `  k${index}: "x"\n`).join('');
  expect(await unreadable({ 'a.yaml': `${HEAD}data:\n${keys}  k7: "y"\n` })).toEqual([
    [
      'warning',
      'a.yaml:120005',
      '"a.yaml" has the key "k7" twice in one map: line 120005, column 3. kubectl takes the last.',
      'Remove one of the two.',
    ],
  ]);
}, 90_000);

test('standard input that cannot be read is named, and comes once', async () => {
  const one = world();
  const failing = {
    ...one.tools.files,
    read: () => {
      throw new Error('EISDIR: illegal operation on a directory, read');
    },
  };
  expect(await run(commands, { ...one.tools, files: failing }, ['check', '-'])).toMatchObject({
    code: 1,
    out: expect.stringContaining('"stdin" cannot be read: EISDIR: illegal operation on a directory, read.') as string,
  });
  let times = 0;
  const counting = {
    ...one.tools.files,
    read: () => {
      times += 1;
      return Buffer.from(SOUND['k8s/web.yaml']);
    },
  };
  expect((await run(commands, { ...one.tools, files: counting }, ['check', '-', '-'])).code).toBe(0);
  expect(times).toBe(1);
});

test('a folder that may not be entered is named', async () => {
  const one = world(SOUND);
  const { files } = one.tools;
  const closed: Files = {
    ...files,
    names: (path) => {
      if (path === 'k8s') throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
      return files.names(path);
    },
  };
  expect(gather(closed, ['.']).problems.map(({ message }) => message)).toEqual(['"k8s" may not be read by this user.']);
});

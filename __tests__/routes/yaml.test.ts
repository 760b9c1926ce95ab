import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Yaml } from 'cdk8s';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { parseYaml, readYaml } from '../../lib/routes/yaml/parse';
import { extentsOf } from '../../lib/routes/yaml/extent';
import { partsOfNodes } from '../../lib/routes/yaml/nodes';
import { type Part, partsIn } from '../../lib/routes/yaml/part';
import { readPlain } from '../../lib/routes/yaml/plain';
import { parseWhole } from '../../lib/routes/yaml/whole';

const ROOT = join(__dirname, '../..');

function textsBelow(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder)).flatMap((name) => {
    const path = `${folder}/${name}`;
    if (statSync(join(ROOT, path)).isDirectory()) return textsBelow(path);
    if (!/\.(ya?ml|md)$/.test(name)) return [];
    const text = readFileSync(join(ROOT, path), 'utf8');
    return name.endsWith('.md') ? [...text.matchAll(/```yaml\n([^]*?)```/g)].map(([, block]) => block!) : [text];
  });
}

const PEOPLE = ['docs', '__tests__/fixtures'].flatMap(textsBelow);
const OURS = ['dist', 'examples'].flatMap(textsBelow);

const onlyPlain = (text: string) => {
  const read = readPlain(text, { begin: 0, start: 0, end: text.length });
  return read === undefined ? undefined : [read.json];
};

describe('text that is surely plain', () => {
  test.each([
    ['a: b', [{ a: 'b' }]],
    ['a: b\n  ', [{ a: 'b' }]],
    ['a: b c # d\n', [{ a: 'b c' }]],
    ['# first\n\n  a:\n    b: 1 # one\n    c:\n  # between\n  d: -2\n', [{ a: { b: 1, c: null }, d: -2 }]],
    [
      'a:\n- b\n- c: 1\n  d: ~\n-\n- - e\n  - f\n-\n  g: true\nh: false\n',
      [{ a: ['b', { c: 1, d: null }, null, ['e', 'f'], { g: true }], h: false }],
    ],
    ['a: 0.50\nb: -12.5\n', [{ a: 0.5, b: -12.5 }]],
    ['- a\n-  b:\n   - c\n', [['a', { b: ['c'] }]]],
    [`a: "b: c" # d\ne: 'f # g'\nh: ""\n`, [{ a: 'b: c', e: 'f # g', h: '' }]],
    [
      'a: []\nb: {}\nc: [ d, 1, "e, f", [ ], {g: h} ] # i\nj: { k: null, l: [server:*, 80:80] }\n',
      [{ a: [], b: {}, c: ['d', 1, 'e, f', [], { g: 'h' }], j: { k: null, l: ['server:*', '80:80'] } }],
    ],
    [
      'a: |\n  b\n\n   c # d\n  # e\n\n\nf: |-\n    g: h\n# i\nj: 127.0.0.1:8080:80\n',
      [{ a: 'b\n\n c # d\n# e\n', f: 'g: h', j: '127.0.0.1:8080:80' }],
    ],
    ['a:\n  - |\n   b\n  - 100m\n', [{ a: ['b\n', '100m'] }]],
    ['a:\n-', [{ a: [null] }]],
    [`"a/b": c\n'yes':\n  - "d": e\n`, [{ 'a/b': 'c', yes: [{ d: 'e' }] }]],
    ['a: "b\\n\\"c\\" \\u00e9\\\\" # d\ne: ["f\\t"]\n', [{ a: 'b\n"c" é\\', e: ['f\t'] }]],
    ['items: [a]\n', [{ items: ['a'] }]],
    ['[a]', [['a']]],
    ['{a: b}', [{ a: 'b' }]],
    [
      '# JSON\n{\n"a":{ "b" : [\n  1,"c", true ,\n\n null\n] ,"yes":{}},\n  "d": []\n}\n# over\n',
      [{ a: { b: [1, 'c', true, null], yes: {} }, d: [] }],
    ],
    ['', [null]],
    ['\n # nothing\n', [null]],
  ])('is read: %j', (text, documents) => {
    expect(onlyPlain(text)).toEqual(documents);
    const { documents: whole } = parseWhole('file', text);
    expect(whole.length === 0 ? [null] : whole.map(({ json }) => json)).toEqual(documents);
  });

  test.each([
    ...['a', '"a"', 'yes: a', 'a: b\na: c', `${'a'.repeat(161)}: b`, '-a: b', '? a', '"<<": a', "'__proto__': a"],
    ...['a: 1\n"a": 2', '"a" : 1', '"a\\n": 1', `"${'a'.repeat(161)}": b`, '"a\nb": c', "'it''s': a"],
    ...['{"a": 1', '{"a"}', '{"a":}', '{"a": 1,}', '{"a": 1, "a": 2}', '{a:\n1}', '{"a"\n: 1}', '{"a": 1} b', '[a]: b'],
    ...[
      '{"a": "\\x41"}',
      '{"a": "\\"}',
      '{"a": "b\nc"}',
      '{"a": 1}\n{"b": 2}',
      '{"a": b\n  c}',
      '{"a": 1, # b\n"c": 2}',
    ],
    ...[
      'a: yes',
      'a: 012',
      'a: 1_0',
      'a: 1.',
      `a: ${'1.'.repeat(99)}1`,

      'a: 1e3',
      'a: .e3',
      'a: -e3',
      'a: é',
      'a: b: c',
      'a: *b',
      'a: &b c',
      'a: !b c',
      'a: @b',
      'a: - b',
    ],
    ...['a: b\n  c', 'a: "b\n  c"', 'a: "b\\e"', "a: 'it''s'", 'a: "b" c', 'a: "b"# c', "a: 'b", 'a:\n  b: c\n d: e'],
    ...['a: b\n c: d', 'a: b\n- c', '- a\nb: c', '- a\n - b', '- a\n  b', 'a:\n  - b\n  c: d', '- - a\n   - b'],
    ...[
      'a: [b',
      'a: [b,',
      'a: [b,]',
      'a: [,]',
      'a: [b c]',
      'a: [b]c',
      'a: {b}',
      'a: {b: }',
      'a: {b: c, b: d}',
      'a: [é]',
    ],
    ...[
      'a: {yes: b}',
      'a: [yes]',
      'a: [b: c]',
      'a: >\n  b\n',
      'a: |+\n  b\n',
      'a: |2\n  b\n',
      'a: |\n',
      'a: |\nb: c\n',
    ],
    ...[
      'a: |\n\n  b\n',
      'a: |\n  b\n   \n',
      'a:\n  - |\n    b\n   c\n',
      'a: |\n  b',
      'a: | # c\n  b\n',
      'a:\tb',
      'a: {{ b }}',
    ],
    ...[`a: ${'['.repeat(70)}${']'.repeat(70)}`, `${'- '.repeat(70)}a`, "a: ['b\n  c']"],
  ])('is not what stands in %j', (text) => {
    expect(onlyPlain(text)).toBeUndefined();
  });

  test.each([
    ['a word', `a: ${'b'.repeat(9e6)}\n`],
    ['a word in a list of one line', `a: [${'b'.repeat(9e6)}]\n`],
    ['a key', `${'a'.repeat(9e6)}: b\n`],
  ])('is no document in which %s fills the stack of a pattern', (_, text) => {
    expect(onlyPlain(text)).toBeUndefined();
  });

  test('is all that this package prints, and most of what people write', () => {
    const plain = (texts: readonly string[]) => {
      const extents = texts.flatMap((text) => extentsOf(text).map((extent) => ({ text, ...extent })));
      return extents.filter(({ text, ...extent }) => readPlain(text, extent)).length / extents.length;
    };
    const json = OURS.flatMap((text) =>
      parseYaml('', text).documents.map((each) => JSON.stringify(each.json, null, 2)),
    );
    expect(plain(json.filter((text) => !text.includes('{{')))).toBe(1);
    // Argo CD fills in a text of its own.
    expect(plain(OURS.filter((text) => !text.includes('{{')))).toBe(1);
    expect(plain(PEOPLE)).toBeGreaterThan(0.9);
  });
});

describe('whatever is written', () => {
  const isOne = (text: string) => !/^---/m.test(text);

  const PRINTS: readonly ((value: unknown) => string)[] = [
    (value) => Yaml.stringify(value),
    (value) => stringify(value, { version: '1.1', collectionStyle: 'flow', lineWidth: 0 }),
    (value) => `${JSON.stringify(value)}\n`,
    (value) => `${JSON.stringify({ items: [value, value] }, undefined, 2)}\n`,
  ];

  test('reads the same as with the whole of YAML: any values', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'ab1.-: #\n\'"|{[,]}*&~yé') });
    const word = fc.oneof(
      letters,
      fc.string(),
      fc.constantFrom('true', 'no', '1e3', 'e3', '.', '80:80', '100m', '---', 'a: b', '|'),
    );
    const leaf = fc.oneof(word, fc.integer(), fc.double({ noNaN: true }), fc.boolean(), fc.constant(null));
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof({ depthSize: 'small' }, leaf, tie('list'), tie('map')),
      list: fc.array(tie('value'), { maxLength: 4 }),
      map: fc.dictionary(word, tie('value'), { maxKeys: 4, noNullPrototype: true }),
    }));
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 3 }), fc.constantFrom(...PRINTS), (values, print) => {
        const text = values.map(print).join('---\n');
        expect(parseYaml('file', text)).toEqual(parseWhole('file', text));
      }),
      { seed: 1, numRuns: 1000 },
    );
  });

  test('reads the same as with the whole of YAML: what people write, with letters changed', () => {
    const bits = [
      '\n',
      '  ',
      ' ',
      ':',
      ': ',
      '- ',
      '-',
      '#',
      ' #',
      '"',
      "'",
      '{',
      '}',
      '[',
      ']',
      ',',
      '~',
      '1',
      '.5',
      '012',
    ];
    const more = [
      'yes',
      '\t',
      '\u00a0',
      'a: ',
      '|',
      '>',
      'key: |\n',
      '\n\n',
      '    ',
      "''",
      '---\n',
      '&a ',
      '*a',
      'items:\n',
      '"a":',
      '\\n',
    ];
    const change = fc.tuple(fc.nat(), fc.nat({ max: 4 }), fc.constantFrom(...bits, ...more));
    let plain = 0;
    fc.assert(
      fc.property(fc.constantFrom(...PEOPLE, ...OURS), fc.array(change, { maxLength: 3 }), (said, changes) => {
        const text = changes.reduce((before, [place, without, bit]) => {
          const at = place % (before.length + 1);
          return before.slice(0, at) + bit + before.slice(at + without);
        }, said);
        const whole = parseWhole('file', text);
        // One that cannot be read takes others along there, as it does not here and with kubectl.
        fc.pre(isOne(text) || whole.problems.length === 0);
        expect(parseYaml('file', text)).toEqual(whole);
        plain += extentsOf(text).filter((extent) => readPlain(text, extent)).length;
      }),
      { seed: 2, numRuns: 1500 },
    );
    expect(plain).toBeGreaterThan(1000);
  });

  test.each(['items: []\n', 'items: [a, b]\n', 'items:\n- a: 1\n\n-\n  b: 2\n'])(
    'has its items at the same lines: %j',
    (text) => {
      expect(parseYaml('file', text)).toEqual(parseWhole('file', text));
    },
  );

  test('has its parts at the same lines', () => {
    const places = (text: string, { offset, parts }: Part): unknown => [
      text.slice(0, offset).split('\n').length,
      ...[...parts].map(([name, part]) => [name, places(text, part)]),
    ];
    for (const text of [
      ...PEOPLE,
      ...OURS,
      '-\n  a: 1\n-\n- b: [ c, { d: e } ]\n',
      '? [a]\n: b\nc: *d\n',
      'a: 1\r\nb: 2\r\n',
    ]) {
      for (const extent of extentsOf(text)) {
        const plain = partsIn(text, extent);
        if (readPlain(text, extent)?.json === null) continue;
        const nodes = partsOfNodes(text, extent);
        expect(plain.map((part) => places(text, part))).toEqual(nodes.map((part) => places(text, part)));
      }
    }
  });
});

// Each was given to kubectl 1.32: `kubectl patch --local -o json`.
describe('numbers are those of kubectl', () => {
  test.each([
    ...['e2', 'E5', 'e1234567', '.', '.e3', '+e3', 'e+5', '-e3', '._', '-.', '1e', '5e12345', '0x_', '0b_', '0x1p3'],
    ...['1:30', '1:30.5', '2020-01-01', '+-5', '1-2', '+inf', '+Infinity', '5\u00a0'],
  ])('%s is text', (letters) => {
    expect(readYaml(`a: ${letters}`)).toEqual({ value: { a: letters } });
    expect(readYaml(`a: [${letters}]`)).toEqual({ value: { a: [letters] } });
  });

  test.each([
    ...[['1e3', 1000] as const, ['1.e3', 1000] as const, ['.5e-1', 0.05] as const, ['-.5', -0.5] as const],
    ...[['08', 8] as const, ['012', 10] as const, ['-012', -10] as const, ['0o17', 15] as const, ['0X1F', 31] as const],
    ...[['-0x1f', -31] as const, ['+0b11', 3] as const, ['1_000', 1000] as const, ['1__0.5_0', 10.5] as const],
    ...[['0_', 0] as const, ['+_1', 1] as const, ['1e1_0', 1e10] as const, ['18446744073709551615', 2 ** 64] as const],
    ...[['!!int 5', 5] as const, ['!!float 5', 5] as const, ['.inf', Infinity] as const, ['.NaN', NaN] as const],
  ])('%s is %d', (letters, number) => {
    expect(readYaml(`a: ${letters}`)).toEqual({ value: { a: number } });
  });
});

describe('documents of a text', () => {
  const read = (text: string) => {
    const { documents, problems } = parseYaml('file', text);
    return [...documents.map(({ json, where }) => [json, where]), ...problems.map(({ where }) => ['!', where])];
  };

  test.each([
    [
      'a: 1\n---\nb: 2\n',
      [
        [{ a: 1 }, 'file:1'],
        [{ b: 2 }, 'file:3'],
      ],
    ],
    [
      '# a\n\n---  \n\n# b\nc: 1\n--- \n---',
      [
        [{ c: 1 }, 'file:6'],
        [null, 'file:7'],
        [null, 'file:8'],
      ],
    ],
    [
      'a: 1\n...\n---\nb: 2\n',
      [
        [{ a: 1 }, 'file:1'],
        [{ b: 2 }, 'file:4'],
      ],
    ],
    [
      '--- # a\nb: 2\n--- {c: 3}\n',
      [
        [{ b: 2 }, 'file:2'],
        [{ c: 3 }, 'file:3'],
      ],
    ],
    [
      'a: 1\r\n---\r\nb: 2\r\n',
      [
        [{ a: 1 }, 'file:1'],
        [{ b: 2 }, 'file:3'],
      ],
    ],
    [
      'a: 1\n--- - b\n',
      [
        [{ a: 1 }, 'file:1'],
        ['!', 'file:2'],
      ],
    ],
    ['%YAML 1.1\n---\na: yes\n', [[{ a: true }, 'file:3']]],
    ['\uFEFFa: 1\n', [[{ a: 1 }, 'file:1']]],
    [
      'a: yes\n---\nb: 2\n---\nc: 012\n',
      [
        [{ a: true }, 'file:1'],
        [{ b: 2 }, 'file:3'],
        [{ c: 10 }, 'file:5'],
      ],
    ],
    [
      'a: 1\n--- ---\n',
      [
        [{ a: 1 }, 'file:1'],
        ['---', 'file:2'],
      ],
    ],
    ['a: 1\nb: |\n  c\u2028---\u2029---\n', [[{ a: 1, b: 'c\u2028---\u2029---\n' }, 'file:1']]],
    [
      'a: "b\n---\nc: 1\n---\n- d: [\n',
      [
        [{ c: 1 }, 'file:3'],
        ['!', 'file:1'],
        ['!', 'file:6'],
      ],
    ],
  ])('are parted: %j', (text, documents) => {
    expect(read(text)).toEqual(documents);
  });

  test('are one, where one is asked for', () => {
    expect(['', '# a', 'a: 1', 'a: 1\n---\n', 'a: [', 'yes'].map((text) => readYaml(text))).toEqual([
      { value: null },
      { value: null },
      { value: { a: 1 } },
      undefined,
      undefined,
      { value: true },
    ]);
  });
});

test('an anchor ends with its document, and whoever repeats it in a later one is told so', () => {
  const { problems } = parseYaml('a.yaml', 'a: &labels { app: web }\n---\nb: *labels\n');
  expect(problems).toEqual([
    {
      where: 'a.yaml:3',
      message: '"a.yaml" repeats "*labels" of an earlier document, and an anchor ends at the "---" after it.',
      remedy: 'Write the value out, or "&labels" at one of this document.',
    },
  ]);
});

describe('a key that merges', () => {
  const values = (text: string) => parseYaml('a.yaml', text).documents.map(({ json }) => json);

  test('takes a map, a list of maps, and those of anchors, more than once', () => {
    expect(values('a: &a { x: 1 }\nb:\n  <<: *a\n  <<: [*a, { w: 2 }]\n  !!merge <<: { z: 3 }\n')).toEqual([
      { a: { x: 1 }, b: { x: 1, w: 2, z: 3 } },
    ]);
  });

  test('is a text elsewhere, and so it is in quotes', () => {
    expect(values('a: <<\nb: !!merge <<\n"<<": { c: 1 }\n')).toEqual([{ a: '<<', b: '<<', '<<': { c: 1 } }]);
  });

  test.each([
    ['a: 1\n<<: 1\n', 2],
    ['a: 1\n<<: [a]\n', 2],
    ['a: 1\n<<:\n', 2],
    ['a: &x 1\nb:\n  <<: *x\n', 3],
    ['a: &x [1]\nb:\n  <<: [*x]\n', 3],
    ['? <<\na: 1\n', 1],
    ['a: &x { y: 1 }\nb: { <<: *x }\nc: { <<: [*x] }\nd: { <<: x }\n', 4],
  ])('takes nothing else: %j', (text, line) => {
    expect(parseYaml('a.yaml', text)).toEqual({
      documents: [],
      problems: [
        {
          where: `a.yaml:${line}`,
          message: '"a.yaml" merges by "<<" what is no map.',
          remedy: 'Write a map behind it, such as "*name" of the anchor of one, or a list of such.',
        },
      ],
    });
  });

  test('tells an anchor that is missing as such', () => {
    expect(parseYaml('a.yaml', 'a: &b 1\nc:\n  <<: *d\n').problems).toMatchObject([
      { where: 'a.yaml:3', message: '"a.yaml" repeats "*d", and no anchor "&d" stands before it.' },
    ]);
  });
});

test('kinds of lists and maps beyond those of JSON are what kubectl makes of them', () => {
  expect(readYaml('a: !!set { b }\nc: !!omap [d: 1]\ne: !!pairs [f: 1, f: 2]\n')).toEqual({
    value: { a: { b: null }, c: [{ d: 1 }], e: [{ f: 1 }, { f: 2 }] },
  });
});

describe('a line that is indented as none before it', () => {
  const remedy = (text: string) => parseWhole('file', text).problems[0]!.remedy;

  test.each([
    [
      'spec:\n  selector: { app: web }\n ports:\n    - port: 80\n',
      '2 blanks like "selector", or by no blanks like "spec"',
    ],
    [
      'spec:\n  selector:\n    app: web\n   ports:\n    - port: 80\n',
      '2 blanks like "selector", or by 4 blanks like "app"',
    ],
    ['---\na: 1\n---\nspec:\n   a:\n\n     b: c\n  d: e\n', '3 blanks like "a", or by no blanks like "spec"'],
    ['a:\n  - - 1\n   - 2\n', '2 blanks like "-", or by 4 blanks like "-"'],
  ])('is shown where it may begin: %j', (text, expected) => {
    expect(remedy(text)).toBe(`Indent it by ${expected}.`);
    const [, blanks] = /(\d+) blanks/.exec(expected)!;
    const { line } = /file:(?<line>\d+)/.exec(parseWhole('file', text).problems[0]!.where)!.groups!;
    const mended = text
      .split('\n')
      .map((one, index) => (index === Number(line) - 1 ? ' '.repeat(Number(blanks)) + one.trimStart() : one));
    expect(parseWhole('file', mended.join('\n')).problems).toEqual([]);
  });

  test('is left to whoever wrote it where it begins with neither', () => {
    expect(remedy('a:\n  b: 1\n  [c]\n')).toBe('Mend this line.');
  });
});

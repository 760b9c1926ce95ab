import { Yaml } from 'cdk8s';
import fc from 'fast-check';
import { parse } from 'yaml';
import { documents } from '../../lib/analysis/yaml';

const stringifyAll = (docs: readonly unknown[]) => [...documents(docs.map((json) => ({ json })))].join('');

/** Strings that YAML 1.1, YAML 1.2, Go or the yaml package treat in a way of their own. */
const NASTY = [
  ...['', ' ', 'a ', ' a', 'a: b', 'a:b', 'a:', ':a', 'a #b', 'a#b', '#a', '- a', '-a', '-', '?', '? a', '?a', '~'],
  ...['y', 'n', 'Y', 'yes', 'No', 'ON', 'off', 'oFf', 'true', 'True', 'false', 'null', 'Null', 'nULL', '.nan', '.inf'],
  ...['1', '08', '0777', '1_000', '1e3', '.5e3', 'e3', 'E+5', 'e', '1.', '0x1f', '0b11', '1:30', '12:30:45', '1:2:3.4'],
  ...[
    '2001-12-14',
    '2001-12-14t21:59:43.10-05:00',
    '100m',
    '128Mi',
    '25%',
    '1.5Gi',
    '30s',
    '1.m',
    '1e3m',
    '%25',
    '10.0.0.1',
    '1.27',
    'v1',
    '+1',
    '-1',
    '-0',
  ],
  ...[
    '---',
    '...',
    '%a',
    '--- a',
    '...a',
    '%',
    '----',
    '&a',
    '*a',
    '!a',
    '|',
    '>',
    "'",
    '"',
    '@',
    '`',
    '{',
    '[a]',
    ',',
  ],
  ...['{{ a }}', '{{a}}: b', '$(X)', '$X', '(a)', '/a/b', '_a', '=', 'a\tb', '\ta', 'a\t', "it's", 'say "a"', `'"`],
  ...[
    'a\nb',
    'a\n',
    '\na',
    'a\n\n',
    '\n',
    '\n\n',
    'a\n\nb',
    '  a\nb',
    ' \na',
    'a\n ',
    'a\n b',
    'a\n  \nb',
    'a\n\n  b\n',
  ],
  ...[
    'a: b\nc: d\n',
    '#!/bin/sh\nexit 0\n',
    '---\na\n',
    '...\n',
    'a\n---\nb',
    '%a\nb',
    'a\r\nb\r\n',
    'a\rb',
    '\0',
    '\u0007',
  ],
  ...[
    '\u0085',
    '\u00a0',
    '\u2028',
    '\ud800',
    'ä',
    '日本',
    '😀',
    'a'.repeat(200),
    'a b '.repeat(60).trim(),
    '\ufeff',
    '\\',
    'a\\n',
  ],
  ...['\n  a\n b\n', 'a\n\n\n', ' \n ', 'a \nb', 'a\n\tb', '"a\n  b', "'a\n  b\n  ", 'x'.repeat(50) + '\n\n y\n '],
];

/** What cdk8s writes without quotes although a reader takes it for something else. */
const MISREAD = ['<<', '0o17', '0O17', '0X1F', '0B11', '-0o7', '0o1_7'];

const text = fc
  .oneof(
    fc.constantFrom(...NASTY),
    fc.string({ unit: fc.constantFrom(...'ab1e0.:-#? \n\t\'"/|>%{}[]&*!_=$~,äﬀ'), maxLength: 12 }),
    fc.string({ unit: 'binary', maxLength: 8 }),
  )
  .filter((it) => !/^(?:<<|[-+]?0[bBoOxX][0-9a-fA-F_]+)$/.test(it));

const { doc } = fc.letrec((tie) => ({
  doc: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.oneof(fc.integer(), fc.double(), fc.boolean(), fc.constant(null), fc.constant(undefined)),
    fc.array(tie('doc'), { maxLength: 4 }),
    fc.dictionary(text, tie('doc'), { maxKeys: 4 }),
  ),
}));

describe('A document looks as cdk8s prints it', () => {
  test.each(NASTY.map((it) => [JSON.stringify(it), it]))('with %s as value, item and key at every depth', (_, it) => {
    const docs = [
      it,
      [it],
      { a: it },
      { [it]: 1 },
      { a: { [it]: it, b: [it, [it], { [it]: it }] }, z: 1 },
      [{ [it]: 1, b: it }, [it, it], { c: { [it]: {} } }],
    ];
    expect(stringifyAll(docs)).toBe(Yaml.stringify(...docs));
    expect(parse(stringifyAll([docs[4]]), { version: '1.2' })).toEqual(docs[4]);
  });

  test('whatever it holds', () => {
    fc.assert(
      fc.property(fc.array(doc, { maxLength: 3 }), (docs) => {
        expect(stringifyAll(docs)).toBe(Yaml.stringify(...docs));
      }),
      { numRuns: 3000, seed: 1 },
    );
  });

  test.each([
    ['no document at all', []],
    ['empty collections', [{}, [], { a: {}, b: [], c: [[], {}] }]],
    ['null and undefined', [null, undefined, { a: null, b: undefined, c: [null, undefined] }]],
    ['bare scalars', [1, 'a', true, '---', 'a\nb', -0, NaN, 10n]],
    ['numbers of every kind', [{ a: [0, -1, 1.5, 1e21, 1e-7, 2 ** 53, 5e-324] }]],
    ['numbers that JSON has not', [{ a: -0 }, { a: NaN }, [Infinity, -Infinity], { a: 10n }]],
    ['an object without a prototype', [Object.assign(Object.create(null), { a: 1 })]],
    ['an instance of a class', [{ a: new Date(0) }, { a: new Map([['b', 1]]) }, { a: new Set([1]) }]],
    ['something with a toJSON of its own', [{ toJSON: () => 'a' }]],
    ['a key of one letter too many', [{ ['k'.repeat(1025)]: 1 }, { ['"'.repeat(1025)]: 1 }, { ['k'.repeat(1024)]: 1 }]],
    ['a key that is an index or a prototype', [{ 1: 1, 0: 2, ['__proto__']: 3, constructor: 4 }]],
  ])('with %s', (_, docs: unknown[]) => {
    expect(stringifyAll(docs)).toBe(Yaml.stringify(...docs));
  });

  test('with an anchor where an object stands twice, and without one across documents', () => {
    const shared = { a: 1 };
    const empty: unknown[] = [];
    const docs = [{ x: shared, y: [shared] }, [empty, empty], { z: shared }];
    expect(stringifyAll(docs)).toBe(Yaml.stringify(...docs));
    expect(stringifyAll(docs)).toContain('&a1');
  });

  test('with an anchor where an object holds itself', () => {
    const ring: Record<string, unknown> = { a: 1 };
    ring.self = ring;
    expect(stringifyAll([ring])).toBe(Yaml.stringify(ring));
  });

  test('also after more odd strings than are remembered', () => {
    const docs = [{ items: Array.from({ length: 10_050 }, (_, index) => `#${index}`) }];
    expect(stringifyAll(docs)).toBe(Yaml.stringify(...docs));
  });
});

describe('A string that a reader would take for something else', () => {
  test.each(MISREAD)('gets quotes where cdk8s leaves %s bare', (it) => {
    expect(Yaml.stringify({ a: it })).toBe(`a: ${it}\n`);
    expect(stringifyAll([{ a: it, b: [it], [it]: 1 }])).toBe(`a: "${it}"\nb:\n  - "${it}"\n"${it}": 1\n`);
  });

  test.each([...MISREAD, ...NASTY])('comes back as it was from every YAML: %j', (it) => {
    const doc = { a: it, b: [it], c: { [it]: it } };
    expect(parse(stringifyAll([doc]), { version: '1.1' })).toEqual(doc);
    expect(parse(stringifyAll([doc]), { version: '1.2' })).toEqual(doc);
  });
});

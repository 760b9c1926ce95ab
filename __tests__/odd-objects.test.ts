import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { parseYaml } from '../lib/routes/yaml/parse';
import { judge } from '../lib/routes/rules/judge';
import { rules } from '../lib/routes/rules';
import { siteFromDocuments } from '../lib/cli/read/documents';

// What a file may hold at any place: whatever it is, the rules speak of it in words, and in a moment.

const FOLDER = join(__dirname, '../docs/rules');

/** The documents of every example on the pages of the rules. */
const EXAMPLES = readdirSync(FOLDER).flatMap((name) =>
  [...readFileSync(join(FOLDER, name), 'utf8').matchAll(/```yaml\n([^]*?)```/g)].map(([, yaml = '']) =>
    parseYaml(name, yaml).documents.map(({ json }) => json),
  ),
);

const ODD: readonly unknown[] = [
  ...[null, '', ' ', 'a', '-', 0, -1, 1.5, 80, 70000, 1e300, Infinity, NaN, true, [], [null], {}],
  ...[
    { toString: 'a' },
    [{ toString: 'a' }],
    { name: { toString: 'a' } },
    { a: { toString: 'a' } },
    { constructor: 1 },
  ],
  ...[
    '..'.repeat(60),
    '/'.repeat(60) + 'a',
    '../'.repeat(40) + 'a',
    `${'a.'.repeat(60)}b`,
    '0'.repeat(60),
    '{{'.repeat(60),
  ],
];

type Steps = readonly (string | number)[];

/** The way to every value in a document. */
const placesIn = (value: unknown, steps: Steps = []): readonly Steps[] =>
  typeof value !== 'object' || value === null
    ? [steps]
    : [
        steps,
        ...Object.entries(value).flatMap(([key, held]) =>
          placesIn(held, [...steps, Array.isArray(value) ? Number(key) : key]),
        ),
      ];

function withAt(value: unknown, [step, ...others]: Steps, odd: unknown): unknown {
  if (step === undefined) return odd;
  const held = value as Record<string | number, unknown>;
  const changed = withAt(held[step], others, odd);
  return Array.isArray(held) ? held.with(step as number, changed) : { ...held, [step]: changed };
}

const messagesOn = (documents: readonly unknown[]): readonly string[] => {
  const site = siteFromDocuments(documents.map((json, index) => ({ json, where: `file:${index}` })));
  return judge([site], rules).findings.map(({ message, remedy }) => `${message} ${remedy}`);
};

/** What shows that a value was printed without a look at it. */
const BLIND = /\bundefined\b|\[object |\bNaN\b|function /;

test('whatever stands at any place of an object, the rules find words for it', () => {
  const change = fc.tuple(fc.nat(), fc.nat(), fc.constantFrom(...ODD));
  fc.assert(
    fc.property(
      fc.constantFrom(...EXAMPLES),
      fc.array(change, { minLength: 1, maxLength: 3 }),
      (documents, changes) => {
        const changed = [...documents];
        for (const [which, where, odd] of changes) {
          const index = which % changed.length;
          const places = placesIn(changed[index]);
          changed[index] = withAt(changed[index], places[where % places.length]!, odd);
        }
        const blind = messagesOn(changed).filter((message) => BLIND.test(message));
        // A place that holds no number is called what it holds.
        if (!changes.some(([, , odd]) => Number.isNaN(odd))) expect(blind).toEqual([]);
      },
    ),
    { seed: 1, numRuns: 3000 },
  );
});

import * as fc from 'fast-check';
import { siteFromDocuments } from '../lib/cli/read/documents';
import { sentenceOf } from '../lib/cli/synth/sentence';
import { parseMemory } from '../lib/routes/k3d/formats';
import { versionIn } from '../lib/routes/k3d/version';
import { partsOf } from '../lib/routes/network/match-parts';
import { namesOperated } from '../lib/routes/operators';
import { amountOf } from '../lib/routes/quantity';
import { normalised } from '../lib/routes/report/url';
import { flagsIn } from '../lib/routes/rules/cluster/arguments';
import { whyNoSchedule } from '../lib/routes/schema/cron';
import { dnsLabel } from '../lib/routes/schema/formats';
import { hideSecrets, isSecret } from '../lib/routes/secrets';

// Whatever is read in more than one pass over a text takes hours for these, and for the first one longer than anybody lives.

const LETTERS = 1_000_000;
const long = (unit: string) => unit.repeat(LETTERS / unit.length);

test('a schedule of numbers that may be told apart in many ways', () => {
  expect(whyNoSchedule(`@every 0.${'s000'.repeat(100)}v`)?.why).toBe('this shorthand does not exist');
});

const CASES: readonly (readonly [what: string, read: (text: string) => unknown, text: string, expected: unknown])[] = [
  ['an amount of memory', parseMemory, `${long('1')}x`, undefined],
  ['a quantity', amountOf, `1${long(' ')}x`, undefined],
  ['a version', versionIn, long('1'), undefined],
  ['a rule of Traefik', (text) => partsOf(text).length, `a${long(' ')}`, 1],
  ['flags in one argument', (text) => flagsIn(text).length, `${long('\t')}x`, 1],
  ['a name', (text) => dnsLabel(text)?.remedy, `a${long('-')}`, 'Write "a".'],
  ['a URL', normalised, `http://a${long('/')}a`, `http://a${long('/')}a`],
  ['a word that says secret', hideSecrets, long('secret'), long('secret')],
  ['what begins like logins', hideSecrets, `@${long('/a:')}`, `@${long('/a:')}`],
  ['a path', isSecret, `${long('a')}.`, false],
  ['a path with a bracket', isSecret, `["${long('a')}`, false],
  [
    'what a program printed before it ended',
    sentenceOf,
    `${long('x')}\nSynthError: No.\n    at x`,
    `${long('x')}\nNo.`,
  ],
];

test.each(CASES)('%s is read once, however long it is', (_, read, text, expected) => {
  expect(read(text) === expected).toBe(true);
});

test('the words of a long name are not put together in all ways', () => {
  const site = siteFromDocuments([
    { json: { apiVersion: 'acid.zalan.do/v1', kind: 'postgresql', metadata: { name: 'pg' } }, where: 'pg' },
  ]);
  expect(namesOperated(site, [`a-pg-${long('b-')}`])).toBe(true);
  expect(namesOperated(site, [long('b-')])).toBe(false);
});

test('behind the last at sign no login is looked for, and none before it is missed', () => {
  const noise = fc.stringMatching(/^[a-z/:=,"]{0,200}$/);
  fc.assert(
    fc.property(
      noise,
      fc.stringMatching(/^[a-z]{6}$/),
      noise,
      (before, password, after) =>
        !hideSecrets(`${before} https://user:${password}_@host/${after}`).includes(`${password}_`),
    ),
    { seed: 1 },
  );
});

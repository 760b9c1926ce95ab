import { alternativesIn, outdatedIn } from '../../../lib/routes/network/match';
import { readingOf } from '../../../lib/routes/network/match-grammar';

/** Terms as a person writes them, one text for every alternative. */
const read = (match: string) =>
  alternativesIn(readingOf(match))?.map((terms) =>
    terms.map(({ matcher, values, not }) => `${not ? '!' : ''}${matcher} ${values.join(' ')}`).join(' & '),
  );

test('what stands between two is taken before what stands beside it', () => {
  expect(read('Host(`a`)')).toEqual(['Host a']);
  expect(read('Host(`a`) || Host(`b`) && Path(`/`)')).toEqual(['Host a', 'Host b & Path /']);
  expect(read(' ( Host(`a`)||Host(`b`) ) && Path("/") ')).toEqual(['Host a & Path /', 'Host b & Path /']);
  expect(read('(A(`1`) || B(`2`)) && (C(`3`) || D(`4`))')).toEqual([
    'A 1 & C 3',
    'A 1 & D 4',
    'B 2 & C 3',
    'B 2 & D 4',
  ]);
});

test('values may hold what else is an operator, and several stand in one term', () => {
  expect(read('PathRegexp(`^/(a|b||c)$`) && Header(`X`, "a,b",)')).toEqual(['PathRegexp ^/(a|b||c)$ & Header X a,b']);
});

test('the opposite of one term is read', () => {
  expect(read('!Host(`a`) && !!Path(`/`)')).toEqual(['!Host a & Path /']);
  expect(read('!(Host(`a`))')).toEqual(['!Host a']);
  expect(read('!(Host(`a`) || Path(`/`))')).toBe(undefined);
  expect(read('!(Host(`a`) && Path(`/`))')).toBe(undefined);
});

test.each([
  [''],
  [' '],
  ['Host'],
  ['Host('],
  ['Host()'],
  ['Host(`a`'],
  ['Host(`a`,,)'],
  ["Host('a')"],
  ['Host(a)'],
  ['Host(`a)'],
  ['(Host(`a`)'],
  ['Host(`a`))'],
  ['Host(`a`) &&'],
  ['Host(`a`) || ||'],
  ['Host(`a`) Host(`b`)'],
  ['Host(`a`) & Host(`b`)'],
  ['!'],
  ['`a`'],
])('%j is no match', (match) => {
  expect(read(match)).toBe(undefined);
});

test('what nobody writes by hand is not read: it is too long, too deep, or too much', () => {
  const wide = (count: number) => `(${Array.from({ length: count }, () => 'Host(`a`)').join(' || ')})`;
  expect(read(`${wide(8)} && ${wide(8)}`)).toHaveLength(64);
  expect(read(`${wide(8)} && ${wide(9)}`)).toBe(undefined);
  expect(read(wide(70))).toHaveLength(70);
  const deep = (levels: number) => `${'('.repeat(levels)}Host(\`a\`)${')'.repeat(levels)}`;
  expect(read(deep(50))).toEqual(['Host a']);
  expect(read(deep(51))).toBe(undefined);
  expect(read(`!${deep(50)}`)).toBe(undefined);
  expect(read(`Host(\`${'a'.repeat(5000)}\`)`)).toBe(undefined);
});

test.each([
  ['Host(`a`, `b`) && Path(`/`)', 'Host takes one value', 'Write (Host(`a`) || Host(`b`)).'],
  ['!PathPrefix(`/a`, `/b`)', 'PathPrefix takes one value', 'Write (!PathPrefix(`/a`) && !PathPrefix(`/b`)).'],
  ['Host(`a`) || Headers(`X`, `1`)', 'it knows no Headers', 'Write Header.'],
  ['HostHeader(`a`)', 'it knows no HostHeader', 'Write Host.'],
  ['HeadersRegexp(`X`, `1`)', 'it knows no HeadersRegexp', 'Write HeaderRegexp.'],
])('%s is for Traefik 2: %s', (match, why, remedy) => {
  expect(outdatedIn(alternativesIn(readingOf(match))!)).toEqual({ why, remedy });
});

test.each([
  ['HostRegexp(`{sub:[a-z]{2,3}}.a.test`)', 'HostRegexp', '^[a-z]{2,3}\\.a\\.test$'],
  ['HostSNIRegexp(`{any}.a.{tld:test|dev}`)', 'HostSNIRegexp', '^[^.]+\\.a\\.(test|dev)$'],
])('the names in %s are of Traefik 2', (match, matcher, value) => {
  expect(outdatedIn(alternativesIn(readingOf(match))!)).toEqual({
    why: `${matcher} takes an expression, and no names between braces`,
    remedy: `Write ${matcher}(\`${value}\`).`,
  });
});

test.each(['HostRegexp(`^[a-z]{2,3}\\.a\\.test$`)', 'HostRegexp(`^\\p{Greek}+$`)', 'Path(`/{id}`)'])(
  '%s is of Traefik 3',
  (match) => {
    expect(outdatedIn(alternativesIn(readingOf(match))!)).toBe(undefined);
  },
);

test('what Traefik 3 understands is not outdated', () => {
  const match = 'Host(`a`) && Header(`X`, `1`) && Query(`a`, `b`) && !Method(`GET`)';
  expect(outdatedIn(alternativesIn(readingOf(match))!)).toBe(undefined);
});

import { expansionsOf } from '../../../lib/routes/k3d/dollars';

const tokens = (value: string, text?: string) => expansionsOf({ config: { value }, text }).map(({ token }) => token);

test.each([
  ['a$HOME|${NOPE}|$$|$1|end$', ['$HOME', '${NOPE}', '$$', '$1']],
  ['^(.*)$ and $)', []],
  ['${A:-b}', ['${A:-b}']],
  ['${}', ['${}']],
  ['${open', ['${']],
  ['$?$!', ['$?', '$!']],
])('in %j k3d expands %j', (value, expected) => {
  expect(tokens(value)).toEqual(expected);
});

test('names of variables are told apart from what no variable can be called', () => {
  expect(expansionsOf({ config: { a: '$HOME ${A:-b} ${B2}' } }).map(({ name }) => name)).toEqual([
    'HOME',
    undefined,
    'B2',
  ]);
});

test('an escaped dollar is none, since k3d reads the text', () => {
  expect(tokens('x/$1', 'value: "x/\\x241"')).toEqual([]);
  expect(tokens('x/$1', "value: 'x/$1'")).toEqual(['$1']);
});

test('keys and lists are searched too, in the order of the file', () => {
  const found = expansionsOf({ config: { a: ['$A', { $B: 1 }], b: null, c: 7, d: '$C' } });
  expect(found.map(({ path, token }) => `${path} ${token}`)).toEqual(['a[0] $A', 'a[1].$B $B', 'd $C']);
});

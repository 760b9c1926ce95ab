import { dockerIgnore, IgnoreError } from '../../lib/images/docker-ignore';

const ignored = (text: string, ...paths: string[]) => paths.filter(dockerIgnore(text).ignores);

const PATHS = ['a', 'a.md', 'b/a', 'b/a.md', 'b/c/a.md', 'b/c/d.ts', 'x.y', '[z]'];

test.each([
  ['', []],
  ['# a\n\n  \n', []],
  ['\uFEFFa', ['a']],
  ['a', ['a']],
  ['  a  ', ['a']],
  ['/a', ['a']],
  ['./x/../a/', ['a']],
  ['b', ['b/a', 'b/a.md', 'b/c/a.md', 'b/c/d.ts']],
  ['*.md', ['a.md']],
  ['*/*.md', ['b/a.md']],
  ['**/*.md', ['a.md', 'b/a.md', 'b/c/a.md']],
  ['b/**', ['b/a', 'b/a.md', 'b/c/a.md', 'b/c/d.ts']],
  ['**/**/*.md', ['a.md', 'b/a.md', 'b/c/a.md']],
  ['b/**/**', ['b/a', 'b/a.md', 'b/c/a.md', 'b/c/d.ts']],
  ['**', PATHS],
  ['?', ['a', 'b/a', 'b/a.md', 'b/c/a.md', 'b/c/d.ts']],
  ['x?y', ['x.y']],
  ['x.y', ['x.y']],
  ['[a-b]', ['a', 'b/a', 'b/a.md', 'b/c/a.md', 'b/c/d.ts']],
  ['[^b]', ['a']],
  ['\\[z\\]', ['[z]']],
  ['a\\', ['a']],
  ['b\n!b/c', ['b/a', 'b/a.md']],
  ['b\n! b/c\nb/c/*.md', ['b/a', 'b/a.md', 'b/c/a.md']],
  ['!b\nb', ['b/a', 'b/a.md', 'b/c/a.md', 'b/c/d.ts']],
  ['!', []],
])('the patterns %j leave out %j', (text, expected) => {
  expect(ignored(text, ...PATHS)).toEqual(expected);
});

test('what is left out may be taken in again only where a pattern says so', () => {
  expect([dockerIgnore('a').takesBack, dockerIgnore('a\n!b').takesBack]).toEqual([false, true]);
});

test('a pattern that cannot be read is named', () => {
  expect(() => dockerIgnore('a\n[b')).toThrow(new IgnoreError('[b'));
});

test('many folders of any depth in one pattern are no many ways to look', () => {
  const deep = `${'a/'.repeat(60)}b`;
  expect(dockerIgnore(`${'**/'.repeat(40)}x`).ignores(deep)).toBe(false);
  expect(dockerIgnore(`${'**/'.repeat(40)}b`).ignores(deep)).toBe(true);
});

import { hint, meant } from '../../lib/routes/nearest';

test.each([
  ['chekc', ['check', 'down'], 'check'],
  ['refrence-missing', ['reference-missing', 'port-random'], 'reference-missing'],
  ['image-unpinned', ['image-not-pinned'], 'image-not-pinned'],
  ['8087', ['port-random'], undefined],
  ['foo', ['down', 'up'], undefined],
  ['foo', [], undefined],
])('%s among %j is %s', (word, candidates, near) => {
  expect(meant(word, candidates)).toBe(near);
});

test('where nothing is near, it is said where everything is', () => {
  expect(hint('dwn', ['down'], 'See there.')).toBe('The nearest is "down".');
  expect(hint('8087', ['down'], 'See there.')).toBe('See there.');
});

import { hashOf } from '../../lib/analysis/hash';
import { uniqueNames } from '../../lib/workload/unique-names';

const named = (candidates: Record<string, string[]>, taken?: string[]) =>
  Object.fromEntries(uniqueNames(new Map(Object.entries(candidates)), taken));

test('the first candidate that nothing else asks for', () => {
  expect(named({ one: ['a', 'one-a'], two: ['a', 'two-a'], three: ['b'] }, ['b'])).toEqual({
    one: 'one-a',
    two: 'two-a',
    three: `b-${hashOf('three').slice(0, 8)}`,
  });
});

test('a name that looks like a hashed one makes the hash longer', () => {
  const hash = hashOf('one');
  expect(named({ one: ['a'], two: ['a'], three: [`a-${hash.slice(0, 8)}`] }).one).toBe(`a-${hash.slice(0, 9)}`);
});

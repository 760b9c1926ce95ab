import { firstOf, remembered } from '../../lib/routes/plain';

describe('What is remembered', () => {
  const counting = () => {
    const asked: string[] = [];
    const length = remembered((text) => {
      asked.push(text);
      return text === '' ? undefined : text.length;
    });
    return { asked, length };
  };

  test('is computed once, and be it that it is nothing', () => {
    const { asked, length } = counting();
    expect(['ab', '', 'ab', ''].map(length)).toEqual([2, undefined, 2, undefined]);
    expect(asked).toEqual(['ab', '']);
  });

  test('does not grow without end: a text that never comes again is worth nothing', () => {
    const { asked, length } = counting();
    for (let index = 0; index < 1_000; index++) length(`${index}`);
    length('0');
    expect(asked).toHaveLength(1_000);
    length('one more');
    length('0');
    expect(asked.slice(-2)).toEqual(['one more', '0']);
  });
});

test('the first of each keeps the order, and a list of one as it is', () => {
  const one = [{ name: 'a' }];
  expect(firstOf(one, ({ name }) => name)).toBe(one);
  expect(firstOf(['b1', 'a1', 'b2'], ([letter]) => letter)).toEqual(['b1', 'a1']);
});

import { several } from '../../../lib/cli/hand-off/several';

/** Work that ends when it is told to. */
function held() {
  const begun: string[] = [];
  const ends = new Map<string, { well: () => void; badly: (reason: unknown) => void }>();
  const work = (item: string) =>
    new Promise<string>((resolve, badly) => {
      begun.push(item);
      ends.set(item, { well: () => resolve(item.toUpperCase()), badly });
    });
  const settled = () => new Promise<void>((resolve) => void setImmediate(resolve));
  return { begun, work, settled, end: (item: string) => ends.get(item)! };
}

test('so many are worked on at a time, and the results are in the order of the items', async () => {
  const { begun, work, settled, end } = held();
  const all = several(['a', 'b', 'c'], 2, work);
  expect(begun).toEqual(['a', 'b']);
  end('b').well();
  await settled();
  expect(begun).toEqual(['a', 'b', 'c']);
  end('c').well();
  end('a').well();
  expect(await all).toEqual(['A', 'B', 'C']);
});

test('after an error nothing more is begun, and it is thrown when what runs has ended', async () => {
  const { begun, work, settled, end } = held();
  const thrown = jest.fn();
  const all = several(['a', 'b', 'c'], 2, work).catch(thrown);
  end('b').badly(undefined);
  await settled();
  expect(begun).toEqual(['a', 'b']);
  expect(thrown).not.toHaveBeenCalled();
  end('a').badly(new Error('the second'));
  await all;
  expect(thrown.mock.calls).toEqual([[undefined]]);
});

import { several } from '../../../lib/cli/hand-off/several';

/** A piece of work that ends when a test says so. */
function held() {
  const begun: number[] = [];
  const ends: { readonly good: () => void; readonly bad: (error: Error) => void }[] = [];
  const work = (item: number) => {
    begun.push(item);
    return new Promise<string>((resolve, reject) => {
      ends.push({ good: () => resolve(`${item}`), bad: reject });
    });
  };
  return { begun, ends, work };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('Several pieces of work', () => {
  test('are done so many at a time, and give their results in order', async () => {
    const { begun, ends, work } = held();
    const all = several([1, 2, 3], 2, work);
    expect(begun).toEqual([1, 2]);
    ends[1]!.good();
    await turn();
    expect(begun).toEqual([1, 2, 3]);
    ends[2]!.good();
    ends[0]!.good();
    expect(await all).toEqual(['1', '2', '3']);
  });
  test('end with the first failure once what was begun has ended, and nothing more is begun', async () => {
    const { begun, ends, work } = held();
    let over = false;
    const all = several([1, 2, 3, 4], 2, work).finally(() => (over = true));
    ends[1]!.bad(new Error('no'));
    await turn();
    expect(over).toBe(false);
    ends[0]!.good();
    await expect(all).rejects.toThrow('no');
    expect(begun).toEqual([1, 2]);
  });
});

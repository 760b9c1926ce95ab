import type { Finding } from '../../lib/routes/finding';
import { findingsText } from '../../lib/routes/sentence';

const FEW = { first: 3, rest: 'All of them stand in routes.json.' };

const unpinned = (number: number): Finding => ({
  rule: 'image-not-pinned',
  level: 'warning',
  where: `shop/web-${number}`,
  message: `Image "web-${number}" names no version.`,
  remedy: `Write the version that you mean behind the name: "web-${number}:<version>".`,
});
const silent: Finding = {
  rule: 'no-requests',
  level: 'warning',
  where: 'shop/web-2',
  message: 'Nothing is asked for.',
  remedy: 'Write resources.',
};
const numbered = (count: number) => Array.from({ length: count }, (_, index) => unpinned(index));
const heads = (text: string) => text.split('\n\n').map((block) => block.split('\n')[0]);

describe('findings in brief', () => {
  test('of many that ask for the same, the first ones are printed, and how many more there are', () => {
    expect(findingsText(numbered(10_000), FEW)).toBe(
      [
        findingsText(numbered(3)),
        'warning image-not-pinned  and 9,997 more like it. All of them stand in routes.json.',
      ].join('\n\n'),
    );
  });

  test('up to five are printed whole', () => {
    expect(findingsText(numbered(5), FEW)).toBe(findingsText(numbered(5)));
    expect(heads(findingsText(numbered(6), FEW))).toHaveLength(4);
  });

  test('the others stay where they are', () => {
    const [first, ...rest] = numbered(8);
    expect(heads(findingsText([silent, first!, { ...silent, where: 'shop/web-3' }, ...rest], FEW))).toEqual([
      'warning no-requests  shop/web-2',
      'warning image-not-pinned  shop/web-0',
      'warning image-not-pinned  shop/web-1',
      'warning image-not-pinned  shop/web-2',
      'warning image-not-pinned  and 5 more like it. All of them stand in routes.json.',
      'warning no-requests  shop/web-3',
    ]);
  });

  test.each<[string, Partial<Finding>]>([
    ['level', { level: 'error' }],
    ['rule', { rule: 'image-unknown' }],
    ['remedy', { remedy: 'Leave the version out.' }],
  ])('another %s is another kind', (_, other) => {
    const mixed = numbered(10).map((finding, index) => (index < 5 ? finding : { ...finding, ...other }));
    expect(findingsText(mixed, FEW)).toBe(findingsText(mixed));
  });

  test('without a wish for brevity everything is printed', () => {
    expect(heads(findingsText(numbered(100)))).toHaveLength(100);
  });
});

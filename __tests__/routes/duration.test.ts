import { parseDuration } from '../../lib/routes/duration';

test.each([
  ['60s', 60],
  ['1m30s', 90],
  ['1.5h', 5400],
  ['.5s', 0.5],
  ['0', 0],
  ['-1m', -60],
  ['+1m', 60],
  ['60', undefined],
  ['1d', undefined],
  ['', undefined],
  ['m', undefined],
  ['2562047h', 9223369200],
  ['2562048h', undefined],
  ['-2562048h', undefined],
])('%j lasts %s seconds', (text, expected) => {
  expect(parseDuration(text)).toBe(expected);
});

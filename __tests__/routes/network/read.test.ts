import { label, labels } from '../../../lib/routes/network/read';

test('labels that are no texts do not count', () => {
  const said = { app: 'web', empty: '', number: 1, nothing: null, list: ['web'] };
  expect([...labels(said)]).toEqual([
    ['app', 'web'],
    ['empty', ''],
  ]);
  expect(Object.keys(said).map((name) => label(said, name))).toEqual(['web', '', undefined, undefined, undefined]);
});

test.each([undefined, null, 'app', ['app'], 7])('%j has no labels', (said) => {
  expect([labels(said).size, label(said, 'app')]).toEqual([0, undefined]);
});

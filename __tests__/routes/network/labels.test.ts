import { carries, label, labels } from '../../../lib/routes/network/labels';

test('labels that are no texts do not count', () => {
  const said = { app: 'web', empty: '', number: 1, nothing: null, list: ['web'] };
  expect(labels(said)).toEqual({ app: 'web', empty: '' });
  expect(Object.keys(said).map((name) => label(said, name))).toEqual(['web', '', undefined, undefined, undefined]);
});

test.each([undefined, null, 'app', ['app'], 7])('%j has no labels', (said) => {
  expect([labels(said), label(said, 'app')]).toEqual([{}, undefined]);
});

test('what every object inherits is no label', () => {
  const names = ['constructor', '__proto__', 'toString'];
  expect(names.map((name) => label({}, name))).toEqual([undefined, undefined, undefined]);
  expect(names.map((name) => carries({}, JSON.parse(`{"${name}": "web"}`)))).toEqual([false, false, false]);
});

test('names may be left out', () => {
  expect(labels({ app: 'web', 'job-name': 'once' }, (name) => name !== 'job-name')).toEqual({ app: 'web' });
});

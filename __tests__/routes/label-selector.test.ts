import { selects } from '../../lib/routes/label-selector';

const labels = { app: 'web', tier: 'front' };
const by = (...matchExpressions: unknown[]) => ({ matchExpressions });

test.each([
  ['nothing', undefined, 'yes'],
  ['an empty one', {}, 'yes'],
  ['a label', { matchLabels: { app: 'web' } }, 'yes'],
  ['another value', { matchLabels: { app: 'web', tier: 'back' } }, 'no'],
  ['what every object inherits', { matchLabels: { constructor: 'web' } }, 'no'],
  ['one of some', by({ key: 'app', operator: 'In', values: ['api', 'web'] }), 'yes'],
  ['none of some', by({ key: 'app', operator: 'NotIn', values: ['web'] }), 'no'],
  ['a label that is not there and none of some', by({ key: 'team', operator: 'NotIn', values: ['web'] }), 'yes'],
  ['a label that is there', by({ key: 'tier', operator: 'Exists' }), 'yes'],
  ['an inherited one that is there', by({ key: 'toString', operator: 'Exists' }), 'no'],
  ['a label that is not there', by({ key: 'team', operator: 'DoesNotExist' }), 'yes'],
  ['no key', by({ operator: 'In', values: ['web'] }), 'no'],
  ['values that are no list', by({ key: 'app', operator: 'In', values: 'web' }), 'no'],
  ['an operator that nobody knows', by({ key: 'app', operator: 'Near' }), 'unknown'],
  ['the same beside one that fails', by({ key: 'app', operator: 'Near' }, { key: 'team', operator: 'Exists' }), 'no'],
  ['an operator that is no text', by({ key: 'app', operator: ['In'], values: ['web'] }), 'unknown'],
])('%s: %j: %s', (_, selector, expected) => {
  expect(selects(selector, labels)).toBe(expected);
});

import { nameOf, namespaceOf } from '../../lib/routes/names';
import type { KubeObject } from '../../lib/routes/world';

const named = (json: unknown) => nameOf(json as KubeObject);

describe('the name of an object', () => {
  test('has the namespace that it lands in', () => {
    expect(named({ kind: 'Service', metadata: { name: 'web', namespace: 'shop' } })).toBe('Service shop/web');
    expect(named({ kind: 'Service', metadata: { name: 'web' } })).toBe('Service default/web');
    expect(named({ kind: 'Namespace', metadata: { name: 'shop', namespace: 'other' } })).toBe('Namespace shop');
  });

  test('says what is missing', () => {
    expect(named({})).toBe('(no kind) default/(no name)');
    expect(named({ kind: null, metadata: null })).toBe('(no kind) default/(no name)');
    expect(named({ kind: null, metadata: { name: null, namespace: null } })).toBe('(no kind) default/(no name)');
  });

  test('shows a number as it stands', () => {
    expect(named({ kind: 'Service', metadata: { name: 8, namespace: 9 } })).toBe('Service 9/8');
  });

  test.each([[{ toString: 1 }], [['web']], [Object.create(null) as object]])('takes %j for no word', (odd) => {
    expect(named({ kind: 'Service', metadata: { name: odd, namespace: odd } })).toBe('Service default/(no name)');
    expect(named({ kind: odd, metadata: { name: 'web' } })).toBe('(no kind) default/web');
    expect(namespaceOf({ kind: 'Service', metadata: { namespace: odd as unknown as string } })).toBe('default');
  });
});

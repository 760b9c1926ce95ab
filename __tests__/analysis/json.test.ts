import fc from 'fast-check';
import { alike } from '../../lib/analysis/json';

test('any JSON stays what it is, field by field and in order', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      const { json, tree } = alike(value);
      expect(JSON.stringify(json)).toBe(JSON.stringify(value));
      expect(tree).toBe(!JSON.stringify(value).includes('"__proto__":'));
    }),
  );
});

test('what JSON has no word for stays what it is', () => {
  const written = { a: undefined, b: [undefined, NaN, -0, Infinity], c: 10n, d: () => 1 };
  const { json, tree } = alike(written);
  expect([json, tree]).toEqual([written, true]);
  expect(Object.keys(json)).toEqual(['a', 'b', 'c', 'd']);
  expect(Object.is(json.b[2], -0)).toBe(true);
});

test('nothing of the object changes', () => {
  const written = Object.freeze({ spec: Object.freeze({ ports: Object.freeze([Object.freeze({ port: 80 })]) }) });
  const { json } = alike(written);
  expect(json).toEqual(written);
  expect(json.spec.ports[0]).not.toBe(written.spec.ports[0]);
});

const shared = { name: 'web' };
const ring: Record<string, unknown> = { name: 'web' };
ring.self = ring;
class Port {
  readonly number = 80;
}

test.each([
  ['the same record twice', { a: shared, b: [shared] }],
  ['a ring', ring],
  ['something of a class', { port: new Port() }],
  ['a record of no class', { data: Object.assign(Object.create(null), { a: 1 }) }],
  ['a field that would become the prototype', JSON.parse('{"data": {"__proto__": {"a": 1}}}')],
])('%s is left alone', (_, written) => {
  const { json, tree } = alike(written);
  expect(json).toBe(written);
  expect(tree).toBe(false);
});

test.each([undefined, null, 'text', 7])('%j is no record', (written) => {
  expect(alike(written)).toEqual({ json: written, tree: true });
});

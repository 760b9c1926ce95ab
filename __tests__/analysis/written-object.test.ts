import { App, ApiObject, Chart } from 'cdk8s';
import { analyse } from '../../lib/analysis/analyse';
import { WrittenObject } from '../../lib/analysis/written-object';

class Generated extends ApiObject {
  constructor(
    scope: Chart,
    id: string,
    private readonly rendered: any,
  ) {
    super(scope, id, { apiVersion: 'v1', kind: 'ConfigMap' });
  }

  override toJson() {
    return this.rendered;
  }
}

const jsonOf = (rendered: unknown) => {
  const construct = new Generated(new Chart(new App(), 'chart'), 'object', rendered);
  return new WrittenObject({ construct, json: construct.toJson() }, undefined).json;
};

test('an object is read with the fields that it is written with, in their order', () => {
  const written = { kind: 'ConfigMap', apiVersion: 'v1', metadata: { name: 'a' }, data: { b: 'c' } };
  const read = jsonOf(written);
  expect(Object.entries(read)).toEqual(Object.entries(written));
  expect(read.data).toBe(written.data);
});

test.each([undefined, null, 'text', [['a', 1]]])('what is no object stays what it is: %j', (written) => {
  expect(jsonOf(written)).toBe(written);
  expect(() => analyse(new Generated(new Chart(new App(), 'chart'), 'object', written).node.root)).not.toThrow();
});

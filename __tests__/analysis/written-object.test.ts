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

test.each([undefined, null, 'text', [['a', 1]]])('what is no object stays what it is: %j', (written) => {
  const construct = new Generated(new Chart(new App(), 'chart'), 'object', written);
  expect(new WrittenObject({ construct, json: written as never }, undefined).json).toBe(written);
  expect(() => analyse(construct.node.root)).not.toThrow();
});

import { allowedByAnnotation, withAllowed } from '../../../lib/routes/allow';
import { site } from '../network/sites';

const object = (annotations: unknown) => ({ kind: 'Service', metadata: { name: 'a', annotations } }) as object;

test('an annotation allows a rule and says why', () => {
  const annotations = { 'cdk8s-k3d/allow-node-port-not-mapped': ' a proxy stands before it ', other: 'x' };
  expect(allowedByAnnotation(object(annotations))).toEqual({ 'node-port-not-mapped': 'a proxy stands before it' });
});

test.each([
  undefined,
  null,
  1,
  [],
  { 'cdk8s-k3d/allow-a': '' },
  { 'cdk8s-k3d/allow-a': ' ' },
  { 'cdk8s-k3d/allow-a': 1 },
])('the annotations %j allow nothing', (annotations) => expect(allowedByAnnotation(object(annotations))).toEqual({}));

test('what the program allows counts before the annotation', () => {
  const json = object({ 'cdk8s-k3d/allow-a': 'annotation', 'cdk8s-k3d/allow-b': 'annotation' });
  const facts = { json, where: 'a', declared: true, allow: { a: 'program' } };
  const { objects } = withAllowed(site([facts, { json: {}, where: 'b', declared: false }]));
  expect(objects.map(({ allow }) => allow)).toEqual([{ a: 'program', b: 'annotation' }, undefined]);
});

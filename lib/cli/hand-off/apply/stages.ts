import { namespaceOf } from '../../../routes/names';
import { record } from '../../../routes/plain';
import { AUTOSCALERS, scaleTargetOf } from '../../../routes/scale-target';
import type { KubeObject } from '../../../routes/world';

/** Objects in the order in which they are applied: what later ones need comes first. */
export interface Stages {
  readonly definitions: readonly KubeObject[];
  readonly namespaces: readonly KubeObject[];
  readonly secrets: readonly KubeObject[];
  readonly rest: readonly KubeObject[];
}

/** @param secrets what the hand-off makes itself */
export function stagesOf(objects: readonly KubeObject[], secrets: readonly KubeObject[]): Stages {
  const definitions = objects.filter(({ kind }) => kind === 'CustomResourceDefinition');
  const namespaces = objects.filter(({ kind, apiVersion }) => kind === 'Namespace' && apiVersion === 'v1');
  const first = new Set([...definitions, ...namespaces]);
  const rest = objects.filter((object) => !first.has(object));
  return { definitions, namespaces, secrets, rest: withoutScaled(rest) };
}

/** All of them, in their order. */
export const allOf = ({ definitions, namespaces, secrets, rest }: Stages): readonly KubeObject[] => [
  ...definitions,
  ...namespaces,
  ...secrets,
  ...rest,
];

/** Groups of kinds that the app itself defines. */
export const promisedGroups = ({ definitions }: Stages): ReadonlySet<string> =>
  new Set(definitions.map(({ spec }) => `${record(spec).group as string}`));

/** The number of pods of a workload that an autoscaler scales is the autoscaler's. */
function withoutScaled(objects: readonly KubeObject[]): readonly KubeObject[] {
  const scaled = new Set(
    objects
      .filter(({ kind }) => AUTOSCALERS.some((autoscaler) => autoscaler === kind))
      .map((scaler) => workload(scaler, scaleTargetOf(scaler))),
  );
  return objects.map((object) => {
    const { kind, metadata } = object;
    if (!scaled.has(workload(object, { kind: `${kind}`, name: `${metadata?.name}` }))) return object;
    const { replicas: _, ...spec } = record(object.spec);
    return { ...object, spec };
  });
}

const workload = (beside: KubeObject, { kind, name }: { readonly kind: string; readonly name: string }) =>
  `${kind} ${namespaceOf(beside)}/${name}`;

import { nameOf, namespaceOf } from '../../../routes/names';
import { type Refusal, refusalOf } from './refusal';
import type { Refused } from './send';
import { lookup } from '../../../routes/schema/read';
import type { KubeObject } from '../../../routes/world';

/** One object that was not taken, why, and what mends it. */
export function refusedText(refused: Refused, context: string): string {
  return `${nameOf(refused.object)}: ${refusalText(refused, context)}`;
}

/** Why it was not taken, and what mends it. */
export const refusalText = (refused: Refused, context: string): string =>
  reasonText(refusalOf(refused), refused.object, context);

function reasonText(refusal: Refusal, object: KubeObject, context: string): string {
  switch (refusal.kind) {
    case 'conflict':
      return `${refusal.owners.map(({ manager, fields }) => `"${manager}" has set ${fields.join(', ')}`).join('; ')}. Run "cdk8s-k3d up --force-conflicts" to take that over, or leave it out of the app.`;
    case 'unknown-kind':
      return `the cluster knows no kind ${object.kind} of ${object.apiVersion}. Add its CustomResourceDefinition to the app.`;
    case 'no-namespace':
      return `namespace "${refusal.namespace}" does not exist. Add it to the app.`;
    case 'immutable':
      return `${refusal.field} cannot be changed once it is there${refusal.but ? `, but for ${refusal.but}` : ''}. Run "kubectl --context ${context} delete ${object.kind} ${object.metadata?.name}${inNamespace(object)}", then "cdk8s-k3d up" again.${lostWith(object)}`;
    case 'node-port':
      return `node port ${refusal.port} belongs to another Service. Write another nodePort, and run "cdk8s-k3d synth".`;
    case 'said':
      return refusal.said;
  }
}

function inNamespace(object: KubeObject): string {
  const namespace = namespaceOf(object);
  return namespace === undefined ? '' : ` -n ${namespace}`;
}

/** What goes with an object that is made anew. */
const CONTENT: Readonly<Record<string, string>> = {
  CustomResourceDefinition: 'all objects of its kind go',
  PersistentVolumeClaim: 'its data goes',
};

function lostWith({ kind }: KubeObject): string {
  const content = lookup(CONTENT, `${kind}`);
  return content === undefined ? '' : ` With it ${content}.`;
}

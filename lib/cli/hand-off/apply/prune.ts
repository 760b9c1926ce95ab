import { records, text } from '../../../routes/plain';
import type { KubeObject } from '../../../routes/world';
import type { ObjectKey } from '../inventory';
import type { Kubectl } from '../kubectl';
import { ProgramFailed } from '../programs';
import { finderIn, identity, identityOf, stubOf, without } from './identity';
import { refusalOf } from './refusal';
import { send } from './send';

/** An object that was to go and did not. */
export interface Kept {
  readonly key: ObjectKey;
  /** What else is in the namespace, which is not ours to delete; absent where the API server said no, or nothing. */
  readonly holds?: readonly KubeObject[];
}

const DELETE = ['delete', '--ignore-not-found', '--timeout=60s'] as const;

/**
 * Deletes objects that an earlier `up` made, and nothing else: a namespace in which somebody put something stays, and
 * so does the definition of a kind that somebody uses. Both go last.
 */
export async function prune(kubectl: Kubectl, keys: readonly ObjectKey[]): Promise<readonly Kept[]> {
  const holders = keys.filter(({ kind }) => CONTENTS[kind] !== undefined);
  const kept = [...(await deleteAll(kubectl, without(keys, holders)))];
  for (const key of holders) {
    const holds = await foreignIn(kubectl, key, keys);
    if (holds === undefined) kept.push({ key });
    else kept.push(...(holds.length > 0 ? [{ key, holds }] : await deleteAll(kubectl, [key])));
  }
  return kept;
}

async function deleteAll(kubectl: Kubectl, keys: readonly ObjectKey[]): Promise<readonly Kept[]> {
  const { refused } = await send(kubectl, DELETE, keys.map(stubOf));
  // Where the kind is gone, the object is gone.
  const kept = new Set(
    refused.filter((one) => refusalOf(one).kind !== 'unknown-kind').map(({ object }) => identityOf(object)),
  );
  return keys.filter((key) => kept.has(identity(key))).map((key) => ({ key }));
}

const KINDS = [
  ...['pods', 'services', 'ingresses', 'networkpolicies', 'persistentvolumeclaims', 'configmaps', 'secrets'],
  ...['deployments', 'statefulsets', 'daemonsets', 'jobs', 'cronjobs', 'horizontalpodautoscalers'],
  ...['roles', 'rolebindings'],
].join();

/** How what goes with an object is asked for, by its kind. */
const CONTENTS: Readonly<Record<string, ((name: string) => readonly string[]) | undefined>> = {
  Namespace: (name) => [KINDS, '-n', name],
  CustomResourceDefinition: (name) => [name, '--all-namespaces'],
};

/** The kind is not known any more, so nothing of it is there. */
const NO_KIND = /doesn't have a resource type|could not find the requested resource/;

/**
 * What others made and would go too: nothing that belongs to something else, or that is in every namespace. Undefined
 * where that cannot be seen.
 */
async function foreignIn(
  kubectl: Kubectl,
  { kind, name }: ObjectKey,
  ours: readonly ObjectKey[],
): Promise<readonly KubeObject[] | undefined> {
  try {
    const there = await kubectl.list(CONTENTS[kind]!(name));
    const mine = new Set(ours.map(finderIn(there)));
    return there.filter((object) => !mine.has(object) && !belongs(object) && !isEverywhere(object));
  } catch (error) {
    if (!(error instanceof ProgramFailed)) throw error;
    return NO_KIND.test(error.ran.stderr) ? [] : undefined;
  }
}

const belongs = ({ metadata }: KubeObject) => records(metadata?.ownerReferences).length > 0;

const isEverywhere = ({ kind, metadata, type }: KubeObject) =>
  (kind === 'ConfigMap' && text(metadata?.name) === 'kube-root-ca.crt') ||
  // Up to Kubernetes 1.23 each account had one, which nobody asked for.
  (kind === 'Secret' && type === 'kubernetes.io/service-account-token') ||
  metadata?.deletionTimestamp !== undefined;

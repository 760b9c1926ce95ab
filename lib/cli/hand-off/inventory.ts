import { namespaceOf } from '../../routes/names';
import { jsonIn, list, record, text } from '../../routes/plain';
import type { KubeObject } from '../../routes/world';
import { CommandError, EXIT } from '../command';
import type { Kubectl } from './kubectl';

/** An object, by the words that tell it from any other. */
export interface ObjectKey {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** What an earlier `up` made of a cluster. */
export interface Inventory {
  readonly objects: readonly ObjectKey[];
  /** Text of the cluster file from which the cluster was made, with what was changed in place since. */
  readonly file: string;
}

/** The ConfigMap that holds the inventory. */
export const INVENTORY = { namespace: 'kube-system', name: 'cdk8s-k3d-inventory' } as const;

/** Everything `up` applies is applied in this name. */
export const FIELD_MANAGER = 'cdk8s-k3d';

/** A reader refuses what is newer than it knows: it would take away what it does not see. */
const VERSION = 1;

/** Reads the inventory of a running cluster; undefined where no `up` was here. */
export async function readInventory(kubectl: Kubectl): Promise<Inventory | undefined> {
  const { namespace, name } = INVENTORY;
  const found = await kubectl.run(['get', 'configmap', name, '-n', namespace, '--ignore-not-found', '-o', 'json']);
  if (found.trim() === '') return undefined;
  const { version, objects, file } = record(record(jsonIn(found)).data);
  if (Number(version) > VERSION) {
    throw new CommandError(
      `The inventory "${namespace}/${name}" in ${kubectl.context} was written by a newer cdk8s-k3d: its version is ${text(version)}, and this one knows ${VERSION}. Update cdk8s-k3d.`,
      EXIT.notSo,
    );
  }
  // Somebody may have edited it: what cannot be read is nobody's.
  return { file: text(file) ?? '', objects: list(jsonIn(text(objects) ?? '')).flatMap(keyIn) };
}

const keyIn = (json: unknown): ObjectKey[] => {
  const key = record(json);
  const [apiVersion, kind, name, namespace] = ['apiVersion', 'kind', 'name', 'namespace'].map((part) =>
    text(key[part]),
  );
  const metadata = { name, ...(namespace && { namespace }) };
  return apiVersion && kind && name ? [objectKeyOf({ apiVersion, kind, metadata })] : [];
};

/** The inventory as the object that is applied. */
export const inventoryObject = ({ objects, file }: Inventory): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {
    name: INVENTORY.name,
    namespace: INVENTORY.namespace,
    labels: { 'app.kubernetes.io/managed-by': FIELD_MANAGER },
  },
  data: { version: `${VERSION}`, file, objects: JSON.stringify(objects) },
});

/**
 * The key of an object; objects without a namespace of their own are in `default` or in none. A chart gives its namespace
 * to all of its objects, also to those whose kind has none.
 */
export const objectKeyOf = (object: KubeObject): ObjectKey => {
  const { apiVersion = '', kind = '', metadata = {} } = object;
  const namespace = namespaceOf(object) === undefined ? undefined : metadata.namespace;
  return { apiVersion, kind, name: `${metadata.name}`, ...(namespace !== undefined && { namespace }) };
};

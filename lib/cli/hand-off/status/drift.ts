import { nameOf } from '../../../routes/names';
import type { FieldChange } from '../apply/fields';
import { identity, keyName } from '../apply/identity';
import { stagesOf } from '../apply/stages';
import { preview } from '../apply/preview';
import { differenceWith, type NeedsNew, portText } from '../difference/difference';
import type { DistCluster } from '../dist';
import { readInventory } from '../inventory';
import type { K3d, KnownCluster } from '../k3d';
import type { Kubectl } from '../kubectl';
import { refusalText } from '../apply/refused-text';

/** A difference between the cluster and its file. */
export type ClusterDrift =
  { readonly kind: 'port-missing' | 'port-extra'; readonly port: string } | ({ readonly kind: 'field' } & NeedsNew);

/** A difference between an object and dist/. */
export interface ObjectDrift {
  readonly kind: 'missing' | 'changed' | 'extra' | 'refused';
  readonly name: string;
  readonly fields?: readonly FieldChange[];
  /** Why the cluster would refuse it, and what mends that. */
  readonly why?: string;
}

/** What differs from dist/. */
export interface Drift {
  readonly cluster: readonly ClusterDrift[];
  readonly objects: readonly ObjectDrift[];
}

export const NO_DRIFT: Drift = { cluster: [], objects: [] };

/** Compares a running cluster with dist/, and changes nothing. */
export async function driftOf(k3d: K3d, kubectl: Kubectl, cluster: DistCluster, known: KnownCluster): Promise<Drift> {
  const { objects, handoff } = cluster;
  const inventory = await readInventory(kubectl);
  const { k3d: version } = await k3d.versions();
  const { inPlace, needsNew } = differenceWith(cluster, known, inventory, version);
  const stages = stagesOf(
    objects.map(({ json }) => json),
    [],
  );
  const { added, changed, removed, refused } = await preview(kubectl, stages, inventory, { force: false });
  // The hand-off makes them from values that only up asks for.
  const made = new Set(
    handoff.secrets.map(({ namespace, name }) => identity({ apiVersion: 'v1', kind: 'Secret', namespace, name })),
  );
  return {
    cluster: [
      ...inPlace.added.map((edit) => ({ kind: 'port-missing' as const, port: portText(edit) })),
      ...inPlace.removed.map((edit) => ({ kind: 'port-extra' as const, port: portText(edit) })),
      ...needsNew.map((needed) => ({ kind: 'field' as const, ...needed })),
    ],
    objects: [
      ...added.map((object) => ({ kind: 'missing' as const, name: nameOf(object) })),
      ...changed.map(({ object, fields }) => ({ kind: 'changed' as const, name: nameOf(object), fields })),
      ...removed
        .filter((key) => !made.has(identity(key)))
        .map((key) => ({ kind: 'extra' as const, name: keyName(key) })),
      ...refused.map((one) => ({
        kind: 'refused' as const,
        name: nameOf(one.object),
        why: refusalText(one, kubectl.context),
      })),
    ],
  };
}

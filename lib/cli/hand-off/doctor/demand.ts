import { clusterNodes } from '../../../routes/k3d/cluster-nodes';
import { record, records, text, whole } from '../../../routes/plain';
import { templateOf } from '../../../routes/pods';
import { amountOf } from '../../../routes/quantity';
import { podsAtOnce, requestOfPod } from '../../../routes/requests';
import type { KubeObject } from '../../../routes/world';
import { nameOf } from '../../../routes/names';
import type { DistCluster } from '../dist';

/** What the pods of a cluster ask for. */
interface Demand {
  /** Bytes, of all pods together. */
  readonly memory: number;
  /** Bytes, of volumes and of what pods write beside them. */
  readonly disk: number;
  /** The pods that ask for most, each by themselves. */
  readonly largest: Readonly<Record<'memory' | 'cpu', { readonly name: string; readonly amount: number }>>;
}

/** Adds up what stands in dist/. */
export function demandOf({ objects, config }: Pick<DistCluster, 'objects' | 'config'>): Demand {
  const { servers, agents } = clusterNodes(config);
  let [memory, disk] = [0, 0];
  const largest = { memory: { name: '', amount: 0 }, cpu: { name: '', amount: 0 } };
  for (const { json } of objects) {
    const count = podsAtOnce(json.kind, whole(record(json.spec).replicas), servers + agents);
    const { containers } = templateOf({ json, where: '', declared: false });
    const each = (resource: string) => requestOfPod(containers, resource);
    memory += each('memory') * count;
    disk += each('ephemeral-storage') * count + storageOf(json) + storageAsked(json) * count;
    for (const resource of ['memory', 'cpu'] as const) {
      const amount = each(resource);
      if (amount > largest[resource].amount) largest[resource] = { name: nameOf(json), amount };
    }
  }
  return { memory, disk, largest };
}

const storageOf = ({ kind, spec }: KubeObject): number =>
  kind === 'PersistentVolumeClaim' ? storageIn(record(spec)) : 0;

const storageAsked = ({ kind, spec }: KubeObject): number =>
  kind === 'StatefulSet'
    ? records(record(spec).volumeClaimTemplates).reduce((sum, claim) => sum + storageIn(record(claim.spec)), 0)
    : 0;

const storageIn = ({ resources }: Readonly<Record<string, unknown>>): number =>
  amountOf(text(record(record(resources).requests).storage)) ?? 0;

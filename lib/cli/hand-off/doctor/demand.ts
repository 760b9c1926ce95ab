import { clusterNodes } from '../../../routes/k3d/cluster-nodes';
import { record, records, text, whole } from '../../../routes/plain';
import { type Container, templateOf } from '../../../routes/pods';
import { amountOf } from '../../../routes/quantity';
import type { KubeObject } from '../../../routes/world';
import { nameOf } from '../../../routes/names';
import type { DistCluster } from '../dist';

/** What the pods of a cluster ask for. */
export interface Demand {
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
    const count = podsIn(json, servers + agents);
    const { containers } = templateOf({ json, where: '', declared: false });
    const each = (resource: string) => asked(containers, resource);
    memory += each('memory') * count;
    disk += each('ephemeral-storage') * count + storageOf(json) + claimsOf(json) * count;
    for (const resource of ['memory', 'cpu'] as const) {
      const amount = each(resource);
      if (amount > largest[resource].amount) largest[resource] = { name: nameOf(json), amount };
    }
  }
  return { memory, disk, largest };
}

/** Jobs come and go. */
function podsIn({ kind, spec }: KubeObject, nodes: number): number {
  if (kind === 'DaemonSet') return nodes;
  return kind === 'Job' || kind === 'CronJob' ? 0 : (whole(record(spec).replicas) ?? 1);
}

/** What the scheduler counts: all containers that run together, or the largest that runs before them. */
const asked = (containers: readonly Container[], resource: string): number => {
  const together = containers.reduce((sum, one) => (one.passing ? sum : sum + requested(one, resource)), 0);
  return Math.max(together, ...containers.filter(({ passing }) => passing).map((one) => requested(one, resource)));
};

function requested({ json }: Container, resource: string): number {
  const { requests, limits } = record(json.resources);
  return Math.max(amountOf(record(requests)[resource] ?? record(limits)[resource]) ?? 0, 0);
}

const storageOf = ({ kind, spec }: KubeObject): number =>
  kind === 'PersistentVolumeClaim' ? storageIn(record(spec)) : 0;

const claimsOf = ({ kind, spec }: KubeObject): number =>
  kind === 'StatefulSet'
    ? records(record(spec).volumeClaimTemplates).reduce((sum, claim) => sum + storageIn(record(claim.spec)), 0)
    : 0;

const storageIn = ({ resources }: Readonly<Record<string, unknown>>): number =>
  amountOf(text(record(record(resources).requests).storage)) ?? 0;

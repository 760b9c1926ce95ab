import type { KubeObject } from '../../../routes/world';
import type { Handoff } from '../../../synth/handoff-shape';
import type { Tools } from '../../tools';
import { allOf, stagesOf } from '../apply/stages';
import { clusterStateOf, isForeign, type Standing } from '../cluster-state';
import { type Preview, preview } from '../apply/preview';
import { type Difference, differenceWith } from '../difference/difference';
import type { DistCluster } from '../dist';
import { type Inventory, readInventory } from '../inventory';
import { K3d } from '../k3d';
import { Kubectl } from '../kubectl';
import { upText } from './text';

/** What `up` would do to one cluster. */
export interface Planned {
  readonly cluster: string;
  readonly context: string;
  readonly state: Standing;
  readonly own: boolean;
  /** Absent where there is nothing to compare with. */
  readonly difference?: Difference;
  /** Absent where no API server runs. */
  readonly preview?: Preview;
  /** All that is to be in the cluster. */
  readonly objects: readonly KubeObject[];
}

/** Whether `up`, asked for nothing more, would refuse to do it. */
export const isRefused = (planned: Planned): boolean =>
  isForeign(planned) ||
  [planned.difference?.needsNew, planned.preview?.refused, planned.preview?.takenPorts].some(
    (refused) => (refused ?? []).length > 0,
  );

/** Finds out what `up` would do. Changes nothing. */
export async function planFor(tools: Tools, cluster: DistCluster): Promise<Planned> {
  const { name, handoff, objects } = cluster;
  tools.terminal.doing(upText.steps.look(name));
  const k3d = new K3d(tools);
  const { k3d: version } = await k3d.versions();
  const found = await clusterStateOf(tools, k3d, name);
  const stages = stagesOf(
    objects.map(({ json }) => json),
    handoff.secrets.map(secretName),
  );
  const { state, own } = found;
  const planned = { cluster: name, context: handoff.context, state, own, objects: allOf(stages) };
  if (found.state === 'absent' || found.state === 'half-made' || !own) return planned;
  const difference = (inventory?: Inventory) => differenceWith(cluster, found.known, inventory, version);
  if (state !== 'running') return { ...planned, difference: asFarAsSeen(difference()) };
  const kubectl = await Kubectl.of(tools, k3d, name);
  const inventory = await readInventory(kubectl);
  return {
    ...planned,
    difference: difference(inventory),
    preview: await preview(kubectl, stages, inventory, { force: false, blind: true }),
  };
}

/** The inventory says more as soon as the cluster runs. */
const asFarAsSeen = (difference: Difference): Difference => ({
  ...difference,
  needsNew: difference.needsNew.filter(({ why }) => why !== 'unknown-file'),
});

/** What it holds is made by `up` alone. */
const secretName = ({ name, namespace }: Handoff['secrets'][number]): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name, namespace },
});

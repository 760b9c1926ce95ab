import { clusterNodes } from '../../../routes/k3d/cluster-nodes';
import { REMOVES_PORTS } from '../../../routes/k3d/minimum';
import { older, type Version } from '../../../routes/k3d/version';
import { readYaml } from '../../../routes/yaml/parse';
import type { Change } from '../change';
import type { DistCluster } from '../dist';
import { fileHash } from '../file-hash';
import type { Inventory } from '../inventory';
import type { KnownCluster } from '../k3d';
import { madeFrom } from '../ownership';
import { fieldDifferences } from './fields';
import { type PortEdit, portDifferences } from './ports';

/** Why a difference asks for a new cluster. Sentences stand in text.ts. */
export type Why =
  /** k3d reads the field when it makes the cluster, and never again. */
  | 'made-once'
  /** k3d has no word that changes the number of nodes as the file says it. */
  | 'nodes'
  /** A port that a node publishes itself is fixed with its container. */
  | 'direct'
  /** This k3d adds ports, and does not take them away. */
  | 'old-k3d'
  /** Nothing says what differs. */
  | 'unknown-file';

/** A difference that only a new cluster brings about. */
export interface NeedsNew extends Change {
  /** Path in the cluster file; empty for the file as a whole. */
  readonly field: string;
  readonly why: Why;
}

/** How a cluster differs from its file. */
export interface Difference {
  readonly inPlace: { readonly added: readonly PortEdit[]; readonly removed: readonly PortEdit[] };
  readonly needsNew: readonly NeedsNew[];
}

/** What is compared. */
interface Compared {
  /** The cluster file, read. */
  readonly config: unknown;
  /** Hash of its text, as the label on the nodes has it. */
  readonly hash: string;
  readonly known: KnownCluster;
  /** Text of the file in the inventory; absent or empty where no `up` came to its end. */
  readonly file?: string | undefined;
  /** Undefined where k3d does not say it. */
  readonly k3d?: Version | undefined;
}

/** Compares a cluster that is there with the one that dist/ describes. */
export const differenceWith = (
  { config, configText }: Pick<DistCluster, 'config' | 'configText'>,
  known: KnownCluster,
  inventory: Inventory | undefined,
  k3d: Version | undefined,
): Difference => differenceOf({ config, hash: fileHash(configText), known, file: inventory?.file, k3d });

/** Compares a cluster with its file. What no inventory says is taken from what k3d lists. */
export function differenceOf({ config, hash, known, file, k3d }: Compared): Difference {
  const before = file ? readYaml(file)?.value : undefined;
  const nodes = nodeDifferences(config, known);
  const { added, removed, direct } = portDifferences(config, known, before, nodes.length === 0);
  const canRemove = k3d === undefined || !older(k3d, REMOVES_PORTS);
  const fields = before === undefined ? [] : fieldDifferences(before, config);
  const needsNew: readonly NeedsNew[] = [
    ...nodes,
    ...direct.removed.map((edit): NeedsNew => ({ field: 'ports', why: 'direct', from: portText(edit) })),
    ...direct.added.map((edit): NeedsNew => ({ field: 'ports', why: 'direct', to: portText(edit) })),
    ...(canRemove ? [] : removed.map((edit): NeedsNew => ({ field: 'ports', why: 'old-k3d', from: portText(edit) }))),
    ...fields.map((field): NeedsNew => ({ ...field, why: 'made-once' })),
  ];
  const found: Difference = { inPlace: { added, removed: canRemove ? removed : [] }, needsNew };
  const unknown = before === undefined && isSame(found) && madeFrom(known) !== hash;
  return unknown ? { ...found, needsNew: [{ field: '', why: 'unknown-file' }] } : found;
}

/** Whether a cluster is as its file says. */
export const isSame = ({ inPlace: { added, removed }, needsNew }: Difference): boolean =>
  added.length + removed.length + needsNew.length === 0;

/** As `k3d cluster edit` takes it. */
export const portText = ({ spec, filters }: PortEdit): string => `${spec}@${filters.join(';')}`;

function nodeDifferences(config: unknown, { nodes }: KnownCluster): readonly NeedsNew[] {
  const wanted = clusterNodes(config);
  const number = (is: string) => nodes.filter(({ role }) => role === is).length;
  const differences: readonly (NeedsNew & { readonly from: string; readonly to: string })[] = [
    { field: 'servers', why: 'nodes', from: `${number('server')}`, to: `${wanted.servers}` },
    { field: 'agents', why: 'nodes', from: `${number('agent')}`, to: `${wanted.agents}` },
    {
      field: 'options.k3d.disableLoadbalancer',
      why: 'made-once',
      from: `${number('loadbalancer') === 0}`,
      to: `${!wanted.balancer}`,
    },
  ];
  return differences.filter(({ from, to }) => from !== to);
}

import { clusterNodes } from '../k3d/cluster-nodes';
import { agentNames, serverNames } from '../k3d/node-filter';
import { NODE_NAME } from '../k3d/node-labels';
import { taintsOf, type Taint } from '../k3d/taints';
import { selects } from '../label-selector';
import { at, memo, record, records, text, worded, type Plain } from '../plain';
import type { Site } from '../world';
import { labelsOfNodes, nodesMayDiffer } from './node-labels';

/** What pods require of the labels of their node. */
export interface Wish {
  /** Each of them, as `nodeSelector` writes it. */
  readonly labels: Plain;
  /** One of these terms. */
  readonly terms: readonly Plain[];
}

/** Terms without which no pod is put on a node. */
export const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';

/** The one field of a node that pods may ask for: its name. */
export const FIELD = 'metadata.name';

/** What pods require of the labels of their node; undefined for most of them, which require nothing. */
export function wishOf(spec: Plain): Wish | undefined {
  const labels = record(spec.nodeSelector);
  const terms = records(record(at(spec, 'affinity.nodeAffinity')[REQUIRED]).nodeSelectorTerms);
  return terms.length === 0 && Object.keys(labels).length === 0 ? undefined : { labels, terms };
}

/** The nodes that may be what somebody wishes, as far as their labels are known. */
export function fitting({ labels, terms }: Wish, nodes: readonly Plain[]): readonly Plain[] {
  const isKnown = knownIn(nodes);
  const matchLabels = Object.fromEntries(Object.entries(labels).filter(([key]) => isKnown(key)));
  return nodes.filter(
    (node) =>
      selects({ matchLabels }, node) !== 'no' &&
      (terms.length === 0 ||
        terms.some(({ matchExpressions, matchFields }) => {
          const understood = records(matchExpressions).filter(({ key }) => isKnown(key));
          return (
            selects({ matchExpressions: understood }, node) !== 'no' &&
            selects({ matchExpressions: matchFields }, { [FIELD]: node[NODE_NAME] }) !== 'no'
          );
        })),
  );
}

/** Programs label nodes with keys of a domain, so of these only what the cluster itself gives is known. */
const knownIn = (nodes: readonly Plain[]) => (key: unknown) =>
  !worded(key).includes('/') || nodes.some((node) => Object.hasOwn(node, worded(key)));

/** An operator that is newer than these may tolerate it too. */
const tolerates = (spec: Plain, taint: Taint): boolean =>
  records(spec.tolerations).some(
    ({ key, operator = 'Equal', value, effect }) =>
      [undefined, '', taint.key].includes(key as string | undefined) &&
      [undefined, '', taint.effect].includes(effect as string | undefined) &&
      (operator !== 'Equal' || (value ?? '') === taint.value),
  );

/** The nodes of a cluster, as far as they are known. */
interface Nodes {
  readonly names: readonly string[];
  /** Absent where they may have other names or labels than the description of the cluster gives them. */
  readonly labelled?: readonly Plain[];
  /** Those that keep pods from a node, by its name. */
  readonly taints: ReadonlyMap<string, readonly Taint[]>;
}

const nodesOf = memo((site: Site): Nodes => {
  const config = site.cluster?.config;
  const cluster = clusterNodes(config);
  return {
    names: [...serverNames(cluster), ...agentNames(cluster)],
    labelled: labelsOfNodes(site),
    taints: (nodesMayDiffer(site) ? undefined : taintsOf(config)) ?? new Map(),
  };
});

/** Where the pods of one spec may run. */
export interface Places {
  readonly nodes: readonly string[];
  /** False where nobody knows whether each of the nodes is what the pods wish. */
  readonly known: boolean;
}

/** The nodes on which pods may run. */
export function placesOf(site: Site, spec: Plain): Places {
  const nodes = nodesOf(site);
  const wish = wishOf(spec);
  const wished = wishedOf(nodes, spec, wish);
  if (!wished) return { nodes: nodes.names, known: false };
  return {
    nodes: spec.nodeName === undefined ? wished.filter((name) => isOpen(spec, nodes.taints.get(name))) : wished,
    known: !wish || keysOf(wish).every(knownIn(nodes.labelled!)),
  };
}

/** The taints that keep pods from every node which they may wish for; none where one of these takes them. */
export function keptOff(site: Site, spec: Plain): readonly Taint[] {
  const nodes = nodesOf(site);
  const wished = spec.nodeName === undefined ? (wishedOf(nodes, spec, wishOf(spec)) ?? []) : [];
  if (wished.some((name) => isOpen(spec, nodes.taints.get(name)))) return [];
  return wished.flatMap((name) => nodes.taints.get(name)!.filter((taint) => !tolerates(spec, taint)));
}

/** The nodes that pods wish for or are bound to; undefined where nobody knows them. */
function wishedOf({ names, labelled }: Nodes, spec: Plain, wish: Wish | undefined): readonly string[] | undefined {
  const bound = text(spec.nodeName);
  if (bound === undefined && !wish) return names;
  if (!labelled) return undefined;
  if (bound !== undefined) return names.filter((name) => name === bound);
  return fitting(wish!, labelled).map((node) => node[NODE_NAME] as string);
}

const isOpen = (spec: Plain, taints: readonly Taint[] = []): boolean => taints.every((taint) => tolerates(spec, taint));

/** The first key by which pods must be spread over nodes and that none of these has; undefined where they may run. */
export function spreadOver(spec: Plain, nodes: readonly Plain[]): string | undefined {
  const keys = records(spec.topologySpreadConstraints).flatMap(
    ({ topologyKey, whenUnsatisfiable = 'DoNotSchedule' }) =>
      whenUnsatisfiable === 'DoNotSchedule' ? (text(topologyKey) ?? []) : [],
  );
  return keys.find((key) => !nodes.some((node) => Object.hasOwn(node, key)) && !OWN_DOMAIN.test(key));
}

/** Labels that a kubelet or a program may give a node, whatever the description of the cluster says. */
const OWN_DOMAIN = /^(?!topology\.kubernetes\.io\/(zone|region)$|failure-domain\.).*\//;

/** Keys of the labels that a wish is about. */
export const keysOf = ({ labels, terms }: Wish): readonly unknown[] => [
  ...Object.keys(labels),
  ...terms.flatMap(({ matchExpressions, matchFields }) =>
    [...records(matchExpressions), ...records(matchFields)].map(({ key }) => key),
  ),
];

import { clusterNodes } from './cluster-nodes';
import { isExpanded } from './formats';
import { type Told, toldTo } from './told';

/** What keeps pods away from a node that do not tolerate it. */
export interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: string;
  /** As it is written. */
  readonly text: string;
  /** The place in `options.k3s.extraArgs` of the flag that gives it. */
  readonly index: number;
}

/** Taints that are taken away once the node, its network or its storage is ready. */
const PASSING = /^node\.(\w+\.)?kubernetes\.io\/|ready|initiali/;

/** The taints with which each node starts, by its name, and which stay; undefined where nobody can know them. */
export function taintsOf(config: unknown): ReadonlyMap<string, readonly Taint[]> | undefined {
  const told = toldTo(config, clusterNodes(config));
  const given =
    told && [...told].map(([node, flags]) => [node, flags.filter(({ flag }) => flag === 'node-taint')] as const);
  if (!given || given.some(([, flags]) => flags.some(({ value }) => isExpanded(value)))) return undefined;
  return new Map(given.map(([node, flags]) => [node, flags.flatMap(taintsIn)]));
}

const taintsIn = ({ value, index }: Told): readonly Taint[] =>
  value.split(',').flatMap((text) => {
    const [, key = '', said = '', effect] = /^([^=:]+)(?:=([^:]*))?:(NoSchedule|NoExecute)$/.exec(text) ?? [];
    return effect === undefined || PASSING.test(key) ? [] : { key, value: said, effect, text, index };
  });

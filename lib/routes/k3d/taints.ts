import { clusterNodes } from './cluster-nodes';
import { isExpanded } from './formats';
import { toldTo } from './told';

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

/** The taints with which each node starts, and which stay; undefined where nobody can know them. */
export function taintsOf(config: unknown): readonly (readonly Taint[])[] | undefined {
  const told = toldTo(config, clusterNodes(config));
  const given = told && [...told.values()].map((flags) => flags.filter(({ flag }) => flag === 'node-taint'));
  if (!given || given.flat().some(({ value }) => isExpanded(value))) return undefined;
  return given.map((flags) =>
    flags.flatMap(({ value, index }) =>
      value.split(',').flatMap((text) => {
        const [, key = '', said = '', effect] = /^([^=:]+)(?:=([^:]*))?:(NoSchedule|NoExecute)$/.exec(text) ?? [];
        return effect === undefined || PASSING.test(key) ? [] : { key, value: said, effect, text, index };
      }),
    ),
  );
}

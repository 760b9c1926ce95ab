import { agentNames, type Nodes, selectNodes, serverNames } from './node-filter';
import { isExpanded } from './formats';
import { isToldElsewhere, k3sArgsOf } from './k3s-args';
import { isSwitch } from './k3s-flags';

/** A flag of k3s as one node is told it. */
export interface Told {
  readonly flag: string;
  readonly value: string;
  /** Its place in `options.k3s.extraArgs`. */
  readonly index: number;
}

/** The flags of each node, by its name, in their order; undefined where something else may tell it others. */
export function toldTo(config: unknown, nodes: Nodes): ReadonlyMap<string, readonly Told[]> | undefined {
  const words = k3sArgsOf(config).map(({ arg = '', filters }, index) => ({
    ...selectNodes(filters, nodes),
    index,
    arg,
  }));
  const isUnknown = words.some(({ arg, faults }) => faults.length > 0 || isExpanded(arg.replace(/=.*$/s, '')));
  if (isUnknown || isToldElsewhere(config)) return undefined;
  return new Map(
    [...serverNames(nodes), ...agentNames(nodes)].map((name) => [
      name,
      flagsIn(words.filter(({ names }) => names.includes(name))),
    ]),
  );
}

/** A flag and its value may be two words, but for a switch. */
const flagsIn = (words: readonly { readonly arg: string; readonly index: number }[]): readonly Told[] =>
  words.flatMap(({ arg, index }, at) => {
    const [, flag, said] = /^--?([a-z0-9-]+)(?:=(.*))?$/s.exec(arg) ?? [];
    if (flag === undefined) return [];
    return { flag, value: said ?? (isSwitch(flag) ? 'true' : (words[at + 1]?.arg ?? '')), index };
  });

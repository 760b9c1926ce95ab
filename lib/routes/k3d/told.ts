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

/** What the arguments tell one node. */
export interface Telling {
  /** In their order. */
  readonly flags: readonly Told[];
  /** A variable of k3d may stand for more of them. */
  readonly isOpen: boolean;
}

/** What the arguments tell each node, by its name. */
export function tellingsOf(config: unknown, nodes: Nodes): ReadonlyMap<string, Telling> {
  const words = k3sArgsOf(config).map(({ arg = '', filters }, index) => {
    const { names } = selectNodes(filters, nodes);
    return { names, index, arg: arg.trim() };
  });
  return new Map(
    [...serverNames(nodes), ...agentNames(nodes)].map((name) => [
      name,
      tellingIn(words.filter(({ names }) => names.includes(name))),
    ]),
  );
}

/** The flags of each node, by its name, in their order; undefined where something else may tell it others. */
export function toldTo(config: unknown, nodes: Nodes): ReadonlyMap<string, readonly Told[]> | undefined {
  const tellings = tellingsOf(config, nodes);
  const isMistaken = k3sArgsOf(config).some(({ filters }) => selectNodes(filters, nodes).faults.length > 0);
  if (isMistaken || isToldElsewhere(config) || [...tellings.values()].some(({ isOpen }) => isOpen)) return undefined;
  return new Map([...tellings].map(([name, { flags }]) => [name, flags]));
}

interface Word {
  readonly arg: string;
  readonly index: number;
}

function tellingIn(words: readonly Word[]): Telling {
  const flags = words.flatMap(({ arg, index }, at): readonly Told[] => {
    const [, flag, said] = FLAG.exec(arg) ?? [];
    if (flag === undefined) return [];
    return [{ flag, value: said ?? (isSwitch(flag) ? 'true' : (words[at + 1]?.arg ?? '')), index }];
  });
  const isOpen = words.some(
    ({ arg }, at) => !FLAG.test(arg) && isExpanded(arg) && !isValueOf(words[at - 1]?.arg ?? ''),
  );
  return { flags, isOpen };
}

/** A flag and its value may be two words; one word with a space between them is told by a rule, and read as it is meant. */
const FLAG = /^--?([a-z0-9-]+)(?:(?:=|\s+)(.*))?$/s;

/** True for a word that takes the next one as its value. */
function isValueOf(before: string): boolean {
  const [, flag, said] = FLAG.exec(before) ?? [];
  return flag !== undefined && said === undefined && !isSwitch(flag);
}

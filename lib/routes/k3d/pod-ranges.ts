import { clusterNodes } from './cluster-nodes';
import { COMPARED_FLAGS } from './k3s-flags';
import { serverNames } from './node-filter';
import { toldTo } from './told';

/** The ranges from which pods get their addresses; undefined where more than the arguments may tell them. */
export function podRanges(config: unknown): readonly string[] | undefined {
  const nodes = clusterNodes(config);
  const told = toldTo(config, nodes);
  if (!told) return undefined;
  const said = serverNames(nodes).flatMap((name) => told.get(name)!.filter(({ flag }) => flag === FLAG));
  return said.length > 0 ? said.flatMap(({ value }) => value.split(',')) : COMPARED_FLAGS.get(FLAG);
}

const FLAG = 'cluster-cidr';

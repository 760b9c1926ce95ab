import { record, records, text, texts } from '../plain';
import { clusterNodes } from './cluster-nodes';
import { isExpanded } from './formats';
import { agentNames, selectNodes, serverNames } from './node-filter';

/** Every volume as it is written, and every place at which k3d puts a file. */
export function broughtBy(config: unknown): readonly string[] {
  const { volumes, files } = record(config);
  return [
    ...records(volumes).flatMap(({ volume }) => text(volume) ?? []),
    ...records(files).flatMap(({ destination }) => text(destination) ?? []),
  ];
}

/** The paths that the cluster brings into each node from outside, by its name; undefined where one cannot be known. */
export function pathsInNodes(config: unknown): ReadonlyMap<string, readonly string[]> | undefined {
  if (broughtBy(config).some(isExpanded)) return undefined;
  const nodes = clusterNodes(config);
  const { volumes, files } = record(config);
  const brought = [...records(volumes), ...records(files)].map(({ volume, destination, nodeFilters }) => ({
    path: (text(volume) ?? text(destination) ?? '').split(':').findLast((part) => part.startsWith('/')),
    names: selectNodes(texts(nodeFilters), nodes).names,
  }));
  return new Map(
    [...serverNames(nodes), ...agentNames(nodes)].map((name) => [
      name,
      brought.flatMap(({ path, names }) => (path !== undefined && names.includes(name) ? path : [])),
    ]),
  );
}

/** True where a file is brought from which k3s reads settings beside its arguments. */
export const bringsSettings = (config: unknown): boolean =>
  broughtBy(config).some((target) => /\/etc\/rancher(\/k3s)?(\/config|$|:)/.test(target));

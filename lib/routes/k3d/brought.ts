import { record, records, text } from '../plain';
import { isExpanded } from './formats';

/** Every volume as it is written, and every place at which k3d puts a file. */
export function broughtBy(config: unknown): readonly string[] {
  const { volumes, files } = record(config);
  return [
    ...records(volumes).flatMap(({ volume }) => text(volume) ?? []),
    ...records(files).flatMap(({ destination }) => text(destination) ?? []),
  ];
}

/** The paths in the nodes that the cluster brings from outside; undefined where one of them cannot be known. */
export function pathsInNodes(config: unknown): readonly string[] | undefined {
  const brought = broughtBy(config);
  if (brought.some(isExpanded)) return undefined;
  return brought.flatMap((value) =>
    value
      .split(':')
      .filter((part) => part.startsWith('/'))
      .slice(-1),
  );
}

/** True where a file is brought from which k3s reads settings beside its arguments. */
export const bringsSettings = (config: unknown): boolean =>
  broughtBy(config).some((target) => /\/etc\/rancher(\/k3s)?(\/config|$|:)/.test(target));

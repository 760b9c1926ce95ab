import { list, record, text } from '../../plain';
import type { ClusterFacts } from '../../world';

/** The Kubernetes minor version of the k3s image, where its tag says it. */
export function minorOf({ config }: ClusterFacts): number | undefined {
  const found = /(?:^|\/)k3s:v1\.(\d+)\.\d+(?:-[\w.]+)?$/.exec(text(record(config).image) ?? '');
  return found ? Number(found[1]) : undefined;
}

/** The paths in the nodes that the cluster brings from outside; undefined where one of them cannot be known. */
export function pathsInNodes({ config }: ClusterFacts): readonly string[] | undefined {
  const { volumes, files } = record(config);
  const brought = [
    ...list(volumes).map((item) => text(record(item).volume) ?? ''),
    ...list(files).map((item) => text(record(item).destination) ?? ''),
  ];
  // k3d takes the text after a dollar from the environment.
  if (brought.some((value) => value.includes('$'))) return undefined;
  return brought.flatMap((value) =>
    value
      .split(':')
      .filter((part) => part.startsWith('/'))
      .slice(-1),
  );
}

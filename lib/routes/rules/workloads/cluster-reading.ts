import { list, record, text } from '../../plain';
import type { ClusterFacts } from '../../world';

/** How many nodes of each role the cluster has. */
export function nodesOf({ config }: ClusterFacts): { readonly servers: number; readonly agents: number } {
  const { servers, agents } = record(config);
  return { servers: count(servers, 1), agents: count(agents, 0) };
}

const count = (value: unknown, otherwise: number) =>
  typeof value === 'number' && value >= 0 ? Math.floor(value) : otherwise;

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

/** Asks whether a host port leads to a port of the nodes; always true where a mapping cannot be read. */
export function portsReached({ config }: ClusterFacts): (port: number, protocol: string) => boolean {
  const ranges = list(record(config).ports).map((item) => targetOf(text(record(item).port) ?? ''));
  return (port, protocol) =>
    ranges.some((range) => !range || (range.protocol === protocol && range.first <= port && port <= range.last));
}

function targetOf(spec: string) {
  const found = /(?:^|:)(\d+)(?:-(\d+))?(?:\/(\w+))?$/.exec(spec);
  if (!found) return undefined;
  const first = Number(found[1]);
  return { first, last: Number(found[2] ?? first), protocol: (found[3] ?? 'tcp').toLowerCase() };
}

/** True where the nodes share the network of this machine. */
export const sharesNetwork = ({ config }: ClusterFacts): boolean => record(config).network === 'host';

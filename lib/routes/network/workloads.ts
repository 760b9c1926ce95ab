import { record } from '../plain';
import { templateOf, type Container } from '../pods';
import { AUTOSCALERS, scaleTargetOf } from '../scale-target';
import type { ObjectFacts } from '../world';
import { groupOf, keyOf, originOf, type Origin } from './origin';
import { labels, port, protocol } from './read';

/** A port that a container says it listens on. */
export interface ContainerPort {
  readonly name?: string;
  readonly number: number;
  readonly protocol: 'tcp' | 'udp' | 'sctp';
  /** Port that it takes on its node. */
  readonly hostPort?: number;
}

/** Something that makes pods. */
export interface Workload extends Origin {
  readonly labels: ReadonlyMap<string, string>;
  readonly ports: readonly ContainerPort[];
  readonly images: readonly string[];
  readonly hostNetwork: boolean;
  /** Absent where nothing in the object says how many run. */
  readonly replicas?: number;
}

/** What makes pods in the app: by kind where we know it, by its pod template where we do not. */
export function workloadsOf(facts: readonly ObjectFacts[]): readonly Workload[] {
  const scaled = autoscaled(facts);
  return facts.flatMap((one) => {
    const origin = originOf(one);
    const template = templateOf(one);
    const { spec } = template;
    if (origin.kind !== 'Pod' && !Array.isArray(spec.containers)) return [];
    const containers = runningOf(template.containers);
    const hostNetwork = spec.hostNetwork === true;
    const replicas = scaled.has(`${origin.kind} ${origin.namespace}/${origin.name}`)
      ? undefined
      : replicasOf(one, origin.kind);
    return {
      ...origin,
      labels: labels(template.labels),
      ports: containers.flatMap((container) => portsOf(container, hostNetwork)),
      images: containers.flatMap(({ image }) => image ?? []),
      hostNetwork,
      ...(replicas !== undefined && { replicas }),
    };
  });
}

/** Sidecars count, and come last: init containers that keep running. */
const runningOf = (containers: readonly Container[]) => [
  ...containers.filter(({ init }) => !init),
  ...containers.filter(({ init, passing }) => init && !passing),
];

const portsOf = ({ ports }: Container, hostNetwork: boolean): readonly ContainerPort[] =>
  ports.flatMap((said) => {
    const number = port(said.number);
    if (number === undefined) return [];
    const hostPort = port(said.hostPort) ?? (hostNetwork ? number : undefined);
    return {
      number,
      protocol: protocol(said.protocol),
      ...(said.name && { name: said.name }),
      ...(hostPort && { hostPort }),
    };
  });

function replicasOf(facts: ObjectFacts, kind: string): number | undefined {
  if (kind === 'Pod') return 1;
  if (groupOf(facts) !== 'apps' || kind === 'DaemonSet') return undefined;
  const { replicas } = record(record(facts.json).spec);
  return typeof replicas === 'number' ? replicas : 1;
}

/** Workloads whose number of pods something else decides. */
function autoscaled(facts: readonly ObjectFacts[]): ReadonlySet<string> {
  return new Set(
    facts.flatMap((one) => {
      const { kind, namespace } = originOf(one);
      if (!AUTOSCALERS.some((each) => each === kind)) return [];
      const target = scaleTargetOf(record(one.json));
      return `${target.kind} ${keyOf(namespace, target.name)}`;
    }),
  );
}

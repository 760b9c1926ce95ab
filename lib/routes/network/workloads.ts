import type { ObjectFacts } from '../world';
import { labels, object, objects, port, protocol, text, type Json } from './json';
import { groupOf, keyOf, originOf, type Origin } from './origin';

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
    const pod = podOf(origin.kind, object(one.json));
    if (!pod) return [];
    const spec = object(pod.spec);
    const containers = containersOf(spec);
    const hostNetwork = spec.hostNetwork === true;
    const replicas = scaled.has(`${origin.kind} ${origin.namespace}/${origin.name}`)
      ? undefined
      : replicasOf(one, origin.kind);
    return {
      ...origin,
      labels: labels(object(pod.metadata).labels),
      ports: containers.flatMap((container) => portsOf(container, hostNetwork)),
      images: containers.flatMap(({ image }) => text(image) ?? []),
      hostNetwork,
      ...(replicas !== undefined && { replicas }),
    };
  });
}

function podOf(kind: string, json: Json): Json | undefined {
  if (kind === 'Pod') return json;
  const spec = object(json.spec);
  const template = object(kind === 'CronJob' ? object(object(spec.jobTemplate).spec).template : spec.template);
  return Array.isArray(object(template.spec).containers) ? template : undefined;
}

/** Sidecars count: init containers that keep running. */
const containersOf = (spec: Json) => [
  ...objects(spec.containers),
  ...objects(spec.initContainers).filter(({ restartPolicy }) => restartPolicy === 'Always'),
];

const portsOf = (container: Json, hostNetwork: boolean): readonly ContainerPort[] =>
  objects(container.ports).flatMap((said) => {
    const number = port(said.containerPort);
    if (number === undefined) return [];
    const hostPort = port(said.hostPort) ?? (hostNetwork ? number : undefined);
    return {
      number,
      protocol: protocol(said.protocol),
      ...(text(said.name) && { name: text(said.name) }),
      ...(hostPort && { hostPort }),
    };
  });

function replicasOf(facts: ObjectFacts, kind: string): number | undefined {
  if (kind === 'Pod') return 1;
  if (groupOf(facts) !== 'apps' || kind === 'DaemonSet') return undefined;
  const { replicas } = object(object(facts.json).spec);
  return typeof replicas === 'number' ? replicas : 1;
}

/** Workloads whose number of pods something else decides. */
function autoscaled(facts: readonly ObjectFacts[]): ReadonlySet<string> {
  return new Set(
    facts.flatMap((one) => {
      const { kind, namespace } = originOf(one);
      if (kind !== 'HorizontalPodAutoscaler' && kind !== 'ScaledObject') return [];
      const target = object(object(object(one.json).spec).scaleTargetRef);
      return `${text(target.kind) ?? 'Deployment'} ${keyOf(namespace, text(target.name) ?? '')}`;
    }),
  );
}

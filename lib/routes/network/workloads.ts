import type { Named } from '../named';
import { called } from '../names';
import { fitted, record } from '../plain';
import { type Container, makesPods, templateOf } from '../pods';
import type { Transport } from '../route';
import { scaleTargetOf } from '../scale-target';
import { isLoopback } from '../this-machine';
import { labels, type Labels } from './labels';
import { inOrder, originOf, type Origin } from './origin';
import { port, protocol } from './read';

/** A port that a container says it listens on. */
export interface ContainerPort {
  readonly name?: string;
  readonly number: number;
  readonly protocol: Transport;
  /** Port that it takes on its node. */
  readonly hostPort?: number;
}

/** Something that makes pods. */
export interface Workload extends Origin {
  readonly labels: Labels;
  readonly ports: readonly ContainerPort[];
  readonly images: readonly string[];
  readonly hostNetwork: boolean;
  /** Absent where nothing in the object says how many run. */
  readonly replicas?: number;
  /** Makes no pods as long as it says so: the controller of a paused Deployment only scales what there is. */
  readonly paused: boolean;
}

/** True where a construct of ours makes the pods and, as soon as somebody asks it, a Service for them. */
export const offersService = ({ facts, ports }: Workload): boolean => facts.declared && ports.length > 0;

/** What makes pods in the app. */
export function workloadsOf(named: readonly Named[], scalers: readonly Named[] = []): readonly Workload[] {
  const scaled = scaledBy(scalers);
  return inOrder(named.filter(makesPods)).map((one) => workloadOf(one, scaled));
}

function workloadOf(named: Named, scaled: ReadonlySet<string>): Workload {
  const { facts, id, kind, name, namespace } = originOf(named);
  const template = templateOf(facts);
  const paused = kind === 'Deployment' && named.group === 'apps' && record(named.json.spec).paused === true;
  const hostNetwork = template.spec.hostNetwork === true;
  const running = runningOf(template.containers);
  return {
    facts,
    id,
    kind,
    name,
    namespace,
    labels: labels(template.labels),
    ports: fitted(running.flatMap((container) => portsOf(container, hostNetwork))),
    images: fitted(running.flatMap(({ image }) => image ?? [])),
    hostNetwork,
    replicas: scaled.has(id) ? undefined : replicasOf(named),
    paused,
  };
}

/** Sidecars count, and come last: init containers that keep running. */
const runningOf = (containers: readonly Container[]) =>
  containers.filter(({ passing }) => !passing).sort((a, b) => Number(a.init) - Number(b.init));

const portsOf = ({ ports }: Container, hostNetwork: boolean): readonly ContainerPort[] =>
  ports.flatMap((said) => {
    const number = port(said.number);
    if (number === undefined) return [];
    // Behind the loopback of its node nobody asks but the node itself.
    const isInner = said.hostIp !== undefined && isLoopback(said.hostIp);
    const hostPort = isInner ? undefined : (port(said.hostPort) ?? (hostNetwork ? number : undefined));
    return { number, protocol: protocol(said.protocol), name: said.name, hostPort };
  });

function replicasOf({ group, kind, json }: Named): number | undefined {
  if (kind === 'Pod') return 1;
  if (group !== 'apps' || kind === 'DaemonSet') return undefined;
  const { replicas } = record(json.spec);
  return typeof replicas === 'number' ? replicas : 1;
}

/** Ids of the workloads whose number of pods something else decides. */
function scaledBy(scalers: readonly Named[]): ReadonlySet<string> {
  return new Set(
    scalers.map((one) => {
      const { kind, name } = scaleTargetOf(one.json);
      return called({ kind, name, namespace: one.namespace });
    }),
  );
}

import type { Hop } from '../route';
import { count } from '../sentence';
import type { Workload } from './workloads';

/** What answers in the pods for a target port. */
export interface TargetPods {
  readonly number?: number;
  readonly workloads: readonly Workload[];
  /** Where a request ends; absent where nothing has the port. */
  readonly pods?: Hop;
  /** The pods declare ports, and none of this number; or one of this number that speaks otherwise. */
  readonly undeclared?: 'number' | 'protocol';
  /** None of them makes pods. */
  readonly idle: boolean;
}

/** Those of them that have the port: all who name it, and for a number all who name no ports. */
export function targetPodsOf(workloads: readonly Workload[], target: number | string, protocol: string): TargetPods {
  const serving: Workload[] = [];
  const silent: Workload[] = [];
  let number: number | undefined;
  for (const workload of workloads) {
    const { ports } = workload;
    // A number is never equal to a name, so one comparison serves both kinds of target.
    const port = ports.find((one) => one.protocol === protocol && (one.number === target || one.name === target));
    number ??= port?.number;
    if (port) serving.push(workload);
    else if (ports.length === 0) silent.push(workload);
  }
  if (typeof target === 'string') return podsAt(number, serving);
  if (serving.length + silent.length > 0) return podsAt(target, [...serving, ...silent]);
  const isThere = workloads.some(({ ports }) => ports.some((port) => port.number === target));
  return podsAt(target, workloads, isThere ? 'protocol' : 'number');
}

function podsAt(
  number: number | undefined,
  workloads: readonly Workload[],
  undeclared?: TargetPods['undeclared'],
): TargetPods {
  const idle = workloads.every(({ replicas, paused }) => replicas === 0 || paused);
  if (number === undefined) return { workloads, undeclared, idle };
  return { number, workloads, pods: podHop(workloads, number), undeclared, idle };
}

/** The hop where a request ends: the workloads whose pods answer, and how many there are. */
export function podHop(workloads: readonly Workload[], port: number): Hop {
  const [{ id, facts }] = workloads as [Workload, ...Workload[]];
  const replicas = replicasOf(workloads);
  const notes: string[] = [];
  if (replicas !== undefined) notes.push(count(replicas, 'replica'));
  if (workloads.length > 1) notes.push(`with ${workloads.slice(1, 4).map(idOf).join(', ')}`);
  if (workloads.length > 4) notes.push(`and ${workloads.length - 4} more`);
  return { kind: 'pod', name: id, where: facts.where, port, note: notes.length > 0 ? notes.join(' ') : undefined };
}

const idOf = ({ id }: Workload) => id;

/** How many pods all of them ask for; undefined where one does not say. */
function replicasOf(workloads: readonly Workload[]): number | undefined {
  let sum = 0;
  for (const { replicas } of workloads) {
    if (replicas === undefined) return undefined;
    sum += replicas;
  }
  return sum;
}

import { record } from '../plain';
import { label, type Labels } from './labels';
import type { Workload } from './workloads';

/** Labels that Kubernetes gives to each pod of a StatefulSet: its name, and its number. */
const NAME = 'statefulset.kubernetes.io/pod-name';
const NUMBER = 'apps.kubernetes.io/pod-index';

/** The one of these that a selector asks for; undefined where it asks for none. */
export function numberedPod(selector: unknown): Labels | undefined {
  const asked = [NAME, NUMBER].flatMap((name) => {
    const value = label(selector, name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return asked.length > 0 ? Object.fromEntries(asked) : undefined;
}

/** True where a workload makes a pod with such labels. */
export function makesNumbered(workload: Workload, pod: Labels): boolean {
  const { kind, name, replicas } = workload;
  if (kind !== 'StatefulSet') return false;
  const first = firstOf(workload);
  const isMade = (number: string) => {
    const ordinal = /^\d+$/.test(number) ? Number(number) : -1;
    // One that asks for no pods has none of any number, which is said where it ends.
    return ordinal >= first && (!replicas || ordinal < first + replicas);
  };
  const called = pod[NAME];
  const named = called === undefined || (called.startsWith(`${name}-`) && isMade(called.slice(name.length + 1)));
  return named && (pod[NUMBER] === undefined || isMade(pod[NUMBER]));
}

/** The names of the pods that a StatefulSet makes, as far as it says how many: `kafka-0 to kafka-2`. */
export function numberedNames(workload: Workload): string {
  const { name, replicas = 1 } = workload;
  const first = firstOf(workload);
  return replicas > 1 ? `${name}-${first} to ${name}-${first + replicas - 1}` : `${name}-${first}`;
}

function firstOf({ facts }: Workload): number {
  const { start } = record(record(facts.json.spec).ordinals);
  return typeof start === 'number' ? start : 0;
}

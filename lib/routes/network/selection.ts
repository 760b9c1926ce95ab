import type { Workload } from './workloads';

/** Finds what a label selector selects: every label in a bucket, the smallest bucket searched. */
export interface Selection {
  /** Takes at least one label. Gives the same list for the same selector, so that callers can remember things by it. */
  readonly select: (namespace: string, selector: ReadonlyMap<string, string>) => readonly Workload[];
}

const NONE: readonly Workload[] = [];

/** Indexes workloads by namespace and label. */
export function selectionOf(workloads: readonly Workload[]): Selection {
  const buckets = new Map<string, Workload[]>();
  for (const workload of workloads) {
    for (const [name, value] of workload.labels) push(buckets, bucket(workload.namespace, name, value), workload);
  }
  const known = new Map<string, readonly Workload[]>();
  const search = (namespace: string, selector: ReadonlyMap<string, string>) => {
    const candidates = [...selector].map(([name, value]) => buckets.get(bucket(namespace, name, value)) ?? NONE);
    const fewest = candidates.reduce((a, b) => (b.length < a.length ? b : a));
    return fewest.filter((workload) => carries(workload.labels, selector));
  };
  return {
    select(namespace, selector) {
      const key = JSON.stringify([namespace, ...[...selector].sort()]);
      const found = known.get(key) ?? search(namespace, selector);
      known.set(key, found);
      return found;
    },
  };
}

const bucket = (namespace: string, name: string, value: string) => JSON.stringify([namespace, name, value]);

/** True where every label that is asked for is there. */
export const carries = (labels: ReadonlyMap<string, string>, selector: ReadonlyMap<string, string>) =>
  [...selector].every(([name, value]) => labels.get(name) === value);

/** Adds to the list under a key. */
export function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const members = lists.get(key);
  if (members) members.push(value);
  else lists.set(key, [value]);
}

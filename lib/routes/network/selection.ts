import { push } from '../plain';
import { carries, type Labels } from './labels';
import { makesNumbered } from './numbered-pods';
import type { Service } from './services';
import type { Workload } from './workloads';

/** Finds what a label selector selects: every label in a bucket, the smallest bucket searched. */
export interface Selection {
  /** Takes at least one label. Gives the same list for the same selector, so that callers can remember things by it. */
  readonly select: (namespace: string, selector: Labels) => readonly Workload[];
  /** Those whose pods a Service selects; undefined where it selects none by labels that we know. */
  readonly of: (service: Pick<Service, 'namespace' | 'selector' | 'pod'>) => readonly Workload[] | undefined;
}

const NONE: readonly Workload[] = [];

/** Workloads by namespace, by the name of a label, and by its value. */
type Buckets = Map<string, Map<string, Map<string, Workload[]>>>;

/** Indexes workloads by namespace and label. */
export function selectionOf(workloads: readonly Workload[]): Selection {
  const buckets: Buckets = new Map();
  for (const workload of workloads) {
    const names = within(buckets, workload.namespace);
    for (const name of Object.keys(workload.labels)) push(within(names, name), workload.labels[name]!, workload);
  }
  /** The smallest bucket that a selector names: just what one label selects, and no less than several do. */
  const smallest = (namespace: string, selector: Labels) => {
    const names = buckets.get(namespace);
    let fewest: readonly Workload[] | undefined;
    for (const name of Object.keys(selector)) {
      const members = names?.get(name)?.get(selector[name]!) ?? NONE;
      if (fewest === undefined || members.length < fewest.length) fewest = members;
    }
    return fewest!;
  };
  const known = new Map<string, readonly Workload[]>();
  const select: Selection['select'] = (namespace, selector) => {
    if (Object.keys(selector).length === 1) return smallest(namespace, selector);
    const key = JSON.stringify([namespace, ...Object.entries(selector).sort()]);
    const found =
      known.get(key) ?? smallest(namespace, selector).filter((workload) => carries(workload.labels, selector));
    known.set(key, found);
    return found;
  };
  return {
    select,
    of({ namespace, selector, pod }) {
      if (!pod) return selector && select(namespace, selector);
      const among = selector ? select(namespace, selector) : workloads.filter((one) => one.namespace === namespace);
      return among.filter((workload) => makesNumbered(workload, pod));
    },
  };
}

/** The map under a key, made where there is none. */
export function within<K, I, V>(maps: Map<K, Map<I, V>>, key: K): Map<I, V> {
  let inner = maps.get(key);
  if (!inner) maps.set(key, (inner = new Map()));
  return inner;
}

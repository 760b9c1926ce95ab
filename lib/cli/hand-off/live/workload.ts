import { list, record, records, whole } from '../../../routes/plain';
import type { KubeObject } from '../../../routes/world';

/** True for what says how many pods of it are ready. */
export const isWorkload = ({ kind }: KubeObject): boolean =>
  ['Deployment', 'StatefulSet', 'DaemonSet'].includes(`${kind}`);

/** How many pods of a workload are ready. */
export const readyOf = ({ status }: KubeObject): number => {
  const { readyReplicas, numberReady } = record(status);
  return whole(readyReplicas) ?? whole(numberReady) ?? 0;
};

/** A label selector as kubectl takes it: `app=web,tier in (a,b)`. */
export function selectorText(selector: unknown): string {
  const { matchLabels, matchExpressions } = record(selector);
  const labels = Object.entries(record(matchLabels)).map(([key, value]) => `${key}=${value as string}`);
  const expressions = records(matchExpressions).map(({ key, operator, values }) => {
    if (operator === 'Exists') return `${key}`;
    if (operator === 'DoesNotExist') return `!${key}`;
    return `${key} ${operator === 'In' ? 'in' : 'notin'} (${list(values).join(',')})`;
  });
  return [...labels, ...expressions].join(',');
}

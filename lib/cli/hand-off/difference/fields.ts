import { below, isRecord, record } from '../../../routes/plain';

/** A field that is not the same in two cluster files. */
interface FieldDifference {
  readonly field: string;
  /** Absent where there was nothing, or what there was is long or secret. */
  readonly from?: string;
  readonly to?: string;
}

/** Compared with what runs, or of no meaning for a cluster that exists. */
const ELSEWHERE = [
  'apiVersion',
  'kind',
  'metadata',
  'servers',
  'agents',
  'ports',
  'options.k3d.disableLoadbalancer',
  'options.k3d.disableRollback',
  'options.k3d.timeout',
  'options.k3d.wait',
  'options.kubeconfig',
];

/** A login may stand there, or behind the name of a variable. */
const SECRET = /^(token|env|registries|files|options\.k3s\.extraArgs)\b/;

/** The fields in which two cluster files differ, except for those that are compared with what runs. */
export function fieldDifferences(before: unknown, now: unknown, path = ''): readonly FieldDifference[] {
  const [old, fresh] = [record(before), record(now)];
  const keys = [...new Set([...Object.keys(old), ...Object.keys(fresh)])];
  return keys.flatMap((key) => {
    const field = below(path, key);
    if (ELSEWHERE.includes(field) || sameJson(old[key], fresh[key])) return [];
    if (isRecord(old[key]) || isRecord(fresh[key])) return fieldDifferences(old[key], fresh[key], field);
    return [{ field, ...shown('from', field, old[key]), ...shown('to', field, fresh[key]) }];
  });
}

const sameJson = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

const shown = (end: 'from' | 'to', field: string, value: unknown) =>
  value === undefined || typeof value === 'object' || SECRET.test(field) ? {} : { [end]: `${value as string}` };

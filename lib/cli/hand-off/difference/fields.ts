import { below, isRecord, record } from '../../../routes/plain';
import { type Change, changeOf } from '../change';

/** A field that is not the same in two cluster files. */
interface FieldDifference extends Change {
  readonly field: string;
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
    return [{ field, ...(!SECRET.test(field) && changeOf(old[key], fresh[key])) }];
  });
}

const sameJson = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

import { list, record, records, text, type Plain } from './plain';

/** Whether a selector picks something; unknown where nobody understands one of its expressions. */
type Picked = 'yes' | 'no' | 'unknown';

type Operator = (has: boolean, value: unknown, values: readonly unknown[]) => boolean;

const OPERATORS: ReadonlyMap<string | undefined, Operator> = new Map<string, Operator>([
  ['In', (has, value, values) => has && values.includes(value)],
  ['NotIn', (has, value, values) => !(has && values.includes(value))],
  ['Exists', (has) => has],
  ['DoesNotExist', (has) => !has],
]);

/** Asks a label selector for what has these labels; an empty one picks everything. */
export function selects(selector: unknown, labels: Plain): Picked {
  const { matchLabels, matchExpressions } = record(selector);
  const wanted = record(matchLabels);
  if (Object.keys(wanted).some((name) => labels[name] !== wanted[name])) return 'no';
  const met = records(matchExpressions).map(({ key, operator, values }) => {
    const name = text(key) ?? '';
    return OPERATORS.get(text(operator))?.(Object.hasOwn(labels, name), labels[name], list(values));
  });
  if (met.includes(false)) return 'no';
  return met.includes(undefined) ? 'unknown' : 'yes';
}

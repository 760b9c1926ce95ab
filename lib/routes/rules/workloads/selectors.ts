import { list, record, text, texts, type Plain } from '../../plain';

/** Asks whether a label selector picks pods with these labels. */
export function selects(selector: unknown, labels: Plain): boolean {
  const { matchLabels, matchExpressions } = record(selector);
  const pairs = Object.entries(record(matchLabels));
  const expressions = list(matchExpressions);
  return (
    pairs.length + expressions.length > 0 &&
    pairs.every(([key, value]) => labels[key] === value) &&
    expressions.every((item) => holds(record(item), labels))
  );
}

function holds({ key, operator, values }: Plain, labels: Plain): boolean {
  const value = text(labels[String(text(key))]);
  if (operator === 'Exists') return value !== undefined;
  return operator === 'In' && value !== undefined && texts(values).includes(value);
}

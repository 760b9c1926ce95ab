import { ofKind } from '../../named';
import { groupBy, list, memo, record, text, texts, type Plain } from '../../plain';
import { podsOf, type Pods } from '../../pods';
import type { Site } from '../../world';

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

/** The pods that a Service of the app leads to. */
export const servedPods = memo((site: Site): ReadonlySet<Pods> => {
  const services = ofKind(site, 'Service').map(({ json, namespace }) => {
    const selector = record(record(json.spec).selector);
    return { selector, keys: keysOf(`${namespace}`, selector) };
  });
  const uses = groupBy(
    services.flatMap(({ keys }) => keys),
    (key) => key,
  );
  const rareness = (key: string) => uses.get(key)?.length as number;
  // Filed under its rarest label, so that a label which all Services share does not bring all of them together.
  const filed = groupBy(services, ({ keys }) => [...keys].sort((a, b) => rareness(a) - rareness(b))[0]);
  const served = ({ namespace, labels }: Pods) =>
    keysOf(namespace, labels).some((key) =>
      filed.get(key)?.some(({ selector }) => selects({ matchLabels: selector }, labels)),
    );
  return new Set(podsOf(site).filter(served));
});

const keysOf = (namespace: string, labels: Plain): readonly string[] =>
  Object.entries(labels).flatMap(([key, value]) => (typeof value === 'string' ? [`${namespace} ${key}=${value}`] : []));

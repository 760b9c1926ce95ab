import { ofKind } from '../../named';
import { podsOf, type Pods } from '../../pods';
import { groupBy, list, memo, record, text, texts, type Plain } from '../../plain';
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
  const services = ofKind(site, 'Service').flatMap(({ json, namespace }) => {
    const selector = record(record(json.spec).selector);
    const [first] = Object.entries(selector);
    return first && typeof first[1] === 'string' ? [{ key: `${namespace} ${first[0]}=${first[1]}`, selector }] : [];
  });
  const selectors = groupBy(services, ({ key }) => key);
  const served = ({ namespace, labels }: Pods) =>
    Object.entries(labels).some(
      ([key, value]) =>
        typeof value === 'string' &&
        selectors
          .get(`${namespace} ${key}=${value}`)
          ?.some(({ selector }) => selects({ matchLabels: selector }, labels)),
    );
  return new Set(podsOf(site).filter(served));
});

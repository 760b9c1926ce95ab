import { selects } from '../../label-selector';
import { REQUIRED } from '../../network/placement';
import { ADDED } from '../../network/services';
import { hasForeignLabel, namesOperated } from '../../operators';
import { heldStatus } from '../../held';
import { at, isRecord, leaves, memo, push, record, records, texts, type Plain } from '../../plain';
import { podsOf, type Pods } from '../../pods';
import type { Site } from '../../world';
import { heldTo, type Rule } from '../rule';
import { aboutObject } from '../speak';

/** The pods of each namespace, and those of it that carry each label. */
const neighbours = memo((site: Site): ReadonlyMap<string, readonly Pods[]> => {
  const found = new Map<string, Pods[]>();
  for (const pods of podsOf(site)) {
    push(found, pods.namespace, pods);
    for (const label of Object.entries(pods.labels)) push(found, carrying(pods, label), pods);
  }
  return found;
});

const carrying = ({ namespace }: Pods, [key, value]: readonly [string, unknown]) =>
  `${namespace} ${key}: ${JSON.stringify(value)}`;

/** True for a term that asks elsewhere, or for more than its labels say. */
export const isWider = (term: Plain): boolean =>
  ['namespaces', 'namespaceSelector', 'matchLabelKeys', 'mismatchLabelKeys'].some((field) => term[field] !== undefined);

/** Pods that are to run beside others wait for these; the first of those that are to run beside each other does not. */
export const affinityUnmet: Rule = {
  id: 'affinity-unmet',
  title: 'Pods are to run beside others that nothing makes',
  needsAll: true,
  *check(site) {
    for (const pods of podsOf(site)) {
      if (pods.spec.affinity === undefined) continue;
      for (const [index, term] of records(at(pods.spec, 'affinity.podAffinity')[REQUIRED]).entries()) {
        const { labelSelector } = term;
        if (!isRecord(labelSelector) || isWider(term)) continue;
        if (isThere(site, pods, labelSelector) || selectsHidden(site, labelSelector)) continue;
        yield* aboutObject(pods.object, {
          level: heldTo(site, pods.object),
          stops: { of: [pods.object], status: heldStatus(site, pods.object) },
          path: `${pods.path}.affinity.podAffinity.${REQUIRED}[${index}].labelSelector`,
          message: `Its pods are to run beside others, and no pod in namespace ${pods.namespace} has the labels that it selects, so they never start.`,
          remedy:
            'Select labels that pods of this namespace have, or move the term to preferredDuringSchedulingIgnoredDuringExecution.',
        });
      }
    }
  },
};

function isThere(site: Site, pods: Pods, selector: Plain): boolean {
  const [label] = Object.entries(record(selector.matchLabels));
  const near = neighbours(site).get(label ? carrying(pods, label) : pods.namespace) ?? [];
  return near.some(({ labels }) => selects(selector, labels) !== 'no');
}

/** Pods that no template shows: an operator gives them its names or its labels, and Kubernetes adds some to all. */
function selectsHidden(site: Site, selector: Plain): boolean {
  const keys = [
    ...Object.keys(record(selector.matchLabels)),
    ...texts(records(selector.matchExpressions).map(({ key }) => key)),
  ];
  return keys.some((key) => ADDED.test(key)) || hasForeignLabel(site, keys) || namesOperated(site, leaves(selector));
}

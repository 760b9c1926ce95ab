import { selects } from '../../label-selector';
import { below, isRecord, list, record, worded, type Plain } from '../../plain';
import { type Say, misplaced, missing, show, wrong } from '../fault';
import { dnsSubdomain } from '../formats';
import { isGiven, textIn } from '../read';
import { type FieldLaw, type TypeLaw, all } from './law';
import { annotated } from './pod-annotations';
import { atLeast, countOrPart, countOrShare, oneOf, spelled } from './values';

const isEmpty = (selector: Plain) =>
  Object.keys(record(selector.matchLabels)).length === 0 && list(selector.matchExpressions).length === 0;

/** The selector of a workload has to pick the pods that its own template makes. */
const ownPods: TypeLaw = ({ selector, template }, path, say) => {
  if (!isRecord(selector) || !isRecord(template)) return;
  if (isEmpty(selector)) {
    const remedy = 'Add matchLabels with the labels of the template.';
    return say({ path: `${path}.selector`, says: 'is empty: it has to pick the pods of this workload.', remedy });
  }
  picked(selector, template, path, say);
};

/** The labels of the template have to be ones that the selector picks. */
export function picked(selector: Plain, template: Plain, path: string, say: Say): void {
  const labels = record(record(template.metadata).labels);
  if (selects(selector, labels) !== 'no') return;
  say({
    path: `${path}.template.metadata.labels`,
    says: `has ${described(labels)}: the selector asks for ${described(record(selector.matchLabels))}.`,
    remedy: 'Write the labels of the selector into the template too.',
    rule: 'selector-not-in-template',
  });
}

function described(labels: Plain): string {
  const pairs = Object.entries(labels).map(([key, value]) => `"${key}: ${worded(value)}"`);
  return pairs.length === 0 ? 'no labels' : pairs.join(', ');
}

const someTemplate: TypeLaw = ({ template }, path, say) => {
  if (!isGiven(template)) say(missing(below(path, 'template'), 'nobody knows what its pods run', 'Add template.'));
};

/** An empty selector takes over the labels of the template. */
const controller: TypeLaw = ({ selector, template }, path, say) => {
  if (!isRecord(template)) return;
  const empty = Object.keys(record(selector)).length === 0;
  if (!empty) return picked({ matchLabels: selector }, template, path, say);
  if (Object.keys(record(record(template.metadata).labels)).length > 0) return;
  say(missing(`${path}.template.metadata.labels`, 'nothing else tells the pods of this workload', 'Add labels.'));
};

const zero = (value: unknown) => value === 0 || (typeof value === 'string' && /^0+%$/.test(value));

const deployment: TypeLaw = (spec, path, say, root) => {
  ownPods(spec, path, say, root);
  const { type, rollingUpdate } = record(spec.strategy);
  const update = record(rollingUpdate);
  if (type === 'Recreate' && isGiven(rollingUpdate)) {
    say(
      misplaced(
        `${path}.strategy.rollingUpdate`,
        'type Recreate does not roll',
        'Remove it, or write type: RollingUpdate.',
      ),
    );
  }
  if (zero(update.maxUnavailable) && zero(update.maxSurge)) {
    stuck(`${path}.strategy.rollingUpdate.maxUnavailable`, update.maxUnavailable, say);
  }
  const deadline = spec.progressDeadlineSeconds ?? 600;
  const ready = spec.minReadySeconds ?? 0;
  if (typeof deadline === 'number' && typeof ready === 'number' && ready >= 0 && deadline <= ready) {
    const remedy = `Write more than ${ready}, which is minReadySeconds.`;
    say(wrong(`${path}.progressDeadlineSeconds`, deadline, 'it is over before a pod counts as ready', remedy));
  }
};

const stuck = (path: string, value: unknown, say: Say) =>
  say(wrong(path, value, 'with a maxSurge of 0 too, no pod could ever be replaced', 'Write maxSurge: 1.'));

const some = (value: unknown) => (typeof value === 'string' ? /^0*[1-9]\d*%$/.test(value) : Number(value) > 0);

const daemonSetUpdate: TypeLaw = ({ type, rollingUpdate }, path, say) => {
  if (type === 'OnDelete' || !isGiven(rollingUpdate)) return;
  const { maxUnavailable, maxSurge } = record(rollingUpdate);
  const unavailable = maxUnavailable ?? 1;
  const surge = maxSurge ?? 0;
  if (zero(unavailable) && zero(surge)) stuck(`${path}.rollingUpdate.maxUnavailable`, unavailable, say);
  if (!some(unavailable) || !some(surge)) return;
  const other = isGiven(maxUnavailable) ? show(maxUnavailable) : '1 where it is left out';
  const why = `only one of maxSurge and maxUnavailable may be more than 0, and maxUnavailable is ${other}`;
  say(wrong(`${path}.rollingUpdate.maxSurge`, surge, why, 'Write maxUnavailable: 0, or remove maxSurge.'));
};

const statefulSetUpdate: TypeLaw = ({ type, rollingUpdate }, path, say) => {
  if (type !== 'OnDelete' || !isGiven(rollingUpdate)) return;
  say(misplaced(`${path}.rollingUpdate`, 'type OnDelete does not roll', 'Remove it, or write type: RollingUpdate.'));
};

const claimTemplates = (object: Plain, path: string, say: Say) => {
  list(object.volumeClaimTemplates).forEach((entry, index) => {
    if (textIn(record(record(entry).metadata).name) !== '') return;
    const field = `${path}.volumeClaimTemplates[${index}].metadata.name`;
    say(missing(field, 'the containers mount it by its name', 'Add metadata.name.'));
  });
};

const count = atLeast(0, 'a count');
const seconds = atLeast(0, 'a time');
export const counted = (types: string, fields: string, law: FieldLaw) =>
  Object.fromEntries(
    types.split(' ').flatMap((type) => fields.split(' ').map((field) => [`${type}.${field}`, law] as const)),
  );

export const fields: Readonly<Record<string, FieldLaw>> = {
  ...counted('DeploymentSpec StatefulSetSpec ReplicaSetSpec ReplicationControllerSpec', 'replicas', count),
  ...counted('DeploymentSpec StatefulSetSpec DaemonSetSpec', 'revisionHistoryLimit', count),
  ...counted(
    'DeploymentSpec StatefulSetSpec DaemonSetSpec ReplicaSetSpec ReplicationControllerSpec',
    'minReadySeconds',
    seconds,
  ),
  ...counted('DeploymentSpec', 'progressDeadlineSeconds', seconds),
  // More pods than are wanted may be added, but no more of them taken away than there are.
  'RollingUpdateDeployment.maxSurge': countOrShare,
  'RollingUpdateDeployment.maxUnavailable': countOrPart,
  ...counted('RollingUpdateDaemonSet', 'maxSurge maxUnavailable', countOrPart),
  'DeploymentStrategy.type': oneOf('RollingUpdate', 'Recreate'),
  'StatefulSetUpdateStrategy.type': oneOf('RollingUpdate', 'OnDelete'),
  'DaemonSetUpdateStrategy.type': oneOf('RollingUpdate', 'OnDelete'),
  'RollingUpdateStatefulSetStrategy.partition': count,
  'RollingUpdateStatefulSetStrategy.maxUnavailable': countOrShare,
  'StatefulSetOrdinals.start': count,
  'StatefulSetSpec.podManagementPolicy': oneOf('OrderedReady', 'Parallel'),
  'StatefulSetSpec.serviceName': spelled(dnsSubdomain),
  'StatefulSetPersistentVolumeClaimRetentionPolicy.whenDeleted': oneOf('Retain', 'Delete'),
  'StatefulSetPersistentVolumeClaimRetentionPolicy.whenScaled': oneOf('Retain', 'Delete'),
};

/** The API reads a missing spec as an empty one, and refuses what that lacks. */
const needsSpec: TypeLaw = ({ spec }, path, say) => {
  if (!isGiven(spec)) say(missing(below(path, 'spec'), 'the API requires it', 'Add spec.'));
};

const NEED_SPEC =
  'CronJob DaemonSet Deployment Ingress IngressClass Job JobTemplateSpec PersistentVolume PersistentVolumeClaim ReplicaSet ReplicationController Service StatefulSet ValidatingAdmissionPolicy';

export const types: Readonly<Record<string, TypeLaw>> = {
  ...Object.fromEntries(NEED_SPEC.split(' ').map((type) => [type, needsSpec] as const)),
  Pod: all(needsSpec, annotated),
  PodTemplateSpec: all(needsSpec, annotated),
  DeploymentSpec: deployment,
  DaemonSetSpec: ownPods,
  DaemonSetUpdateStrategy: daemonSetUpdate,
  PodTemplate: someTemplate,
  ReplicaSetSpec: all(ownPods, someTemplate),
  ReplicationControllerSpec: all(controller, someTemplate),
  StatefulSetSpec: (spec, path, say, root) => {
    ownPods(spec, path, say, root);
    claimTemplates(spec, path, say);
  },
  StatefulSetUpdateStrategy: statefulSetUpdate,
};

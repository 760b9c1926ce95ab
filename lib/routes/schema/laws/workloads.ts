import { selects } from '../../label-selector';
import { isRecord, list, record, type Plain } from '../../plain';
import { whyNoSchedule } from '../cron';
import { type Say, misplaced, missing, wrong } from '../fault';
import { dnsSubdomain } from '../formats';
import { given, text } from '../read';
import { countOrPart, countOrShare } from './containers';
import { type FieldLaw, type TypeLaw, atLeast, oneOf, spelled } from './law';

const isEmpty = (selector: Plain) =>
  Object.keys(record(selector.matchLabels)).length === 0 && list(selector.matchExpressions).length === 0;

/** The selector of a workload has to pick the pods that its own template makes. */
const ownPods: TypeLaw = ({ selector, template }, path, say) => {
  if (!isRecord(selector) || !isRecord(template)) return;
  if (isEmpty(selector)) {
    const remedy = 'Add matchLabels with the labels of the template.';
    return say({ path: `${path}.selector`, says: 'is empty: it has to pick the pods of this workload.', remedy });
  }
  const labels = record(record(template.metadata).labels);
  if (selects(selector, labels) !== 'no') return;
  say({
    path: `${path}.template.metadata.labels`,
    says: `has ${described(labels)}: the selector asks for ${described(record(selector.matchLabels))}.`,
    remedy: 'Write the labels of the selector into the template too.',
    rule: 'selector-not-in-template',
  });
};

function described(labels: Plain): string {
  const pairs = Object.entries(labels).map(([key, value]) => `"${key}: ${String(value)}"`);
  return pairs.length === 0 ? 'no labels' : pairs.join(', ');
}

const zero = (value: unknown) => value === 0 || (typeof value === 'string' && /^0+%$/.test(value));

const deployment: TypeLaw = (spec, path, say, root) => {
  ownPods(spec, path, say, root);
  const { type, rollingUpdate } = record(spec.strategy);
  const update = record(rollingUpdate);
  if (type === 'Recreate' && given(rollingUpdate)) {
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

const daemonSet: TypeLaw = (spec, path, say, root) => {
  ownPods(spec, path, say, root);
  const { maxUnavailable, maxSurge } = record(record(spec.updateStrategy).rollingUpdate);
  if (zero(maxUnavailable) && (zero(maxSurge) || !given(maxSurge))) {
    stuck(`${path}.updateStrategy.rollingUpdate.maxUnavailable`, maxUnavailable, say);
  }
};

const statefulSetUpdate: TypeLaw = ({ type, rollingUpdate }, path, say) => {
  if (type !== 'OnDelete' || !given(rollingUpdate)) return;
  say(misplaced(`${path}.rollingUpdate`, 'type OnDelete does not roll', 'Remove it, or write type: RollingUpdate.'));
};

const job: TypeLaw = ({ completionMode, completions, selector, manualSelector }, path, say) => {
  if (completionMode === 'Indexed' && !given(completions)) {
    say(missing(`${path}.completions`, 'completionMode Indexed counts them', 'Add completions.'));
  }
  if (given(selector) && manualSelector !== true) {
    say(
      misplaced(`${path}.selector`, 'a Job makes its own selector', 'Remove selector, or write manualSelector: true.'),
    );
  }
};

const schedule: FieldLaw = (value, path, say) => {
  const why = whyNoSchedule(value as string);
  if (why !== undefined) say(wrong(path, value, why, 'Write a schedule such as "*/5 * * * *".'));
};

const timeZone: FieldLaw = (value, path, say) => {
  const named = value !== '' && (value as string).toLowerCase() !== 'local' && !/^[/\\]|\.\.| /.test(value as string);
  if (!named) say(wrong(path, value, 'this is no time zone', 'Write a time zone such as "Europe/Berlin".'));
};

const claimTemplates = (object: Plain, path: string, say: Say) => {
  list(object.volumeClaimTemplates).forEach((entry, index) => {
    if (text(record(record(entry).metadata).name) !== '') return;
    const field = `${path}.volumeClaimTemplates[${index}].metadata.name`;
    say(missing(field, 'the containers mount it by its name', 'Add metadata.name.'));
  });
};

const count = atLeast(0, 'a count');
const seconds = atLeast(0, 'a time');
const counted = (types: string, fields: string, law: FieldLaw) =>
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
  ...counted('RollingUpdateDeployment RollingUpdateDaemonSet', 'maxSurge maxUnavailable', countOrShare),
  // More pods than are wanted may be added, but no more of them taken away than there are.
  'RollingUpdateDeployment.maxUnavailable': countOrPart,
  ...counted('JobSpec', 'parallelism completions backoffLimit backoffLimitPerIndex maxFailedIndexes', count),
  ...counted('JobSpec', 'activeDeadlineSeconds ttlSecondsAfterFinished', seconds),
  ...counted('CronJobSpec', 'startingDeadlineSeconds', seconds),
  ...counted('CronJobSpec', 'successfulJobsHistoryLimit failedJobsHistoryLimit', count),
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
  'JobSpec.completionMode': oneOf('NonIndexed', 'Indexed'),
  'JobSpec.podReplacementPolicy': oneOf('TerminatingOrFailed', 'Failed'),
  'CronJobSpec.schedule': schedule,
  'CronJobSpec.timeZone': timeZone,
  'CronJobSpec.concurrencyPolicy': oneOf('Allow', 'Forbid', 'Replace'),
};

/** The API reads a missing spec as an empty one, and refuses what that lacks. */
const needsSpec: TypeLaw = ({ spec }, path, say) => {
  if (!given(spec)) say(missing(path === '' ? 'spec' : `${path}.spec`, 'the API requires it', 'Add spec.'));
};

const NEED_SPEC =
  'CronJob DaemonSet Deployment Ingress Job PersistentVolume PersistentVolumeClaim Pod PodTemplateSpec ReplicaSet Service StatefulSet';

export const types: Readonly<Record<string, TypeLaw>> = {
  ...Object.fromEntries(NEED_SPEC.split(' ').map((type) => [type, needsSpec] as const)),
  DeploymentSpec: deployment,
  DaemonSetSpec: daemonSet,
  ReplicaSetSpec: ownPods,
  StatefulSetSpec: (spec, path, say, root) => {
    ownPods(spec, path, say, root);
    claimTemplates(spec, path, say);
  },
  StatefulSetUpdateStrategy: statefulSetUpdate,
  JobSpec: job,
};

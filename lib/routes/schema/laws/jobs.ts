import { selects } from '../../label-selector';
import { isRecord, list, record, type Plain } from '../../plain';
import { whyNoSchedule } from '../cron';
import { type Say, misplaced, missing, show, wrong } from '../fault';
import { atMost, domainPath, qualifiedName } from '../formats';
import { isGiven, textIn } from '../read';
import { timeZone } from '../time-zone';
import { failedIndexes, indexed } from './indexed-jobs';
import { type Besides, type FieldLaw, type TypeLaw, all } from './law';
import { beside, someIn } from './presence';
import { atLeast, filled, oneOf, wordOf } from './values';
import { counted, picked } from './workloads';

const NO_SELECTOR = 'a Job makes its own selector';

/** Labels that the API itself puts on the pods of a Job. */
function ownLabels({ metadata }: Plain): Plain {
  const { name, uid } = record(metadata);
  const [job, number] = [textIn(name), textIn(uid)];
  return {
    'job-name': job,
    'batch.kubernetes.io/job-name': job,
    'controller-uid': number,
    'batch.kubernetes.io/controller-uid': number,
  };
}

const selector: TypeLaw = (spec, path, say, root) => {
  if (root.kind === 'CronJob') notInCronJob(spec, path, say);
  else if (spec.manualSelector === true) byHand(spec, path, say);
  else byItself(spec, path, say, root);
};

function notInCronJob({ selector: written, manualSelector }: Plain, path: string, say: Say): void {
  if (isGiven(written)) say(misplaced(`${path}.selector`, NO_SELECTOR, 'Remove selector.'));
  if (manualSelector !== true) return;
  say(wrong(`${path}.manualSelector`, true, 'each Job of a CronJob makes its own selector', 'Remove manualSelector.'));
}

function byHand({ selector: written, template }: Plain, path: string, say: Say): void {
  if (!isGiven(written)) {
    say(missing(`${path}.selector`, 'manualSelector is true', 'Add selector, or remove manualSelector.'));
  }
  if (isRecord(written) && isRecord(template)) picked(written, template, path, say);
}

function byItself({ selector: written, template }: Plain, path: string, say: Say, root: Plain): void {
  if (isGiven(written) && selects(written, ownLabels(root)) === 'no') {
    say(misplaced(`${path}.selector`, NO_SELECTOR, 'Remove selector, or write manualSelector: true.'));
  }
  const { labels } = record(record(template).metadata);
  if (!isRecord(labels)) return;
  for (const [key, own] of Object.entries(ownLabels(root))) {
    const label = labels[key];
    if (typeof label !== 'string' || label === own) continue;
    say(wrong(`${path}.template.metadata.labels[${key}]`, label, 'the API fills it in for each Job', 'Remove it.'));
  }
}

const failurePolicy: TypeLaw = ({ podFailurePolicy, podReplacementPolicy, template }, path, say) => {
  if (!isRecord(podFailurePolicy)) return;
  if (textIn(podReplacementPolicy) !== '' && podReplacementPolicy !== 'Failed') {
    const why = 'a podFailurePolicy judges a pod that has failed';
    say(wrong(`${path}.podReplacementPolicy`, podReplacementPolicy, why, 'Write "Failed".'));
  }
  const { restartPolicy, containers, initContainers } = record(record(template).spec);
  if (restartPolicy === 'OnFailure') {
    const why = 'a podFailurePolicy judges pods that do not start again';
    say(wrong(`${path}.template.spec.restartPolicy`, restartPolicy, why, 'Write "Never".'));
  }
  const names = [...list(containers), ...list(initContainers)].map((container) => record(container).name);
  list(podFailurePolicy.rules).forEach((rule, index) => {
    const { containerName } = record(record(rule).onExitCodes);
    if (typeof containerName !== 'string' || names.includes(containerName)) return;
    const field = `${path}.podFailurePolicy.rules[${index}].onExitCodes.containerName`;
    say(wrong(field, containerName, 'the pod has no such container', 'Write the name of a container.'));
  });
};

const failureRule: TypeLaw = ({ onExitCodes, onPodConditions }, path, say) => {
  const conditions = list(onPodConditions).length > 0;
  if (isGiven(onExitCodes) && conditions) say(beside(path, 'onPodConditions', 'onExitCodes', 'a rule'));
  if (isGiven(onExitCodes) || conditions) return;
  say({
    path,
    says: 'says nothing: a rule has one of onExitCodes, onPodConditions.',
    remedy: 'Add onExitCodes.',
    lacks: true,
  });
};

/** Lists of which a rule takes so many entries at most. */
const few =
  (field: string, most: number): TypeLaw =>
  (rule, path, say) => {
    const { length } = list(rule[field]);
    if (length <= most) return;
    const says = `has ${length} entries: ${most} are allowed.`;
    say({ path: `${path}.${field}`, says, remedy: 'Remove the last ones.' });
  };

const someCode = someIn('values', 'a rule compares with some value', 'Add a value.');

const exitCodes: TypeLaw = ({ operator, values }, path, say) => {
  if (!Array.isArray(values)) return;
  const field = `${path}.values`;
  const zero = operator === 'In' ? values.indexOf(0) : -1;
  if (zero >= 0) say(wrong(`${field}[${zero}]`, 0, 'a container that ends with 0 has not failed', 'Remove it.'));
  if (values.some((value) => typeof value !== 'number')) return;
  const late = values.findIndex((value, index) => index > 0 && value <= values[index - 1]);
  if (late < 0) return;
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  const says = `has ${show(values[late])} after ${show(values[late - 1])}: the smallest value comes first, and each once.`;
  say({ path: field, says, remedy: `Write [${sorted.join(', ')}].` });
};

const schedule: FieldLaw = (value, path, say) => {
  const misfit = whyNoSchedule(value as string);
  if (misfit) say(wrong(path, value, misfit.why, misfit.remedy));
};

const count = atLeast(0, 'a count');
const seconds = atLeast(0, 'a time');

export const fields: Readonly<Record<string, FieldLaw>> = {
  ...counted('JobSpec', 'parallelism completions backoffLimit backoffLimitPerIndex maxFailedIndexes', count),
  ...counted('JobSpec', 'activeDeadlineSeconds ttlSecondsAfterFinished', seconds),
  ...counted('SuccessPolicyRule', 'succeededCount', count),
  'JobSpec.completionMode': wordOf('NonIndexed', 'Indexed'),
  'JobSpec.podReplacementPolicy': wordOf('TerminatingOrFailed', 'Failed'),
  'PodFailurePolicyRule.action': wordOf('Count', 'FailIndex', 'FailJob', 'Ignore'),
  'PodFailurePolicyOnExitCodesRequirement.operator': wordOf('In', 'NotIn'),
  'PodFailurePolicyOnPodConditionsPattern.type': filled(qualifiedName),
  'PodFailurePolicyOnPodConditionsPattern.status': oneOf('True', 'False', 'Unknown'),
  ...counted('CronJobSpec', 'startingDeadlineSeconds', seconds),
  ...counted('CronJobSpec', 'successfulJobsHistoryLimit failedJobsHistoryLimit', count),
  'JobSpec.managedBy': filled(atMost(domainPath('a controller', 'example.com/controller'), 63)),
  'CronJobSpec.schedule': schedule,
  'CronJobSpec.timeZone': filled(timeZone),
  'CronJobSpec.concurrencyPolicy': oneOf('Allow', 'Forbid', 'Replace'),
};

export const besides: Besides = { 'JobSpec.podFailurePolicy': [failedIndexes, failurePolicy] };

export const types: Readonly<Record<string, TypeLaw>> = {
  JobSpec: all(indexed, selector),
  SuccessPolicy: someIn('rules', 'a policy has at least one rule', 'Add a rule, or remove successPolicy.'),
  PodFailurePolicy: few('rules', 20),
  PodFailurePolicyRule: all(failureRule, few('onPodConditions', 20)),
  PodFailurePolicyOnExitCodesRequirement: all(someCode, exitCodes, few('values', 255)),
};

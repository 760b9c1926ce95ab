import { list, record } from '../../plain';
import { amountOf, exceeds } from '../../quantity';
import { type Say, misplaced, wrong } from '../fault';
import { qualifiedName } from '../formats';
import { textIn } from '../read';
import { agree } from './labels';
import type { FieldLaw, TypeLaw } from './law';
import { wordOf } from './values';

/** What a quota counts one by one. */
const COUNTED =
  /^(configmaps|persistentvolumeclaims|pods|replicationcontrollers|resourcequotas|secrets|services(\.(loadbalancers|nodeports))?)$/;

/** What it adds up. */
const MEASURED = /^(((requests|limits)\.)?(cpu|memory|ephemeral-storage)|requests\.storage|(requests\.)?hugepages-.*)$/;

/** A count of objects of any kind, or a device. */
const isWhole = (name: string) =>
  COUNTED.test(name) || (name.includes('/') && !/^requests\.|kubernetes\.io\//.test(name));

const hard: FieldLaw = (value, path, say) => {
  for (const [name, quantity] of Object.entries(record(value))) amount(name, quantity, `${path}[${name}]`, say);
};

function amount(name: string, quantity: unknown, path: string, say: Say): void {
  const known = name.includes('/') ? qualifiedName(name) === undefined : isKnown(name);
  if (!known) {
    const remedy = 'Write a name such as "pods", "requests.cpu" or "count/deployments.apps".';
    return say({ path, says: 'is nothing that a quota counts.', remedy });
  }
  const many = amountOf(quantity) ?? 0;
  if (many < 0) return say(wrong(path, quantity, 'an amount cannot be negative', 'Write 0 or more.'));
  const above = Math.ceil(many);
  if (isWhole(name) && exceeds(above, many)) say(wrong(path, quantity, 'a count is whole', `Write ${above}.`));
}

const SCOPES = [
  'BestEffort',
  'NotBestEffort',
  'Terminating',
  'NotTerminating',
  'PriorityClass',
  'CrossNamespacePodAffinity',
  'VolumeAttributesClass',
] as const;
const scope = wordOf(...SCOPES);

/** Scopes of which a pod has one at most. */
function apart(scopes: readonly unknown[], path: string, say: Say): void {
  for (const one of ['BestEffort', 'Terminating']) {
    if (!scopes.includes(one) || !scopes.includes(`Not${one}`)) continue;
    say({ path, says: `has "${one}" and "Not${one}": no pod is both.`, remedy: 'Remove one of the two.' });
  }
}

const selection: TypeLaw = ({ matchExpressions }, path, say) => {
  const each = list(matchExpressions).map((expression) => record(expression).scopeName);
  apart(each, `${path}.matchExpressions`, say);
};

const quota: TypeLaw = ({ hard: most, scopes, scopeSelector }, path, say) => {
  const each = list(scopes);
  apart(each, `${path}.scopes`, say);
  const chosen = list(record(scopeSelector).matchExpressions).map((expression) => record(expression).scopeName);
  const both = [...each, ...chosen];
  const ofPods = both.find((one) => OF_PODS.has(textIn(one)));
  if (ofPods === undefined) return;
  const asks = !both.includes('BestEffort');
  for (const name of Object.keys(record(most))) {
    if (name === 'pods' || (asks && OF_POD.test(name)) || !isKnown(name)) continue;
    const why = asks ? `the scope ${textIn(ofPods)} is about pods` : 'pods of the scope BestEffort ask for none';
    say(misplaced(`${path}.hard[${name}]`, why, 'Remove it, or remove the scope.'));
  }
};

/** What is added up over pods. */
const OF_POD = /^((requests|limits)\.)?(cpu|memory)$/;
export const isKnown = (name: string) => COUNTED.test(name) || MEASURED.test(name);

/** Scopes of which a pod is or not; only a class has a name. */
const YES_OR_NO = ['BestEffort', 'NotBestEffort', 'Terminating', 'NotTerminating', 'CrossNamespacePodAffinity'];

/** Scopes of which some pods are, and nothing else. */
const OF_PODS = new Set([...YES_OR_NO, 'PriorityClass']);

const selected: TypeLaw = ({ scopeName, operator, values }, path, say) => {
  const word = textIn(operator);
  const alone = YES_OR_NO.includes(textIn(scopeName));
  if (alone && word !== '' && word !== 'Exists') {
    say(wrong(`${path}.operator`, word, `a pod is of the scope ${textIn(scopeName)} or not`, 'Write "Exists".'));
  } else {
    agree(word, list(values).length, path, say);
  }
};

export const fields: Readonly<Record<string, FieldLaw>> = {
  'ResourceQuotaSpec.hard': hard,
  'ResourceQuotaSpec.scopes': scope,
  'ScopedResourceSelectorRequirement.scopeName': scope,
  'ScopedResourceSelectorRequirement.operator': wordOf('In', 'NotIn', 'Exists', 'DoesNotExist'),
};

export const types: Readonly<Record<string, TypeLaw>> = {
  ResourceQuotaSpec: quota,
  ScopeSelector: selection,
  ScopedResourceSelectorRequirement: selected,
};

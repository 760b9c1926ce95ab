import { list, record, type Plain } from '../../plain';
import { type Say, misplaced, missing, wrong } from '../fault';
import { type Format, absolutePath, qualifiedName } from '../formats';
import { isGiven, textIn } from '../read';
import { domain } from './domains';
import { type Besides, type FieldLaw, type TypeLaw } from './law';
import { exactlyOne } from './presence';
import { namedOnce } from './unique';
import { aPort, between, filled, spelled, wordOf } from './values';

const REVIEWS = ['v1', 'v1beta1'];

const CLIENTS = ['service', 'url'];

/** Who is asked: a Service of the cluster, or a URL. */
export const callee = (client: Plain, path: string, say: Say): void =>
  exactlyOne(client, CLIENTS, path, say, 'a webhook');

const webhook: TypeLaw = ({ admissionReviewVersions, clientConfig }, path, say) => {
  if (isGiven(clientConfig)) callee(record(clientConfig), `${path}.clientConfig`, say);
  const each = list(admissionReviewVersions);
  if (!Array.isArray(admissionReviewVersions) || REVIEWS.some((known) => each.includes(known))) return;
  const says = 'has no version that the API speaks.';
  say({ path: `${path}.admissionReviewVersions`, says, remedy: 'Write [v1].' });
};

const parsed = (text: string): URL | undefined => {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
};

/** `https://check.example.com/pods`: without a login, and with nothing behind the path. */
const url: Format = (text) => {
  const remedy = 'Write a URL such as "https://check.example.com/pods".';
  const read = parsed(text);
  if (read?.protocol !== 'https:') return { why: 'the API asks over https alone', remedy };
  if (read.username !== '' || read.password !== '') return { why: 'no login may stand in it', remedy };
  return /[?#]./.test(text) ? { why: 'nothing may stand behind the path', remedy } : undefined;
};

const LISTS = ['operations', 'apiGroups', 'apiVersions', 'resources'];

const matched: TypeLaw = (rule, path, say) => {
  for (const key of LISTS) {
    const each = list(rule[key]);
    const field = `${path}.${key}`;
    if (each.length === 0) say(missing(field, 'a rule says what it is about', `Add ${key}.`));
    else if (key === 'resources') resources(each, field, say);
    else if (each.length > 1 && each.includes('*')) {
      say(misplaced(`${field}[${each.indexOf('*')}]`, '"*" stands alone', 'Remove it, or remove the others.'));
    }
  }
};

const EVERYTHING = '*/*';

/** Parts of resources may stand beside all resources. */
function resources(each: readonly unknown[], path: string, say: Say): void {
  const remedy = 'Remove it, or remove the others.';
  const all = each.length > 1 ? each.indexOf(EVERYTHING) : -1;
  if (all >= 0) return say(misplaced(`${path}[${all}]`, `"${EVERYTHING}" stands alone`, remedy));
  const named = each.some((resource) => resource !== '*' && !textIn(resource).includes('/'));
  if (each.includes('*') && named) say(misplaced(`${path}[${each.indexOf('*')}]`, '"*" holds the others too', remedy));
}

const conditions = namedOnce('matchConditions', 'condition');

const hookName = filled(domain(3, 'Write a name such as "check.web.example.com".'));
const failurePolicy = wordOf('Fail', 'Ignore');
const matchPolicy = wordOf('Exact', 'Equivalent');
const sideEffects = wordOf('None', 'NoneOnDryRun');
const seconds = between(1, 30, 'the time');
const operations = wordOf('CREATE', 'UPDATE', 'DELETE', 'CONNECT', '*');
const scope = wordOf('Cluster', 'Namespaced', '*');

/** Text that says more than spaces. */
export const said: FieldLaw = (value, path, say) => {
  if ((value as string).trim() === '') say(wrong(path, value, 'the API requires a value', 'Write an expression.'));
};

/** Whoever is asked by the API is found in the same way, whatever for. */
const service = (group: string): Readonly<Record<string, FieldLaw>> => ({
  [`${group}V1ServiceReference.name`]: filled(),
  [`${group}V1ServiceReference.namespace`]: filled(),
  [`${group}V1ServiceReference.path`]: spelled(absolutePath),
  [`${group}V1ServiceReference.port`]: aPort,
  [`${group}V1WebhookClientConfig.url`]: filled(url),
});

export const fields: Readonly<Record<string, FieldLaw>> = {
  ...service('Admissionregistration'),
  ...service('Apiextensions'),
  'MutatingWebhook.name': hookName,
  'MutatingWebhook.failurePolicy': failurePolicy,
  'MutatingWebhook.matchPolicy': matchPolicy,
  'MutatingWebhook.reinvocationPolicy': wordOf('Never', 'IfNeeded'),
  'MutatingWebhook.sideEffects': sideEffects,
  'MutatingWebhook.timeoutSeconds': seconds,
  'ValidatingWebhook.name': hookName,
  'ValidatingWebhook.failurePolicy': failurePolicy,
  'ValidatingWebhook.matchPolicy': matchPolicy,
  'ValidatingWebhook.sideEffects': sideEffects,
  'ValidatingWebhook.timeoutSeconds': seconds,
  'RuleWithOperations.operations': operations,
  'RuleWithOperations.scope': scope,
  'NamedRuleWithOperations.operations': operations,
  'NamedRuleWithOperations.scope': scope,
  'MatchCondition.name': filled(qualifiedName),
  'MatchCondition.expression': said,
};

const hooks = namedOnce('webhooks', 'webhook');

export const besides: Besides = {
  'MutatingWebhookConfiguration.webhooks': [hooks],
  'ValidatingWebhookConfiguration.webhooks': [hooks],
  'MutatingWebhook.matchConditions': [conditions],
  'ValidatingWebhook.matchConditions': [conditions],
  'ValidatingAdmissionPolicySpec.matchConditions': [conditions],
};

export const types: Readonly<Record<string, TypeLaw>> = {
  MutatingWebhook: webhook,
  ValidatingWebhook: webhook,
  RuleWithOperations: matched,
  NamedRuleWithOperations: matched,
};

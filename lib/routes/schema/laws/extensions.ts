import { list, record } from '../../plain';
import { missing, misplaced, show, wrong } from '../fault';
import { type Format, absolutePath, dnsLabel, dnsSubdomain, labelValue, qualifiedName, serviceName } from '../formats';
import { isGiven, textIn } from '../read';
import { type FieldLaw, type TypeLaw, all } from './law';
import { exactlyOne } from './presence';
import { namedOnce } from './unique';
import { aPort, atLeast, between, filled, spelled, wordOf } from './values';

/** A domain of so many parts. */
const domain = (parts: number, remedy: string): Format => {
  return (name) =>
    dnsSubdomain(name) ??
    (name.split('.').length < parts ? { why: `a domain of at least ${parts} parts is needed`, remedy } : undefined);
};

const definition: TypeLaw = ({ metadata, spec }, _path, say) => {
  const { group, names } = record(spec);
  const name = textIn(record(metadata).name);
  const wanted = `${textIn(record(names).plural)}.${textIn(group)}`;
  // A plural or a group that is no good is said of itself.
  if (name === '' || name === wanted || !/^[^.]+\.[^.]+\./.test(wanted)) return;
  const why = 'a definition is called by its plural and its group';
  say({ ...wrong('metadata.name', name, why, `Write ${show(wanted)}.`), rule: 'object-name-invalid' });
};

const versions: TypeLaw = ({ versions: each }, path, say) => {
  if (!Array.isArray(each)) return;
  const stored = each.flatMap((one, index) => (record(one).storage === true ? [index] : []));
  if (stored.length === 0) {
    const says = 'stores none: objects are stored in one version.';
    say({ path: `${path}.versions`, says, remedy: 'Write storage: true in one of them.', lacks: true });
  }
  for (const index of stored.slice(1)) {
    const remedy = 'Write storage: false.';
    say(wrong(`${path}.versions[${index}].storage`, true, `version ${stored[0]! + 1} is stored already`, remedy));
  }
};

const version: TypeLaw = ({ schema }, path, say) => {
  if (isGiven(record(schema).openAPIV3Schema)) return;
  const remedy = 'Add a schema, for example { type: object, x-kubernetes-preserve-unknown-fields: true }.';
  say(missing(`${path}.schema.openAPIV3Schema`, 'the API requires it', remedy));
};

const REVIEWS = ['v1', 'v1beta1'];

const webhook: TypeLaw = ({ admissionReviewVersions, clientConfig }, path, say) => {
  if (isGiven(clientConfig)) exactlyOne(record(clientConfig), CLIENTS, `${path}.clientConfig`, say, 'a webhook');
  const each = list(admissionReviewVersions);
  if (!Array.isArray(admissionReviewVersions) || REVIEWS.some((known) => each.includes(known))) return;
  const says = 'has no version that the API speaks.';
  say({ path: `${path}.admissionReviewVersions`, says, remedy: 'Write [v1].' });
};

const CLIENTS = ['service', 'url'];

const LISTS = ['operations', 'apiGroups', 'apiVersions', 'resources'];

const matched: TypeLaw = (rule, path, say) => {
  for (const key of LISTS) {
    const each = list(rule[key]);
    const field = `${path}.${key}`;
    if (each.length === 0) say(missing(field, 'a rule says what it is about', `Add ${key}.`));
    // Parts of resources may stand beside all resources.
    if (each.length < 2 || key === 'resources' || !each.includes('*')) continue;
    say(misplaced(`${field}[${each.indexOf('*')}]`, '"*" stands alone', 'Remove it, or remove the others.'));
  }
};

const hookName = filled(domain(3, 'Write a name such as "check.web.example.com".'));
const failurePolicy = wordOf('Fail', 'Ignore');
const matchPolicy = wordOf('Exact', 'Equivalent');
const sideEffects = wordOf('None', 'NoneOnDryRun');
const seconds = between(1, 30, 'the time');
const named = filled(serviceName);

export const fields: Readonly<Record<string, FieldLaw>> = {
  'CustomResourceDefinitionSpec.group': filled(domain(2, 'Write a group such as "web.example.com".')),
  'CustomResourceDefinitionSpec.scope': wordOf('Namespaced', 'Cluster'),
  'CustomResourceDefinitionNames.plural': named,
  'CustomResourceDefinitionVersion.name': named,
  'APIServiceSpec.version': spelled(serviceName),
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
  'RuleWithOperations.operations': wordOf('CREATE', 'UPDATE', 'DELETE', 'CONNECT', '*'),
  'AdmissionregistrationV1ServiceReference.name': filled(),
  'AdmissionregistrationV1ServiceReference.namespace': filled(),
  'AdmissionregistrationV1ServiceReference.path': spelled(absolutePath),
  'AdmissionregistrationV1ServiceReference.port': aPort,
  'CSIDriverSpec.fsGroupPolicy': wordOf('ReadWriteOnceWithFSType', 'File', 'None'),
  'CSIDriverSpec.volumeLifecycleModes': wordOf('Persistent', 'Ephemeral'),
  'LeaseSpec.leaseDurationSeconds': atLeast(1, 'the time'),
  'LeaseSpec.leaseTransitions': atLeast(0, 'a count'),
  'RuntimeClass.handler': filled(dnsLabel),
  'Taint.effect': wordOf('NoSchedule', 'PreferNoSchedule', 'NoExecute'),
  'Taint.key': filled(qualifiedName),
  'Taint.value': spelled(labelValue),
  'RuleWithOperations.scope': wordOf('Cluster', 'Namespaced', '*'),
};

export const types: Readonly<Record<string, TypeLaw>> = {
  CustomResourceDefinition: definition,
  CustomResourceDefinitionSpec: all(versions, namedOnce('versions', 'version')),
  CustomResourceDefinitionVersion: version,
  MutatingWebhook: webhook,
  ValidatingWebhook: webhook,
  RuleWithOperations: matched,
};

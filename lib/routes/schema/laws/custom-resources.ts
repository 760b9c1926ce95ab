import { record, type Plain } from '../../plain';
import { type Say, misplaced, missing, show, wrong } from '../fault';
import { type Format, serviceName } from '../formats';
import { isGiven, textIn } from '../read';
import { domain } from './domains';
import { type Besides, type FieldLaw, type TypeLaw, all } from './law';
import { namedOnce } from './unique';
import { filled, oneOf, spelled, wordOf } from './values';
import { callee } from './webhooks';

const APPROVED = 'api-approved.kubernetes.io';

/** Groups of which Kubernetes itself decides what is in them. */
const PROTECTED = /(^|\.)(k8s|kubernetes)\.io$/;
const APPROVAL = /^(unapproved|[a-z][a-z\d+.-]*:\/\/[^/])/i;

const definition: TypeLaw = ({ metadata, spec }, _path, say) => {
  const { group, names } = record(spec);
  approval(textIn(group), record(metadata).annotations, say);
  const name = textIn(record(metadata).name);
  const wanted = `${textIn(record(names).plural)}.${textIn(group)}`;
  // A plural or a group that is no good is said of itself.
  if (name === '' || name === wanted || !/^[^.]+\.[^.]+\./.test(wanted)) return;
  const why = 'a definition is called by its plural and its group';
  say({ ...wrong('metadata.name', name, why, `Write ${show(wanted)}.`), rule: 'object-name-invalid' });
};

function approval(group: string, annotations: unknown, say: Say): void {
  if (!PROTECTED.test(group)) return;
  const field = `metadata.annotations[${APPROVED}]`;
  const { [APPROVED]: written } = record(annotations);
  const remedy = 'Write another group, or the URL under which the API was approved, or "unapproved, for tests".';
  if (textIn(written) === '') say(missing(field, `the group ${group} belongs to Kubernetes`, remedy));
  else if (!APPROVAL.test(textIn(written))) say(wrong(field, written, 'it is neither a URL nor "unapproved"', remedy));
}

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

const pruned: TypeLaw = ({ preserveUnknownFields }, path, say) => {
  if (preserveUnknownFields !== true) return;
  const remedy = 'Write x-kubernetes-preserve-unknown-fields: true in the schema.';
  say(wrong(`${path}.preserveUnknownFields`, true, 'the schema of each version says it now', remedy));
};

const version: TypeLaw = ({ schema, deprecated, deprecationWarning }, path, say) => {
  if (isGiven(deprecationWarning) && deprecated !== true) {
    say(misplaced(`${path}.deprecationWarning`, 'deprecated is not true', 'Write deprecated: true, or remove it.'));
  }
  if (isGiven(record(schema).openAPIV3Schema)) return;
  const remedy = 'Add a schema, for example { type: object, x-kubernetes-preserve-unknown-fields: true }.';
  say(missing(`${path}.schema.openAPIV3Schema`, 'the API requires it', remedy));
};

/** What reads one list would read the other. */
const names: TypeLaw = ({ kind, listKind }, path, say) => {
  if (textIn(kind) === '' || kind !== listKind) return;
  say(wrong(`${path}.listKind`, listKind, 'the kind itself is called so', `Write "${textIn(kind)}List".`));
};

/** `CronTab`: a label in any case. */
const kindName: Format = (name) => {
  const misfit = serviceName(name.toLowerCase());
  return misfit && { why: misfit.why.replace('lower-case ', ''), remedy: 'Write a kind such as "CronTab".' };
};

const conversion: TypeLaw = ({ strategy, webhook }, path, say) => {
  if (strategy === 'None' && isGiven(webhook)) {
    say(misplaced(`${path}.webhook`, 'the strategy is None', 'Remove it, or write strategy: Webhook.'));
  }
  if (strategy !== 'Webhook') return;
  const { clientConfig } = record(webhook);
  if (isGiven(clientConfig)) return callee(record(clientConfig), `${path}.webhook.clientConfig`, say);
  say(missing(`${path}.webhook.clientConfig`, 'the strategy is Webhook', 'Add clientConfig with a service.'));
};

/** `.spec.replicas`. */
const jsonPath: Format = (text) =>
  text.startsWith('.')
    ? undefined
    : { why: 'a path into the object begins with "."', remedy: 'Write a path such as ".spec.replicas".' };

/** Where the fields lie by which an object is scaled. */
const SCALED: Readonly<Record<string, readonly string[]>> = {
  specReplicasPath: ['.spec.'],
  statusReplicasPath: ['.status.'],
  labelSelectorPath: ['.spec.', '.status.'],
};

const scale: TypeLaw = (object: Plain, path, say) => {
  for (const [key, begins] of Object.entries(SCALED)) {
    const written = textIn(object[key]);
    if (written === '' || begins.some((each) => written.startsWith(each))) continue;
    const where = begins.join('" or "');
    say(wrong(`${path}.${key}`, written, `it begins with "${where}"`, `Write a path such as "${begins[0]}replicas".`));
  }
};

const label = spelled(serviceName);
const named = filled(serviceName);

export const fields: Readonly<Record<string, FieldLaw>> = {
  'CustomResourceDefinitionSpec.group': filled(domain(2, 'Write a group such as "web.example.com".')),
  'CustomResourceDefinitionSpec.scope': wordOf('Namespaced', 'Cluster'),
  'CustomResourceDefinitionNames.plural': named,
  'CustomResourceDefinitionNames.singular': label,
  'CustomResourceDefinitionNames.shortNames': named,
  'CustomResourceDefinitionNames.categories': named,
  'CustomResourceDefinitionNames.kind': filled(kindName),
  'CustomResourceDefinitionNames.listKind': spelled(kindName),
  'CustomResourceDefinitionVersion.name': named,
  'CustomResourceConversion.strategy': wordOf('None', 'Webhook'),
  'CustomResourceColumnDefinition.name': filled(),
  'CustomResourceColumnDefinition.type': wordOf('boolean', 'date', 'integer', 'number', 'string'),
  'CustomResourceColumnDefinition.format': oneOf(
    ...['byte', 'date', 'date-time', 'double', 'float', 'int32', 'int64', 'password'],
  ),
  'CustomResourceColumnDefinition.jsonPath': filled(jsonPath),
};

export const besides: Besides = {
  'CustomResourceDefinitionNames.listKind': [names],
  'CustomResourceDefinitionSpec.preserveUnknownFields': [pruned],
};

export const types: Readonly<Record<string, TypeLaw>> = {
  CustomResourceDefinition: definition,
  CustomResourceDefinitionSpec: all(versions, namedOnce('versions', 'version')),
  CustomResourceDefinitionVersion: version,
  CustomResourceConversion: conversion,
  CustomResourceSubresourceScale: scale,
};

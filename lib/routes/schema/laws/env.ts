import { amountOf } from '../../quantity';
import { show, wrong } from '../fault';
import { type Format, configKey, dnsSubdomain } from '../formats';
import { isGiven, textIn } from '../read';
import { anyOf, havingFeature, unlessOlder } from '../server';
import { type Taker, fieldOfPod } from './field-refs';
import type { Besides, FieldLaw, TypeLaw } from './law';
import { beside, exactlyOne, named } from './presence';
import { another, once } from './unique';
import { filled, spelled } from './values';

/** A variable that comes twice. */
const envOnce = once(
  'env',
  ({ name }) => textIn(name),
  ({ name }, path, first) => ({
    path: `${path}.name`,
    says: `is ${show(name)}: variable ${first + 1} has this name too, and the later one wins.`,
    other: another('variable', path, first),
    remedy: 'Remove one of the two.',
    rule: 'env-duplicate',
  }),
);

const VARIABLE: Taker = {
  what: 'a variable',
  whole: new Set(
    `metadata.name metadata.namespace metadata.uid spec.nodeName spec.host spec.serviceAccountName
    status.hostIP status.hostIPs status.podIP status.podIPs`.split(/\s+/),
  ),
  remedy: 'Write a field such as "status.podIP" or "metadata.name".',
};
const RESOURCES = /^(limits|requests)\.(cpu|memory|ephemeral-storage|hugepages-.*)$/;

const oneValue: TypeLaw = ({ value }, path, say) => {
  if (textIn(value) !== '') say(beside(path, 'valueFrom', 'value', 'a variable'));
};

/** First Kubernetes 1.x in which a variable may be called almost anything, and the feature by which others let it. */
const ANY_NAME = 32;
const anyName = anyOf(unlessOlder(ANY_NAME), havingFeature('RelaxedEnvironmentVariableValidation'));
const OLD_NAME = /^(?!\.$|\.\.)[-._a-zA-Z][-._a-zA-Z0-9]*$/;

const envName: FieldLaw = (value, path, say) => {
  if (value === '') return filled()(value, path, say);
  const remedy = 'Write a name such as "MY_VARIABLE".';
  if (!/^[ -<>-~]+$/.test(value as string)) {
    return say(wrong(path, value, 'a variable has only ASCII characters and no "="', remedy));
  }
  if (OLD_NAME.test(value as string)) return;
  const why = `before Kubernetes 1.${ANY_NAME} a variable has only letters, digits, "-", "_" and ".", and no digit first`;
  say({ ...wrong(path, value, why, remedy), takenBy: anyName });
};

const SOURCES = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'];

const envSource: TypeLaw = (source, path, say) => exactlyOne(source, SOURCES, path, say, 'a variable');

const ofPod: TypeLaw = ({ fieldRef }, path, say) => fieldOfPod(fieldRef, `${path}.fieldRef`, VARIABLE, say);

const resource: FieldLaw = (value, path, say) => {
  if (!RESOURCES.test(value as string))
    say(wrong(path, value, 'this is no amount of a container', 'Write "limits.cpu" or "requests.memory".'));
};

const POWERS = [1, 2, 3, 4, 5, 6];
const CORES = new Set([0.001, 1]);
const BYTES = new Set([1, ...POWERS.map((power) => 1000 ** power)]);
const BINARY_BYTES = new Set(POWERS.map((power) => 1024 ** power));

/** The API compares what is written: 1024 is no unit, and 1Ki is one. */
const bytesIn = (unit: unknown) => (textIn(unit).includes('i') ? BINARY_BYTES : BYTES);

/** What an amount is counted in; zero is what the API reads where there is none. */
const divisor: TypeLaw = ({ resource: name, divisor: unit }, path, say) => {
  const [, , what] = RESOURCES.exec(textIn(name)) ?? [];
  const amount = isGiven(unit) ? amountOf(unit) : undefined;
  if (what === undefined || amount === undefined) return;
  const cores = what === 'cpu';
  const plain = !/e[-+]?\d/i.test(textIn(unit));
  if (amount === 0 || (plain && (cores ? CORES : bytesIn(unit)).has(amount))) return;
  const remedy = cores ? 'Write "1m" or "1".' : 'Write a unit such as "1Mi" or "1k".';
  say(wrong(`${path}.divisor`, unit, `this is no unit of ${what}`, remedy));
};

/** A whole ConfigMap or Secret may have a name that ends in "-": the API takes it for the beginning of one. */
const beginning: Format = (name) => (name.endsWith('-') ? undefined : dnsSubdomain(name));

export const fields: Readonly<Record<string, FieldLaw>> = {
  'EnvVar.name': envName,
  'EnvFromSource.prefix': (value, path, say) => {
    if (value !== '') envName(value, path, say);
  },
  'ConfigMapEnvSource.name': spelled(beginning),
  'SecretEnvSource.name': spelled(beginning),
  'ConfigMapKeySelector.name': spelled(dnsSubdomain),
  'ConfigMapKeySelector.key': filled(configKey),
  'SecretKeySelector.name': spelled(dnsSubdomain),
  'SecretKeySelector.key': filled(configKey),
  'ResourceFieldSelector.resource': resource,
};

export const besides: Besides = {
  'Container.env': [envOnce],
  'EnvVar.valueFrom': [oneValue],
  'EnvVarSource.fieldRef': [ofPod],
};

export const types: Readonly<Record<string, TypeLaw>> = {
  EnvVarSource: envSource,
  EnvFromSource: (object, path, say) => exactlyOne(object, ['configMapRef', 'secretRef'], path, say, 'an entry'),
  ConfigMapEnvSource: named,
  SecretEnvSource: named,
  ConfigMapKeySelector: named,
  SecretKeySelector: named,
  ResourceFieldSelector: divisor,
};

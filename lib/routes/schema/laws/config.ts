import { record, type Plain } from '../../plain';
import { type Say, missing, wrong } from '../fault';
import { configKey } from '../formats';
import { given, lookup, text } from '../read';
import type { FieldLaw, TypeLaw } from './law';

const LARGEST = 1024 * 1024;

const keys: FieldLaw = (value, path, say) => {
  for (const key of Object.keys(record(value))) {
    const misfit = configKey(key);
    if (misfit) say(wrong(`${path}[${key}]`, key, misfit.why, misfit.remedy));
  }
};

/** Bytes in UTF-8, without making them. */
function bytesOf(value: string): number {
  let size = value.length;
  for (let index = 0; index < value.length; index++) {
    const code = value.charCodeAt(index);
    // Half of a pair is 2 of its 4 bytes, so it counts 2.
    if (code > 0x7f) size += code > 0x7ff && (code < 0xd800 || code > 0xdfff) ? 2 : 1;
  }
  return size;
}

const plainSize = (value: unknown) => bytesOf(text(value));
const packedSize = (value: unknown) => Math.floor((text(value).length * 3) / 4);

function size(values: unknown, sizeOf: (value: unknown) => number): number {
  return Object.values(record(values)).reduce<number>((sum, value) => sum + sizeOf(value), 0);
}

function tooLarge(total: number, path: string, kind: string, say: Say): void {
  if (total <= LARGEST) return;
  const remedy = 'Mount large files as a volume, or build them into the image.';
  say({ path, says: `holds ${total} bytes: a ${kind} holds at most ${LARGEST}.`, remedy });
}

const configMap: TypeLaw = ({ data, binaryData }, _path, say) => {
  for (const key of Object.keys(record(data))) {
    if (!Object.hasOwn(record(binaryData), key)) continue;
    say({ path: `binaryData[${key}]`, says: 'stands under data too.', remedy: 'Remove one of the two.' });
  }
  tooLarge(size(data, plainSize) + size(binaryData, packedSize), 'data', 'ConfigMap', say);
};

/** What a Secret of a type cannot be without. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
};

const secret: TypeLaw = (object, _path, say) => {
  const { data, stringData } = object;
  const has = (key: string) => Object.hasOwn(record(data), key) || Object.hasOwn(record(stringData), key);
  const type = text(object.type);
  const required = lookup(KEYS, type) ?? [];
  for (const key of required.filter((name) => !has(name))) lacks(key, type, say);
  if (type === 'kubernetes.io/basic-auth' && !has('username') && !has('password')) lacks('username', type, say);
  if (type === 'kubernetes.io/service-account-token') account(object, say);
  for (const key of required.filter((name) => name.startsWith('.docker'))) dockerConfig(object, key, say);
  tooLarge(size(stringData, plainSize) + size(data, packedSize), 'data', 'Secret', say);
};

function lacks(key: string, type: string, say: Say): void {
  say(missing(`data[${key}]`, `a Secret of type ${type} has it`, `Add the key "${key}".`));
}

function account({ metadata }: Plain, say: Say): void {
  const annotation = 'kubernetes.io/service-account.name';
  if (text(record(record(metadata).annotations)[annotation]) !== '') return;
  say(
    missing(`metadata.annotations[${annotation}]`, 'the token belongs to some ServiceAccount', 'Add the annotation.'),
  );
}

const packed = (base64: string) => {
  const binary = globalThis.atob(base64);
  return new TextDecoder().decode(Uint8Array.from(binary, (letter) => letter.charCodeAt(0)));
};

function dockerConfig({ data, stringData }: Plain, key: string, say: Say): void {
  const plain = record(stringData)[key];
  const coded = record(data)[key];
  const value = given(plain) ? plain : coded;
  if (typeof value !== 'string') return;
  try {
    JSON.parse(value === plain ? value : packed(value));
  } catch {
    const field = value === plain ? 'stringData' : 'data';
    say({
      path: `${field}[${key}]`,
      says: 'is no JSON.',
      remedy: 'Write what "docker login" puts into its config.json.',
    });
  }
}

export const fields: Readonly<Record<string, FieldLaw>> = {
  'ConfigMap.data': keys,
  'ConfigMap.binaryData': keys,
  'Secret.data': keys,
  'Secret.stringData': keys,
};

export const types: Readonly<Record<string, TypeLaw>> = { ConfigMap: configMap, Secret: secret };

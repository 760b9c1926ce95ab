import { LOGIN_KEY, MOST_BYTES, SECRET_TYPES, TLS_KEYS } from '../../made-secret';
import { isRecord, record, type Plain } from '../../plain';
import { bytesOf } from '../bytes';
import { type Say, missing, wrong } from '../fault';
import { configKey } from '../formats';
import { lookup, textIn } from '../read';
import type { FieldLaw, TypeLaw } from './law';

const keys: FieldLaw = (value, path, say) => {
  for (const key of Object.keys(record(value))) {
    const misfit = configKey(key);
    if (misfit) say(wrong(`${path}[${key}]`, key, misfit.why, misfit.remedy));
  }
};

const plainSize = (value: unknown) => bytesOf(textIn(value));
const packedSize = (value: unknown) => Math.floor((textIn(value).replace(/[\r\n=]+/g, '').length * 3) / 4);

/** The size of all values but those that another mapping says anew. */
function size(values: unknown, sizeOf: (value: unknown) => number, anew: Plain = {}): number {
  let sum = 0;
  for (const [key, value] of Object.entries(record(values))) if (!Object.hasOwn(anew, key)) sum += sizeOf(value);
  return sum;
}

function tooLarge(total: number, path: string, kind: string, say: Say): void {
  if (total <= MOST_BYTES) return;
  const remedy = 'Mount large files as a volume, or build them into the image.';
  say({ path, says: `holds ${total} bytes: a ${kind} holds at most ${MOST_BYTES}.`, remedy });
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
  [SECRET_TYPES.login]: [LOGIN_KEY],
  'kubernetes.io/dockercfg': ['.dockercfg'],
  [SECRET_TYPES.tls]: Object.values(TLS_KEYS),
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
};

const secret: TypeLaw = (object, _path, say) => {
  const { data, stringData } = object;
  const has = (key: string) => Object.hasOwn(record(data), key) || Object.hasOwn(record(stringData), key);
  const type = textIn(object.type);
  const required = lookup(KEYS, type) ?? [];
  for (const key of required.filter((name) => !has(name))) lacks(key, type, say);
  if (type === 'kubernetes.io/basic-auth' && !has('username') && !has('password')) lacks('username', type, say);
  if (type === 'kubernetes.io/service-account-token') account(object, say);
  for (const key of required.filter((name) => name.startsWith('.docker'))) dockerConfig(object, key, say);
  if (type === 'kubernetes.io/ssh-auth') emptyKey(object, 'ssh-privatekey', say);
  tooLarge(size(stringData, plainSize) + size(data, packedSize, record(stringData)), 'data', 'Secret', say);
};

/** Where a value of a Secret stands: plain text goes before what is packed. */
const fieldOf = ({ stringData }: Plain, key: string) =>
  Object.hasOwn(record(stringData), key) ? 'stringData' : 'data';

/** The API reads null as the empty text. */
const valueOf = (object: Plain, field: string, key: string) => record(object[field])[key] ?? '';

function emptyKey(object: Plain, key: string, say: Say): void {
  const field = fieldOf(object, key);
  if (!Object.hasOwn(record(object[field]), key) || valueOf(object, field, key) !== '') return;
  say({ path: `${field}[${key}]`, says: 'is empty: the API wants the key itself.', remedy: 'Write the private key.' });
}

function lacks(key: string, type: string, say: Say): void {
  say(missing(`data[${key}]`, `a Secret of type ${type} has it`, `Add the key "${key}".`));
}

function account({ metadata }: Plain, say: Say): void {
  const annotation = 'kubernetes.io/service-account.name';
  if (textIn(record(record(metadata).annotations)[annotation]) !== '') return;
  say(
    missing(`metadata.annotations[${annotation}]`, 'the token belongs to some ServiceAccount', 'Add the annotation.'),
  );
}

/** Undefined for what is not base64, which is said of every value. */
function packed(base64: string): string | undefined {
  try {
    const binary = globalThis.atob(base64);
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(
      Uint8Array.from(binary, (letter) => letter.charCodeAt(0)),
    );
  } catch {
    return undefined;
  }
}

function dockerConfig(object: Plain, key: string, say: Say): void {
  const field = fieldOf(object, key);
  const value = valueOf(object, field, key);
  if (!Object.hasOwn(record(object[field]), key) || typeof value !== 'string') return;
  const json = field === 'stringData' ? value : packed(value);
  const says = json === undefined ? undefined : misfitIn(json);
  if (says === undefined) return;
  say({ path: `${field}[${key}]`, says, remedy: 'Write what "docker login" puts into its config.json.' });
}

function misfitIn(json: string): string | undefined {
  try {
    const said: unknown = JSON.parse(json);
    return said === null || isRecord(said) ? undefined : 'is no mapping in JSON.';
  } catch {
    return 'is no JSON.';
  }
}

export const fields: Readonly<Record<string, FieldLaw>> = {
  'ConfigMap.data': keys,
  'ConfigMap.binaryData': keys,
  'Secret.data': keys,
  'Secret.stringData': keys,
};

export const types: Readonly<Record<string, TypeLaw>> = { ConfigMap: configMap, Secret: secret };

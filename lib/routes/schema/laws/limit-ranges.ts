import { record, type Plain } from '../../plain';
import { amountOf, exceeds } from '../../quantity';
import { type Say, misplaced, missing, show, wrong } from '../fault';
import { qualifiedName } from '../formats';
import { textIn } from '../read';
import { type FieldLaw, type TypeLaw, all } from './law';
import { isKnown } from './quotas';
import { isShared, named } from './resources';
import { once } from './unique';
import { spelled, wordOf } from './values';

/** The API reads null as nothing of it. */
const amountIn = (quantity: unknown) => (quantity === null ? 0 : amountOf(quantity));

/** Names of what a pod or a container takes, or of what anything else does. */
const limitNames: TypeLaw = (item, path, say) => {
  const known = item.type === 'Container' || item.type === 'Pod' ? named : limited;
  for (const key of LIMITS) {
    for (const name of Object.keys(record(item[key]))) known(name, `${path}.${key}[${name}]`, say);
  }
};

function limited(name: string, path: string, say: Say): void {
  const fits = name.includes('/') ? qualifiedName(name) === undefined : name === 'storage' || isKnown(name);
  if (fits) return;
  const remedy = 'Write "storage", or the full name of the resource, such as "example.com/space".';
  say({ path, says: 'is nothing that the API can limit.', remedy });
}

const LIMITS = ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'];

const typesOnce = once(
  'limits',
  ({ type }) => textIn(type),
  ({ type }, path, first) =>
    wrong(`${path}.type`, type, `limit ${first + 1} has this type too`, 'Put both into one entry.'),
);

/** What is at most as much as what. */
const ORDER = [
  ['min', 'max'],
  ['min', 'default'],
  ['min', 'defaultRequest'],
  ['default', 'max'],
  ['defaultRequest', 'max'],
  ['defaultRequest', 'default'],
] as const;

const DEFAULTS = ['default', 'defaultRequest'];

const limit: TypeLaw = (item, path, say) => {
  const ofPod = item.type === 'Pod';
  for (const key of DEFAULTS) {
    if (!ofPod || Object.keys(record(item[key])).length === 0) continue;
    say(misplaced(`${path}.${key}`, 'only a container is given what it does not say', 'Write type: Container.'));
  }
  const has = (key: string) => Object.hasOwn(record(item[key]), 'storage');
  if (item.type === 'PersistentVolumeClaim' && !has('min') && !has('max')) {
    say(missing(`${path}.max[storage]`, 'a claim is held to its storage', 'Add max: { storage: "10Gi" }.'));
  }
  for (const [less, more] of ORDER) {
    if (!ofPod || (!DEFAULTS.includes(less) && !DEFAULTS.includes(more))) compare(item, less, more, path, say);
  }
  whole(item, path, say);
  ratios(item, path, say);
};

/** Of what is not shared, a container is given what it asks for. */
function whole(item: Plain, path: string, say: Say): void {
  for (const [name, quantity] of Object.entries(record(item.defaultRequest))) {
    if (isShared(name)) continue;
    // A container that is given no limit is given the largest.
    const most = item.type === 'Container' && !Object.hasOwn(record(item.default), name) ? 'max' : 'default';
    const limit = record(item[most])[name];
    const [asked, given] = [amountIn(quantity), amountIn(limit)];
    if (asked === undefined || given === undefined || !exceeds(given, asked)) continue;
    const why = `it differs from ${most}, ${show(limit)}`;
    say(wrong(`${path}.defaultRequest[${name}]`, quantity, why, `Write ${show(limit)}.`));
  }
}

function compare(item: Plain, less: string, more: string, path: string, say: Say): void {
  const most = record(item[more]);
  for (const [name, quantity] of Object.entries(record(item[less]))) {
    const amounts = [amountIn(quantity), amountIn(most[name])] as const;
    if (amounts[0] === undefined || amounts[1] === undefined || !exceeds(amounts[0], amounts[1])) continue;
    const shown = show(most[name]);
    const remedy = `Write at most ${shown}, or raise ${more}.`;
    say(wrong(`${path}.${less}[${name}]`, quantity, `it is more than ${more}, ${shown}`, remedy));
  }
}

function ratios({ maxLimitRequestRatio, min, max }: Plain, path: string, say: Say): void {
  for (const [name, quantity] of Object.entries(record(maxLimitRequestRatio))) {
    const ratio = amountIn(quantity) ?? 1;
    const field = `${path}.maxLimitRequestRatio[${name}]`;
    if (exceeds(1, ratio)) say(wrong(field, quantity, 'a limit is at least its request', 'Write 1 or more.'));
    const most = (amountIn(record(max)[name]) ?? NaN) / (amountIn(record(min)[name]) ?? NaN);
    if ((most >= 0 && most < 1) || !exceeds(ratio, most)) continue;
    const remedy = most < 0 ? 'Write 0 or more for min.' : `Write at most ${Math.floor(most * 1000) / 1000}.`;
    say(wrong(field, quantity, 'max is not so many times min', remedy));
  }
}

const limitType = wordOf('Pod', 'Container', 'PersistentVolumeClaim');
const ownType = spelled(qualifiedName);

export const fields: Readonly<Record<string, FieldLaw>> = {
  // Somebody else may know a type with a domain.
  'LimitRangeItem.type': (value, path, say) => {
    ((value as string).includes('/') ? ownType : limitType)(value, path, say);
  },
};

export const types: Readonly<Record<string, TypeLaw>> = {
  LimitRangeSpec: typesOnce,
  LimitRangeItem: all(limitNames, limit),
};

import { record, type Plain } from '../../plain';
import { amountOf, exceeds } from '../../quantity';
import { type Say, misplaced, missing, show, wrong } from '../fault';
import { textIn } from '../read';
import { type FieldLaw, type TypeLaw, all } from './law';
import { isShared, named } from './resources';
import { once } from './unique';
import { wordOf } from './values';

/** Names of what a pod or a container takes. */
const limitNames: TypeLaw = (item, path, say) => {
  if (item.type !== 'Container' && item.type !== 'Pod') return;
  for (const key of LIMITS) {
    for (const name of Object.keys(record(item[key]))) named(name, `${path}.${key}[${name}]`, say);
  }
};
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
function whole({ default: most, defaultRequest }: Plain, path: string, say: Say): void {
  for (const [name, quantity] of Object.entries(record(defaultRequest))) {
    if (isShared(name)) continue;
    const [asked, given] = [amountOf(quantity), amountOf(record(most)[name])];
    if (asked === undefined || given === undefined || !exceeds(given, asked)) continue;
    const shown = show(record(most)[name]);
    say(wrong(`${path}.defaultRequest[${name}]`, quantity, `it differs from default, ${shown}`, `Write ${shown}.`));
  }
}

function compare(item: Plain, less: string, more: string, path: string, say: Say): void {
  const most = record(item[more]);
  for (const [name, quantity] of Object.entries(record(item[less]))) {
    const amounts = [amountOf(quantity), amountOf(most[name])] as const;
    if (amounts[0] === undefined || amounts[1] === undefined || !exceeds(amounts[0], amounts[1])) continue;
    const shown = show(most[name]);
    const remedy = `Write at most ${shown}, or raise ${more}.`;
    say(wrong(`${path}.${less}[${name}]`, quantity, `it is more than ${more}, ${shown}`, remedy));
  }
}

function ratios({ maxLimitRequestRatio, min, max }: Plain, path: string, say: Say): void {
  for (const [name, quantity] of Object.entries(record(maxLimitRequestRatio))) {
    const ratio = amountOf(quantity) ?? 1;
    const field = `${path}.maxLimitRequestRatio[${name}]`;
    if (exceeds(1, ratio)) say(wrong(field, quantity, 'a limit is at least its request', 'Write 1 or more.'));
    const most = (amountOf(record(max)[name]) ?? NaN) / (amountOf(record(min)[name]) ?? NaN);
    if (most < 1 || !exceeds(ratio, most)) continue;
    say(wrong(field, quantity, 'max is not so many times min', `Write at most ${Math.floor(most * 1000) / 1000}.`));
  }
}

const limitType = wordOf('Pod', 'Container', 'PersistentVolumeClaim');

export const fields: Readonly<Record<string, FieldLaw>> = {
  // Somebody else may know a type with a domain.
  'LimitRangeItem.type': (value, path, say) => {
    if (!(value as string).includes('/')) limitType(value, path, say);
  },
};

export const types: Readonly<Record<string, TypeLaw>> = {
  LimitRangeSpec: typesOnce,
  LimitRangeItem: all(limitNames, limit),
};

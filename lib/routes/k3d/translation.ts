import { at, isRecord, list, memo, type Plain, record, text } from '../plain';
import { EVERY_ADDRESS } from '../this-machine';
import { registryNameOf } from './conventions';
import { looseSwitch } from './formats';
import { API_VERSION, SCHEMA } from './schema';
import { OLDER_VERSIONS } from './schemas';
import { type Fields, keyMeant, OLD_ARGUMENTS, shapeAt } from './shape';

/** A config as k3d goes on with it. */
export interface Translation {
  readonly config: unknown;
  /** Path in it → path in the file, where they differ. */
  readonly fields: Readonly<Record<string, string>>;
}

/** A config of whatever version in the words of the newest; the same config where they are its own. */
export const translated = (config: unknown): Translation =>
  isRecord(config) ? translation(config) : { config, fields: {} };

const translation = memo((config: Plain): Translation => {
  const draft = new Draft(config);
  const age = OLDER_VERSIONS.indexOf(config.apiVersion as string);
  for (const version of OLDER_VERSIONS.slice(0, age + 1).toReversed()) STEPS[version]?.(draft);
  if (age >= 0) draft.put('apiVersion', API_VERSION);
  for (const path of IN_ANY_CASE) respell(draft, path);
  return draft;
});

/** Mappings of which k3d takes the keys in any case: its schema passes them all, and what reads them looks no closer. */
const IN_ANY_CASE = ['options.runtime', 'registries'];

/** What k3d does with a file of a version on the way to the next one. */
const STEPS: Readonly<Record<string, (draft: Draft) => void>> = {
  'k3d.io/v1alpha2': (draft) => {
    for (const group of ['volumes', 'ports', 'env', 'labels']) {
      const items = draft.config[group];
      if (Array.isArray(items)) draft.put(group, items.map(withoutBrackets));
    }
    draft.move('labels', 'options.runtime.labels');
    draft.put('options.k3d.disableHostIPInjection', undefined);
    putArguments(draft);
    const { create } = at(draft.config, 'registries');
    const isMade = looseSwitch(create);
    if (isMade !== undefined) {
      const name = registryNameOf(text(draft.config.name) ?? '');
      draft.put('registries.create', isMade ? { name, host: EVERY_ADDRESS, hostPort: 'random' } : undefined);
      draft.fields['registries.create.name'] = 'registries.create';
    }
  },
  'k3d.io/v1alpha3': (draft) => draft.move('name', 'metadata.name'),
};

/** `agent[0]` was how node filters were written. */
function withoutBrackets(item: unknown): unknown {
  const { nodeFilters } = record(item);
  if (!Array.isArray(nodeFilters)) return item;
  const plain = (filter: unknown) =>
    typeof filter === 'string' ? filter.replaceAll('[', ':').replaceAll(']', '') : filter;
  return { ...record(item), nodeFilters: nodeFilters.map(plain) };
}

/** There was one list of arguments for all servers, and one for all agents. */
function putArguments(draft: Draft): void {
  const k3s = 'options.k3s';
  const extraArgs: Plain[] = [];
  for (const [key, filter] of Object.entries(OLD_ARGUMENTS)) {
    for (const [index, arg] of list(at(draft.config, k3s)[key]).entries()) {
      const here = `${k3s}.extraArgs[${extraArgs.length}]`;
      draft.fields[here] = draft.fields[`${here}.arg`] = `${k3s}.${key}[${index}]`;
      extraArgs.push({ arg, nodeFilters: [filter] });
    }
    draft.put(`${k3s}.${key}`, undefined);
  }
  if (extraArgs.length > 0) draft.put(`${k3s}.extraArgs`, extraArgs);
}

function respell(draft: Draft, path: string): void {
  const shape = shapeAt(SCHEMA, path.split('.')) as Fields;
  for (const key of Object.keys(at(draft.config, path))) {
    const known = keyMeant(shape, key);
    if (known !== undefined && known !== key) draft.move(`${path}.${key}`, `${path}.${known}`);
  }
}

/** A config on its way. */
class Draft implements Translation {
  public readonly fields: Record<string, string> = {};

  constructor(public config: Plain) {}

  /** Puts a value at a path of plain keys; undefined takes away what is there. */
  public put(path: string, value: unknown): void {
    this.config = put(this.config, path.split('.'), value);
  }

  public move(from: string, to: string): void {
    const keys = from.split('.');
    const key = keys.pop()!;
    const value = keys.reduce<Plain>((here, step) => record(here[step]), this.config)[key];
    if (value === undefined) return;
    this.put(from, undefined);
    this.put(to, value);
    this.fields[to] = from;
  }
}

function put(base: Plain, [key, ...rest]: readonly string[], value: unknown): Plain {
  if (key === undefined || (value === undefined && base[key] === undefined)) return base;
  if (rest.length > 0) return { ...base, [key]: put(record(base[key]), rest, value) };
  const { [key]: _, ...others } = base;
  return value === undefined ? others : { ...base, [key]: value };
}

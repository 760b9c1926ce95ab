import { madeBy } from '../../made';
import { list, record, text, texts } from '../../plain';
import type { Container, Pods } from '../../pods';
import type { ObjectFacts, Site } from '../../world';

/** What a container is told by a variable, an argument or a file. */
export interface Setting {
  /** As the beginning of a sentence. */
  readonly called: string;
  /** In lower case, its words joined by `_`; empty for an argument without a name. */
  readonly name: string;
  readonly value: string;
  /** Where the value stands: a workload, or a ConfigMap. */
  readonly object: ObjectFacts;
  readonly path: string;
}

/** So much of a value is looked at. */
const LONGEST = 2_000;

/** The settings of a container whose values may hold what somebody looks for. */
export const settingsOf = (
  site: Site,
  pods: Pods,
  container: Container,
  holds: (value: string) => boolean,
): readonly Setting[] =>
  short([...variables(site, pods, container), ...inherited(site, pods, container), ...args(pods, container)], holds);

/** What a container runs, where it holds what somebody looks for: a script that waits. */
export const commandOf = (pods: Pods, container: Container, holds: (value: string) => boolean): readonly Setting[] =>
  short(words(pods, container, 'command', 'The command'), holds);

const short = (settings: readonly Setting[], holds: (value: string) => boolean): readonly Setting[] =>
  settings
    .map((setting) => ({ ...setting, value: setting.value.slice(0, LONGEST) }))
    .filter(({ value }) => holds(value));

/** Settings of the process itself, or addresses that a browser uses. */
export const isOwnAddress = ({ name }: Setting): boolean =>
  /bind|listen|advertis|allow|trust|cors|origin|no_proxy|public|callback|redirect|external|base_?url|root_?url|site|issuer|cookie|health|probe|metric|hostname|domain/.test(
    name,
  );

/** A text in a ConfigMap, and where it stands. */
export interface Entry {
  readonly key: string;
  readonly value: string;
  readonly object: ObjectFacts;
  readonly path: string;
}

/** The texts of a ConfigMap of the app. */
export const entriesOf = (site: Site, { namespace }: Pods, name: unknown): readonly Entry[] =>
  madeBy(site)
    .objects('ConfigMap', namespace, text(name) ?? '')
    .flatMap(({ object, json }) =>
      Object.entries(record(json.data)).flatMap(([key, value]) =>
        typeof value === 'string' ? { key, value, object, path: `data[${key}]` } : [],
      ),
    );

/** A variable whose value stands in a ConfigMap, for whatever container. */
const taken = (name: string, entry: Entry): Setting => ({
  ...entry,
  called: `Variable "${name}"`,
  name: name.toLowerCase(),
});

function variables(site: Site, pods: Pods, { name: container, json, path }: Container): readonly Setting[] {
  return list(json.env).flatMap((item, index) => {
    const { name, value, valueFrom } = record(item);
    const called = text(name) ?? '(no name)';
    if (typeof value === 'string') {
      return {
        called: `Variable "${called}" of container "${container}"`,
        name: called.toLowerCase(),
        value,
        object: pods.object,
        path: `${path}.env[${index}].value`,
      };
    }
    const { name: map, key } = record(record(valueFrom).configMapKeyRef);
    return entriesOf(site, pods, map).flatMap((entry) => (entry.key === key ? taken(called, entry) : []));
  });
}

/** Variables that a container takes from ConfigMaps as they are. */
const inherited = (site: Site, pods: Pods, { json }: Container): readonly Setting[] =>
  list(json.envFrom).flatMap((item) => {
    const { configMapRef, prefix } = record(item);
    const entries = entriesOf(site, pods, record(configMapRef).name);
    return entries.map((entry) => taken(`${text(prefix) ?? ''}${entry.key}`, entry));
  });

const args = (pods: Pods, container: Container) => words(pods, container, 'args', 'An argument');

function words(
  { object }: Pods,
  { name, json, path }: Container,
  field: 'args' | 'command',
  what: string,
): readonly Setting[] {
  return texts(json[field]).map((word) => {
    const [, flag = '', value = word] = /^--?([\w.-]{1,80})=(.*)$/s.exec(word) ?? [];
    return {
      called: `${what} of container "${name}"`,
      name: flag.toLowerCase().replace(/[.-]/g, '_'),
      value,
      object,
      path: `${path}.${field}`,
    };
  });
}

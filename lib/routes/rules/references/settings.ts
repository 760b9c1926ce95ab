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

/** Whether a value holds what somebody looks for. */
type Holds = (value: string) => boolean;

/** The settings of a container whose values may hold what somebody looks for. */
export const settingsOf = (site: Site, pods: Pods, container: Container, holds: Holds): readonly Setting[] => [
  ...variables(site, pods, container, holds),
  ...inherited(site, pods, container, holds),
  ...words(pods, container, 'args', 'An argument', holds),
];

/** What a container runs, where it holds what somebody looks for: a script that waits. */
export const commandOf = (pods: Pods, container: Container, holds: Holds): readonly Setting[] => [
  ...words(pods, container, 'command', 'The command', holds),
  ...line(pods, container),
];

/** Programs that are told a host and its port in words of their own. */
const BY_WORDS = /^(?:\S*\/)?(?:nc|nslookup|pg_isready|redis-cli|mysqladmin|wait-for(?:-it)?(?:\.sh)?)$/;

/** What such a program is told, as a script would say it. */
function line({ object }: Pods, { name, json, path }: Container): readonly Setting[] {
  const [program = '', ...told] = [...texts(json.command), ...texts(json.args)];
  if (!BY_WORDS.test(program)) return [];
  const value = [program, ...told].join(' ').slice(0, LONGEST);
  return [{ called: `The command of container "${name}"`, name: '', value, object, path: `${path}.command` }];
}

/** Settings of the process itself, or addresses that a browser uses. */
export const isOwnAddress = ({ name }: Setting): boolean =>
  /listen|advertis|allow|trust|cors|origin|no_proxy|public|callback|redirect|external|(?<![a-z])(?:bind|(?:base|root)_?url|(?:web)?site|metric)|issuer|cookie|health|probe|hostname|domain/.test(
    name,
  );

/** A text in a ConfigMap, and where it stands. */
export interface Entry {
  readonly key: string;
  readonly value: string;
  readonly object: ObjectFacts;
  readonly path: string;
}

/** The texts of a ConfigMap of the app, where one is named. */
export function entriesOf(site: Site, { namespace }: Pods, said: unknown): readonly Entry[] {
  const name = text(said);
  if (name === undefined) return [];
  return madeBy(site)
    .objects('ConfigMap', namespace, name)
    .flatMap(({ object, json }) =>
      Object.entries(record(json.data)).flatMap(([key, value]) =>
        typeof value === 'string' ? { key, value, object, path: `data[${key}]` } : [],
      ),
    );
}

/** A variable whose value stands in a ConfigMap, for whatever container. */
function taken(name: string, entry: Entry, holds: Holds): readonly Setting[] {
  const value = entry.value.slice(0, LONGEST);
  return holds(value) ? [{ ...entry, value, called: `Variable "${name}"`, name: name.toLowerCase() }] : [];
}

function variables(
  site: Site,
  pods: Pods,
  { name: container, json, path }: Container,
  holds: Holds,
): readonly Setting[] {
  return list(json.env).flatMap((item, index) => {
    const { name, value: said, valueFrom } = record(item);
    const called = text(name) ?? '(no name)';
    if (valueFrom !== undefined) {
      const { name: map, key } = record(record(valueFrom).configMapKeyRef);
      return entriesOf(site, pods, map).flatMap((entry) => (entry.key === key ? taken(called, entry, holds) : []));
    }
    const value = typeof said === 'string' ? said.slice(0, LONGEST) : '';
    if (!holds(value)) return [];
    return {
      called: `Variable "${called}" of container "${container}"`,
      name: called.toLowerCase(),
      value,
      object: pods.object,
      path: `${path}.env[${index}].value`,
    };
  });
}

/** Variables that a container takes from ConfigMaps as they are. */
const inherited = (site: Site, pods: Pods, { json }: Container, holds: Holds): readonly Setting[] =>
  list(json.envFrom).flatMap((item) => {
    const { configMapRef, prefix } = record(item);
    return entriesOf(site, pods, record(configMapRef).name).flatMap((entry) =>
      taken(`${text(prefix) ?? ''}${entry.key}`, entry, holds),
    );
  });

function words(
  { object }: Pods,
  { name, json, path }: Container,
  field: 'args' | 'command',
  what: string,
  holds: Holds,
): readonly Setting[] {
  return texts(json[field]).flatMap((word) => {
    const [, flag = '', said = word] = /^--?([\w.-]{1,80})=(.*)$/s.exec(word) ?? [];
    const value = said.slice(0, LONGEST);
    if (!holds(value)) return [];
    return {
      called: `${what} of container "${name}"`,
      name: flag.toLowerCase().replace(/[.-]/g, '_'),
      value,
      object,
      path: `${path}.${field}`,
    };
  });
}

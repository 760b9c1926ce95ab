import { list, record, text, texts } from '../../plain';
import type { Container } from '../../pods';

/** What a container is told by a variable or an argument. */
export interface Setting {
  /** As the beginning of a sentence. */
  readonly called: string;
  /** In lower case, its words joined by `_`; empty for an argument without a name. */
  readonly name: string;
  readonly value: string;
  readonly path: string;
}

/** So much of a value is looked at. */
const LONGEST = 2_000;

/** The settings of a container whose values may hold what somebody looks for. */
export const settingsOf = (container: Container, holds: (value: string) => boolean): readonly Setting[] => [
  ...variables(container, holds),
  ...args(container, holds),
];

/** Settings of the process itself, or addresses that a browser uses. */
export const isOwnAddress = ({ name }: Setting): boolean =>
  /bind|listen|advertis|upstream|allow|trust|cors|origin|no_proxy|public|callback|redirect|external|base_?url|root_?url|site|issuer|cookie|health|probe|metric|hostname|domain/.test(
    name,
  );

function variables({ name, json, path }: Container, holds: (value: string) => boolean): readonly Setting[] {
  return list(json.env).flatMap((item, index) => {
    const { name: variable, value: said } = record(item);
    if (typeof said !== 'string') return [];
    const value = said.slice(0, LONGEST);
    if (!holds(value)) return [];
    const called = text(variable) ?? '(no name)';
    return {
      called: `Variable "${called}" of container "${name}"`,
      name: called.toLowerCase(),
      value,
      path: `${path}.env[${index}].value`,
    };
  });
}

function args({ name, json, path }: Container, holds: (value: string) => boolean): readonly Setting[] {
  return texts(json.args).flatMap((arg) => {
    const [, flag = '', said = arg] = /^--?([\w.-]{1,80})=(.*)$/s.exec(arg) ?? [];
    const value = said.slice(0, LONGEST);
    if (!holds(value)) return [];
    return {
      called: `An argument of container "${name}"`,
      name: flag.toLowerCase().replace(/[.-]/g, '_'),
      value,
      path: `${path}.args`,
    };
  });
}

import { isExpanded } from '../../k3d/formats';
import { k3sArgsOf } from '../../k3d/k3s-args';
import { K3S_FLAGS } from '../../k3d/k3s-flags';
import type { Plain } from '../../plain';

/** A word for k3s, as far as a text can be read. */
export interface Argument {
  readonly path: string;
  /** Its place in `options.k3s.extraArgs`. */
  readonly index: number;
  readonly arg: string;
  readonly filters: readonly string[];
  /** The flag before it, whose value this is: k3d hands each entry on as one word. */
  readonly flagBefore?: string;
}

/** A flag without a value. */
export const BARE_FLAG = /^--?[a-z0-9-]+$/i;

/** The words for k3s; those that k3d takes from the environment are left out. */
export function argumentsOf(config: Plain): readonly Argument[] {
  const items = k3sArgsOf(config);
  return items.flatMap(({ arg, filters }, index) => {
    if (arg === undefined || isExpanded(arg)) return [];
    const { arg: flag = '', filters: others = [] } = items[index - 1] ?? {};
    const follows = !arg.startsWith('-') && BARE_FLAG.test(flag) && others.join() === filters.join();
    return [{ path: `options.k3s.extraArgs[${index}].arg`, index, arg, filters, ...(follows && { flagBefore: flag }) }];
  });
}

/** The name of a flag, without what is given to it. */
export const nameOf = (arg: string) => arg.replace(/^-+/, '').replace(/=.*$/s, '');

/** Flags of k3s that stand in one argument, as each would stand alone. */
export const flagsIn = (arg: string): readonly string[] =>
  arg
    .split(/(?<!\s)\s+(?=--)/)
    .reduce<string[]>((flags, part) => {
      // What is no flag belongs to the value before it.
      if (flags.length > 0 && !K3S_FLAGS.includes(nameOf(part.replace(/\s.*$/s, ''))))
        flags.push(`${flags.pop()} ${part}`);
      else flags.push(part);
      return flags;
    }, [])
    .map((flag) => flag.trim().replace(/^(-[^=\s]*)\s+/, '$1='));

/** What k3s brings, as `--disable` calls it. */
export const COMPONENTS = [
  'coredns',
  'servicelb',
  'traefik',
  'local-storage',
  'metrics-server',
  'runtimes',
  'ccm',
  'rolebindings',
];

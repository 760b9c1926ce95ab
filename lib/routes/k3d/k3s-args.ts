import { at, record, records, text, texts } from '../plain';
import { bringsSettings } from './brought';
import type { PortRange } from './port-spec';

/** One word that k3d hands on to k3s, at the same index of `options.k3s.extraArgs`. */
export interface K3sArg {
  /** Absent where it is no text. */
  readonly arg?: string;
  readonly filters: readonly string[];
}

/** What k3s is told, in the order of the config. */
export const k3sArgsOf = (config: unknown): readonly K3sArg[] =>
  records(at(config, 'options.k3s').extraArgs).map(({ arg, nodeFilters }) => ({
    ...(typeof arg === 'string' && { arg }),
    filters: texts(nodeFilters),
  }));

/** The components in the value of `--disable`, as k3s splits it. */
export const componentNames = (value: string): readonly string[] =>
  value
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);

/** True where a word that k3s is told has a text in it. */
export const mentions = (config: unknown, part: string): boolean =>
  k3sArgsOf(config).some(({ arg }) => arg?.includes(part));

/** Kubernetes' own range. */
export const NODE_PORTS: PortRange = { first: 30000, last: 32767 };

/** The range that k3s is told to use, or Kubernetes' own; undefined where nobody can know it. */
export function nodePortRange(config: unknown): PortRange | undefined {
  const args = k3sArgsOf(config).map(({ arg = '' }) => arg);
  // Of several k3s takes the last; a flag and its value may be two words.
  const said = args.flatMap((arg, index) => {
    const found = /service-node-port-range(?:=(.*))?$/s.exec(arg);
    return found ? [found[1] ?? args[index + 1] ?? ''] : [];
  });
  const last = said.at(-1);
  if (last !== undefined) return rangeIn(last.trim());
  return isToldElsewhere(config) ? undefined : NODE_PORTS;
}

/** True where the nodes have a variable whose name begins so, behind `K3S_`. */
export const hasVariable = (config: unknown, ...starts: readonly string[]): boolean =>
  records(record(config).env).some(({ envVar }) => starts.some((start) => text(envVar)?.startsWith(`K3S_${start}`)));

/** True where k3s reads a file that may say more than its arguments. */
export const isToldElsewhere = (config: unknown): boolean =>
  bringsSettings(config) || mentions(config, '--config') || hasVariable(config, 'CONFIG');

/** True where nothing gives the Services of a cluster other addresses than those which k3s takes by itself. */
export const hasUsualAddresses = (config: unknown): boolean =>
  !isToldElsewhere(config) && !mentions(config, '-cidr') && !mentions(config, '-ip');

/** True where the API server may be told to have a feature that is off by default. */
export const mayEnable = (config: unknown, feature: string): boolean =>
  isToldElsewhere(config) || mentions(config, feature) || mentions(config, 'AllAlpha');

/** `30000-30100`, or `30000+100`. */
function rangeIn(text: string): PortRange | undefined {
  const [, from, sign, to] = /^(\d+)([-+])(\d+)$/.exec(text) ?? [];
  if (from === undefined) return undefined;
  return { first: Number(from), last: sign === '+' ? Number(from) + Number(to) : Number(to) };
}

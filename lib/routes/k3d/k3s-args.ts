import { at, record, records, text, texts } from '../plain';
import { bringsSettings } from './brought';

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

/** True where the nodes have a variable whose name begins so, behind `K3S_`. */
export const hasVariable = (config: unknown, ...starts: readonly string[]): boolean =>
  records(record(config).env).some(({ envVar }) => starts.some((start) => text(envVar)?.startsWith(`K3S_${start}`)));

/** True where the servers keep what they know in a database of somebody's own, in place of etcd. */
export const hasOwnDatastore = (config: unknown): boolean =>
  mentions(config, 'datastore-endpoint') || hasVariable(config, 'DATASTORE');

/** True where k3s reads a file that may say more than its arguments. */
export const isToldElsewhere = (config: unknown): boolean =>
  bringsSettings(config) || mentions(config, '--config') || hasVariable(config, 'CONFIG');

/** True where nothing gives the Services of a cluster other addresses than those which k3s takes by itself. */
export const hasUsualAddresses = (config: unknown): boolean =>
  !isToldElsewhere(config) && !mentions(config, '-cidr') && !mentions(config, '-ip');

/** True where the API server may be told to have a feature that is off by default. */
export const mayEnable = (config: unknown, feature: string): boolean =>
  isToldElsewhere(config) || mentions(config, feature) || mentions(config, 'AllAlpha');

import { at, records, texts } from '../plain';
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

/** The range that k3s is told to use, or Kubernetes' own. */
export function nodePortRange(config: unknown): PortRange {
  for (const { arg = '' } of k3sArgsOf(config)) {
    const [, first, last] = /service-node-port-range=(\d+)-(\d+)/.exec(arg) ?? [];
    if (first !== undefined) return { first: Number(first), last: Number(last) };
  }
  return NODE_PORTS;
}

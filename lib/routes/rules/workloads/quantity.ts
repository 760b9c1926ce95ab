import { parseMemory } from '../../k3d/formats';
import { text } from '../../plain';

const KUBERNETES: Readonly<Record<string, number>> = {
  '': 1,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
};

/** Bytes of a Kubernetes quantity such as `128Mi`. */
export function bytesOfQuantity(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  const found = /^(\d+(?:\.\d+)?)(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?$/.exec(typeof value === 'string' ? value : '');
  return found ? Number(found[1]) * (KUBERNETES[found[2] ?? ''] as number) : undefined;
}

/** Bytes of a docker size such as `1g`; undefined where it sets no limit. */
export const bytesOfDockerSize = (value: unknown): number | undefined => parseMemory(text(value) ?? '') || undefined;

/** Bytes as a person writes them: `3Gi`, `1536Mi`. */
export const asQuantity = (bytes: number): string =>
  bytes % 2 ** 30 === 0 ? `${bytes / 2 ** 30}Gi` : `${Math.ceil(bytes / 2 ** 20)}Mi`;

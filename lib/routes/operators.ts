import { namedOf, type Named } from './named';
import { isRecord, memo } from './plain';
import type { Site } from './world';

/** A label under the domain of whoever gives it out, which is not Kubernetes. */
export const VENDOR = /^(?!([^/]+\.)?(k8s|kubernetes)\.io\/)[^/]+\//;

const BUILT_IN_GROUPS = new Set(['', 'apps', 'batch', 'autoscaling', 'policy', 'extensions']);

/** Whether an operator reads an object, and may make others for it. */
export const isCustom = ({ group }: Named): boolean =>
  // Traefik reads what its objects name, and makes nothing.
  !BUILT_IN_GROUPS.has(group) && !group.endsWith('.k8s.io') && !group.startsWith('traefik.');

/** `pg`, `pg-app` and `pg-app-tls` of `pg-app-tls`: operators name what they make after their own object. */
export function beginnings(name: string): readonly string[] {
  const ends = [...name.matchAll(/[-.]/g)].map(({ index }) => index);
  return [...ends.map((end) => name.slice(0, end)), name];
}

/** Kinds that say how something is watched, reached, guarded or scaled, and run nothing. */
const SETTINGS =
  /(Monitor|Rule|Policy|Secret|Store|Certificate|Issuer|Gateway|Route|VirtualService|ScaledObject|Config)$/;

/** The objects for which something in the cluster may make pods and Services. */
const operated = memo((site: Site): readonly Named[] =>
  namedOf(site).filter((named) => isCustom(named) && !SETTINGS.test(named.kind)),
);

/** Their names: `k8s` of `Prometheus k8s`. */
export const operatedNames = memo((site: Site): ReadonlySet<string> => new Set(operated(site).map(({ name }) => name)));

/** The numbers in them, of which each may be a port that is opened for them. */
export const operatedNumbers = memo(
  (site: Site): ReadonlySet<number> => new Set(operated(site).flatMap(({ json }) => numbersIn(json.spec))),
);

const numbersIn = (value: unknown): readonly number[] =>
  typeof value === 'number'
    ? [value]
    : isRecord(value) || Array.isArray(value)
      ? Object.values(value).flatMap(numbersIn)
      : [];

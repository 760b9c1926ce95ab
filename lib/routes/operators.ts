import { namedOf, type Named } from './named';
import { memo } from './plain';
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

/** Names of the objects for which something in the cluster may make pods and Services: `k8s` of `Prometheus k8s`. */
export const operatedNames = memo(
  (site: Site): ReadonlySet<string> =>
    new Set(
      namedOf(site)
        .filter((named) => isCustom(named) && !SETTINGS.test(named.kind))
        .map(({ name }) => name),
    ),
);

import { namedOf, type Named } from './named';
import { isRecord, memo } from './plain';
import { podsOf } from './pods';
import type { Site } from './world';

/** A label under the domain of whoever gives it out, which is not Kubernetes. */
const VENDOR = /^(?!([^/]+\.)?(k8s|kubernetes)\.io\/)[^/]+\//;

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

/** True where one of the words is such a name: what an operator makes carries the name of its own object. */
export const namesOperated = (site: Site, words: readonly string[]): boolean =>
  words.some((word) => operatedNames(site).has(word));

/** True where one of the labels is of a domain, and no template of the app shows it: an operator may give it to its pods. */
export const hasForeignLabel = (site: Site, names: readonly string[]): boolean =>
  names.some((name) => VENDOR.test(name) && !shownLabels(site).has(name));

/** The names of all labels that the templates of the app show. */
const shownLabels = memo(
  (site: Site): ReadonlySet<string> => new Set(podsOf(site).flatMap(({ labels }) => Object.keys(labels))),
);

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

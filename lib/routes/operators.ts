import { bringersIn } from './bringers';
import { namedOf, type Named } from './named';
import { at, isRecord, list, memo, record, text } from './plain';
import { podsOf } from './pods';
import type { Site } from './world';

/** A label under the domain of whoever gives it out, which is not Kubernetes. */
const VENDOR = /^(?!([^/]+\.)?(k8s|kubernetes)\.io\/)[^/]+\//;

const BUILT_IN_GROUPS = new Set(['', 'apps', 'batch', 'autoscaling', 'policy', 'extensions']);

/** Whether an operator reads an object, and may make others for it. */
export const isCustom = ({ group }: Named): boolean =>
  // Traefik reads what its objects name, and makes nothing.
  !BUILT_IN_GROUPS.has(group) && !group.endsWith('.k8s.io') && !group.startsWith('traefik.');

/** More words than names have. */
const MOST = 16;

/** Where the first words of a name end, and where it ends itself. */
function endsOf(name: string): readonly number[] {
  const ends: number[] = [];
  for (const { index } of name.matchAll(/[-.]/g)) {
    if (ends.length === MOST) break;
    ends.push(index);
  }
  return [...ends, name.length];
}

/** `pg`, `pg-app` and `pg-app-tls` of `pg-app-tls`. */
export const beginnings = (name: string): readonly string[] => endsOf(name).map((end) => name.slice(0, end));

/** The words of a name that stand together, one or more of them: `el`, `el-github` and `github` of `el-github`. */
const partsOf = (name: string): readonly string[] =>
  [-1, ...endsOf(name)].flatMap((end) => beginnings(name.slice(end + 1)));

/** Kinds that say how something is watched, reached, guarded or scaled, and run nothing. */
const SETTINGS =
  /(Monitor|Rule|Policy|Secret|Store|Certificate|Issuer|Gateway|Route|VirtualService|ScaledObject|Config)$/;

/** The objects for which something in the cluster may make pods and Services. */
const operated = memo((site: Site): readonly Named[] =>
  namedOf(site).filter((named) => isCustom(named) && !SETTINGS.test(named.kind)),
);

/** Their names, and what the operator of Prometheus calls what governs all of a kind: `k8s` of `Prometheus k8s`. */
export const operatedNames = memo(
  (site: Site): ReadonlySet<string> =>
    new Set(operated(site).flatMap(({ name, kind }) => [name, `${kind.toLowerCase()}-operated`])),
);

/** True where a part of one of the words is such a name: what an operator makes carries the name of its own object. */
export const namesOperated = (site: Site, words: readonly string[]): boolean =>
  words.some((word) => partsOf(word).some((part) => operatedNames(site).has(part)));

/** True where a delivery tool puts things into a namespace that nobody here sees. */
export const isFilled = (site: Site, namespace: string | undefined): boolean => {
  const filled = filledNamespaces(site);
  return filled.has(ANY) || (namespace !== undefined && filled.has(namespace));
};

/** What is delivered says itself where it stands. */
const ANY = '*';

/** Namespaces that a delivery tool fills from a source of its own; a chart calls what it makes after its release. */
const filledNamespaces = memo((site: Site): ReadonlySet<string> => {
  const into = bringersIn(site, 'Application', 'ApplicationSet', 'Kustomization').flatMap(({ kind, json }) => {
    const spec = kind === 'ApplicationSet' ? at(json, 'spec.template.spec') : record(json.spec);
    if (kind === 'Kustomization') return text(spec.targetNamespace) ?? ANY;
    const sources = [spec.source, ...list(spec.sources)].map(record);
    return sources.every(({ chart, path }) => chart !== undefined && path === undefined)
      ? []
      : (text(record(spec.destination).namespace) ?? ANY);
  });
  return new Set(into);
});

/** True where a chart that nobody here renders is installed into a namespace: its pods carry whatever labels. */
export const isCharted = (site: Site, namespace: string): boolean => chartedNamespaces(site).has(namespace);

const chartedNamespaces = memo(
  (site: Site): ReadonlySet<string> =>
    new Set(bringersIn(site, 'HelmChart', 'HelmRelease', 'Application').flatMap((one) => targetOf(one) ?? [])),
);

/** The namespace that something is installed into. */
function targetOf({ kind, json, namespace }: Named): string | undefined {
  const spec = record(json.spec);
  return kind === 'Application' ? text(record(spec.destination).namespace) : (text(spec.targetNamespace) ?? namespace);
}

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

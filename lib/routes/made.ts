import { namedOf, ofKind, type Named } from './named';
import { isSystemNamespace } from './names';
import { beginnings, isCustom, isFilled, namesOperated } from './operators';
import { at, groupBy, leaves, list, memo, record, records, text, texts, type Plain } from './plain';
import { podsOf } from './pods';
import type { ExternalFacts, Site } from './world';

/** Kinds that pods, claims, Ingresses, routes, autoscalers and bindings refer to by name; a class stands in no namespace, which is the empty one here. */
export type Referred = (typeof REFERRED)[number];

const REFERRED = [
  'Secret',
  'ConfigMap',
  'ServiceAccount',
  'PersistentVolumeClaim',
  'StorageClass',
  'PriorityClass',
  'RuntimeClass',
  'Middleware',
  'MiddlewareTCP',
  'TraefikService',
  'ServersTransport',
  'TLSOption',
  'Gateway',
  'Deployment',
  'StatefulSet',
  'ReplicaSet',
  'Role',
  'ClusterRole',
] as const;

/** What is there when the pods of a site start. */
export interface Made {
  /** True where the app or something else is known to make it. */
  readonly has: (kind: Referred, namespace: string, name: string) => boolean;
  /** The objects of that kind and name in a namespace. */
  readonly objects: (kind: Referred, namespace: string, name: string) => readonly Named[];
  /** Keys that a Secret or ConfigMap is known to have; undefined where that is not known. */
  readonly keys: (kind: Referred, namespace: string, name: string) => ReadonlySet<string> | undefined;
  /** Names of all that is known to be there of that kind in a namespace. */
  readonly names: (kind: Referred, namespace: string) => readonly string[];
  /** A namespace in which something of that kind and name is known to stand. */
  readonly inNamespace: (kind: Referred, name: string) => string | undefined;
  /** True where something outside the app, or something that runs in the cluster, is known to make it. */
  readonly elsewhere: (kind: string, namespace: string, name: string, key?: string) => boolean;
}

/** What a site makes, indexed once. */
export const madeBy = memo((site: Site): Made => {
  const outside = groupBy(site.externals, ({ kind, name }) => `${kind} ${name}`);
  const outsideIn = (kind: string, namespace: string, name: string) =>
    (outside.get(`${kind} ${name}`) ?? []).filter((each) => (each.namespace ?? namespace) === namespace);
  const outsideNames = new Map(
    [...groupBy(site.externals, ({ kind, namespace }) => `${kind} ${namespace}`)].map(([place, there]) => [
      place,
      there.map(({ name }) => name),
    ]),
  );
  const ownClasses = new Set(ofKind(site, 'PersistentVolume').map(({ json }) => record(json.spec).storageClassName));
  const objectsOf: Made['objects'] = (kind, namespace, name) => byPlace(site).get(`${kind} ${namespace}/${name}`) ?? [];
  const elsewhere: Made['elsewhere'] = (kind, namespace, name, key) =>
    isBuiltIn(kind, namespace, name) ||
    outsideIn(kind, namespace, name).some(({ keys }) => key === undefined || !keys || keys.includes(key)) ||
    (kind === 'Namespace' ? [name] : beginnings(name)).some((part) => namesOfOperators(site).has(part)) ||
    (kind !== 'Namespace' && (isFilled(site, namespace) || namesOperated(site, [name]))) ||
    (byName(site).get(`${kind} ${name}`) ?? []).some(({ json }) => isCopied(json)) ||
    // A volume that is there needs no class to be made by.
    (kind === 'StorageClass' && ownClasses.has(name)) ||
    (kind === 'PersistentVolumeClaim' && claimsOfTemplates(site).has(`${namespace}/${name.replace(/-\d+$/, '')}`));
  return {
    has: (kind, namespace, name) => objectsOf(kind, namespace, name).length > 0 || elsewhere(kind, namespace, name),
    objects: objectsOf,
    elsewhere,
    keys: (kind, namespace, name) => keysOf(objectsOf(kind, namespace, name), outsideIn(kind, namespace, name)),
    names: (kind, namespace) => [
      ...(byNamespace(site).get(`${kind} ${namespace}`) ?? []).map(({ name }) => name),
      ...(BUILT_IN.get(kind) ?? []),
      // What is said without a namespace is there in any.
      ...[namespace, undefined].flatMap((place) => outsideNames.get(`${kind} ${place}`) ?? []),
    ],
    inNamespace: (kind, name) =>
      [...(byName(site).get(`${kind} ${name}`) ?? []), ...(outside.get(`${kind} ${name}`) ?? [])][0]?.namespace,
  };
});

/** Each of these is made when somebody asks: most apps refer to little, and lack nothing. */
const referred = memo((site: Site) => ofKind(site, ...REFERRED));
const placeOf = ({ kind, namespace = '' }: Named) => `${kind} ${namespace}`;
const byPlace = memo((site: Site) => groupBy(referred(site), (named) => `${placeOf(named)}/${named.name}`));
const byNamespace = memo((site: Site) => groupBy(referred(site), placeOf));
const byName = memo((site: Site) => groupBy(referred(site), ({ kind, name }) => `${kind} ${name}`));

/** What Kubernetes and k3s make by themselves. */
const BUILT_IN: ReadonlyMap<string, readonly string[]> = new Map([
  ['ServiceAccount', ['default']],
  ['ConfigMap', ['kube-root-ca.crt']],
  ['StorageClass', ['local-path']],
  ['PriorityClass', ['system-node-critical', 'system-cluster-critical']],
  ['ClusterRole', ['cluster-admin', 'admin', 'edit', 'view']],
  [
    'RuntimeClass',
    'crun lunatic nvidia nvidia-cdi nvidia-experimental slight spin wasmedge wasmer wasmtime wws'.split(' '),
  ],
]);

/** How the names of roles begin that Kubernetes, k3s and the charts of k3s bring for themselves. */
const OF_THE_SYSTEM = /^(?:system:|k3s|helm|traefik|local-path|coredns|metrics-server)/;

const isBuiltIn = (kind: string, namespace: string, name: string) =>
  isSystemNamespace(namespace) ||
  BUILT_IN.get(kind)?.includes(name) === true ||
  (kind === 'ClusterRole' && OF_THE_SYSTEM.test(name));

/** Names that an operator or a hook may make: what custom resources, jobs and settings of controllers name. */
const namesOfOperators = memo(
  (site: Site): ReadonlySet<string> =>
    new Set([
      ...namedOf(site)
        .filter(isCustom)
        .flatMap(({ name, json }) => [name, ...leaves(json.spec)]),
      ...podsOf(site).flatMap(({ kind, containers }) => containers.flatMap(({ json }) => namesIn(kind, json))),
      ...ofKind(site, 'Ingress', 'Gateway').flatMap(certificatesOf),
    ]),
);

/** What a job names in its arguments, and what a controller is told to call its Secret. */
function namesIn(kind: string, json: Plain): readonly string[] {
  const words = [...texts(json.command), ...texts(json.args)];
  const told = words.filter((word) => /^--?[\w.-]*secret[\w.-]*=/i.test(word.slice(0, 200)));
  const variables = records(json.env).filter(({ name }) => /secret/i.test(text(name) ?? ''));
  return [
    ...(kind === 'Job' || kind === 'CronJob' ? words : told).flatMap((word) => word.split(/[\s=,:/"']+/)),
    ...variables.flatMap(({ value }) => text(value) ?? []),
  ];
}

/** Secrets that cert-manager makes for an Ingress or a Gateway which asks for it. */
function certificatesOf({ json }: Named): readonly string[] {
  const asked = Object.keys(at(json, 'metadata.annotations')).some((key) => /cert-manager\.io\/|tls-acme/.test(key));
  if (!asked) return [];
  const { tls, listeners } = at(json, 'spec');
  const named = records(listeners).flatMap((listener) => records(record(listener.tls).certificateRefs));
  return [...records(tls).map(({ secretName }) => secretName), ...named.map(({ name }) => name)].flatMap(
    (name) => text(name) ?? [],
  );
}

/** `<namespace>/<template>-<name>` of the claims that StatefulSets make, without the number of the pod. */
const claimsOfTemplates = memo(
  (site: Site): ReadonlySet<string> =>
    new Set(
      ofKind(site, 'StatefulSet').flatMap(({ json, namespace, name }) =>
        list(record(json.spec).volumeClaimTemplates).map(
          (template) => `${namespace}/${text(at(template, 'metadata').name)}-${name}`,
        ),
      ),
    ),
);

/** Keys of a Secret or ConfigMap; undefined where something fills it later, or nobody says them. */
function keysOf(objects: readonly Named[], outside: readonly ExternalFacts[]): ReadonlySet<string> | undefined {
  const keys = [...objects.flatMap(({ json }) => keysIn(json)), ...outside.flatMap((each) => each.keys ?? [])];
  const filled = objects.some(({ json }) => json.type === 'kubernetes.io/service-account-token' || isCopy(json));
  return filled || keys.length === 0 ? undefined : new Set(keys);
}

const keysIn = ({ data, stringData, binaryData }: Plain) =>
  [data, stringData, binaryData].flatMap((part) => Object.keys(record(part)));

/** A controller copies it into every namespace, or into those that an expression means. */
const isCopied = (json: Plain) =>
  Object.entries(at(json, 'metadata.annotations')).some(([key, value]) =>
    /reflection-auto-enabled$/.test(key) ? value === 'true' : /\/replicate-to/.test(key),
  );

const isCopy = (json: Plain) =>
  Object.keys(at(json, 'metadata.annotations')).some((key) => /replicat|reflect|inject/.test(key));

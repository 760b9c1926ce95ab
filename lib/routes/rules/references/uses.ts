import { componentsOf } from '../../network/components';
import { TRAEFIK_GROUPS } from '../../network/ingress-routes';
import { ofKind } from '../../named';
import { list, memo, record, text, type Plain } from '../../plain';
import { podsOf, type Container, type Pods } from '../../pods';
import type { ObjectFacts, Site } from '../../world';
import { label } from '../../network/labels';
import type { Referred } from './made';

/** One place where an object refers to another by name. */
export interface Use {
  readonly object: ObjectFacts;
  /** Empty for a kind that stands in none. */
  readonly namespace: string;
  readonly kind: Referred;
  readonly name: string;
  readonly key?: string;
  /** Path of the field that names it. */
  readonly path: string;
  /** Who refers, as the beginning of a sentence. */
  readonly who: string;
  /** What happens without it. */
  readonly harm: string;
  /** It goes on without it, if with less. */
  readonly mild?: boolean;
}

type Found = Pick<Use, 'kind' | 'name' | 'path' | 'who'> & Partial<Use>;

/** Every reference in a site to something that must be there; optional ones are left out. */
export const usesOf = memo((site: Site): readonly Use[] => [...usesIn(site)]);

function* usesIn(site: Site): Iterable<Use> {
  for (const pods of podsOf(site)) {
    const { object, namespace } = pods;
    for (const found of [...inPod(pods), ...pods.containers.flatMap(inContainer)]) {
      yield { object, namespace, harm: 'so its pods do not start', ...found };
    }
  }
  for (const { object, namespace, json } of ofKind(site, 'Ingress')) {
    for (const found of middlewaresOf(site, `${namespace}`, json))
      yield { object, namespace: `${namespace}`, ...found };
    for (const found of inIngress(json)) yield { object, namespace: `${namespace}`, ...OWN_CERTIFICATE, ...found };
  }
  yield* ofTraefik(site);
  yield* classesIn(site);
}

const OWN_CERTIFICATE = { harm: 'so the controller answers with a certificate of its own', mild: true } as const;

/** What brings more objects than the files show. */
const INSTALLERS = ['HelmChart', 'HelmRelease', 'Application', 'Kustomization'];

/** True where the classes of the cluster are known: other distributions, images and charts bring some of their own. */
function knowsClasses(site: Site): boolean {
  if (!site.cluster || ofKind(site, ...INSTALLERS).length > 0) return false;
  const { config } = site.cluster;
  const image = text(record(config).image) ?? '';
  return (!image.includes('/') || /(^|\/)rancher\/k3s(:|@|$)/.test(image)) && !componentsOf(config).bringsMore;
}

/** Classes of pods, and the fields that name them. */
const CLASSES = [
  ['PriorityClass', 'priorityClassName'],
  ['RuntimeClass', 'runtimeClassName'],
] as const;

/** Classes that claims and pods name, which stand in no namespace. */
function* classesIn(site: Site): Iterable<Use> {
  if (!knowsClasses(site)) return;
  for (const { object, json } of ofKind(site, 'PersistentVolumeClaim')) {
    yield* ofClaim(object, record(json.spec), 'spec', 'The claim');
  }
  for (const { object, json } of ofKind(site, 'StatefulSet')) {
    const templates = list(record(json.spec).volumeClaimTemplates).map(record);
    for (const [index, { metadata, spec }] of templates.entries()) {
      const who = `Claim template "${text(record(metadata).name) ?? '(no name)'}"`;
      yield* ofClaim(object, record(spec), `spec.volumeClaimTemplates[${index}].spec`, who);
    }
  }
  for (const { object, spec, path } of podsOf(site)) {
    for (const [kind, field] of CLASSES) {
      // Most pods name none.
      if (spec[field] === undefined) continue;
      for (const found of refer(kind, spec, path, 'The pod', field)) {
        yield { object, namespace: '', harm: 'so the API refuses its pods', ...found };
      }
    }
  }
}

/** A claim that names its volume asks no class for one. */
function ofClaim(object: ObjectFacts, spec: Plain, path: string, who: string): readonly Use[] {
  if (text(spec.volumeName) !== undefined) return [];
  const harm = 'so the claim stays pending and the pods that mount it do not start';
  return refer('StorageClass', spec, path, who, 'storageClassName').map((found) => ({
    object,
    namespace: '',
    harm,
    ...found,
  }));
}

/** A reference, unless it is optional or says no name. */
function refer(
  kind: Referred,
  from: unknown,
  path: string,
  who: string,
  field = 'name',
  key?: unknown,
): readonly Found[] {
  const { [field]: named, optional } = record(from);
  const name = text(named);
  if (name === undefined || optional === true) return [];
  return [{ kind, name, path: `${path}.${field}`, who, ...(text(key) && { key: text(key), path: `${path}.key` }) }];
}

function inPod({ spec, path }: Pods): readonly Found[] {
  const account = text(spec.serviceAccountName) === undefined ? 'serviceAccount' : 'serviceAccountName';
  return [
    ...refer('ServiceAccount', spec, path, 'The pod', account),
    ...list(spec.imagePullSecrets).flatMap((item, index) =>
      refer('Secret', item, `${path}.imagePullSecrets[${index}]`, 'The pull of its images').map((found) => ({
        ...found,
        harm: 'so images that want a login are not pulled',
      })),
    ),
    ...list(spec.volumes).flatMap((item, index) => inVolume(record(item), `${path}.volumes[${index}]`)),
  ];
}

function inVolume(volume: Plain, path: string): readonly Found[] {
  const who = `Volume "${text(volume.name) ?? '(no name)'}"`;
  const sources = list(record(volume.projected).sources).map(
    (item, index) => [record(item), `${path}.projected.sources[${index}]`] as const,
  );
  return [
    ...mounted(volume.secret, 'Secret', `${path}.secret`, who, 'secretName'),
    ...mounted(volume.configMap, 'ConfigMap', `${path}.configMap`, who),
    ...refer('PersistentVolumeClaim', volume.persistentVolumeClaim, `${path}.persistentVolumeClaim`, who, 'claimName'),
    ...sources.flatMap(([source, at]) => [
      ...mounted(source.secret, 'Secret', `${at}.secret`, who),
      ...mounted(source.configMap, 'ConfigMap', `${at}.configMap`, who),
    ]),
  ];
}

function mounted(source: unknown, kind: Referred, path: string, who: string, field = 'name'): readonly Found[] {
  const items = list(record(source).items).flatMap((item, index) =>
    refer(kind, source, path, who, field, record(item).key).map((found) => ({
      ...found,
      path: `${path}.items[${index}].key`,
    })),
  );
  return [...refer(kind, source, path, who, field), ...items];
}

function inContainer({ name, json, path }: Container): readonly Found[] {
  const variables = list(json.env).flatMap((item, index) => {
    const { name: variable, valueFrom } = record(item);
    // Most variables have a value of their own.
    if (valueFrom === undefined) return [];
    const { secretKeyRef, configMapKeyRef } = record(valueFrom);
    const who = `Variable "${text(variable) ?? '(no name)'}" of container "${name}"`;
    const at = `${path}.env[${index}].valueFrom`;
    return [
      ...keyed(secretKeyRef, 'Secret', `${at}.secretKeyRef`, who),
      ...keyed(configMapKeyRef, 'ConfigMap', `${at}.configMapKeyRef`, who),
    ];
  });
  const sources = list(json.envFrom).flatMap((item, index) => {
    const { secretRef, configMapRef } = record(item);
    const who = `The environment of container "${name}"`;
    const at = `${path}.envFrom[${index}]`;
    return [
      ...refer('Secret', secretRef, `${at}.secretRef`, who),
      ...refer('ConfigMap', configMapRef, `${at}.configMapRef`, who),
    ];
  });
  return [...variables, ...sources];
}

const keyed = (source: unknown, kind: Referred, path: string, who: string) => [
  ...refer(kind, source, path, who),
  ...(text(record(source).key) ? refer(kind, source, path, who, 'name', record(source).key) : []),
];

const MIDDLEWARES = 'traefik.ingress.kubernetes.io/router.middlewares';
const BY_KUBERNETES = '@kubernetescrd';

/** Middlewares that an Ingress names as Traefik does: `namespace-name@kubernetescrd`. */
function middlewaresOf(site: Site, own: string, { metadata }: Plain): readonly (Found & Pick<Use, 'harm'>)[] {
  const said = label(record(metadata).annotations, MIDDLEWARES)?.split(',') ?? [];
  return said.flatMap((each) => {
    const [place] = placesOf(site, own, each.trim());
    if (place === undefined) return [];
    const harm = 'so Traefik serves none of its rules';
    return [{ kind: 'Middleware', ...place, path: `metadata.annotations.${MIDDLEWARES}`, who: 'The Ingress', harm }];
  });
}

/** What Traefik calls `namespace-name@kubernetescrd`; what other providers make is no object. */
function placesOf(site: Site, own: string, reference: string): readonly Pick<Use, 'namespace' | 'name'>[] {
  if (!reference.endsWith(BY_KUBERNETES)) return [];
  const [namespace, name] = placeOf(site, own, reference.slice(0, -BY_KUBERNETES.length));
  return [{ namespace, name }];
}

/** Both halves may hold dashes: what the app makes decides where one ends, else the namespace of the Ingress. */
function placeOf(site: Site, own: string, full: string): readonly [namespace: string, name: string] {
  const made = ofKind(site, 'Middleware').find(({ namespace, name }) => `${namespace}-${name}` === full);
  const before = made ? `${made.namespace}`.length : full.startsWith(`${own}-`) ? own.length : full.indexOf('-');
  return before < 0 ? [own, full] : [full.slice(0, before), full.slice(before + 1)];
}

/** What the kinds of Traefik itself name. */
function* ofTraefik(site: Site): Iterable<Use> {
  const objects = ofKind(site, 'IngressRoute', 'IngressRouteTCP', 'Middleware');
  for (const { object, group, kind, namespace, json } of objects) {
    if (!TRAEFIK_GROUPS.includes(group)) continue;
    const own = `${namespace}`;
    const spec = record(json.spec);
    if (kind === 'Middleware') {
      const users = { object, who: 'The chain', harm: 'so Traefik serves no route that goes through it' };
      yield* middlewaresIn(site, own, record(spec.chain).middlewares, 'spec.chain', users);
      continue;
    }
    for (const found of refer('Secret', spec.tls, 'spec.tls', 'The TLS of its routes', 'secretName')) {
      yield { object, namespace: own, ...OWN_CERTIFICATE, ...found };
    }
    // Routes of TCP have middlewares of another kind.
    if (kind !== 'IngressRoute') continue;
    for (const [index, route] of list(spec.routes).entries()) {
      const users = { object, who: `Route ${index + 1}`, harm: 'so Traefik does not serve this route' };
      yield* middlewaresIn(site, own, record(route).middlewares, `spec.routes[${index}]`, users);
    }
  }
}

/** Middlewares that a route or a chain names, in its own namespace where it says none. */
function* middlewaresIn(
  site: Site,
  own: string,
  named: unknown,
  path: string,
  users: Pick<Use, 'object' | 'who' | 'harm'>,
): Iterable<Use> {
  for (const [index, item] of list(named).entries()) {
    for (const found of refer('Middleware', item, `${path}.middlewares[${index}]`, users.who)) {
      const { name } = found;
      const near = [{ namespace: text(record(item).namespace) ?? own, name }];
      for (const place of name.includes('@') ? placesOf(site, own, name) : near) yield { ...users, ...found, ...place };
    }
  }
}

const inIngress = (json: Plain): readonly Found[] =>
  list(record(json.spec).tls).flatMap((item, index) =>
    refer('Secret', item, `spec.tls[${index}]`, 'The TLS of its hosts', 'secretName'),
  );

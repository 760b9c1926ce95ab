import { list, record, records, text, type Plain } from '../../plain';
import { podsOf, type Container, type Pods } from '../../pods';
import { configKey } from '../../schema/formats';
import type { Site } from '../../world';
import type { Referred } from '../../made';
import { refer, type Reference, type Use } from './use';

/** What pods refer to: accounts, logins of registries, volumes and variables. */
export function* usesOfPods(site: Site): Iterable<Use> {
  for (const pods of podsOf(site)) {
    const { object, namespace } = pods;
    for (const found of [...inPod(pods), ...pods.containers.flatMap((one) => inContainer(one, pods))]) {
      // What has another harm stops nothing.
      const stops = found.harm === undefined ? [object] : [];
      yield { object, namespace, harm: 'so its pods do not start', stops, ...found };
    }
  }
}

function inPod({ spec, path, object }: Pods): readonly Reference[] {
  // A volume of that name gives way to the claim that the template makes.
  const templates = records(record(object.json.spec).volumeClaimTemplates).map(({ metadata }) => record(metadata).name);
  const account = text(spec.serviceAccountName) === undefined ? 'serviceAccount' : 'serviceAccountName';
  return [
    ...refer('ServiceAccount', spec, path, 'The pod', account),
    ...list(spec.imagePullSecrets).flatMap((item, index) =>
      refer('Secret', item, `${path}.imagePullSecrets[${index}]`, 'The pull of its images').map((found) => ({
        ...found,
        harm: 'so images that want a login are not pulled',
      })),
    ),
    ...records(spec.volumes).flatMap((volume, index) =>
      templates.includes(volume.name) ? [] : inVolume(volume, `${path}.volumes[${index}]`),
    ),
  ];
}

function inVolume(volume: Plain, path: string): readonly Reference[] {
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

function mounted(source: unknown, kind: Referred, path: string, who: string, field = 'name'): readonly Reference[] {
  const whole = refer(kind, source, path, who, field);
  const items = records(record(source).items).flatMap(({ key }, index) =>
    toKey(whole, key, `${path}.items[${index}].key`),
  );
  return [...whole, ...items];
}

function inContainer(container: Container, { spec }: Pods): readonly Reference[] {
  const { name, json, path } = container;
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
  return [...variables, ...sources, ...mountedAlone(container, spec)];
}

/** One key of a Secret or ConfigMap, mounted in place of a file. */
function mountedAlone({ name, json, path }: Container, { volumes }: Plain): readonly Reference[] {
  return list(json.volumeMounts).flatMap((item, index) => {
    const { name: mounted, subPath, mountPath } = record(item);
    const key = text(subPath);
    if (key === undefined || configKey(key)) return [];
    const { secret, configMap } = record(records(volumes).find((volume) => volume.name === mounted));
    // Whoever lists items gives the files names of their own.
    const whole = (source: unknown) => (record(source).items === undefined ? source : undefined);
    const at = `${path}.volumeMounts[${index}].subPath`;
    const who = `Mount "${text(mountPath) ?? '(no path)'}" of container "${name}"`;
    return [
      ...toKey(refer('Secret', whole(secret), at, who, 'secretName'), key, at),
      ...toKey(refer('ConfigMap', whole(configMap), at, who), key, at),
    ].map((found) => ({ ...found, harm: 'so a folder stands there in place of the file' }));
  });
}

function keyed(source: unknown, kind: Referred, path: string, who: string): readonly Reference[] {
  const whole = refer(kind, source, path, who);
  return [...whole, ...toKey(whole, record(source).key, `${path}.key`)];
}

/** The same reference, to one key of what it names. */
function toKey(whole: readonly Reference[], said: unknown, path: string): readonly Reference[] {
  const key = text(said);
  return key === undefined ? [] : whole.map((found) => ({ ...found, key, path }));
}

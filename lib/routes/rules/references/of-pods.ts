import { list, record, records, text, texts, type Plain } from '../../plain';
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

/** One file of a volume, mounted in place of another. */
function mountedAlone({ name, json, path }: Container, { volumes }: Plain): readonly Reference[] {
  return records(json.volumeMounts).flatMap((mount, index) => {
    const subPath = text(mount.subPath)
      ?.replace(/^(?:\.\/)+/, '')
      .replace(/(?<!\/)\/+$/, '');
    if (!subPath) return [];
    const volume = records(volumes).find((each) => each.name === mount.name) ?? {};
    const who = `Mount "${text(mount.mountPath) ?? '(no path)'}" of container "${name}"`;
    return fileIn(volume, subPath, `${path}.volumeMounts[${index}].subPath`, who).map((found) => ({
      ...found,
      harm: 'so an empty folder stands there in place of the file, and the container does not start where its image has one there',
    }));
  });
}

/** A file that a volume has under the name of a key, or under one that its items say. */
function fileIn(volume: Plain, file: string, path: string, who: string): readonly Reference[] {
  const { secret, configMap } = volume;
  const files = filesOf(volume);
  if (files) {
    const isThere = files.some((each) => each === file || each.startsWith(`${file}/`));
    return isThere ? [] : [{ kind: 'ConfigMap', name: `${text(volume.name)}`, key: file, files, path, who }];
  }
  if (configKey(file)) return [];
  return [
    ...toKey(refer('Secret', secret, path, who, 'secretName'), file, path),
    ...toKey(refer('ConfigMap', configMap, path, who), file, path),
  ];
}

/** What each source of a volume calls its files; undefined where one of them does not say it. */
function filesOf({ secret, configMap, downwardAPI, projected }: Plain): readonly string[] | undefined {
  const parts = records(record(projected).sources).flatMap((source) => Object.values(source));
  const sources = [secret, configMap, downwardAPI, ...parts].filter((source) => source !== undefined).map(record);
  // An empty list says as little as none.
  const files = sources.map(({ items, path }) =>
    list(items).length === 0 ? path : records(items).map((item) => item.path),
  );
  return files.length === 0 || files.includes(undefined) ? undefined : texts(files.flat());
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

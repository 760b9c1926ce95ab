import type { k8s } from 'cdk8s-plus-27';
import { hashOf } from '../analysis/hash';
import { dashed } from '../routes/names';
import type { Written } from './kube-object';
import type { Mount, StorageSource } from './mount';
import { uniqueNames } from './unique-names';

/** Files from the program, as a ConfigMap keeps them. */
export interface FileMap {
  /** Name of the ConfigMap. */
  readonly name: string;
  /** Key in the ConfigMap → text. */
  readonly data: Record<string, string>;
  readonly mounts: k8s.VolumeMount[];
  readonly hash: string;
}

/** Volumes of a pod, each named once, and the claims that it makes. */
export interface VolumeSet {
  readonly volumes: Written<k8s.Volume>[];
  readonly claims: readonly {
    readonly mount: Mount;
    readonly name: string;
    readonly spec: Written<k8s.PersistentVolumeClaimSpec>;
  }[];
  readonly mountsOf: (mounts: readonly Mount[]) => k8s.VolumeMount[];
}

/** The volume that carries the files of the program. */
export const FILES_VOLUME = 'files';

/** Each file is mounted alone, so that the rest of its folder stays as the image has it. */
export function fileMap(app: string, files: Record<string, string>): FileMap {
  const paths = Object.keys(files).sort();
  const keys = uniqueNames(new Map(paths.map((path) => [path, fileKeys(path)])));
  return {
    name: `${app}-files`,
    data: Object.fromEntries(paths.map((path) => [keys.get(path), files[path]])),
    mounts: paths.map((mountPath) => ({ name: FILES_VOLUME, mountPath, subPath: keys.get(mountPath) })),
    hash: hashOf(JSON.stringify(paths.map((path) => [path, files[path]]))).slice(0, 16),
  };
}

/** The base name where it tells the files apart, otherwise the path. */
function fileKeys(path: string): string[] {
  const legal = (text: string) => text.replace(/[^-._a-zA-Z0-9]+/g, '_');
  const whole = legal(path.replace(/^\/+/, ''));
  return [legal(path.slice(path.lastIndexOf('/') + 1)) || whole, whole];
}

/** Most pods mount nothing. */
const NOTHING: VolumeSet = { volumes: [], claims: [], mountsOf: () => [] };

/** The volumes that the mounts of all containers of a pod need. Equal sources share one volume. */
export function volumeSet(app: string, mounts: readonly Mount[]): VolumeSet {
  if (mounts.length === 0) return NOTHING;
  const bySource = new Map<string, { readonly name: string; readonly mount: Mount }>();
  const taken = new Set([FILES_VOLUME]);
  for (const mount of mounts) {
    const source = sourceKey(mount);
    if (bySource.has(source)) continue;
    const name = freeName(volumeName(mount), taken);
    taken.add(name);
    bySource.set(source, { name, mount });
  }
  const all = [...bySource.values()];
  const storages = all.flatMap(({ mount }) =>
    mount._source.kind === 'storage' ? [{ ...mount._source, path: mount.path, mount }] : [],
  );
  const claimName = claimNames(app, storages);
  return {
    volumes: all.map(({ name, mount }) => ({ name, ...volumeSource(mount, claimName) })),
    claims: storages.map((storage) => ({ mount: storage.mount, name: claimName(storage), spec: claimSpec(storage) })),
    mountsOf: (own) =>
      own.map((mount) => ({
        // Every mount of the pod went into the map above.
        name: bySource.get(sourceKey(mount))!.name,
        mountPath: mount.path,
        ...('key' in mount._source && mount._source.key && { subPath: mount._source.key }),
        ...(mount._readOnly && { readOnly: true }),
      })),
  };
}

/** Two mounts of one thing share a volume; scratch and storage are told apart by their path. */
function sourceKey({ path, _source: source }: Mount): string {
  switch (source.kind) {
    case 'secret':
    case 'config':
      return `${source.kind}/${source.name}/${Boolean(source.optional)}`;
    case 'storage':
      return `claim/${source.name ?? path}`;
    case 'claim':
      return `claim/${source.name}`;
    case 'scratch':
      return `scratch/${path}`;
    case 'host':
      return `host/${source.path}`;
  }
}

const lastPart = (path: string) => path.replace(/(?<!\/)\/+$/, '').replace(/^.*\//, '');

const volumeName = ({ path, _source: source }: Mount) =>
  legalName(source.kind === 'secret' || source.kind === 'config' ? source.name : lastPart(path));

/** The text as a part of a name that Kubernetes takes. */
const legalName = (text: string) => dashed(text, 50) || 'root';

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  for (let n = 1; ; n++) {
    const name = n === 1 ? wanted : `${wanted}-${n}`;
    if (!taken.has(name)) return name;
  }
}

/** Storage, and where it stands in the container. */
interface PlacedStorage extends StorageSource {
  readonly path: string;
}

type ClaimName = (storage: PlacedStorage) => string;

/** The name that is said, else the last part of the path where that tells the claims apart, otherwise the path. */
function claimNames(app: string, storages: readonly PlacedStorage[]): ClaimName {
  const said = storages.flatMap(({ name }) => name ?? []);
  const others = storages.filter(({ name }) => name === undefined);
  const names = uniqueNames(
    new Map(others.map(({ path }) => [path, [lastPart(path), path].map((part) => `${app}-${legalName(part)}`)])),
    said,
  );
  return ({ path, name }) => name ?? names.get(path)!;
}

function volumeSource({ path, _source: source }: Mount, claimName: ClaimName): Omit<Written<k8s.Volume>, 'name'> {
  switch (source.kind) {
    case 'secret':
      return { secret: { secretName: source.name, ...(source.optional && { optional: true }) } };
    case 'config':
      return { configMap: { name: source.name, ...(source.optional && { optional: true }) } };
    case 'storage':
      return { persistentVolumeClaim: { claimName: claimName({ ...source, path }) } };
    case 'claim':
      return { persistentVolumeClaim: { claimName: source.name } };
    case 'scratch':
      return {
        emptyDir: {
          ...(source.inMemory && { medium: 'Memory' }),
          ...(source.limit && { sizeLimit: source.limit }),
        },
      };
    case 'host':
      return { hostPath: { path: source.path } };
  }
}

const claimSpec = ({ size, accessMode, storageClass }: StorageSource): Written<k8s.PersistentVolumeClaimSpec> => ({
  accessModes: [accessMode ?? 'ReadWriteOnce'],
  ...(storageClass && { storageClassName: storageClass }),
  resources: { requests: { storage: size } },
});

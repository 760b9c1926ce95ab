import type { k8s } from 'cdk8s-plus-27';
import { hashOf } from '../analysis/hash';
import type { Written } from './kube-object';
import type { Mount, MountSource } from './mount';
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
  readonly claims: readonly { readonly name: string; readonly spec: Written<k8s.PersistentVolumeClaimSpec> }[];
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
  const claimName = claimNames(
    app,
    all.map(({ mount }) => mount),
  );
  return {
    volumes: all.map(({ name, mount }) => ({ name, ...volumeSource(mount, claimName) })),
    claims: all.flatMap(({ mount }) => ownClaim(mount, claimName)),
    mountsOf: (own) =>
      own.map((mount) => {
        const key = mount._source.secret?.key ?? mount._source.config?.key;
        return {
          // Every mount of the pod went into the map above.
          name: bySource.get(sourceKey(mount))!.name,
          mountPath: mount.path,
          ...(key && { subPath: key }),
          ...(mount._readOnly && { readOnly: true }),
        };
      }),
  };
}

/** Two mounts of one thing share a volume; scratch and storage are told apart by their path. */
function sourceKey({ path, _source: { secret, config, claim, scratch, host } }: Mount): string {
  if (secret) return `secret/${secret.name}/${Boolean(secret.optional)}`;
  if (config) return `config/${config.name}/${Boolean(config.optional)}`;
  if (claim) return `claim/${claim.name ?? path}`;
  return scratch ? `scratch/${path}` : `host/${host?.path}`;
}

const lastPart = (path: string) => path.replace(/\/+$/, '').replace(/^.*\//, '');

const volumeName = ({ path, _source: { secret, config } }: Mount) =>
  legalName((secret ?? config)?.name ?? lastPart(path));

/** The text as a part of a name that Kubernetes takes. */
const legalName = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 50)
    .replace(/^-|-$/g, '') || 'root';

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  for (let n = 1; ; n++) {
    const name = n === 1 ? wanted : `${wanted}-${n}`;
    if (!taken.has(name)) return name;
  }
}

type ClaimName = (mount: Mount) => string;

/** The last part of the path where it tells the claims apart, otherwise the path. */
function claimNames(app: string, mounts: readonly Mount[]): ClaimName {
  const own = mounts.filter(({ _source: { claim } }) => claim?.size !== undefined);
  const names = uniqueNames(
    new Map(
      own.flatMap(({ path, _source: { claim } }) =>
        claim?.name === undefined
          ? [[path, [lastPart(path), path].map((part) => `${app}-${legalName(part)}`)] as const]
          : [],
      ),
    ),
    own.flatMap(({ _source: { claim } }) => claim?.name ?? []),
  );
  return ({ path, _source: { claim } }) => claim?.name ?? `${names.get(path)}`;
}

function volumeSource(mount: Mount, claimName: ClaimName): Omit<Written<k8s.Volume>, 'name'> {
  const { secret, config, claim, scratch, host }: MountSource = mount._source;
  if (secret) return { secret: { secretName: secret.name, ...(secret.optional && { optional: true }) } };
  if (config) return { configMap: { name: config.name, ...(config.optional && { optional: true }) } };
  if (claim) return { persistentVolumeClaim: { claimName: claimName(mount) } };
  if (scratch) {
    return {
      emptyDir: {
        ...(scratch.inMemory && { medium: 'Memory' }),
        ...(scratch.limit && { sizeLimit: scratch.limit }),
      },
    };
  }
  return { hostPath: { path: `${host?.path}` } };
}

function ownClaim(mount: Mount, claimName: ClaimName): VolumeSet['claims'] {
  const claim = mount._source.claim;
  if (claim?.size === undefined) return [];
  return [
    {
      name: claimName(mount),
      spec: {
        accessModes: [claim.accessMode ?? 'ReadWriteOnce'],
        ...(claim.storageClass && { storageClassName: claim.storageClass }),
        resources: { requests: { storage: claim.size } },
      },
    },
  ];
}

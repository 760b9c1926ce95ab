import { list, record } from '../../plain';
import { misplaced, missing, wrong } from '../fault';
import { absolutePath, dnsLabel, dnsSubdomain, driverName, filePath, noBackSteps, relativePath } from '../formats';
import { isGiven, textIn } from '../read';
import { anyOf, havingFeature, unlessOlder } from '../server';
import { type Taker, fieldOfPod } from './field-refs';
import type { Besides, FieldLaw, TypeLaw } from './law';
import { beside, exactlyOne, named, needsText } from './presence';
import { unique } from './unique';
import { between, filled, oneOf, spelled, wordOf } from './values';

/** A volume has one source; the API reads an emptyDir first, so it speaks about what stands beside it. */
const oneSource = (what: string): TypeLaw => {
  return (object, path, say) => {
    const sources = Object.keys(object).filter((key) => key !== 'name' && isGiven(object[key]));
    const [first, second] = sources.sort((a, b) => Number(b === 'emptyDir') - Number(a === 'emptyDir'));
    if (second !== undefined) say(beside(path, second, first!, what));
  };
};

const mode: FieldLaw = (value, path, say) => {
  if ((value as number) >= 0 && (value as number) <= 0o777) return;
  say(
    wrong(
      path,
      value,
      'a file mode is at most 511, which is 0777',
      'Write the mode in decimal, for example 420 for 0644.',
    ),
  );
};

const FILE: Taker = {
  what: 'a file',
  whole: new Set('name namespace uid labels annotations'.split(' ').map((field) => `metadata.${field}`)),
  remedy: 'Write a field such as "metadata.labels".',
};

const downwardFile: TypeLaw = (file, path, say) => {
  exactlyOne(file, ['fieldRef', 'resourceFieldRef'], path, say, 'a file');
  if (isGiven(file.resourceFieldRef)) {
    needsText(record(file.resourceFieldRef), 'containerName', `${path}.resourceFieldRef`, say);
  }
  fieldOfPod(file.fieldRef, `${path}.fieldRef`, FILE, say);
};

interface Written {
  readonly file: string;
  readonly place: string;
}

/** The files that one source of a projected volume writes. */
const filesOf = (source: unknown, at: number): readonly Written[] =>
  ['secret', 'configMap', 'downwardAPI'].flatMap((kind) =>
    list(record(record(source)[kind]).items).map((item, index) => ({
      file: textIn(record(item).path),
      place: `sources[${at}].${kind}.items[${index}].path`,
    })),
  );

const filesOnce: TypeLaw = ({ sources }, path, say) => {
  const files = list(sources).flatMap(filesOf);
  unique(
    files,
    ({ file }) => textIn(file),
    ({ file, place }, _, first) =>
      say(
        wrong(`${path}.${textIn(place)}`, file, `${files[first]!.place} writes this file too`, 'Write another path.'),
      ),
  );
};

/** The API names the claim itself. */
const claimMetadata: TypeLaw = ({ metadata }, path, say) => {
  for (const [key, value] of Object.entries(record(metadata))) {
    if (key === 'labels' || key === 'annotations' || !isGiven(value) || value === '') continue;
    say(misplaced(`${path}.metadata.${key}`, 'the claim of a pod has labels and annotations alone', 'Remove it.'));
  }
};

const claimTemplate: TypeLaw = ({ volumeClaimTemplate }, path, say) => {
  if (isGiven(volumeClaimTemplate)) return;
  say(missing(`${path}.volumeClaimTemplate`, 'the claim is made from it', 'Add volumeClaimTemplate.'));
};

const secretName = spelled(dnsSubdomain);

const csi: TypeLaw = ({ nodePublishSecretRef }, path, say) => {
  if (!isGiven(nodePublishSecretRef)) return;
  const { name } = record(nodePublishSecretRef);
  needsText({ name }, 'name', `${path}.nodePublishSecretRef`, say);
  secretName(textIn(name), `${path}.nodePublishSecretRef.name`, say);
};

const partition = between(0, 255, 'the number of a partition');

export const fields: Readonly<Record<string, FieldLaw>> = {
  'GitRepoVolumeSource.repository': filled(),
  'KeyToPath.key': filled(),
  'NFSVolumeSource.server': filled(),
  'PersistentVolumeClaimVolumeSource.claimName': filled(),
  'Volume.name': filled(dnsLabel),
  'HostPathVolumeSource.path': filled(noBackSteps),
  'HostPathVolumeSource.type': oneOf(
    'DirectoryOrCreate',
    'Directory',
    'FileOrCreate',
    'File',
    'Socket',
    'CharDevice',
    'BlockDevice',
  ),
  'KeyToPath.path': filled(filePath),
  'KeyToPath.mode': mode,
  'DownwardAPIVolumeFile.path': filled(filePath),
  'DownwardAPIVolumeFile.mode': mode,
  'ConfigMapVolumeSource.defaultMode': mode,
  'SecretVolumeSource.defaultMode': mode,
  'ProjectedVolumeSource.defaultMode': mode,
  'DownwardAPIVolumeSource.defaultMode': mode,
  'ServiceAccountTokenProjection.path': filled(filePath),
  'ServiceAccountTokenProjection.expirationSeconds': between(600, 2 ** 32, 'the life of a token'),
  'NFSVolumeSource.path': filled(absolutePath),
  'CSIVolumeSource.driver': filled(driverName),
  'GitRepoVolumeSource.directory': spelled(relativePath),
  'AWSElasticBlockStoreVolumeSource.partition': partition,
  'GCEPersistentDiskVolumeSource.partition': partition,
  'AzureDiskVolumeSource.cachingMode': wordOf('None', 'ReadOnly', 'ReadWrite'),
  'AzureDiskVolumeSource.kind': wordOf('Shared', 'Dedicated', 'Managed'),
};

/** First Kubernetes 1.x that mounts an image without being told so, and the feature by which others do. */
const MOUNTS_IMAGES = 35;
const IMAGES = 'ImageVolume';

/** Others throw the image away, and then the volume is nothing. */
const image: TypeLaw = (_, path, say) =>
  say({
    path: `${path}.image`,
    says: `waits for the feature ${IMAGES}, which is off by default before Kubernetes 1.${MOUNTS_IMAGES}.`,
    remedy: `Take a newer image of k3s, or give the servers of the cluster the argument --kube-apiserver-arg=feature-gates=${IMAGES}=true.`,
    takenBy: anyOf(unlessOlder(MOUNTS_IMAGES), havingFeature(IMAGES)),
  });

export const besides: Besides = { 'Volume.image': [image] };

export const types: Readonly<Record<string, TypeLaw>> = {
  Volume: oneSource('a volume'),
  ConfigMapVolumeSource: named,
  SecretVolumeSource: (object, path, say) => needsText(object, 'secretName', path, say),
  ConfigMapProjection: named,
  SecretProjection: named,
  VolumeProjection: oneSource('a source'),
  ProjectedVolumeSource: filesOnce,
  DownwardAPIVolumeFile: downwardFile,
  EphemeralVolumeSource: claimTemplate,
  PersistentVolumeClaimTemplate: claimMetadata,
  CSIVolumeSource: csi,
};

import { slipOf } from '../../nearest';
import { list, record, type Plain } from '../../plain';
import { misplaced, missing, wrong } from '../fault';
import { absolutePath, dnsLabel, driverName, filePath, noBackSteps, relativePath } from '../formats';
import { isGiven, textIn } from '../read';
import { type FieldLaw, type TypeLaw, all } from './law';
import { beside, exactlyOne, needsText } from './presence';
import { namedOnce, once, unique } from './unique';
import { between, filled, oneOf, spelled } from './values';

interface Use {
  readonly name: string;
  readonly place: string;
  readonly device: boolean;
}

const usesOf = (said: unknown, place: string, device: boolean): readonly Use[] =>
  list(said).map((entry, index) => ({ name: textIn(record(entry).name), place: `${place}[${index}]`, device }));

/** The volumes that containers of a pod use, and where they say so. */
function usesIn(containers: string, spec: Plain): readonly Use[] {
  return list(spec[containers]).flatMap((container, at) => {
    const { volumeMounts, volumeDevices } = record(container);
    if (volumeMounts === undefined && volumeDevices === undefined) return [];
    return [
      ...usesOf(volumeMounts, `${containers}[${at}].volumeMounts`, false),
      ...usesOf(volumeDevices, `${containers}[${at}].volumeDevices`, true),
    ];
  });
}

const CLAIM: Plain = { persistentVolumeClaim: {} };

/** The volumes of a pod by their names; a StatefulSet adds its claims. */
function volumesOf(spec: Plain, root: Plain): ReadonlyMap<unknown, Plain> {
  const volumes = new Map(list(spec.volumes).map((volume) => [record(volume).name, record(volume)]));
  const claims = root.kind === 'StatefulSet' ? list(record(root.spec).volumeClaimTemplates) : [];
  for (const claim of claims) volumes.set(record(record(claim).metadata).name, CLAIM);
  return volumes;
}

/** What a container mounts is a volume of its pod. */
export const volumesOfMounts: TypeLaw = (spec, path, say, root) => {
  const uses = [...usesIn('initContainers', spec), ...usesIn('containers', spec)];
  if (uses.length === 0) return;
  const volumes = volumesOf(spec, root);
  for (const { name, place, device } of uses) {
    const volume = volumes.get(name);
    if (name === '') continue;
    if (volume === undefined) {
      const near = slipOf(name, [...volumes.keys()].map(textIn));
      const add = near === undefined ? 'Add' : `Write "${near}", or add`;
      const remedy = `${add} a volume with the name "${name}" to the pod.`;
      say(wrong(`${path}.${place}.name`, name, 'the pod has no such volume', remedy));
    } else if (device && !isGiven(volume.persistentVolumeClaim) && !isGiven(volume.ephemeral)) {
      const why = 'only a volume with persistentVolumeClaim or ephemeral is used as a device';
      say(wrong(`${path}.${place}.name`, name, why, 'Write it under volumeMounts, or let the volume be a claim.'));
    }
  }
};

const mountsOnce = once(
  'volumeMounts',
  (mounted) => textIn(mounted.mountPath),
  (mounted, path, first) =>
    wrong(`${path}.mountPath`, mounted.mountPath, `mount ${first + 1} has this place too`, 'Write another path.'),
);

const devicesOnce = once(
  'volumeDevices',
  (device) => textIn(device.devicePath),
  (device, path, first) =>
    wrong(`${path}.devicePath`, device.devicePath, `device ${first + 1} has this place too`, 'Write another path.'),
);

const mountOrDevice: TypeLaw = ({ volumeMounts, volumeDevices }, path, say) => {
  if (volumeDevices === undefined || volumeMounts === undefined) return;
  const mounted = new Set(list(volumeMounts).map((mount) => textIn(record(mount).name)));
  list(volumeDevices).forEach((device, index) => {
    const name = textIn(record(device).name);
    if (name === '' || !mounted.has(name)) return;
    const why = 'volumeMounts has this volume too, and a volume is either mounted or a device';
    say(wrong(`${path}.volumeDevices[${index}].name`, name, why, 'Remove one of the two.'));
  });
};

const propagation: TypeLaw = ({ volumeMounts, securityContext }, path, say) => {
  if (volumeMounts === undefined) return;
  list(volumeMounts).forEach((mounted, index) => {
    if (record(mounted).mountPropagation !== 'Bidirectional' || record(securityContext).privileged === true) return;
    const field = `${path}.volumeMounts[${index}].mountPropagation`;
    const why = 'only a privileged container mounts into its node';
    say(wrong(field, 'Bidirectional', why, 'Write "HostToContainer", or securityContext.privileged: true.'));
  });
};

/** What a container has to obey in its mounts. */
export const mounts = all(mountsOnce, namedOnce('volumeDevices', 'device'), devicesOnce, mountOrDevice, propagation);

const mount: TypeLaw = ({ subPath, subPathExpr }, path, say) => {
  if (textIn(subPath) !== '' && textIn(subPathExpr) !== '') say(beside(path, 'subPathExpr', 'subPath', 'a mount'));
};

/** A volume has one source; the API reads an emptyDir first, so it speaks about what stands beside it. */
const oneSource = (what: string): TypeLaw => {
  return (object, path, say) => {
    const sources = Object.keys(object).filter((key) => key !== 'name' && isGiven(object[key]));
    const [first, second] = sources.sort((a, b) => Number(b === 'emptyDir') - Number(a === 'emptyDir'));
    if (second !== undefined) say(beside(path, second, first!, what));
  };
};

const named: TypeLaw = (object, path, say) => needsText(object, 'name', path, say);

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

const VOLUME_FIELDS = /^metadata\.(name|namespace|uid|labels|annotations|(labels|annotations)\['.+'\])$/;

const downwardFile: TypeLaw = (file, path, say) => {
  exactlyOne(file, ['fieldRef', 'resourceFieldRef'], path, say, 'a file');
  if (isGiven(file.resourceFieldRef)) {
    needsText(record(file.resourceFieldRef), 'containerName', `${path}.resourceFieldRef`, say);
  }
  const { fieldPath } = record(file.fieldRef);
  if (typeof fieldPath !== 'string' || VOLUME_FIELDS.test(fieldPath)) return;
  say(
    wrong(
      `${path}.fieldRef.fieldPath`,
      fieldPath,
      'a file cannot take this field',
      'Write a field such as "metadata.labels".',
    ),
  );
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

const csi: TypeLaw = ({ nodePublishSecretRef }, path, say) => {
  if (isGiven(nodePublishSecretRef)) {
    needsText(record(nodePublishSecretRef), 'name', `${path}.nodePublishSecretRef`, say);
  }
};

const iscsi: TypeLaw = ({ chapAuthDiscovery, chapAuthSession, secretRef }, path, say) => {
  if ((chapAuthDiscovery !== true && chapAuthSession !== true) || isGiven(secretRef)) return;
  say(missing(`${path}.secretRef`, 'CHAP logs in with a Secret', 'Add secretRef.'));
};

const fibreChannel: TypeLaw = ({ targetWWNs, wwids, lun }, path, say) => {
  const [targets, disks] = [list(targetWWNs).length > 0, list(wwids).length > 0];
  if (!targets && !disks) say(missing(`${path}.targetWWNs`, 'a disk has targetWWNs or wwids', 'Add targetWWNs.'));
  if (targets && disks) say(beside(path, 'wwids', 'targetWWNs', 'a disk'));
  if (targets && !isGiven(lun)) say(missing(`${path}.lun`, 'targetWWNs have several disks', 'Add lun.'));
};

const unit = between(0, 255, 'the number of a disk');
const partition = between(0, 255, 'the number of a partition');

/** Texts without which a source leads nowhere. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  AWSElasticBlockStoreVolumeSource: ['volumeID'],
  AzureDiskVolumeSource: ['diskName', 'diskURI'],
  AzureFileVolumeSource: ['secretName', 'shareName'],
  CinderVolumeSource: ['volumeID'],
  FlexVolumeSource: ['driver'],
  GCEPersistentDiskVolumeSource: ['pdName'],
  GitRepoVolumeSource: ['repository'],
  GlusterfsVolumeSource: ['endpoints', 'path'],
  ISCSIVolumeSource: ['targetPortal', 'iqn'],
  KeyToPath: ['key'],
  NFSVolumeSource: ['server'],
  PersistentVolumeClaimVolumeSource: ['claimName'],
  PhotonPersistentDiskVolumeSource: ['pdID'],
  PortworxVolumeSource: ['volumeID'],
  QuobyteVolumeSource: ['registry', 'volume'],
  RBDVolumeSource: ['image'],
  ScaleIOVolumeSource: ['gateway', 'system', 'volumeName'],
  VolumeDevice: ['name'],
  VolumeMount: ['name', 'mountPath'],
  VsphereVirtualDiskVolumeSource: ['volumePath'],
};

const required = (): Readonly<Record<string, FieldLaw>> => {
  const law = filled();
  const entries = Object.entries(REQUIRED).flatMap(([type, keys]) => keys.map((key) => [`${type}.${key}`, law]));
  return Object.fromEntries(entries) as Readonly<Record<string, FieldLaw>>;
};

export const fields: Readonly<Record<string, FieldLaw>> = {
  ...required(),
  'Volume.name': filled(dnsLabel),
  'VolumeMount.subPath': spelled(relativePath),
  'VolumeMount.subPathExpr': spelled(relativePath),
  'VolumeMount.mountPropagation': oneOf('None', 'HostToContainer', 'Bidirectional'),
  'VolumeMount.recursiveReadOnly': oneOf('Disabled', 'IfPossible', 'Enabled'),
  'VolumeDevice.devicePath': filled(noBackSteps),
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
  'ServiceAccountTokenProjection.path': filled(relativePath),
  'ServiceAccountTokenProjection.expirationSeconds': between(600, 2 ** 32, 'the life of a token'),
  'NFSVolumeSource.path': filled(absolutePath),
  'CSIVolumeSource.driver': filled(driverName),
  'ISCSIVolumeSource.lun': unit,
  'GitRepoVolumeSource.directory': spelled(relativePath),
  'AWSElasticBlockStoreVolumeSource.partition': partition,
  'GCEPersistentDiskVolumeSource.partition': partition,
  'AzureDiskVolumeSource.cachingMode': oneOf('None', 'ReadOnly', 'ReadWrite'),
  'AzureDiskVolumeSource.kind': oneOf('Shared', 'Dedicated', 'Managed'),
};

export const types: Readonly<Record<string, TypeLaw>> = {
  Volume: oneSource('a volume'),
  VolumeMount: mount,
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
  ISCSIVolumeSource: iscsi,
  FCVolumeSource: fibreChannel,
};

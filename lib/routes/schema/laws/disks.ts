import { list, record, type Plain } from '../../plain';
import { missing, wrong } from '../fault';
import { type Format, atMost, dnsLabel } from '../formats';
import { isGiven, textIn } from '../read';
import { type FieldLaw, type TypeLaw, all } from './law';
import { beside, needsText, someIn } from './presence';
import { between, filled, spelled } from './values';

const unit = between(0, 255, 'the number of a disk');
const text = filled();

/** `iqn.2001-04.com.example:storage`. */
const ISCSI_NAMES = [
  /^(?=iqn).*iqn\.\d{4}-\d{2}\.[A-Za-z0-9.-]+:[^,;*&$|\s]+$/,
  /^eui.[A-Za-z0-9]{16}$/,
  /^naa.[A-Za-z0-9]{32}$/,
];

const iscsiName: Format = (name) =>
  ISCSI_NAMES.some((pattern) => pattern.test(name))
    ? undefined
    : { why: 'this is no name of iSCSI', remedy: 'Write a name such as "iqn.2001-04.com.example:storage".' };

/** `host:7861,other:7861`. */
const registry: Format = (hosts) =>
  hosts.split(',').every((host) => /^([^:[\]]*|\[[^[\]]*\]):[^:[\]]*$/.test(host))
    ? undefined
    : { why: 'each registry has a host and a port', remedy: 'Write a registry such as "quobyte:7861".' };

const noSlash: Format = (name) =>
  name.includes('/') ? { why: 'no "/" may stand in it', remedy: 'Write the name without "/".' } : undefined;

/** Names of who made Kubernetes, which they keep. */
const RESERVED = /(^|\.)(kubernetes|k8s)\.io$/i;

const options: FieldLaw = (value, path, say) => {
  for (const key of Object.keys(record(value))) {
    const [domain] = key.split('/') as [string];
    if (!RESERVED.test(domain)) continue;
    const says = 'is an option of Kubernetes itself: it keeps kubernetes.io and k8s.io.';
    say({ path: `${path}[${key}]`, says, remedy: 'Write another key.' });
  }
};

/** What a Secret is found by. */
const login =
  (...keys: readonly string[]): TypeLaw =>
  ({ secretRef }, path, say) => {
    if (!isGiven(secretRef)) return;
    for (const key of keys) needsText(record(secretRef), key, `${path}.secretRef`, say);
  };

const chap: TypeLaw = ({ chapAuthDiscovery, chapAuthSession, secretRef }, path, say) => {
  if ((chapAuthDiscovery !== true && chapAuthSession !== true) || isGiven(secretRef)) return;
  say(missing(`${path}.secretRef`, 'CHAP logs in with a Secret', 'Add secretRef.'));
};

const LONGEST = 64;

/** The name of a volume and its portal stand in one name. */
const portal: TypeLaw = ({ initiatorName, targetPortal }, path, say, { metadata }) => {
  const { length } = `${textIn(record(metadata).name)}:${textIn(targetPortal)}`;
  if (!isGiven(initiatorName) || length <= LONGEST) return;
  const why = `with the name of the volume it has ${length} characters, and ${LONGEST} are allowed beside initiatorName`;
  say(wrong(`${path}.targetPortal`, targetPortal, why, 'Write a shorter name of the volume.'));
};

const fibreChannel: TypeLaw = ({ targetWWNs, wwids, lun }, path, say) => {
  const [targets, disks] = [list(targetWWNs).length > 0, list(wwids).length > 0];
  if (!targets && !disks) say(missing(`${path}.targetWWNs`, 'a disk has targetWWNs or wwids', 'Add targetWWNs.'));
  if (targets && disks) say(beside(path, 'wwids', 'targetWWNs', 'a disk'));
  if (targets && !isGiven(lun)) say(missing(`${path}.lun`, 'targetWWNs have several disks', 'Add lun.'));
  if (targets && typeof lun === 'number') unit(lun, `${path}.lun`, say);
};

const flocker: TypeLaw = ({ datasetName, datasetUUID }, path, say) => {
  const [name, id] = [textIn(datasetName), textIn(datasetUUID)];
  if (name === '' && id === '') say(missing(`${path}.datasetName`, 'a volume is a dataset', 'Add datasetName.'));
  if (name !== '' && id !== '') say(beside(path, 'datasetUUID', 'datasetName', 'a dataset'));
};

const MANAGED = '/subscriptions/';
const BLOB = 'https://';

/** Where nothing is said, the disk is a blob. */
const azureDisk: TypeLaw = ({ kind, diskURI }: Plain, path, say) => {
  const begins = kind === 'Managed' ? MANAGED : BLOB;
  const uri = textIn(diskURI);
  if (uri === '' || uri.startsWith(begins)) return;
  const why = `a disk of kind ${textIn(kind) || 'Shared'} has a URI that begins with "${begins}"`;
  const remedy = uri.startsWith(MANAGED) ? 'Write kind: Managed.' : `Write a URI that begins with "${begins}".`;
  say(wrong(`${path}.diskURI`, diskURI, why, remedy));
};

const monitors = someIn('monitors', 'a volume is found through some monitor', 'Add a monitor.');
const named: TypeLaw = (object, path, say) => needsText(object, 'volumeName', path, say);

/** Texts without which a source leads nowhere. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  AWSElasticBlockStoreVolumeSource: ['volumeID'],
  AzureDiskVolumeSource: ['diskName', 'diskURI'],
  AzureFilePersistentVolumeSource: ['secretName', 'secretNamespace', 'shareName'],
  AzureFileVolumeSource: ['secretName', 'shareName'],
  CinderPersistentVolumeSource: ['volumeID'],
  CinderVolumeSource: ['volumeID'],
  FlexPersistentVolumeSource: ['driver'],
  FlexVolumeSource: ['driver'],
  GCEPersistentDiskVolumeSource: ['pdName'],
  GlusterfsPersistentVolumeSource: ['endpoints', 'path'],
  GlusterfsVolumeSource: ['endpoints', 'path'],
  ISCSIPersistentVolumeSource: ['targetPortal'],
  ISCSIVolumeSource: ['targetPortal'],
  PhotonPersistentDiskVolumeSource: ['pdID'],
  PortworxVolumeSource: ['volumeID'],
  QuobyteVolumeSource: ['volume'],
  RBDPersistentVolumeSource: ['image'],
  RBDVolumeSource: ['image'],
  ScaleIOPersistentVolumeSource: ['gateway', 'system', 'volumeName'],
  ScaleIOVolumeSource: ['gateway', 'system', 'volumeName'],
  VsphereVirtualDiskVolumeSource: ['volumePath'],
};

/** One law for the source of a volume of a pod, and of one of the cluster. */
const both = <L>(name: string, laws: Readonly<Record<string, L>>, end = ''): Readonly<Record<string, L>> =>
  Object.fromEntries(
    ['VolumeSource', 'PersistentVolumeSource'].flatMap((type) =>
      Object.entries(laws).map(([key, law]) => [`${name}${type}${end}${key}`, law] as const),
    ),
  );

export const fields: Readonly<Record<string, FieldLaw>> = {
  ...Object.fromEntries(
    Object.entries(REQUIRED).flatMap(([type, keys]) => keys.map((key) => [`${type}.${key}`, text] as const)),
  ),
  ...both('ISCSI', { iqn: filled(iscsiName), initiatorName: filled(iscsiName), lun: unit }, '.'),
  ...both('Flex', { options }, '.'),
  ...both('StorageOS', { volumeName: spelled(dnsLabel), volumeNamespace: spelled(dnsLabel) }, '.'),
  'FlockerVolumeSource.datasetName': spelled(noSlash),
  'GlusterfsPersistentVolumeSource.endpointsNamespace': filled(dnsLabel),
  'QuobyteVolumeSource.registry': filled(registry),
  'QuobyteVolumeSource.tenant': spelled(atMost(() => undefined, 64)),
};

export const types: Readonly<Record<string, TypeLaw>> = {
  ...both('CephFS', { '': monitors }),
  ...both('RBD', { '': monitors }),
  AzureDiskVolumeSource: azureDisk,
  CinderPersistentVolumeSource: login('name', 'namespace'),
  CinderVolumeSource: login('name'),
  FCVolumeSource: fibreChannel,
  FlockerVolumeSource: flocker,
  ISCSIPersistentVolumeSource: all(chap, login('name'), portal),
  ISCSIVolumeSource: chap,
  ScaleIOPersistentVolumeSource: named,
  ScaleIOVolumeSource: named,
  StorageOSPersistentVolumeSource: all(named, login('name', 'namespace')),
  StorageOSVolumeSource: all(named, login('name')),
};

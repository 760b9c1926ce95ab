import { bitsOf } from '../../ip';
import { list, record, type Plain } from '../../plain';
import { LAST_PORT } from '../../port';
import { amountOf } from '../../quantity';
import { type Say, misplaced, missing, show, wrong } from '../fault';
import { type Format, atMost, cidr, dnsSubdomain, noBackSteps, qualifiedName, serviceName } from '../formats';
import { isGiven, textIn } from '../read';
import { dataSources } from './data-sources';
import { type FieldLaw, type TypeLaw, all } from './law';
import { finalizer } from './labels';
import { beside, needsText } from './presence';
import { claimStorage } from './resources';
import { aPort, filled, oneOf, portOrName, spelled, wordOf } from './values';

const accessModes = wordOf('ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod');
const ALONE = 'ReadWriteOncePod';
const volumeMode = wordOf('Filesystem', 'Block');

const modes: TypeLaw = ({ accessModes: written }, path, say) => {
  const each = list(written);
  if (each.length === 0 && (!isGiven(written) || Array.isArray(written))) {
    say(missing(`${path}.accessModes`, 'a volume is used in some way', 'Add accessModes: [ReadWriteOnce].'));
  }
  const other = each.includes(ALONE) ? each.find((mode) => mode !== ALONE) : undefined;
  if (other === undefined) return;
  say({
    path: `${path}.accessModes`,
    says: `has "${ALONE}" and ${show(other)}: ${ALONE} stands alone.`,
    remedy: `Write accessModes: [${ALONE}], or leave it out.`,
  });
};

const claim = all(modes, claimStorage, dataSources);

const volume: TypeLaw = (spec, path, say, root) => {
  modes(spec, path, say, root);
  capacity(record(spec.capacity), `${path}.capacity`, say);
  place(spec, path, say);
  const { hostPath, persistentVolumeReclaimPolicy: policy } = spec;
  if (policy !== 'Recycle' || !/^(\/+\.?)+$/.test(textIn(record(hostPath).path))) return;
  const why = 'it would empty the whole node';
  say(wrong(`${path}.persistentVolumeReclaimPolicy`, policy, why, 'Write "Retain".'));
};

function capacity(size: Plain, path: string, say: Say): void {
  const keys = Object.keys(size);
  if (keys.length === 0) return say(missing(path, 'a volume has some size', 'Add capacity: { storage: "1Gi" }.'));
  for (const key of keys) {
    if (key !== 'storage') say(misplaced(`${path}[${key}]`, 'a volume has only storage', 'Remove it.'));
  }
  if (!Object.hasOwn(size, 'storage')) {
    say(missing(`${path}[storage]`, 'a volume has some size', 'Add storage: "1Gi" to the capacity.'));
  } else if (size.storage === null || amountOf(size.storage) === 0) {
    const why = 'a volume holds more than nothing';
    say(wrong(`${path}[storage]`, size.storage, why, 'Write a size such as "1Gi".'));
  }
}

/** Where a volume may lie, the common places first; the API does not count flexVolume with the others. */
const PLACES = (
  'hostPath local nfs csi awsElasticBlockStore azureDisk azureFile cephfs cinder fc flocker gcePersistentDisk ' +
  'glusterfs iscsi photonPersistentDisk portworxVolume quobyte rbd scaleIO storageos vsphereVolume'
).split(' ');

function place(spec: Plain, path: string, say: Say): void {
  const [first, second] = PLACES.filter((key) => isGiven(spec[key]));
  if (second !== undefined) say(beside(path, second, first!, 'a volume'));
  if (first === undefined && !isGiven(spec.flexVolume)) {
    const says = 'says nothing of its place: a volume has one such as hostPath, local, nfs or csi.';
    say({ path, says, remedy: 'Add hostPath, local, nfs or csi.', lacks: true });
  }
  if (isGiven(spec.local) && !isGiven(spec.nodeAffinity)) {
    const remedy = 'Add nodeAffinity.required with the name of the node.';
    say(missing(`${path}.nodeAffinity`, 'a local volume lies on some node', remedy));
  }
}

const affinity: TypeLaw = ({ required }, path, say) => {
  if (!isGiven(required)) say(missing(`${path}.required`, 'a volume is bound to nodes or to none', 'Add required.'));
};

const provisioner: Format = (name) =>
  qualifiedName(name.toLowerCase()) && {
    why: 'this is no name of a provisioner',
    remedy: 'Write a name such as "rancher.io/local-path".',
  };

const driver = atMost((name) => dnsSubdomain(name.toLowerCase()), 63);

/** Secrets of a volume lie in some namespace; the API does not look at the one for nodeStage. */
const SECRETS = /^spec\.csi\.(controllerPublish|controllerExpand|nodePublish|nodeExpand)SecretRef$/;

const secret: TypeLaw = (object, path, say) => {
  if (!SECRETS.test(path)) return;
  for (const key of ['name', 'namespace']) needsText(object, key, path, say);
};

const topology: TypeLaw = ({ values }, path, say) => {
  if (!Array.isArray(values) || values.length > 0) return;
  say(missing(`${path}.values`, 'a place has some label', 'Add a value.'));
};

const peer: TypeLaw = ({ ipBlock, podSelector, namespaceSelector }, path, say) => {
  const selector = isGiven(podSelector) ? 'podSelector' : isGiven(namespaceSelector) ? 'namespaceSelector' : undefined;
  if (isGiven(ipBlock) && selector !== undefined) say(beside(path, 'ipBlock', selector, 'a peer'));
  if (isGiven(ipBlock) || selector !== undefined) return;
  say({
    path,
    says: 'names nobody: a peer is chosen by podSelector, namespaceSelector or ipBlock.',
    remedy: 'Add podSelector.',
  });
};

/** What is taken out of a range lies in it, and leaves something over. */
const exceptions: TypeLaw = ({ cidr: whole, except }, path, say) => {
  const each = list(except);
  const outer = each.length === 0 ? undefined : prefixOf(whole);
  if (outer === undefined) return;
  for (let index = 0; index < each.length; index++) {
    const inner = prefixOf(each[index]);
    if (inner === undefined || (inner.version === outer.version && isPart(inner.bits, outer.bits))) continue;
    const remedy = `Write a smaller range within ${show(whole)}, or leave it out.`;
    say(wrong(`${path}.except[${index}]`, each[index], `it is no smaller range within cidr, ${show(whole)}`, remedy));
  }
};

const isPart = (inner: string, outer: string) => inner.length > outer.length && inner.startsWith(outer);

/** The bits that all addresses of a range share; undefined where it cannot be read at one glance. */
function prefixOf(range: unknown): { readonly version: 4 | 6; readonly bits: string } | undefined {
  const [address, length] = textIn(range).split('/') as [string, string?];
  const version = address.includes(':') ? 6 : 4;
  if (cidr(textIn(range)) !== undefined || (version === 6 && address.includes('.'))) return undefined;
  return { version, bits: bitsOf(address).slice(0, Number(length)) };
}

const TYPES = ['Ingress', 'Egress'];

const policyTypes: TypeLaw = ({ policyTypes: each }, path, say) => {
  const { length } = list(each);
  if (length <= TYPES.length) return;
  const remedy = 'Write each of them once.';
  say({ path: `${path}.policyTypes`, says: `has ${length} entries: there are ${TYPES.length} types.`, remedy });
};

const policyPort: TypeLaw = ({ port, endPort }, path, say) => {
  if (typeof endPort !== 'number') return;
  if (typeof port !== 'number')
    say(misplaced(`${path}.endPort`, 'port is no number', 'Write the first port as a number.'));
  else if (endPort < port)
    say(wrong(`${path}.endPort`, endPort, `it is less than port, ${port}`, `Write ${port} or more.`));
  else if (endPort > LAST_PORT) aPort(endPort, `${path}.endPort`, say);
};

export const fields: Readonly<Record<string, FieldLaw>> = {
  'PersistentVolumeClaimSpec.accessModes': accessModes,
  'PersistentVolumeClaimSpec.storageClassName': spelled(dnsSubdomain),
  'PersistentVolumeClaimSpec.volumeMode': volumeMode,
  'PersistentVolumeSpec.accessModes': accessModes,
  'PersistentVolumeSpec.storageClassName': spelled(dnsSubdomain),
  'PersistentVolumeSpec.volumeMode': volumeMode,
  'PersistentVolumeSpec.persistentVolumeReclaimPolicy': oneOf('Retain', 'Delete', 'Recycle'),
  'CSIPersistentVolumeSource.driver': filled(driver),
  'CSIPersistentVolumeSource.volumeHandle': filled(),
  'LocalVolumeSource.path': filled(noBackSteps),
  'StorageClass.provisioner': filled(provisioner),
  'StorageClass.reclaimPolicy': oneOf('Retain', 'Delete'),
  'StorageClass.volumeBindingMode': wordOf('Immediate', 'WaitForFirstConsumer'),
  'PriorityClass.preemptionPolicy': wordOf('Never', 'PreemptLowerPriority'),
  'NetworkPolicySpec.policyTypes': wordOf(...TYPES),
  'NetworkPolicyPort.port': portOrName,
  'NetworkPolicyPort.protocol': wordOf('TCP', 'UDP', 'SCTP'),
  'IPBlock.cidr': filled(cidr),
  'IPBlock.except': filled(cidr),
  'TopologySelectorLabelRequirement.key': filled(qualifiedName),
  'NamespaceSpec.finalizers': finalizer,
  'APIServiceSpec.version': spelled(serviceName),
};

const provided: TypeLaw = ({ parameters }, path, say) => {
  if (!Object.hasOwn(record(parameters), '')) return;
  say({ path: `${path}parameters`, says: 'has a key without a name.', remedy: 'Write the name of the parameter.' });
};

export const types: Readonly<Record<string, TypeLaw>> = {
  PersistentVolumeClaimSpec: claim,
  PersistentVolumeSpec: volume,
  StorageClass: provided,
  SecretReference: secret,
  TopologySelectorLabelRequirement: topology,
  VolumeNodeAffinity: affinity,
  NetworkPolicyPeer: peer,
  IPBlock: exceptions,
  NetworkPolicyPort: policyPort,
  NetworkPolicySpec: policyTypes,
};

import { list, record, type Plain } from '../../plain';
import { amountOf } from '../../quantity';
import { type Say, misplaced, missing, show, wrong } from '../fault';
import { type Format, dnsLabel, dnsSubdomain, driverName, noBackSteps, qualifiedName } from '../formats';
import { isGiven, textIn } from '../read';
import { dataSources } from './data-sources';
import { type Besides, type FieldLaw, type TypeLaw, all } from './law';
import { beside, needsText } from './presence';
import { claimStorage } from './resources';
import { unlessNewer } from '../server';
import { once, unique } from './unique';
import { filled, oneOf, spelled, wordOf } from './values';

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

const claim = all(modes, claimStorage);

/** Last Kubernetes 1.x that throws away of which class the attributes of a volume are. */
const NO_ATTRIBUTES = 33;
const className = spelled(dnsSubdomain);

const attributes: FieldLaw = (value, path, say) =>
  className(value, path, (fault) => say({ ...fault, takenBy: unlessNewer(NO_ATTRIBUTES) }));

const volume: TypeLaw = (spec, path, say, root) => {
  modes(spec, path, say, root);
  capacity(record(spec.capacity), `${path}.capacity`, say);
  place(spec, path, say);
  const { hostPath, persistentVolumeReclaimPolicy: policy } = spec;
  if (policy !== 'Recycle' || !/^\/(?:\/|\.(?=\/|$))*$/.test(textIn(record(hostPath).path))) return;
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

/** Places that the API looks for after it has found a flexVolume. */
const AFTER_FLEX = new Set(
  'azureFile vsphereVolume photonPersistentDisk portworxVolume azureDisk scaleIO local storageos csi'.split(' '),
);

function place(spec: Plain, path: string, say: Say): void {
  const [first, second] = PLACES.filter((key) => isGiven(spec[key]));
  if (second !== undefined) say(beside(path, second, first!, 'a volume'));
  else if (isGiven(spec.flexVolume) && first !== undefined && AFTER_FLEX.has(first)) {
    say(beside(path, first, 'flexVolume', 'a volume'));
  }
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

/** Secrets of a volume lie in some namespace; the API does not look at the one for nodeStage. */
const SECRETS = /^spec\.csi\.(controllerPublish|controllerExpand|nodePublish|nodeExpand)SecretRef$/;

const secret: TypeLaw = (object, path, say) => {
  if (!SECRETS.test(path)) return;
  for (const key of ['name', 'namespace']) needsText(object, key, path, say);
  secretName(textIn(object.name), `${path}.name`, say);
  namespace(textIn(object.namespace), `${path}.namespace`, say);
};
const secretName = spelled(dnsSubdomain);
const namespace = spelled(dnsLabel);

const topology: TypeLaw = ({ values }, path, say) => {
  if (!Array.isArray(values)) return;
  if (values.length === 0) say(missing(`${path}.values`, 'a place has some label', 'Add a value.'));
  values.forEach((value, index) => {
    const first = values.indexOf(value);
    if (first === index) return;
    const why = `value ${first + 1} is the same`;
    say(wrong(`${path}.values[${index}]`, value, why, 'Remove one of the two.'));
  });
};

const keysOnce = once(
  'matchLabelExpressions',
  ({ key }) => textIn(key),
  ({ key }, path, first) =>
    wrong(`${path}.key`, key, `expression ${first + 1} has this key too`, 'Put both into one expression.'),
);

/** What a term asks for, in whatever order it is written. */
const askedBy = (term: Plain): string =>
  JSON.stringify(
    list(term.matchLabelExpressions)
      .map((entry) => [textIn(record(entry).key), [...list(record(entry).values)].sort()] as const)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
const NOTHING = askedBy({});

const terms: TypeLaw = ({ allowedTopologies }, _path, say) => {
  list(allowedTopologies).forEach((term, index) => {
    if (askedBy(record(term)) !== NOTHING) return;
    const field = `allowedTopologies[${index}].matchLabelExpressions`;
    say(missing(field, 'a term asks for some place', 'Add an expression, or remove the term.'));
  });
  unique(
    list(allowedTopologies),
    (term) => askedBy(term).replace(NOTHING, ''),
    (_, index, first) => {
      const says = `is the same as term ${first + 1}.`;
      say({ path: `allowedTopologies[${index}].matchLabelExpressions`, says, remedy: 'Remove one of the two.' });
    },
  );
};

const provided: TypeLaw = ({ parameters }, _path, say) => {
  if (!Object.hasOwn(record(parameters), '')) return;
  say({ path: 'parameters', says: 'has a key without a name.', remedy: 'Write the name of the parameter.' });
};

export const fields: Readonly<Record<string, FieldLaw>> = {
  'PersistentVolumeClaimSpec.accessModes': accessModes,
  'PersistentVolumeClaimSpec.storageClassName': className,
  'PersistentVolumeClaimSpec.volumeAttributesClassName': attributes,
  'PersistentVolumeClaimSpec.volumeMode': volumeMode,
  'PersistentVolumeSpec.accessModes': accessModes,
  'PersistentVolumeSpec.storageClassName': className,
  'PersistentVolumeSpec.volumeMode': volumeMode,
  'PersistentVolumeSpec.persistentVolumeReclaimPolicy': oneOf('Retain', 'Delete', 'Recycle'),
  'CSIPersistentVolumeSource.driver': filled(driverName),
  'CSIPersistentVolumeSource.volumeHandle': filled(),
  'LocalVolumeSource.path': filled(noBackSteps),
  'StorageClass.provisioner': filled(provisioner),
  'StorageClass.reclaimPolicy': oneOf('Retain', 'Delete'),
  'StorageClass.volumeBindingMode': wordOf('Immediate', 'WaitForFirstConsumer'),
  'TopologySelectorLabelRequirement.key': filled(qualifiedName),
};

export const besides: Besides = {
  'PersistentVolumeClaimSpec.dataSource': [dataSources],
  'PersistentVolumeClaimSpec.dataSourceRef': [dataSources],
  'StorageClass.allowedTopologies': [terms],
};

export const types: Readonly<Record<string, TypeLaw>> = {
  PersistentVolumeClaimSpec: claim,
  PersistentVolumeSpec: volume,
  StorageClass: provided,
  SecretReference: secret,
  TopologySelectorLabelRequirement: topology,
  TopologySelectorTerm: keysOnce,
  VolumeNodeAffinity: affinity,
};

import { slipOf } from '../../nearest';
import { list, record, records, type Plain } from '../../plain';
import { type FieldFault, misplaced, missing, wrong } from '../fault';
import { noBackSteps, relativePath } from '../formats';
import { eachContainer, isGiven, textIn } from '../read';
import type { Besides, FieldLaw, TypeLaw } from './law';
import { beside } from './presence';
import { namedOnce, once } from './unique';
import { filled, spelled, wordOf } from './values';

const CLAIM: Plain = { persistentVolumeClaim: {} };

/** The volumes of a pod by their names; a StatefulSet adds its claims. */
function volumesOf(spec: Plain, root: Plain): ReadonlyMap<unknown, Plain> {
  const volumes = new Map<unknown, Plain>();
  for (const volume of list(spec.volumes)) volumes.set(record(volume).name, record(volume));
  const claims = root.kind === 'StatefulSet' ? list(record(root.spec).volumeClaimTemplates) : [];
  for (const claim of claims) volumes.set(record(record(claim).metadata).name, CLAIM);
  return volumes;
}

/** Fields in which a container names volumes of its pod. */
const USES = ['volumeMounts', 'volumeDevices'];

/** What a container mounts is a volume of its pod. */
export const volumesOfMounts: TypeLaw = (spec, path, say, root) => {
  let volumes: ReadonlyMap<unknown, Plain> | undefined;
  eachContainer(spec, (container, kind, at) => {
    for (const field of USES) {
      const uses = list(container[field]);
      for (let index = 0; index < uses.length; index++) {
        const name = textIn(record(uses[index]).name);
        if (name === '') continue;
        volumes ??= volumesOf(spec, root);
        const volume = volumes.get(name);
        if (volume !== undefined && (field === 'volumeMounts' || isBlock(volume))) continue;
        const place = `${path}.${kind}[${at}].${field}[${index}].name`;
        say(volume === undefined ? noVolume(name, place, volumes) : noDevice(name, place));
      }
    }
  });
};

function noVolume(name: string, path: string, volumes: ReadonlyMap<unknown, Plain>): FieldFault {
  const near = slipOf(name, [...volumes.keys()].map(textIn));
  const add = near === undefined ? 'Add' : `Write "${near}", or add`;
  return wrong(path, name, 'the pod has no such volume', `${add} a volume with the name "${name}" to the pod.`);
}

const isBlock = ({ persistentVolumeClaim, ephemeral }: Plain) => isGiven(persistentVolumeClaim) || isGiven(ephemeral);

const noDevice = (name: string, path: string): FieldFault =>
  wrong(
    path,
    name,
    'only a volume with persistentVolumeClaim or ephemeral is used as a device',
    'Write it under volumeMounts, or let the volume be a claim.',
  );

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

const filledIn = (entries: readonly Plain[], key: string) =>
  new Set(entries.map((entry) => textIn(entry[key])).filter(Boolean));

const mountOrDevice: TypeLaw = ({ volumeMounts, volumeDevices }, path, say) => {
  const mounts = records(volumeMounts);
  const names = filledIn(mounts, 'name');
  const places = filledIn(mounts, 'mountPath');
  list(volumeDevices).forEach((device, index) => {
    const { name, devicePath } = record(device);
    const field = `${path}.volumeDevices[${index}]`;
    if (names.has(textIn(name))) {
      const why = 'volumeMounts has this volume too, and a volume is either mounted or a device';
      say(wrong(`${field}.name`, name, why, 'Remove one of the two.'));
    }
    if (places.has(textIn(devicePath))) {
      say(wrong(`${field}.devicePath`, devicePath, 'volumeMounts has this place too', 'Write another path.'));
    }
  });
};

const propagation: TypeLaw = ({ volumeMounts, securityContext }, path, say) => {
  list(volumeMounts).forEach((mounted, index) => {
    if (record(mounted).mountPropagation !== 'Bidirectional' || record(securityContext).privileged === true) return;
    const field = `${path}.volumeMounts[${index}].mountPropagation`;
    const why = 'only a privileged container mounts into its node';
    say(wrong(field, 'Bidirectional', why, 'Write "HostToContainer", or securityContext.privileged: true.'));
  });
};

const onePath: TypeLaw = ({ subPath, subPathExpr }, path, say) => {
  if (textIn(subPath) !== '' && textIn(subPathExpr) !== '') say(beside(path, 'subPathExpr', 'subPath', 'a mount'));
};

const DEEP = new Set(['IfPossible', 'Enabled']);

/** What is read-only in its depths is read-only, and passes nothing on. */
const readOnly: TypeLaw = ({ recursiveReadOnly: deep, readOnly: shallow, mountPropagation }, path, say) => {
  if (!DEEP.has(textIn(deep))) return;
  if (shallow !== true) say(missing(`${path}.readOnly`, `recursiveReadOnly is ${textIn(deep)}`, 'Add readOnly: true.'));
  if (!isGiven(mountPropagation) || mountPropagation === 'None') return;
  say(misplaced(`${path}.mountPropagation`, `recursiveReadOnly is ${textIn(deep)}`, 'Remove one of the two.'));
};

export const fields: Readonly<Record<string, FieldLaw>> = {
  'VolumeDevice.name': filled(),
  'VolumeDevice.devicePath': filled(noBackSteps),
  'VolumeMount.name': filled(),
  'VolumeMount.mountPath': filled(),
  'VolumeMount.subPath': spelled(relativePath),
  'VolumeMount.subPathExpr': spelled(relativePath),
  'VolumeMount.mountPropagation': wordOf('None', 'HostToContainer', 'Bidirectional'),
  'VolumeMount.recursiveReadOnly': wordOf('Disabled', 'IfPossible', 'Enabled'),
};

export const besides: Besides = {
  'Container.volumeMounts': [mountsOnce, propagation],
  'Container.volumeDevices': [namedOnce('volumeDevices', 'device'), devicesOnce, mountOrDevice],
  'VolumeMount.subPathExpr': [onePath],
  'VolumeMount.recursiveReadOnly': [readOnly],
};

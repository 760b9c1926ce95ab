import { dnsLabel, labelValue, qualifiedName } from '../formats';
import type { FieldLaw } from './law';
import { atLeast, filled, spelled, wordOf } from './values';

export const fields: Readonly<Record<string, FieldLaw>> = {
  'CSIDriverSpec.fsGroupPolicy': wordOf('ReadWriteOnceWithFSType', 'File', 'None'),
  'CSIDriverSpec.volumeLifecycleModes': wordOf('Persistent', 'Ephemeral'),
  'LeaseSpec.leaseDurationSeconds': atLeast(1, 'the time'),
  'LeaseSpec.leaseTransitions': atLeast(0, 'a count'),
  'RuntimeClass.handler': filled(dnsLabel),
  'Taint.effect': wordOf('NoSchedule', 'PreferNoSchedule', 'NoExecute'),
  'Taint.key': filled(qualifiedName),
  'Taint.value': spelled(labelValue),
};

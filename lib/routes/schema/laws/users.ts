import { record } from '../../plain';
import { wrong } from '../fault';
import { eachContainer } from '../read';
import { unlessNewer } from '../server';
import type { Besides, TypeLaw } from './law';

/** Last Kubernetes 1.x that passes over hostUsers and procMount where nothing switches them on. */
const NO_OWN_USERS = 32;
const OF_NODE = ['hostNetwork', 'hostPID', 'hostIPC'];

/** A pod with users of its own shares nothing else with its node. */
const ownUsers: TypeLaw = (spec, path, say) => {
  if (spec.hostUsers !== false) return;
  for (const key of OF_NODE) {
    if (spec[key] !== true) continue;
    const fault = wrong(`${path}.${key}`, true, 'hostUsers is false', `Remove ${key}, or remove hostUsers.`);
    say({ ...fault, takenBy: unlessNewer(NO_OWN_USERS) });
  }
};

/** Only who has users of its own sees all of /proc. */
export const unmasked: TypeLaw = (spec, path, say) => {
  if (spec.hostUsers === false) return;
  eachContainer(spec, ({ securityContext }, kind, index) => {
    const { procMount } = record(securityContext);
    if (procMount !== 'Unmasked') return;
    const field = `${path}.${kind}[${index}].securityContext.procMount`;
    const fault = wrong(
      field,
      procMount,
      'the pod has the users of its node',
      'Write hostUsers: false beside containers.',
    );
    say({ ...fault, takenBy: unlessNewer(NO_OWN_USERS) });
  });
};

export const besides: Besides = { 'PodSpec.hostUsers': [ownUsers] };

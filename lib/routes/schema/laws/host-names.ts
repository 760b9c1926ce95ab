import { misplaced } from '../fault';
import { atMost, dnsSubdomain } from '../formats';
import { unlessNewer } from '../server';
import type { Besides, FieldLaw, TypeLaw } from './law';
import { filled } from './values';

/** Last Kubernetes 1.x that throws away the name which a pod gives itself, and the most letters that it has. */
const NO_NAME = 34;
const LONGEST = 64;

const takenBy = unlessNewer(NO_NAME);
const hostName = filled(atMost(dnsSubdomain, LONGEST));

const written: FieldLaw = (value, path, say) => hostName(value, path, (fault) => say({ ...fault, takenBy }));

/** A pod that has its own name has neither that of its node nor that of a Service. */
const alone: TypeLaw = (spec, path, say) => {
  for (const key of ['hostNetwork', 'setHostnameAsFQDN']) {
    if (spec[key] !== true) continue;
    say({ ...misplaced(`${path}.hostnameOverride`, `${key} is true`, 'Remove one of the two.'), takenBy });
  }
};

export const fields: Readonly<Record<string, FieldLaw>> = { 'PodSpec.hostnameOverride': written };

export const besides: Besides = { 'PodSpec.hostnameOverride': [alone] };

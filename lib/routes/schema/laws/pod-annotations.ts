import { below, record } from '../../plain';
import { wrong } from '../fault';
import { eachContainer, textIn } from '../read';
import type { TypeLaw } from './law';

const COST = 'controller.kubernetes.io/pod-deletion-cost';
const PROFILE_OF = 'container.apparmor.security.beta.kubernetes.io/';
const PROFILE = /^(|runtime\/default|unconfined|localhost\/.*)$/s;

const isCost = (text: string) => /^(0|[1-9]\d*|-\d+)$/.test(text) && Number(text) === (Number(text) | 0);

/** What the API reads in the annotations of a pod. */
export const annotated: TypeLaw = ({ metadata, spec }, path, say) => {
  const annotations = record(record(metadata).annotations);
  for (const key of Object.keys(annotations)) {
    const value = annotations[key];
    if (typeof value !== 'string') continue;
    const ofContainer = key.startsWith(PROFILE_OF);
    if (!ofContainer && key !== COST) continue;
    const field = below(path, `metadata.annotations[${key}]`);
    if (key === COST && !isCost(value))
      say(wrong(field, value, 'a cost is a whole number', 'Write a number in quotes.'));
    if (!ofContainer) continue;
    if (!PROFILE.test(value)) say(wrong(field, value, 'this is no profile of AppArmor', 'Write "runtime/default".'));
    const name = key.slice(PROFILE_OF.length);
    let found = false;
    eachContainer(record(spec), (container) => (found ||= textIn(container.name) === name));
    if (!found) say({ path: field, says: 'names no container of the pod.', remedy: 'Write the name of a container.' });
  }
};

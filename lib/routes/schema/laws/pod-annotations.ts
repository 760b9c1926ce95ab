import { below, record, type Plain } from '../../plain';
import { type Say, wrong } from '../fault';
import { profilePath } from '../formats';
import { eachContainer, isGiven, textIn } from '../read';
import type { TypeLaw } from './law';

const COST = 'controller.kubernetes.io/pod-deletion-cost';
const MIRROR = 'kubernetes.io/config.mirror';
const TOLERATIONS = 'scheduler.alpha.kubernetes.io/tolerations';
const LOCAL = 'localhost/';

const isCost = (text: string) => /^(0|[1-9]\d*|-\d+)$/.test(text) && Number(text) === (Number(text) | 0);

const isList = (json: string) => {
  try {
    const read: unknown = JSON.parse(json);
    return read === null || Array.isArray(read);
  } catch {
    return false;
  }
};

/** What the API reads in one annotation of a pod. */
type Reader = (value: string, field: string, say: Say, spec: Plain) => void;

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  [
    COST,
    (value, field, say) => {
      if (!isCost(value)) say(wrong(field, value, 'a cost is a whole number', 'Write a number in quotes.'));
    },
  ],
  [
    MIRROR,
    (_, field, say, { nodeName }) => {
      if (textIn(nodeName) !== '') return;
      say({ path: field, says: 'stands in a pod without nodeName: the kubelet writes it.', remedy: 'Remove it.' });
    },
  ],
  [
    TOLERATIONS,
    (value, field, say) => {
      if (value === '' || isList(value)) return;
      say(wrong(field, value, 'this is no list in JSON', 'Remove it, and write spec.tolerations.'));
    },
  ],
]);

/** A way to keep a process in bounds: what annotations said of it before it had a field. */
interface Bounds {
  readonly what: string;
  readonly field: string;
  /** Beginning of the annotations for one container each. */
  readonly ofContainer: string;
  /** The annotation for the whole pod. */
  readonly ofPod?: string;
  /** The field beside the containers counts for them too. */
  readonly inherited: boolean;
  /** An annotation has to name a container. */
  readonly named: boolean;
  readonly sound: (value: string) => boolean;
  readonly words: Readonly<Record<string, readonly string[]>>;
}

const DEFAULT = ['runtime/default'];

const SECCOMP: Bounds = {
  what: 'seccomp',
  field: 'seccompProfile',
  ofContainer: 'container.seccomp.security.alpha.kubernetes.io/',
  ofPod: 'seccomp.security.alpha.kubernetes.io/pod',
  inherited: false,
  named: false,
  sound: (value) =>
    /^((runtime|docker)\/default|unconfined)$/.test(value) ||
    (value.startsWith(LOCAL) && profilePath(value.slice(LOCAL.length)) === undefined),
  words: { RuntimeDefault: [...DEFAULT, 'docker/default'], Unconfined: ['unconfined'] },
};

const APP_ARMOR: Bounds = {
  what: 'AppArmor',
  field: 'appArmorProfile',
  ofContainer: 'container.apparmor.security.beta.kubernetes.io/',
  inherited: true,
  named: true,
  sound: (value) => /^(|runtime\/default|unconfined|localhost\/.*)$/s.test(value),
  words: { RuntimeDefault: DEFAULT, Unconfined: ['unconfined'] },
};

const BOUNDS = [SECCOMP, APP_ARMOR];

/** What the annotation says, and the field beside it. */
function agree({ what, field, words }: Bounds, value: unknown, context: unknown, path: string, say: Say): void {
  const { type, localhostProfile } = record(record(context)[field]);
  const expected = type === 'Localhost' ? [`${LOCAL}${textIn(localhostProfile)}`] : words[textIn(type)];
  if (typeof value !== 'string' || expected === undefined || expected.includes(value)) return;
  const why = `${field} names another profile of ${what}`;
  say(wrong(path, value, why, 'Remove the annotation, which is the old way to say it.'));
}

function bounded(bounds: Bounds, annotations: Plain, spec: Plain, at: (key: string) => string, say: Say): void {
  const { what, ofContainer, ofPod, inherited, named, sound } = bounds;
  const names = new Set<string>();
  eachContainer(spec, ({ name, securityContext }) => {
    const key = `${ofContainer}${textIn(name)}`;
    names.add(key);
    const own = isGiven(record(securityContext)[bounds.field]);
    if (own || inherited) agree(bounds, annotations[key], own ? securityContext : spec.securityContext, at(key), say);
  });
  if (ofPod !== undefined) agree(bounds, annotations[ofPod], spec.securityContext, at(ofPod), say);
  for (const [key, value] of Object.entries(annotations)) {
    if ((key !== ofPod && !key.startsWith(ofContainer)) || typeof value !== 'string') continue;
    if (!sound(value)) say(wrong(at(key), value, `this is no profile of ${what}`, 'Write "runtime/default".'));
    if (!named || names.has(key)) continue;
    say({ path: at(key), says: 'names no container of the pod.', remedy: 'Write the name of a container.' });
  }
}

/** What the API reads in the annotations of a pod. */
export const annotated: TypeLaw = ({ metadata, spec }, path, say) => {
  const annotations = record(record(metadata).annotations);
  const keys = Object.keys(annotations);
  if (keys.length === 0) return;
  const at = (key: string) => below(path, `metadata.annotations[${key}]`);
  for (const key of keys) {
    const value = annotations[key];
    if (typeof value === 'string') READERS.get(key)?.(value, at(key), say, record(spec));
  }
  for (const bounds of BOUNDS) bounded(bounds, annotations, record(spec), at, say);
};

import { list, record } from '../../plain';
import { bytesOf } from '../bytes';
import { misplaced, show, wrong } from '../fault';
import { type Format, qualifiedName } from '../formats';
import { textIn } from '../read';
import { labels } from './labels';
import type { Besides, FieldLaw, TypeLaw } from './law';
import { atLeast, filled } from './values';

const LARGEST_ANNOTATIONS = 256 * 1024;

const nameRule = 'object-name-invalid';

const annotations: FieldLaw = (value, path, say) => {
  const given = record(value);
  let size = 0;
  for (const key of Object.keys(given)) {
    const misfit = qualifiedName(key.toLowerCase());
    if (misfit) say({ path, says: `has the key ${show(key)}: ${misfit.why}.`, remedy: misfit.remedy, rule: nameRule });
    size += bytesOf(key) + bytesOf(textIn(given[key]));
  }
  if (size > LARGEST_ANNOTATIONS) {
    say({
      path,
      says: `has ${size} bytes: ${LARGEST_ANNOTATIONS} are allowed.`,
      remedy: 'Put the long values into a ConfigMap.',
    });
  }
};

/** API versions whose kinds want a finalizer with a domain; others are content with any word. */
const WITH_DOMAIN = new Set([
  ...['v1', 'apps/v1', 'batch/v1', 'autoscaling/v1', 'autoscaling/v2', 'discovery.k8s.io/v1', 'networking.k8s.io/v1'],
  ...['rbac.authorization.k8s.io/v1', 'scheduling.k8s.io/v1', 'storage.k8s.io/v1'],
]);
const ORPHANS = 'orphan';
const WAITS = 'foregroundDeletion';
const OF_KUBERNETES = new Set(['kubernetes', ORPHANS, WAITS]);

const finalizers: TypeLaw = ({ finalizers: written }, path, say, root) => {
  if (path !== 'metadata' || !WITH_DOMAIN.has(textIn(root.apiVersion))) return;
  list(written).forEach((each, index) => finalizer(textIn(each), `${path}.finalizers[${index}]`, say));
};

const finalizerName = filled(qualifiedName);

/** One of Kubernetes itself, or one with a domain. */
const finalizer: FieldLaw = (value, path, say) => {
  const name = textIn(value);
  if (name.includes('/') || OF_KUBERNETES.has(name) || qualifiedName(name)) return;
  const why = 'Kubernetes has no such finalizer, and those of others have a domain';
  say(wrong(path, name, why, `Write a name such as "example.com/${name}".`));
};

/** Either what depends on an object stays when it goes, or it goes first. */
const oneEnd: TypeLaw = ({ finalizers: written }, path, say) => {
  const each = list(written);
  if (!each.includes(ORPHANS) || !each.includes(WAITS)) return;
  const says = `has "${ORPHANS}" and "${WAITS}": an object ends in one way.`;
  say({ path: `${path}.finalizers`, says, remedy: 'Remove one of the two.' });
};

/** Only one of the owners of an object may be the one that controls it. */
const oneController: TypeLaw = ({ ownerReferences }, path, say) => {
  const owners = list(ownerReferences);
  const controls = (owner: unknown) => record(owner).controller === true;
  const first = owners.findIndex(controls);
  // The API counts the same owner once.
  const same = (owner: unknown) => JSON.stringify(owner) === JSON.stringify(owners[first]);
  const second = owners.findIndex((owner, index) => index > first && controls(owner) && !same(owner));
  if (second < 0) return;
  const why = `ownerReferences[${first}] controls the object already`;
  say(wrong(`${path}.ownerReferences[${second}].controller`, true, why, 'Remove controller from one of the two.'));
};

/** A text that counts as no version is passed over by the API. */
const withoutVersion: TypeLaw = ({ resourceVersion }, path, say) => {
  if (path !== 'metadata' || !/^0*[1-9]\d*$/.test(textIn(resourceVersion))) return;
  say(misplaced(`${path}.resourceVersion`, 'an object that is new has no version yet', 'Remove it.'));
};

/** `v1`, `apps/v1`. */
const groupVersion: Format = (text) =>
  /^([^/]*\/)?[^/]+$/.test(text)
    ? undefined
    : { why: 'this is no apiVersion', remedy: 'Write an apiVersion such as "apps/v1".' };

/** API versions with kinds whose generation the API does not write anew. */
const KEEP_GENERATION = new Set(['v1', 'rbac.authorization.k8s.io/v1', 'autoscaling/v1', 'autoscaling/v2']);
const WRITES_GENERATION = 'ReplicationController';
const count = atLeast(0, 'a count');

const generation: TypeLaw = ({ generation: written }, path, say, { apiVersion, kind }) => {
  if (path !== 'metadata' || !KEEP_GENERATION.has(textIn(apiVersion)) || kind === WRITES_GENERATION) return;
  if (typeof written === 'number') count(written, `${path}.generation`, say);
};

/** Events come and go. */
const owner: TypeLaw = ({ apiVersion, kind }, path, say) => {
  if (apiVersion !== 'v1' || kind !== 'Event') return;
  say(wrong(`${path}.kind`, kind, 'an Event owns nothing', 'Write another owner, or none.'));
};

export const fields: Readonly<Record<string, FieldLaw>> = {
  'ObjectMeta.labels': (value, path, say) => labels(path, value, say, nameRule),
  'ObjectMeta.annotations': annotations,
  'ObjectMeta.finalizers': finalizerName,
  'NamespaceSpec.finalizers': (value, path, say) => {
    finalizerName(value, path, say);
    finalizer(value, path, say);
  },
  'OwnerReference.apiVersion': filled(groupVersion),
  'OwnerReference.kind': filled(),
  'OwnerReference.name': filled(),
  'OwnerReference.uid': filled(),
};

export const besides: Besides = {
  'ObjectMeta.finalizers': [finalizers, oneEnd],
  'ObjectMeta.generation': [generation],
  'ObjectMeta.ownerReferences': [oneController],
  'ObjectMeta.resourceVersion': [withoutVersion],
};

export const types: Readonly<Record<string, TypeLaw>> = {
  OwnerReference: owner,
};

import { bitsOf } from '../../ip';
import { list, record } from '../../plain';
import { misplaced, missing, show, wrong } from '../fault';
import { cidr, dnsSubdomain, noBackSteps, serviceName } from '../formats';
import { given, text } from '../read';
import { type FieldLaw, type TypeLaw, beside, filled, needsText, oneOf, portOrName, spelled } from './law';
import { claimStorage } from './resources';

const accessModes = oneOf('ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod');
const ALONE = 'ReadWriteOncePod';
const volumeMode = oneOf('Filesystem', 'Block');

const modes: TypeLaw = ({ accessModes: written }, path, say) => {
  const each = list(written);
  if (each.length === 0 && (!given(written) || Array.isArray(written))) {
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

const claim: TypeLaw = (spec, path, say, root) => {
  modes(spec, path, say, root);
  claimStorage(spec, path, say, root);
};

const volume: TypeLaw = (spec, path, say, root) => {
  modes(spec, path, say, root);
  if (Object.keys(record(spec.capacity)).length === 0) {
    say(missing(`${path}.capacity`, 'a volume has some size', 'Add capacity: { storage: "1Gi" }.'));
  }
};

const peer: TypeLaw = ({ ipBlock, podSelector, namespaceSelector }, path, say) => {
  const selector = given(podSelector) ? 'podSelector' : given(namespaceSelector) ? 'namespaceSelector' : undefined;
  if (given(ipBlock) && selector !== undefined) say(beside(path, 'ipBlock', selector, 'a peer'));
  if (given(ipBlock) || selector !== undefined) return;
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
  const [address, length] = text(range).split('/') as [string, string?];
  const version = address.includes(':') ? 6 : 4;
  if (cidr(text(range)) !== undefined || (version === 6 && address.includes('.'))) return undefined;
  return { version, bits: bitsOf(address).slice(0, Number(length)) };
}

const policyPort: TypeLaw = ({ port, endPort }, path, say) => {
  if (typeof endPort !== 'number') return;
  if (typeof port !== 'number')
    say(misplaced(`${path}.endPort`, 'port is no number', 'Write the first port as a number.'));
  else if (endPort < port)
    say(wrong(`${path}.endPort`, endPort, `it is less than port, ${port}`, `Write ${port} or more.`));
};

const ROLES = new Set(['Role', 'ClusterRole']);

const roleRef: TypeLaw = (object, path, say, root) => {
  const { kind } = object;
  needsText(object, 'name', path, say);
  const choices = root.kind === 'ClusterRoleBinding' ? ['ClusterRole'] : [...ROLES];
  if (typeof kind === 'string' && !choices.includes(kind)) {
    say(wrong(`${path}.kind`, kind, `a ${text(root.kind)} grants no such thing`, `Write "${choices.at(-1)}".`));
  }
};

const subject: TypeLaw = ({ kind, namespace }, path, say, root) => {
  if (kind !== 'ServiceAccount' || text(namespace) !== '') return;
  const own = text(record(root.metadata).namespace) || 'default';
  say(missing(`${path}.namespace`, 'a ServiceAccount lives in a namespace', `Add namespace: ${own}.`));
};

const ruleVerbs: TypeLaw = ({ verbs, resources, nonResourceURLs, apiGroups }, path, say, root) => {
  if (Array.isArray(verbs) && verbs.length === 0) {
    say(missing(`${path}.verbs`, 'a rule allows some action', 'Add a verb such as "get".'));
  }
  if (list(nonResourceURLs).length > 0) {
    if (root.kind === 'Role')
      say(misplaced(`${path}.nonResourceURLs`, 'they lie in no namespace', 'Move the rule into a ClusterRole.'));
    return;
  }
  if (list(resources).length === 0)
    say(missing(`${path}.resources`, 'a rule is about something', 'Add a resource such as "pods".'));
  if (list(apiGroups).length === 0)
    say(missing(`${path}.apiGroups`, 'a resource belongs to a group', 'Add apiGroups: [""].'));
};

export const fields: Readonly<Record<string, FieldLaw>> = {
  'PersistentVolumeClaimSpec.accessModes': accessModes,
  'PersistentVolumeClaimSpec.storageClassName': spelled(dnsSubdomain),
  'PersistentVolumeClaimSpec.volumeMode': volumeMode,
  'PersistentVolumeSpec.accessModes': accessModes,
  'PersistentVolumeSpec.storageClassName': spelled(dnsSubdomain),
  'PersistentVolumeSpec.volumeMode': volumeMode,
  'PersistentVolumeSpec.persistentVolumeReclaimPolicy': oneOf('Retain', 'Delete', 'Recycle'),
  'LocalVolumeSource.path': filled(noBackSteps),
  'StorageClass.provisioner': filled(),
  'StorageClass.reclaimPolicy': oneOf('Retain', 'Delete'),
  'StorageClass.volumeBindingMode': oneOf('Immediate', 'WaitForFirstConsumer'),
  'PriorityClass.preemptionPolicy': oneOf('Never', 'PreemptLowerPriority'),
  'NetworkPolicySpec.policyTypes': (value, path, say) =>
    value === '' ? filled()(value, path, say) : oneOf('Ingress', 'Egress')(value, path, say),
  'NetworkPolicyPort.port': portOrName,
  'NetworkPolicyPort.protocol': oneOf('TCP', 'UDP', 'SCTP'),
  'IPBlock.cidr': filled(cidr),
  'IPBlock.except': filled(cidr),
  'RbacV1Subject.kind': oneOf('ServiceAccount', 'User', 'Group'),
  'RbacV1Subject.name': filled(),
  'APIServiceSpec.version': spelled(serviceName),
};

export const types: Readonly<Record<string, TypeLaw>> = {
  PersistentVolumeClaimSpec: claim,
  PersistentVolumeSpec: volume,
  NetworkPolicyPeer: peer,
  IPBlock: exceptions,
  NetworkPolicyPort: policyPort,
  RoleRef: roleRef,
  RbacV1Subject: subject,
  PolicyRule: ruleVerbs,
};

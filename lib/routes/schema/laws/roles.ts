import { list } from '../../plain';
import { type Say, misplaced, missing, wrong } from '../fault';
import { dnsSubdomain, pathSegment } from '../formats';
import { textIn } from '../read';
import type { FieldLaw, TypeLaw } from './law';
import { needsText } from './presence';
import { filled, oneOf, spelled, wordOf } from './values';

const GROUP = 'rbac.authorization.k8s.io';
const group = oneOf(GROUP);

const roleRef: TypeLaw = (object, path, say, root) => {
  const { kind } = object;
  needsText(object, 'name', path, say);
  const choices = root.kind === 'ClusterRoleBinding' ? ['ClusterRole'] : ['Role', 'ClusterRole'];
  if (typeof kind === 'string' && !choices.includes(kind)) {
    say(wrong(`${path}.kind`, kind, `a ${textIn(root.kind)} grants no such thing`, `Write "${choices.at(-1)}".`));
  }
};

const subject: TypeLaw = (object, path, say, root) => {
  const { kind, name, apiGroup, namespace } = object;
  if (kind !== 'ServiceAccount') return group(textIn(apiGroup), `${path}.apiGroup`, say);
  account(textIn(name), `${path}.name`, say);
  if (textIn(apiGroup) !== '') {
    say(misplaced(`${path}.apiGroup`, 'a ServiceAccount is of the group without a name', 'Remove it.'));
  }
  // Where a RoleBinding says no namespace, its own is meant.
  if (root.kind !== 'ClusterRoleBinding' || textIn(namespace) !== '') return;
  say(missing(`${path}.namespace`, 'a ServiceAccount lives in a namespace', 'Add namespace: default.'));
};

/** What a ServiceAccount is called in its namespace; as a user it has a longer name. */
function account(name: string, path: string, say: Say): void {
  const misfit = name === '' ? undefined : dnsSubdomain(name);
  if (misfit === undefined) return;
  const last = name.split(':').at(-1)!;
  const remedy = last !== name && dnsSubdomain(last) === undefined ? `Write "${last}".` : misfit.remedy;
  say(wrong(path, name, misfit.why, remedy));
}

const aggregation: TypeLaw = ({ clusterRoleSelectors }, path, say) => {
  if (list(clusterRoleSelectors).length > 0) return;
  say(missing(`${path}.clusterRoleSelectors`, 'ClusterRoles are picked by their labels', 'Add a selector.'));
};

/** What is about objects of the API, and not about its other paths. */
const OF_OBJECTS = ['resources', 'apiGroups', 'resourceNames'];

const rule: TypeLaw = (object, path, say, root) => {
  const { verbs, resources, nonResourceURLs, apiGroups } = object;
  if (Array.isArray(verbs) && verbs.length === 0) {
    say(missing(`${path}.verbs`, 'a rule allows some action', 'Add a verb such as "get".'));
  }
  if (list(nonResourceURLs).length > 0) {
    const field = `${path}.nonResourceURLs`;
    if (root.kind === 'Role') {
      return say(misplaced(field, 'they lie in no namespace', 'Move the rule into a ClusterRole.'));
    }
    const other = OF_OBJECTS.find((key) => list(object[key]).length > 0);
    if (other === undefined) return;
    const says = `stands beside ${other}: a rule is about paths or about resources.`;
    return say({ path: field, says, remedy: 'Write two rules, one for each.' });
  }
  if (list(resources).length === 0)
    say(missing(`${path}.resources`, 'a rule is about something', 'Add a resource such as "pods".'));
  if (list(apiGroups).length === 0)
    say(missing(`${path}.apiGroups`, 'a resource belongs to a group', 'Add apiGroups: [""].'));
};

export const fields: Readonly<Record<string, FieldLaw>> = {
  'RbacV1Subject.kind': wordOf('ServiceAccount', 'User', 'Group'),
  'RbacV1Subject.name': filled(),
  'RoleRef.apiGroup': group,
  'RoleRef.name': spelled(pathSegment),
};

export const types: Readonly<Record<string, TypeLaw>> = {
  AggregationRule: aggregation,
  RoleRef: roleRef,
  RbacV1Subject: subject,
  PolicyRule: rule,
};

import { madeBy } from '../../made';
import { namedOf, ofKind } from '../../named';
import { slipOf } from '../../nearest';
import { isCustom } from '../../operators';
import { record, records, text } from '../../plain';
import type { Site } from '../../world';
import { knowsClasses } from './of-classes';
import { refer, type Use } from './use';

/** The roles that bindings grant, and the accounts to which they do; both are taken by the API, there or not. */
export function* usesOfBindings(site: Site): Iterable<Use> {
  const bindings = ofKind(site, 'RoleBinding', 'ClusterRoleBinding').filter(({ group }) => group === RBAC);
  if (bindings.length === 0 || !knowsClasses(site) || hasStrangers(site)) return;
  for (const { object, kind, namespace, json } of bindings) {
    const role = record(json.roleRef);
    const users = { object, mild: true, stops: [] };
    if (role.kind === 'ClusterRole' || (role.kind === 'Role' && namespace !== undefined)) {
      const place = role.kind === 'Role' ? `${namespace}` : '';
      for (const found of refer(role.kind, role, 'roleRef', `The ${kind}`)) {
        yield { ...users, namespace: place, harm: 'so it grants nothing', ...found };
      }
    }
    for (const [index, subject] of records(json.subjects).entries()) {
      const place = text(subject.namespace) ?? namespace;
      if (subject.kind !== 'ServiceAccount' || place === undefined) continue;
      for (const found of refer('ServiceAccount', subject, `subjects[${index}]`, `The ${kind}`)) {
        if (!isOurs(site, place, found.name)) continue;
        const namedIn = (other: string) => `namespace: ${other} beside its name`;
        yield { ...users, namespace: place, harm: 'so it grants that account nothing', namedIn, ...found };
      }
    }
  }
}

const RBAC = 'rbac.authorization.k8s.io';

/** True where something in the cluster is not of the app: who defines the kinds of its objects may bring roles too. */
function hasStrangers(site: Site): boolean {
  const defined = new Set(ofKind(site, 'CustomResourceDefinition').map(({ json }) => record(json.spec).group));
  return namedOf(site).some((each) => isCustom(each) && each.group !== 'helm.cattle.io' && !defined.has(each.group));
}

/** True where the app, and nobody else, would make an account: others have namespaces of their own. */
function isOurs(site: Site, namespace: string, name: string): boolean {
  const made = madeBy(site);
  return (
    made.inNamespace('ServiceAccount', name) !== undefined ||
    slipOf(name, made.names('ServiceAccount', namespace)) !== undefined ||
    ofKind(site, 'Namespace').some((each) => each.name === namespace) ||
    site.closed
  );
}

'use strict';
// The API server of one cluster: what it takes, and what it says where it does not.
const { apply, conflictsOf } = require('./merge');

const KINDS = {
  Namespace: 'v1',
  Node: 'v1',
  Pod: 'v1',
  Service: 'v1',
  ConfigMap: 'v1',
  Secret: 'v1',
  ServiceAccount: 'v1',
  PersistentVolumeClaim: 'v1',
  PersistentVolume: 'v1',
  Event: 'v1',
  LimitRange: 'v1',
  ResourceQuota: 'v1',
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  DaemonSet: 'apps/v1',
  ReplicaSet: 'apps/v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
  Ingress: 'networking.k8s.io/v1',
  IngressClass: 'networking.k8s.io/v1',
  NetworkPolicy: 'networking.k8s.io/v1',
  EndpointSlice: 'discovery.k8s.io/v1',
  HorizontalPodAutoscaler: 'autoscaling/v2',
  PodDisruptionBudget: 'policy/v1',
  StorageClass: 'storage.k8s.io/v1',
  CustomResourceDefinition: 'apiextensions.k8s.io/v1',
  Role: 'rbac.authorization.k8s.io/v1',
  RoleBinding: 'rbac.authorization.k8s.io/v1',
  ClusterRole: 'rbac.authorization.k8s.io/v1',
  ClusterRoleBinding: 'rbac.authorization.k8s.io/v1',
  PriorityClass: 'scheduling.k8s.io/v1',
};

/** Without a namespace. */
const WIDE = [
  'Namespace',
  'Node',
  'PersistentVolume',
  'IngressClass',
  'StorageClass',
  'CustomResourceDefinition',
  'ClusterRole',
  'ClusterRoleBinding',
  'PriorityClass',
];

const pluralOf = (kind) => {
  const word = kind.toLowerCase();
  return /(s|ss|x|ch)$/.test(word) ? `${word}es` : /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
};

const definitions = ({ objects }) => objects.filter(({ kind }) => kind === 'CustomResourceDefinition');

/** Kinds that the API knows, with the words under which kubectl finds them. */
function kindsOf(cluster) {
  const own = Object.entries(KINDS).map(([kind, apiVersion]) => ({
    kind,
    group: apiVersion.split('/').slice(0, -1).join(),
    plural: pluralOf(kind),
    wide: WIDE.includes(kind),
  }));
  const custom = definitions(cluster).map(({ spec }) => ({
    kind: spec.names.kind,
    group: spec.group,
    plural: spec.names.plural,
    wide: spec.scope === 'Cluster',
  }));
  return [...own, ...custom];
}

const groupOf = ({ apiVersion = '' }) => apiVersion.split('/').slice(0, -1).join();

const kindFor = (cluster, object) =>
  kindsOf(cluster).find(({ kind, group }) => kind === object.kind && group === groupOf(object));

const kindNamed = (cluster, word) => {
  const [first, ...group] = word.toLowerCase().split('.');
  return kindsOf(cluster).find(
    (one) =>
      (one.plural === first ||
        one.kind.toLowerCase() === first ||
        (first === 'crd' && one.kind === 'CustomResourceDefinition')) &&
      (group.length === 0 || one.group === group.join('.')),
  );
};

/** With the namespace that it is in. */
function placed(cluster, object) {
  const kind = kindFor(cluster, object);
  if (!kind || kind.wide) return object;
  return { ...object, metadata: { ...object.metadata, namespace: object.metadata.namespace ?? 'default' } };
}

const idOf = ({ kind, metadata, ...object }) =>
  `${groupOf(object)} ${kind} ${metadata.namespace ?? ''}/${metadata.name}`;

const find = (cluster, object) => cluster.objects.find((one) => idOf(one) === idOf(object));

const invalid = ({ kind, metadata }, said) =>
  `Error from server (Invalid): ${kind} "${metadata.name}" is invalid: ${said}`;

const portsOf = ({ kind, spec }) => (kind === 'Service' ? (spec?.ports ?? []) : []);

/** Why an object is not taken; undefined where it is. */
function refusal(state, cluster, object, dry) {
  const kind = kindFor(cluster, object);
  const { name } = object.metadata;
  if (!kind) {
    return `error: resource mapping not found for name: "${name}" namespace: "${object.metadata.namespace ?? ''}" from "STDIN": no matches for kind "${object.kind}" in version "${object.apiVersion}"\nensure CRDs are installed first`;
  }
  const said = state.rejecting.find((one) => one.kind === object.kind && one.name === name && (one.times ?? 1) > 0);
  if (said) {
    if (!dry) said.times = (said.times ?? Infinity) - 1 || 0;
    return said.says ?? invalid(object, 'spec: Required value');
  }
  const { namespace } = object.metadata;
  if (namespace && !cluster.objects.some((one) => one.kind === 'Namespace' && one.metadata.name === namespace)) {
    return `Error from server (NotFound): namespaces "${namespace}" not found`;
  }
  for (const [index, { nodePort }] of portsOf(object).entries()) {
    if (nodePort === undefined || dry) continue;
    const says = (words) => invalid(object, `spec.ports[${index}].nodePort: Invalid value: ${nodePort}: ${words}`);
    if (nodePort < 30_000 || nodePort > 32_767)
      return says('provided port is not in the valid range. The range of valid ports is 30000-32767');
    const taken = cluster.objects.some(
      (one) => idOf(one) !== idOf(object) && portsOf(one).some((port) => port.nodePort === nodePort),
    );
    if (taken) return says('provided port is already allocated');
  }
  const live = find(cluster, object);
  if (
    live?.spec?.selector &&
    ['Deployment', 'StatefulSet', 'DaemonSet'].includes(object.kind) &&
    JSON.stringify(live.spec.selector) !== JSON.stringify(object.spec.selector)
  ) {
    return invalid(object, `spec.selector: Invalid value: ${JSON.stringify(object.spec.selector)}: field is immutable`);
  }
  return undefined;
}

/** What the API adds to a new object. */
function completed(cluster, object) {
  cluster.counter += 1;
  const metadata = {
    ...object.metadata,
    uid: `4bf57e03-8603-426e-b8ad-${cluster.counter}`,
    creationTimestamp: '2026-11-21T03:16:52Z',
    generation: 1,
  };
  if (object.kind !== 'Service') return { ...object, metadata };
  const { type = 'ClusterIP' } = object.spec ?? {};
  const open = type === 'NodePort' || type === 'LoadBalancer';
  const ports = portsOf(object).map((port, index) => ({
    protocol: 'TCP',
    ...(open && { nodePort: 31_100 + cluster.counter * 4 + index }),
    ...port,
  }));
  return { ...object, metadata, spec: { type, clusterIP: `10.43.7.${cluster.counter % 250}`, ...object.spec, ports } };
}

const conflictText = (object, conflicts) => {
  const [one] = conflicts;
  const tail =
    'Please review the fields above--they currently have other managers. Here\nare the ways you can resolve this warning:\n* If you intend to manage all of these fields, please re-run the apply\n  command with the `--force-conflicts` flag.';
  if (conflicts.length === 1)
    return `error: Apply failed with 1 conflict: conflict with "${one.manager}" using ${object.apiVersion}: ${one.field}\n${tail}`;
  const lines = [...new Set(conflicts.map(({ manager }) => manager))].map((manager) =>
    [
      `conflicts with "${manager}" using ${object.apiVersion}:`,
      ...conflicts.filter((each) => each.manager === manager).map(({ field }) => `- ${field}`),
    ].join('\n'),
  );
  return `error: Apply failed with ${conflicts.length} conflicts: ${lines.join('\n')}\n${tail}`;
};

/** Applies an object; gives what becomes of it, or what is said. */
function applied(state, cluster, given, { manager, force, dry }) {
  const object = placed(cluster, given);
  const refused = refusal(state, cluster, object, dry);
  if (refused) return { refused };
  const id = idOf(object);
  const before = cluster.fields[id] ?? {};
  const live = find(cluster, object);
  const conflicts = conflictsOf(before, manager, object);
  if (conflicts.length > 0 && !force) return { refused: conflictText(object, conflicts) };
  const next = live ? apply(live, before, manager, object) : completed(cluster, object);
  if (live && JSON.stringify(live.spec) !== JSON.stringify(next.spec))
    next.metadata.generation = (live.metadata.generation ?? 1) + 1;
  const verb = !live ? 'created' : JSON.stringify(live) === JSON.stringify(next) ? 'unchanged' : 'configured';
  if (dry) return { object: next, verb };
  cluster.fields[id] = { ...(conflicts.length > 0 ? {} : before), [manager]: object };
  cluster.objects = live ? cluster.objects.map((one) => (one === live ? next : one)) : [...cluster.objects, next];
  return { object: next, verb };
}

/** Deletes an object with what is in it. */
function deleted(cluster, given) {
  const object = placed(cluster, given);
  if (!kindFor(cluster, object)) return 'unknown';
  if (!find(cluster, object)) return 'absent';
  const { kind, metadata, spec } = find(cluster, object);
  cluster.objects = cluster.objects.filter((one) => {
    if (idOf(one) === idOf(object)) return false;
    if (kind === 'Namespace') return one.metadata.namespace !== metadata.name;
    return kind !== 'CustomResourceDefinition' || one.kind !== spec.names.kind || groupOf(one) !== spec.group;
  });
  const left = new Set(cluster.objects.map(idOf));
  cluster.fields = Object.fromEntries(Object.entries(cluster.fields).filter(([id]) => left.has(id)));
  return 'deleted';
}

module.exports = { applied, deleted, find, idOf, kindFor, kindNamed, placed };

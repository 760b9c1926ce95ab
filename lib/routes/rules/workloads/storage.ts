import type { Draft } from '../../finding';
import { clusterNodes } from '../../k3d/cluster-nodes';
import { componentsOf } from '../../network/components';
import { ofKind, type Named } from '../../named';
import { mountedClaims, mounting } from '../../mounting';
import { at, list, record, text, texts, type Plain } from '../../plain';
import { podsOf } from '../../pods';
import type { Site } from '../../world';
import type { Rule } from '../rule';
import { aboutObject } from '../speak';

/** Storage of one node is asked for by pods of many. */
export const storageNotShareable: Rule = {
  id: 'storage-not-shareable',
  title: 'Storage of one node is asked for by pods of several nodes',
  *check(site) {
    const isLocal = localStorage(site);
    if (!isLocal) return;
    const claims = ofKind(site, 'PersistentVolumeClaim').filter(({ json }) => isLocal(record(json.spec)));
    for (const claim of claims) yield* sharedClaim(site, claim);
    for (const set of ofKind(site, 'StatefulSet')) yield* sharedTemplates(set, isLocal);
    yield* severalPods(site, claims);
  },
};

const manyWriters = ({ json }: Pick<Named, 'json'>) => texts(record(json.spec).accessModes).includes('ReadWriteMany');

const REFUSED = {
  level: 'error',
  message: 'It asks for "ReadWriteMany", which storage class "local-path" refuses, so the claim stays pending.',
  remedy: 'Write accessModes: ["ReadWriteOnce"].',
} as const;

function sharedClaim(site: Site, claim: Named): readonly Draft[] {
  if (!manyWriters(claim)) return [];
  const of = mounting(site, claim.namespace, claim.name);
  return aboutObject(claim.object, { ...REFUSED, path: 'spec.accessModes', stops: { of, status: 'broken' } });
}

/** Claims that a StatefulSet makes for each of its pods. */
const sharedTemplates = ({ object, json }: Named, isLocal: (spec: Plain) => boolean): readonly Draft[] =>
  list(record(json.spec).volumeClaimTemplates).flatMap((template, index) => {
    const spec = at(template, 'spec');
    if (!manyWriters({ json: { spec } }) || !isLocal(spec)) return [];
    const path = `spec.volumeClaimTemplates[${index}].spec.accessModes`;
    return aboutObject(object, { ...REFUSED, path, stops: { of: [object], status: 'broken' } });
  });

function* severalPods(site: Site, claims: readonly Named[]): Iterable<Draft> {
  const nodes = site.cluster && clusterNodes(site.cluster.config);
  if (!nodes || nodes.servers + nodes.agents < 2) return;
  const once = new Set(
    claims.filter((claim) => !manyWriters(claim)).map(({ namespace, name }) => `${namespace}/${name}`),
  );
  for (const pods of podsOf(site)) {
    if (!['Deployment', 'ReplicaSet', 'StatefulSet'].includes(pods.kind) || (pods.replicas ?? 1) < 2) continue;
    for (const { name, path } of mountedClaims(pods)) {
      if (!once.has(`${pods.namespace}/${name}`)) continue;
      yield* aboutObject(pods.object, {
        level: 'warning',
        path,
        message: `Its ${pods.replicas} pods share claim "${name}", whose storage lies on one node, so all of them run on that node.`,
        remedy: 'Write replicas: 1, or give every pod a claim of its own with volumeClaimTemplates of a StatefulSet.',
      });
    }
  }
}

/** Asks whether a claim is served by local-path; undefined where that cannot be known. */
export function localStorage(site: Site): ((spec: Plain) => boolean) | undefined {
  const classes = ofKind(site, 'StorageClass');
  const own = classes.some(({ json, name }) => name === 'local-path' && json.provisioner !== 'rancher.io/local-path');
  const changed = ofKind(site, 'ConfigMap').some(({ name }) => name === 'local-path-config');
  if (own || changed) return undefined;
  const byDefault =
    site.cluster !== undefined && componentsOf(site.cluster.config).localStorage === 'yes' && !classes.some(isDefault);
  return ({ storageClassName, volumeName }) =>
    text(volumeName) === undefined &&
    (storageClassName === 'local-path' || (storageClassName === undefined && byDefault));
}

const isDefault = ({ json, name }: Named) =>
  name !== 'local-path' && at(json, 'metadata.annotations')['storageclass.kubernetes.io/is-default-class'] === 'true';

import type { Draft } from '../../finding';
import { clusterNodes } from '../../k3d/cluster-nodes';
import { componentsOf } from '../../network/components';
import { ofKind, type Named } from '../../named';
import { at, record, text, texts, type Plain } from '../../plain';
import { claimsOf } from '../../mounting';
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
    for (const claim of claims) yield* sharedClaim(claim);
    yield* severalPods(site, claims);
  },
};

const manyWriters = ({ json }: Named) => texts(record(json.spec).accessModes).includes('ReadWriteMany');

function sharedClaim(claim: Named): readonly Draft[] {
  if (!manyWriters(claim)) return [];
  return aboutObject(claim.object, {
    level: 'error',
    path: 'spec.accessModes',
    message: 'It asks for "ReadWriteMany", which storage class "local-path" refuses, so the claim stays pending.',
    remedy: 'Write accessModes: ["ReadWriteOnce"].',
  });
}

function* severalPods(site: Site, claims: readonly Named[]): Iterable<Draft> {
  const nodes = site.cluster && clusterNodes(site.cluster.config);
  if (!nodes || nodes.servers + nodes.agents < 2) return;
  const once = new Set(
    claims.filter((claim) => !manyWriters(claim)).map(({ namespace, name }) => `${namespace}/${name}`),
  );
  for (const pods of podsOf(site)) {
    if (!['Deployment', 'ReplicaSet', 'StatefulSet'].includes(pods.kind) || (pods.replicas ?? 1) < 2) continue;
    for (const { name, path } of claimsOf(pods)) {
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

import type { Draft } from '../../finding';
import { wrong } from '../../schema/fault';
import { isRecord, record, text } from '../../schema/read';
import type { Site } from '../../world';
import type { Rule } from '../rule';
import { draftOf } from './faults';

/** `apiVersion kind`, the first Kubernetes 1.x that no longer serves it, and what does. */
const REMOVED: ReadonlyMap<string, readonly [number, string]> = new Map([
  ['extensions/v1beta1 DaemonSet', [16, 'apps/v1']],
  ['extensions/v1beta1 Deployment', [16, 'apps/v1']],
  ['extensions/v1beta1 ReplicaSet', [16, 'apps/v1']],
  ['extensions/v1beta1 NetworkPolicy', [16, 'networking.k8s.io/v1']],
  ['extensions/v1beta1 Ingress', [22, 'networking.k8s.io/v1']],
  ['apps/v1beta1 Deployment', [16, 'apps/v1']],
  ['apps/v1beta1 StatefulSet', [16, 'apps/v1']],
  ['apps/v1beta2 DaemonSet', [16, 'apps/v1']],
  ['apps/v1beta2 Deployment', [16, 'apps/v1']],
  ['apps/v1beta2 ReplicaSet', [16, 'apps/v1']],
  ['apps/v1beta2 StatefulSet', [16, 'apps/v1']],
  ['networking.k8s.io/v1beta1 Ingress', [22, 'networking.k8s.io/v1']],
  ['networking.k8s.io/v1beta1 IngressClass', [22, 'networking.k8s.io/v1']],
  ['rbac.authorization.k8s.io/v1beta1 ClusterRole', [22, 'rbac.authorization.k8s.io/v1']],
  ['rbac.authorization.k8s.io/v1beta1 ClusterRoleBinding', [22, 'rbac.authorization.k8s.io/v1']],
  ['rbac.authorization.k8s.io/v1beta1 Role', [22, 'rbac.authorization.k8s.io/v1']],
  ['rbac.authorization.k8s.io/v1beta1 RoleBinding', [22, 'rbac.authorization.k8s.io/v1']],
  ['apiextensions.k8s.io/v1beta1 CustomResourceDefinition', [22, 'apiextensions.k8s.io/v1']],
  ['admissionregistration.k8s.io/v1beta1 MutatingWebhookConfiguration', [22, 'admissionregistration.k8s.io/v1']],
  ['admissionregistration.k8s.io/v1beta1 ValidatingWebhookConfiguration', [22, 'admissionregistration.k8s.io/v1']],
  ['storage.k8s.io/v1beta1 StorageClass', [22, 'storage.k8s.io/v1']],
  ['scheduling.k8s.io/v1beta1 PriorityClass', [22, 'scheduling.k8s.io/v1']],
  ['batch/v1beta1 CronJob', [25, 'batch/v1']],
  ['policy/v1beta1 PodDisruptionBudget', [25, 'policy/v1']],
  ['discovery.k8s.io/v1beta1 EndpointSlice', [25, 'discovery.k8s.io/v1']],
  ['autoscaling/v2beta1 HorizontalPodAutoscaler', [25, 'autoscaling/v2']],
  ['autoscaling/v2beta2 HorizontalPodAutoscaler', [26, 'autoscaling/v2']],
  ['flowcontrol.apiserver.k8s.io/v1beta3 FlowSchema', [32, 'flowcontrol.apiserver.k8s.io/v1']],
]);

/** Minor version of the cluster where its image says it. */
const VERSION = /(?:^|\/)k3s:v1\.(\d+)\./;

const notServed = ({ cluster, objects }: Site): readonly Draft[] => {
  const stated = VERSION.exec(text(record(cluster?.config).image))?.[1];
  if (stated === undefined) return [];
  return objects.flatMap((object) => {
    const { apiVersion, kind } = isRecord(object.json) ? object.json : {};
    const [since, instead] = REMOVED.get(`${text(apiVersion)} ${text(kind)}`) ?? [];
    if (since === undefined || Number(stated) < since) return [];
    const why = `Kubernetes 1.${stated} serves no such ${text(kind)}`;
    return draftOf(object, wrong('apiVersion', apiVersion, why, `Write "${instead}".`));
  });
};

/** The rule on API versions that a cluster does not serve. */
export const versionRules: readonly Rule[] = [
  {
    id: 'api-not-in-version',
    title: 'an object is of an API version that the cluster does not serve',
    check: notServed,
  },
];

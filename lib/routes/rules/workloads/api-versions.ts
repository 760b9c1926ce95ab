import { FIRST_OF_GROUP, FIRST_THREE } from '../../network/traefik-versions';
import { KINDS_SINCE } from '../../schema/kubernetes';

/** Kubernetes minor versions that serve an apiVersion for some kinds. */
export interface ApiVersion {
  readonly apiVersion: string;
  readonly kinds: readonly string[];
  /** First 1.x that serves it. */
  readonly since?: number;
  /** First 1.x that no longer serves it. */
  readonly until?: number;
  /** What to write instead. */
  readonly instead?: string;
}

const gone = (apiVersion: string, until: number, instead: string | undefined, kinds: string): ApiVersion => ({
  apiVersion,
  until,
  instead,
  kinds: kinds.split(' '),
});

const came = (apiVersion: string, since: number, instead: string | undefined, kinds: string): ApiVersion => ({
  apiVersion,
  since,
  instead,
  kinds: kinds.split(' '),
});

const RBAC = 'Role RoleBinding ClusterRole ClusterRoleBinding';
const HOOKS = 'MutatingWebhookConfiguration ValidatingWebhookConfiguration';
const FLOW = 'FlowSchema PriorityLevelConfiguration';
const TRAEFIK =
  'IngressRoute IngressRouteTCP IngressRouteUDP Middleware MiddlewareTCP ServersTransport TLSOption TLSStore TraefikService';

/** What older releases serve in place of what is new. */
const BEFORE: Readonly<Record<string, string>> = {
  'flowcontrol.apiserver.k8s.io/v1': 'flowcontrol.apiserver.k8s.io/v1beta3',
};

/** Kinds that came with the releases whose schema is known. */
const NEW = Object.entries(KINDS_SINCE).map(([home, since]) => {
  const [apiVersion, kind] = home.split(' ') as [string, string];
  return came(apiVersion, since, BEFORE[apiVersion], kind);
});

/** When Kubernetes took an apiVersion up and when it dropped it, as its deprecation guide and its schema say. */
export const API_VERSIONS: readonly ApiVersion[] = [
  gone('extensions/v1beta1', 16, 'apps/v1', 'Deployment DaemonSet ReplicaSet'),
  gone('extensions/v1beta1', 16, 'networking.k8s.io/v1', 'NetworkPolicy'),
  gone('extensions/v1beta1', 16, undefined, 'PodSecurityPolicy'),
  gone('extensions/v1beta1', 22, 'networking.k8s.io/v1', 'Ingress'),
  gone('apps/v1beta1', 16, 'apps/v1', 'Deployment StatefulSet'),
  gone('apps/v1beta2', 16, 'apps/v1', 'Deployment StatefulSet DaemonSet ReplicaSet'),
  gone('networking.k8s.io/v1beta1', 22, 'networking.k8s.io/v1', 'Ingress IngressClass'),
  gone('rbac.authorization.k8s.io/v1beta1', 22, 'rbac.authorization.k8s.io/v1', RBAC),
  gone('rbac.authorization.k8s.io/v1alpha1', 22, 'rbac.authorization.k8s.io/v1', RBAC),
  gone('admissionregistration.k8s.io/v1beta1', 22, 'admissionregistration.k8s.io/v1', HOOKS),
  gone('apiextensions.k8s.io/v1beta1', 22, 'apiextensions.k8s.io/v1', 'CustomResourceDefinition'),
  gone('apiregistration.k8s.io/v1beta1', 22, 'apiregistration.k8s.io/v1', 'APIService'),
  gone('certificates.k8s.io/v1beta1', 22, 'certificates.k8s.io/v1', 'CertificateSigningRequest'),
  gone('coordination.k8s.io/v1beta1', 22, 'coordination.k8s.io/v1', 'Lease'),
  gone('scheduling.k8s.io/v1beta1', 22, 'scheduling.k8s.io/v1', 'PriorityClass'),
  gone('storage.k8s.io/v1beta1', 22, 'storage.k8s.io/v1', 'StorageClass VolumeAttachment CSIDriver CSINode'),
  gone('storage.k8s.io/v1beta1', 27, 'storage.k8s.io/v1', 'CSIStorageCapacity'),
  gone('batch/v2alpha1', 21, 'batch/v1', 'CronJob'),
  gone('batch/v1beta1', 25, 'batch/v1', 'CronJob'),
  gone('policy/v1beta1', 25, 'policy/v1', 'PodDisruptionBudget'),
  gone('policy/v1beta1', 25, undefined, 'PodSecurityPolicy'),
  gone('discovery.k8s.io/v1beta1', 25, 'discovery.k8s.io/v1', 'EndpointSlice'),
  gone('events.k8s.io/v1beta1', 25, 'events.k8s.io/v1', 'Event'),
  gone('autoscaling/v2beta1', 25, 'autoscaling/v2', 'HorizontalPodAutoscaler'),
  gone('autoscaling/v2beta2', 26, 'autoscaling/v2', 'HorizontalPodAutoscaler'),
  gone('node.k8s.io/v1beta1', 25, 'node.k8s.io/v1', 'RuntimeClass'),
  gone('flowcontrol.apiserver.k8s.io/v1beta1', 26, 'flowcontrol.apiserver.k8s.io/v1beta3', FLOW),
  gone('flowcontrol.apiserver.k8s.io/v1beta2', 29, 'flowcontrol.apiserver.k8s.io/v1', FLOW),
  gone('flowcontrol.apiserver.k8s.io/v1beta3', 32, 'flowcontrol.apiserver.k8s.io/v1', FLOW),
  came('networking.k8s.io/v1', 19, 'networking.k8s.io/v1beta1', 'Ingress IngressClass'),
  came('batch/v1', 21, 'batch/v1beta1', 'CronJob'),
  came('policy/v1', 21, 'policy/v1beta1', 'PodDisruptionBudget'),
  came('discovery.k8s.io/v1', 21, 'discovery.k8s.io/v1beta1', 'EndpointSlice'),
  came('node.k8s.io/v1', 20, 'node.k8s.io/v1beta1', 'RuntimeClass'),
  came('autoscaling/v2', 23, 'autoscaling/v2beta2', 'HorizontalPodAutoscaler'),
  came('storage.k8s.io/v1', 24, 'storage.k8s.io/v1beta1', 'CSIStorageCapacity'),
  ...NEW,
  // k3s brings the kinds of Traefik.
  gone('traefik.containo.us/v1alpha1', FIRST_THREE, 'traefik.io/v1alpha1', TRAEFIK),
  came('traefik.io/v1alpha1', FIRST_OF_GROUP, 'traefik.containo.us/v1alpha1', TRAEFIK),
];

import type { KubeObject } from './world';

const CLUSTER_SCOPED = new Set([
  'APIService',
  'ClusterRole',
  'ClusterRoleBinding',
  'CustomResourceDefinition',
  'GatewayClass',
  'IngressClass',
  'MutatingWebhookConfiguration',
  'Namespace',
  'Node',
  'PersistentVolume',
  'PriorityClass',
  'RuntimeClass',
  'StorageClass',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'ValidatingWebhookConfiguration',
  'VolumeAttachment',
]);

/** `networking.k8s.io` of `networking.k8s.io/v1`; empty for the core group. */
export const groupIn = (apiVersion: string): string => apiVersion.slice(0, Math.max(0, apiVersion.indexOf('/')));

/** The namespace an object lands in, or undefined where its kind has none. */
export function namespaceOf({ kind = '', metadata }: KubeObject): string | undefined {
  return CLUSTER_SCOPED.has(kind) ? undefined : word(metadata?.namespace, 'default');
}

/** An object as a person names it: `Service default/web`, `Namespace shop`. */
export function nameOf(json: KubeObject): string {
  const namespace = namespaceOf(json);
  const name = word(json.metadata?.name, '(no name)');
  return `${word(json.kind, '(no kind)')} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}

/** What somebody wrote for a word: an object or a list is none. */
const word = (value: unknown, other: string): string =>
  value === undefined || typeof value === 'object' ? other : `${value as string}`;

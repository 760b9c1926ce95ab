import type { KubeObject } from './world';

const CLUSTER_SCOPED = new Set([
  'APIService',
  'CSIDriver',
  'CSINode',
  'CertificateSigningRequest',
  'ClusterRole',
  'ClusterRoleBinding',
  'CustomResourceDefinition',
  'DeviceClass',
  'FlowSchema',
  'GatewayClass',
  'IPAddress',
  'IngressClass',
  'MutatingAdmissionPolicy',
  'MutatingAdmissionPolicyBinding',
  'MutatingWebhookConfiguration',
  'Namespace',
  'Node',
  'PersistentVolume',
  'PriorityClass',
  'PriorityLevelConfiguration',
  'ResourceSlice',
  'RuntimeClass',
  'ServiceCIDR',
  'StorageClass',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'ValidatingWebhookConfiguration',
  'VolumeAttachment',
  'VolumeAttributesClass',
]);

/** Namespaces that every cluster has from the beginning. */
export const BUILT_IN_NAMESPACES: ReadonlySet<string> = new Set([
  'default',
  'kube-system',
  'kube-public',
  'kube-node-lease',
]);

/** True for a namespace that nobody has to make. */
export const isBuiltInNamespace = (namespace: string): boolean => BUILT_IN_NAMESPACES.has(namespace);

/** Namespaces of what runs the cluster, which files of an app do not show: `kube-system`, `kube-flannel`. */
export const isSystemNamespace = (namespace: string): boolean => namespace.startsWith('kube-');

/** `networking.k8s.io` of `networking.k8s.io/v1`; empty for the core group. */
export const groupIn = (apiVersion: string): string => apiVersion.slice(0, Math.max(0, apiVersion.indexOf('/')));

/** The namespace an object lands in, or undefined where its kind has none. */
export function namespaceOf({ kind = '', metadata }: KubeObject): string | undefined {
  return CLUSTER_SCOPED.has(kind) ? undefined : word(metadata?.namespace, 'default');
}

/** What a person calls an object by. */
interface Called {
  readonly kind: string;
  readonly name: string;
  /** Absent where the kind has none. */
  readonly namespace?: string | undefined;
}

/** As a person calls it: `Service default/web`, `Namespace shop`. */
export const called = ({ kind, name, namespace }: Called): string =>
  `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;

/** An object as a person names it. */
export const nameOf = (json: KubeObject): string =>
  called({
    kind: word(json.kind, '(no kind)'),
    name: word(json.metadata?.name, '(no name)'),
    namespace: namespaceOf(json),
  });

/** A text in the letters of which names are made, `My Shop!` as `my-shop`; empty where it has none of them. */
export const dashed = (text: string, longest: number): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longest)
    .replace(/^-|-$/g, '');

/** The name that an object has without the hash that cdk8s puts behind it. */
export const withoutHash = (name: string): string => name.replace(/-c[0-9a-f]{7}$/, '');

/** What somebody wrote for a word: an object or a list is none. */
const word = (value: unknown, other: string): string =>
  value === undefined || typeof value === 'object' ? other : `${value as string}`;

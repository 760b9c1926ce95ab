import { ApiObject, type Chart } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { carry, type ObjectSource } from '../analysis/facts';

/**
 * A type of the API as it is written: where the generated types wrap a number or a text, it stands for itself. Only the
 * types are taken from cdk8s-plus. Its classes convert what they are given once more at each synth, and cost a program
 * three megabytes of code to load.
 */
export type Written<T> = T extends k8s.IntOrString | k8s.Quantity
  ? keyof T extends 'value'
    ? number | string
    : WrittenFields<T>
  : WrittenFields<T>;

type WrittenFields<T> = { [K in keyof T]: Written<T[K]> };

/** Of Traefik, which cdk8s-plus does not know. */
interface MiddlewareProps {
  readonly metadata: k8s.ObjectMeta;
  readonly spec: { readonly stripPrefix: { readonly prefixes: readonly string[] } };
}

/** The kinds that constructs of ours write. */
interface Kinds {
  readonly ConfigMap: k8s.KubeConfigMapProps;
  readonly Deployment: k8s.KubeDeploymentProps;
  readonly EndpointSlice: k8s.KubeEndpointSliceProps;
  readonly HorizontalPodAutoscaler: k8s.KubeHorizontalPodAutoscalerV2Props;
  readonly Ingress: k8s.KubeIngressProps;
  readonly Middleware: MiddlewareProps;
  readonly PersistentVolumeClaim: k8s.KubePersistentVolumeClaimProps;
  readonly PodDisruptionBudget: k8s.KubePodDisruptionBudgetProps;
  readonly Service: k8s.KubeServiceProps;
}

const API_VERSIONS: Readonly<Record<keyof Kinds, string>> = {
  ConfigMap: 'v1',
  Deployment: 'apps/v1',
  EndpointSlice: 'discovery.k8s.io/v1',
  HorizontalPodAutoscaler: 'autoscaling/v2',
  Ingress: 'networking.k8s.io/v1',
  Middleware: 'traefik.io/v1alpha1',
  PersistentVolumeClaim: 'v1',
  PodDisruptionBudget: 'policy/v1',
  Service: 'v1',
};

/** What the construct that writes an object tells the analysis about it. */
interface Told extends Omit<ObjectSource, 'owner' | 'fields'> {
  /** Field of the object → property that it comes from. Asked for only where a finding speaks. */
  readonly fields: () => ObjectSource['fields'];
}

/** An object of a kind, with the fields that its type has, below the construct that the user wrote. */
export function kubeObject<K extends keyof Kinds>(
  owner: Construct,
  id: string,
  kind: K,
  content: Written<Kinds[K]>,
  { fields, ...told }: Told,
): ApiObject {
  const object = new ApiObject(owner, id, { apiVersion: API_VERSIONS[kind], kind, ...content });
  carry(object, {
    object: {
      ...told,
      owner,
      get fields() {
        return { ...ofChart(object.chart, content.metadata?.labels), ...fields() };
      },
    },
  });
  return object;
}

/** Labels that an object has from its chart, whose words they are. */
const ofChart = (chart: Chart, own: { readonly [key: string]: string } = {}) =>
  Object.fromEntries(
    Object.keys(chart.labels)
      .filter((key) => own[key] === undefined)
      .map((key) => [`metadata.labels[${key}]`, '']),
  );

import type { k8s } from 'cdk8s-plus-27';
import type { Written } from './kube-object';

/** Processor of a node. */
export enum Architecture {
  /** Intel and AMD, 64 bit. */
  AMD64 = 'amd64',
  /** ARM, 64 bit. */
  ARM64 = 'arm64',
}

/** What a taint does to pods that do not tolerate it. */
export enum TaintEffect {
  /** No new pods. */
  NO_SCHEDULE = 'NoSchedule',
  /** No new pods, if there is another way. */
  PREFER_NO_SCHEDULE = 'PreferNoSchedule',
  /** No pods at all. */
  NO_EXECUTE = 'NoExecute',
}

/** A taint that the pods tolerate. */
export interface Toleration {
  /** Key of the taint. */
  readonly key: string;
  /**
   * Value of the taint.
   *
   * @default - any value
   */
  readonly value?: string;
  /**
   * What the taint does.
   *
   * @default - anything
   */
  readonly effect?: TaintEffect;
}

/** Which nodes may run the pods. */
export interface Placement {
  /**
   * Processors that the image is built for.
   *
   * @default - any
   */
  readonly architectures?: Architecture[];
  /**
   * Labels that the node has.
   *
   * @default - any node
   */
  readonly nodeLabels?: { [key: string]: string };
  /**
   * Taints that the pods tolerate.
   *
   * @default - none
   */
  readonly tolerations?: Toleration[];
}

const ARCHITECTURE_LABEL = 'kubernetes.io/arch';

/** The part of a pod that says where it runs. One processor is a selector, several need an affinity. */
export function placement({ architectures = [], nodeLabels = {}, tolerations = [] }: Placement = {}) {
  const [only, ...more] = architectures;
  const nodeSelector = { ...nodeLabels, ...(only && more.length === 0 && { [ARCHITECTURE_LABEL]: only }) };
  return {
    ...(Object.keys(nodeSelector).length > 0 && { nodeSelector }),
    ...(more.length > 0 && { affinity: { nodeAffinity: oneOf(architectures) } }),
    ...(tolerations.length > 0 && { tolerations: tolerations.map(toleration) }),
  } satisfies Partial<Written<k8s.PodSpec>>;
}

const oneOf = (values: string[]) =>
  ({
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{ matchExpressions: [{ key: ARCHITECTURE_LABEL, operator: 'In', values }] }],
    },
  }) satisfies k8s.NodeAffinity;

const toleration = ({ key, value, effect }: Toleration) =>
  ({
    key,
    ...(value === undefined ? { operator: 'Exists' } : { value }),
    ...(effect && { effect }),
  }) satisfies k8s.Toleration;

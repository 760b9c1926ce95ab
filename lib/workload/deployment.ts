import type { k8s } from 'cdk8s-plus-27';
import { container } from './container';
import type { ExtraContainer } from './container-options';
import type { Written } from './kube-object';
import { AccessMode, type StorageSource } from './mount';
import { placement } from './placement';
import { FILES_VOLUME, type FileMap, type VolumeSet } from './volumes';
import type { Rollout, WorkerProps } from './worker-props';

/** What a workload has worked out before its Deployment is written. */
interface DeploymentParts {
  readonly name: string;
  readonly labels: { [key: string]: string };
  readonly selector: { [key: string]: string };
  readonly ports: readonly k8s.ContainerPort[];
  readonly files: FileMap | undefined;
  readonly volumes: VolumeSet;
}

/** The annotation that changes with the files, so that the pods roll. */
const FILES_HASH = 'checksum/files';

/** A Deployment as a person would write it. */
export function deployment(props: WorkerProps, parts: DeploymentParts): Written<k8s.KubeDeploymentProps> {
  const { name, labels, selector, files } = parts;
  const podAnnotations = { ...props.podAnnotations, ...(files && { [FILES_HASH]: files.hash }) };
  return {
    metadata: { name, labels, ...(props.annotations && { annotations: props.annotations }) },
    spec: {
      ...(props.scaling === undefined && { replicas: props.replicas ?? 1 }),
      selector: { matchLabels: selector },
      ...strategy(props),
      template: {
        metadata: {
          labels,
          ...(Object.keys(podAnnotations).length > 0 && { annotations: podAnnotations }),
        },
        spec: podSpec(props, parts),
      },
    },
  };
}

/** A rollout never drops below what is asked, unless the program cannot run twice. */
function strategy(props: WorkerProps): Partial<Written<k8s.DeploymentSpec>> {
  const { recreate, extraPods, settle, history }: Rollout = props.rollout ?? {};
  return {
    strategy:
      (recreate ?? (extraPods === undefined && writesAlone(props)))
        ? { type: 'Recreate' }
        : {
            type: 'RollingUpdate',
            rollingUpdate: {
              maxUnavailable: 0,
              ...(extraPods !== undefined && { maxSurge: extraPods }),
            },
          },
    ...(settle && { minReadySeconds: settle.toSeconds({ integral: false }) }),
    ...(history !== undefined && { revisionHistoryLimit: history }),
  };
}

/** One pod alone writes to storage of its own: a second one beside it would wait for the lock, or spoil what is there. */
function writesAlone(props: WorkerProps): boolean {
  const { replicas = 1, scaling, mounts, extraContainers = [], initContainers = [] } = props;
  if (replicas > 1 || scaling !== undefined) return false;
  return [{ mounts }, ...extraContainers, ...initContainers].some(({ mounts: own = [] }) =>
    own.some(({ _source: source }) => source.kind === 'storage' && isOfOneNode(source)),
  );
}

const isOfOneNode = ({ accessMode = AccessMode.ONE_NODE }: StorageSource) =>
  accessMode === AccessMode.ONE_NODE || accessMode === AccessMode.ONE_POD;

function podSpec(props: WorkerProps, parts: DeploymentParts): Written<k8s.PodSpec> {
  const { files, volumes: set, ports, name } = parts;
  const hardened = props.hardened ?? false;
  const extra = (options: ExtraContainer) =>
    container(options, { name: options.name, hardened, mounts: set.mountsOf(options.mounts ?? []) });
  const volumes = [...(files ? [{ name: FILES_VOLUME, configMap: { name: files.name } }] : []), ...set.volumes];
  const pullSecrets = pullSecretsOf(props);
  const main = container(props, {
    name: props.containerName ?? name,
    hardened,
    mounts: [...(files?.mounts ?? []), ...set.mountsOf(props.mounts ?? [])],
  });
  return {
    ...(props.initContainers?.length && { initContainers: props.initContainers.map(extra) }),
    containers: [
      { ...main, ...(ports.length > 0 && { ports: [...ports] }), ...props.health?._probes(ports[0]?.containerPort) },
      ...(props.extraContainers ?? []).map(extra),
    ],
    ...(volumes.length > 0 && { volumes }),
    ...(pullSecrets.length > 0 && { imagePullSecrets: pullSecrets.map((secret) => ({ name: secret })) }),
    ...(props.serviceAccountName && { serviceAccountName: props.serviceAccountName }),
    ...(props.rollout?.gracePeriod && {
      terminationGracePeriodSeconds: props.rollout.gracePeriod.toSeconds({ integral: false }),
    }),
    ...placement(props.placement),
    ...podSecurity(hardened, props.user),
  };
}

/** Secrets with logins, each once. */
const pullSecretsOf = ({ pullSecrets = [], registry }: WorkerProps): string[] => [
  ...new Set([...pullSecrets, ...(registry?.pullSecret === undefined ? [] : [registry.pullSecret])]),
];

/** What the restricted Pod Security Standard asks of a pod. */
function podSecurity(hardened: boolean, user: number | undefined): Partial<Written<k8s.PodSpec>> {
  if (!hardened && user === undefined) return {};
  return {
    securityContext: {
      ...(user !== undefined && { runAsUser: user }),
      ...(hardened && { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } }),
    },
  };
}

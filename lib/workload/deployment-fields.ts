import type { WorkerProps } from './worker-props';

const POD = 'spec.template.spec';
const MAIN = `${POD}.containers[0]`;

/** Where the fields of a Deployment come from, in the words of who wrote the workload. */
export function deploymentFields(props: WorkerProps, ports: number): Record<string, string> {
  const values = Object.keys(props.env ?? {}).map((name) => `env.${name}`);
  const sources = Object.keys(props.envFrom ?? {}).map((name) => `envFrom.${name}`);
  return {
    ...portFields(ports),
    ...indexed(`${MAIN}.env`, [...values, ...sources]),
    ...Object.fromEntries(values.map((name, index) => [`${MAIN}.env[${index}].value`, name])),
    ...Object.fromEntries([...values, ...sources].map((name, index) => [`${MAIN}.env[${index}].name`, name])),
    ...indexed(
      `${POD}.containers`,
      props.extraContainers?.map((_, index) => `extraContainers[${index}]`),
      1,
    ),
    'metadata.name': nameField(props),
    'metadata.labels[app]': nameField(props),
    'metadata.labels': Object.keys(props.labels ?? {}).length > 0 ? 'labels' : nameField(props),
    'metadata.annotations': 'annotations',
    'spec.replicas': 'replicas',
    'spec.selector': '',
    'spec.strategy': 'rollout',
    'spec.strategy.rollingUpdate.maxSurge': 'rollout.extraPods',
    'spec.minReadySeconds': 'rollout.settle',
    'spec.revisionHistoryLimit': 'rollout.history',
    'spec.template.metadata.labels': '',
    'spec.template.metadata.annotations': 'podAnnotations',
    [MAIN]: '',
    [`${MAIN}.name`]: props.containerName === undefined ? nameField(props) : 'containerName',
    [`${MAIN}.image`]: 'image',
    [`${MAIN}.command`]: 'command',
    [`${MAIN}.args`]: 'args',
    [`${MAIN}.envFrom`]: 'envBundles',
    [`${MAIN}.imagePullPolicy`]: 'imagePullPolicy',
    ...probeFields(props),
    [`${MAIN}.resources`]: 'resources',
    [`${MAIN}.resources.requests.cpu`]: 'resources.cpu',
    [`${MAIN}.resources.requests.memory`]: 'resources.memory',
    [`${MAIN}.resources.limits.cpu`]: 'resources.cpuLimit',
    [`${MAIN}.resources.limits.memory`]: 'resources.memoryLimit',
    [`${MAIN}.volumeMounts`]: 'mounts',
    [`${POD}.initContainers`]: 'initContainers',
    [`${POD}.volumes`]: 'mounts',
    [`${POD}.imagePullSecrets`]: 'pullSecrets',
    ...(props.registry && { [`${POD}.imagePullSecrets[${new Set(props.pullSecrets).size}]`]: 'registry' }),
    [`${POD}.serviceAccountName`]: 'serviceAccountName',
    [`${POD}.terminationGracePeriodSeconds`]: 'rollout.gracePeriod',
    [`${POD}.nodeSelector`]: 'placement.nodeLabels',
    [`${POD}.tolerations`]: 'placement.tolerations',
    [`${POD}.affinity`]: 'placement.architectures',
    [`${POD}.securityContext`]: 'hardened',
    [`${POD}.securityContext.runAsUser`]: 'user',
    [`${MAIN}.securityContext`]: 'hardened',
  };
}

/** The first port is `port` in every workload that has one. */
function portFields(ports: number): Record<string, string> {
  const fields = Array.from({ length: ports }, (_, index): [string, string][] => {
    const at = `${MAIN}.ports[${index}]`;
    if (index > 0) {
      const own = `extraPorts[${index - 1}]`;
      return [
        [at, own],
        [`${at}.containerPort`, `${own}.port`],
      ];
    }
    return [
      [at, ''],
      [`${at}.name`, 'portName'],
      [`${at}.containerPort`, 'port'],
      [`${at}.protocol`, 'protocol'],
    ];
  });
  return Object.fromEntries(fields.flat());
}

/** A probe of the workload's own port says nothing of its own: the port is named where it is written. */
function probeFields({ health }: WorkerProps): Record<string, string> {
  const port = health?._asksPort ? '' : 'health.port';
  return Object.fromEntries(
    ['readinessProbe', 'livenessProbe', 'startupProbe'].flatMap((probe) => [
      [`${MAIN}.${probe}`, 'health'],
      [`${MAIN}.${probe}.tcpSocket.port`, port],
      [`${MAIN}.${probe}.httpGet.port`, port],
    ]),
  );
}

/** The property that names the workload. */
export const nameField = ({ name }: WorkerProps) => (name === undefined ? 'id' : 'name');

function indexed(path: string, names: readonly string[] = [], from = 0): Record<string, string> {
  return Object.fromEntries(names.map((name, index) => [`${path}[${index + from}]`, name]));
}

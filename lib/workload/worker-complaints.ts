import type { PropertyComplaint } from '../analysis/given';
import type { ExtraContainer } from './container-options';
import type { Mount, MountSource } from './mount';
import type { PodPort } from './pod-port';
import type { WorkerProps } from './worker-props';

/** What is wrong with a workload and does not show in its objects. */
export function workerComplaints(props: WorkerProps, ports: readonly PodPort[]): PropertyComplaint[] {
  return [
    ...ownLabel(props),
    ...filePaths(props),
    ...mountPaths(props),
    ...counts(props),
    ...rollouts(props),
    ...probes(props, ports),
  ];
}

/** Two workloads that share this label would take each other's requests. */
function ownLabel({ labels = {} }: WorkerProps): PropertyComplaint[] {
  if (labels.app === undefined) return [];
  return [
    {
      field: 'labels.app',
      message: `labels.app is "${labels.app}": the label app selects the pods, and says the name of the workload.`,
      remedy: 'Say the name with name, or use another label, for example "app.kubernetes.io/part-of".',
    },
  ];
}

function filePaths({ files = {} }: WorkerProps): PropertyComplaint[] {
  return Object.keys(files).flatMap((path) => pathComplaints(`files["${path}"]`, path));
}

/** Every mount of a workload, and the property that says it. */
export function mountsOf({
  mounts = [],
  extraContainers = [],
  initContainers = [],
}: WorkerProps): readonly (readonly [field: string, mount: Mount])[] {
  const of = (containers: readonly ExtraContainer[], list: string) =>
    containers.flatMap(({ mounts: own = [] }, index) => own.map(fieldOf(`${list}[${index}].mounts`)));
  return [
    ...mounts.map(fieldOf('mounts')),
    ...of(extraContainers, 'extraContainers'),
    ...of(initContainers, 'initContainers'),
  ];
}

const mountPaths = (props: WorkerProps): PropertyComplaint[] =>
  mountsOf(props).flatMap(([field, { path, _source }]) => [
    ...pathComplaints(field, path),
    ...hostComplaints(field, _source),
  ]);

/** The node looks for the folder, and knows nothing of where the program ran. */
function hostComplaints(field: string, source: MountSource): PropertyComplaint[] {
  if (source.kind !== 'host' || source.path.startsWith('/')) return [];
  return [
    {
      field,
      message: `${field}: "${source.path}" is a relative path, and a node has no current folder for it.`,
      remedy: `Write the whole path, for example path.resolve("${source.path}").`,
    },
  ];
}

const fieldOf = (list: string) => (mount: Mount, index: number) => [`${list}[${index}]`, mount] as const;

/** A path inside a container is absolute, names something, and stays where it says. */
function pathComplaints(field: string, path: string): PropertyComplaint[] {
  const [message, remedy] = pathProblem(path) ?? [];
  return message && remedy ? [{ field, message: `${field}: ${message}`, remedy }] : [];
}

function pathProblem(path: string): [message: string, remedy: string] | undefined {
  if (!path.startsWith('/')) {
    return [
      `"${path}" is a relative path, and a container has no current folder for it.`,
      `Write "/${path}", or where the file belongs.`,
    ];
  }
  if (path.endsWith('/'))
    return [`"${path}" names no file: it ends with a slash.`, 'Write the name of the file behind the slash.'];
  if (path.split('/').includes('..')) return [`"${path}" climbs with "..".`, 'Write the path that it leads to.'];
  if (path.includes(':'))
    return [`"${path}" has a colon, which Kubernetes does not take in a mount.`, 'Write a path without a colon.'];
  return undefined;
}

function counts({ replicas, scaling }: WorkerProps): PropertyComplaint[] {
  if (replicas === undefined || scaling === undefined) return [];
  return [
    {
      field: 'replicas',
      message: `replicas is ${replicas}, and scaling is given: two would set the number of pods.`,
      remedy: 'Leave replicas out, and say the fewest pods with scaling.min.',
    },
  ];
}

function rollouts({ rollout: { recreate, extraPods } = {} }: WorkerProps): PropertyComplaint[] {
  if (!recreate || extraPods === undefined) return [];
  return [
    {
      field: 'rollout.extraPods',
      message: `rollout.extraPods is ${extraPods}, and with recreate: true no pod starts before the old ones are gone.`,
      remedy: 'Remove one of the two.',
    },
  ];
}

function probes({ health }: WorkerProps, ports: readonly PodPort[]): PropertyComplaint[] {
  if (!health?._asksPort || ports.length > 0) return [];
  return [
    {
      field: 'health',
      message: 'health asks a port, and a worker has none.',
      remedy: 'Use Health.command([…]), or say which port: Health.tcp({ port: 8080 }).',
    },
  ];
}

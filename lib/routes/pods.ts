import { namedOf, type Named } from './named';
import { interned, list, memo, record, text, whole, type Plain } from './plain';
import type { ObjectFacts, Site } from './world';

/** A port that a container declares. */
interface DeclaredPort {
  readonly name?: string;
  readonly number?: number;
  readonly hostPort?: number;
  /** The address of the node on which that is taken; absent for all of them. */
  readonly hostIp?: string;
  readonly protocol: string;
  /** Path of the port in the object. */
  readonly path: string;
}

/** A container of a pod, and where it stands. */
export interface Container {
  readonly name: string;
  readonly image?: string;
  readonly ports: readonly DeclaredPort[];
  /** Starts before the others. */
  readonly init: boolean;
  /** Ends before the others start: an init container that is no sidecar. */
  readonly passing: boolean;
  /** Path of the container in the object. */
  readonly path: string;
  readonly json: Plain;
}

/** What an object says of its pods. */
export interface Template {
  readonly labels: Plain;
  /** Spec of the pod. */
  readonly spec: Plain;
  /** Path of that spec in the object. */
  readonly path: string;
  readonly containers: readonly Container[];
}

/** The pods that one object makes: a workload of any kind, known or not, or a Pod itself. */
export interface Pods extends Template {
  readonly object: ObjectFacts;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  /** How many the object asks for; absent where the kind has no number, or none is stated. */
  readonly replicas?: number;
}

/** Kind → its group. */
const KINDS: ReadonlyMap<string, string> = new Map([
  ['Pod', ''],
  ['ReplicationController', ''],
  ['Deployment', 'apps'],
  ['StatefulSet', 'apps'],
  ['DaemonSet', 'apps'],
  ['ReplicaSet', 'apps'],
  ['Job', 'batch'],
  ['CronJob', 'batch'],
]);

/** Whether an object makes pods: by its kind where we know it, by its pod template where we do not. */
export const makesPods = ({ kind, group, json }: Named): boolean =>
  KINDS.get(kind) === group || hasContainers(record(json.spec).template);

const hasContainers = (template: unknown): boolean =>
  template !== undefined && Array.isArray(record(record(template).spec).containers);

/** The ports of containers that take one of their node. */
export const portsAtNode = (
  { containers }: Pick<Template, 'containers'>,
  number: number,
  protocol: string,
): readonly DeclaredPort[] =>
  containers.flatMap(({ ports }) => ports.filter((port) => port.hostPort === number && port.protocol === protocol));

/** The pods that every object of a site makes, in the order of the objects. */
export const podsOf = memo((site: Site): readonly Pods[] => namedOf(site).filter(makesPods).map(podsOfObject));

function podsOfObject({ object, json, kind, name, namespace }: Named): Pods {
  const { labels, spec, path, containers } = templateOf(object);
  const { replicas } = record(json.spec);
  return {
    labels,
    spec,
    path,
    containers,
    object,
    kind,
    name,
    namespace: namespace as string,
    replicas: whole(replicas),
  };
}

/** Reads the pod template of an object; one without containers where it has none. */
export const templateOf = memo((object: ObjectFacts): Template => {
  const json = record(object.json);
  // Kinds that we do not know have their template where most have it.
  if (json.kind === 'Pod') return template(json, 'spec');
  const { template: own, jobTemplate } = record(json.spec);
  return json.kind === 'CronJob'
    ? template(record(record(record(jobTemplate).spec).template), 'spec.jobTemplate.spec.template.spec')
    : template(record(own), 'spec.template.spec');
});

function template(pod: Plain, path: string): Template {
  const spec = record(pod.spec);
  const { initContainers } = spec;
  const containers = containersIn(spec.containers, `${path}.containers`, false);
  return {
    labels: record(record(pod.metadata).labels),
    spec,
    path,
    containers:
      initContainers === undefined
        ? containers
        : [...containersIn(initContainers, `${path}.initContainers`, true), ...containers],
  };
}

const containersIn = (said: unknown, path: string, init: boolean) =>
  list(said).map((item, index) => container(item, interned(`${path}[${index}]`), init));

function container(item: unknown, path: string, init: boolean): Container {
  const json = record(item);
  return {
    name: text(json.name) ?? '(no name)',
    image: text(json.image),
    ports: list(json.ports).map((port, index) => containerPort(record(port), interned(`${path}.ports[${index}]`))),
    init,
    passing: init && json.restartPolicy !== 'Always',
    path,
    json,
  };
}

const containerPort = (port: Plain, path: string): DeclaredPort => ({
  name: text(port.name),
  number: whole(port.containerPort),
  hostPort: whole(port.hostPort),
  hostIp: text(port.hostIP),
  protocol: (text(port.protocol) ?? 'TCP').toLowerCase(),
  path,
});

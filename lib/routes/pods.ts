import { namedOf, type Named } from './named';
import { at, list, memo, record, text, whole, type Plain } from './plain';
import type { ObjectFacts, Site } from './world';

/** A port that a container declares. */
export interface ContainerPort {
  readonly name?: string;
  readonly number?: number;
  readonly hostPort?: number;
  readonly protocol: string;
  /** Path of the port in the object. */
  readonly path: string;
}

/** A container of a pod, and where it stands. */
export interface Container {
  readonly name: string;
  readonly image?: string;
  readonly ports: readonly ContainerPort[];
  /** Ends before the others start: an init container that is no sidecar. */
  readonly passing: boolean;
  /** Path of the container in the object. */
  readonly path: string;
  readonly json: Plain;
}

/** The pods that one object makes: a workload of any kind, or a Pod itself. */
export interface Pods {
  readonly object: ObjectFacts;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly labels: Plain;
  /** Spec of the pod. */
  readonly spec: Plain;
  /** Path of that spec in the object. */
  readonly path: string;
  readonly containers: readonly Container[];
  /** How many the object asks for; absent where the kind has no number, or none is stated. */
  readonly replicas?: number;
}

const TEMPLATE = new Map([
  ['/Pod', ''],
  ['/ReplicationController', 'spec.template'],
  ['apps/Deployment', 'spec.template'],
  ['apps/StatefulSet', 'spec.template'],
  ['apps/DaemonSet', 'spec.template'],
  ['apps/ReplicaSet', 'spec.template'],
  ['batch/Job', 'spec.template'],
  ['batch/CronJob', 'spec.jobTemplate.spec.template'],
]);

/** The pods that every object of a site makes, in the order of the objects. */
export const podsOf = memo((site: Site): readonly Pods[] =>
  namedOf(site).flatMap((named) => {
    const template = TEMPLATE.get(`${named.group}/${named.kind}`);
    return template === undefined ? [] : [podsOfObject(named, template)];
  }),
);

function podsOfObject({ object, json, kind, name, namespace }: Named, template: string): Pods {
  const path = template === '' ? 'spec' : `${template}.spec`;
  const spec = at(json, path);
  return {
    object,
    kind,
    name,
    namespace: namespace as string,
    labels: at(json, template === '' ? 'metadata.labels' : `${template}.metadata.labels`),
    spec,
    path,
    containers: [
      ...list(spec.initContainers).map((item, index) => container(item, `${path}.initContainers[${index}]`, true)),
      ...list(spec.containers).map((item, index) => container(item, `${path}.containers[${index}]`, false)),
    ],
    replicas: whole(record(json.spec).replicas),
  };
}

function container(item: unknown, path: string, init: boolean): Container {
  const json = record(item);
  return {
    name: text(json.name) ?? '(no name)',
    image: text(json.image),
    ports: list(json.ports).map((port, index) => containerPort(record(port), `${path}.ports[${index}]`)),
    passing: init && json.restartPolicy !== 'Always',
    path,
    json,
  };
}

const containerPort = (port: Plain, path: string): ContainerPort => ({
  name: text(port.name),
  number: whole(port.containerPort),
  hostPort: whole(port.hostPort),
  protocol: (text(port.protocol) ?? 'TCP').toLowerCase(),
  path,
});

import type { ApiObject } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { Protocol } from '../routes/protocol';
import { deployment } from './deployment';
import { deploymentFields, nameField } from './deployment-fields';
import { kubeObject } from './kube-object';
import type { Mount } from './mount';
import type { PodPort } from './pod-port';
import { AUTOSCALER_FIELDS, autoscaler, BUDGET_FIELDS, disruptionBudget } from './scaling';
import type { FileMap, VolumeSet } from './volumes';
import { mountsOf } from './worker-complaints';
import type { Disruption, Scaling, WorkerProps } from './worker-props';

/** What all objects of a workload are made of. */
export interface Pods {
  readonly owner: Construct;
  readonly props: WorkerProps;
  readonly name: string;
  readonly labels: { [key: string]: string };
  readonly selector: { [key: string]: string };
}

/** What its Deployment is made of beside that. */
interface DeploymentParts {
  readonly ports: readonly PodPort[];
  readonly files: FileMap | undefined;
  readonly volumes: VolumeSet;
  readonly sideLoaded: readonly string[];
}

export function deploymentObject(
  { owner, props, ...pods }: Pods,
  { ports, sideLoaded, ...parts }: DeploymentParts,
): ApiObject {
  const content = deployment(props, { ...pods, ...parts, ports: containerPorts(ports) });
  return kubeObject(owner, 'deployment', 'Deployment', content, {
    // Too long to write for every workload.
    fields: () => deploymentFields(props, ports.length),
    ...(sideLoaded.length > 0 && { sideLoaded }),
  });
}

export function filesObject({ owner, labels }: Pods, { name, data }: FileMap): ApiObject {
  const content = { metadata: { name, labels }, data };
  return kubeObject(owner, 'files', 'ConfigMap', content, { fields: () => FILES_FIELDS });
}

const FILES_FIELDS = { 'metadata.name': '', 'metadata.labels': '', data: 'files' };

export function claimObject(
  { owner, labels, props }: Pods,
  { name, spec, mount }: VolumeSet['claims'][number],
): ApiObject {
  const content = { metadata: { name, labels }, spec };
  return kubeObject(owner, `claim-${name}`, 'PersistentVolumeClaim', content, {
    fields: () => claimFields(props, mount),
  });
}

/** The mount that asks for the claim, and what it says of it. */
function claimFields(props: WorkerProps, mount: Mount): Record<string, string> {
  const field = mountsOf(props).flatMap(([at, each]) => (each === mount ? [at] : []))[0]!;
  return {
    'metadata.name': 'name' in mount._source && mount._source.name !== undefined ? `${field}.name` : field,
    'metadata.labels': '',
    'spec.accessModes': `${field}.accessMode`,
    'spec.storageClassName': `${field}.storageClass`,
    'spec.resources.requests.storage': `${field}.size`,
    '': field,
  };
}

export function autoscalerObject({ owner, props, name, labels }: Pods, scaling: Scaling): ApiObject {
  const content = { metadata: { name, labels }, spec: autoscaler(name, scaling) };
  return kubeObject(owner, 'autoscaler', 'HorizontalPodAutoscaler', content, {
    fields: () => ({ ...namedAsPods(props), ...AUTOSCALER_FIELDS }),
  });
}

export function budgetObject({ owner, props, name, labels, selector }: Pods, disruption: Disruption): ApiObject {
  const spec = { selector: { matchLabels: selector }, ...disruptionBudget(disruption) };
  return kubeObject(
    owner,
    'disruption-budget',
    'PodDisruptionBudget',
    { metadata: { name, labels }, spec },
    {
      fields: () => ({ ...namedAsPods(props), ...BUDGET_FIELDS }),
    },
  );
}

const namedAsPods = (props: WorkerProps) => ({ 'metadata.name': nameField(props), 'metadata.labels': '' });

const containerPorts = (ports: readonly PodPort[]): k8s.ContainerPort[] =>
  ports.map(({ name, port, protocol }) => ({
    containerPort: port,
    ...(name && { name }),
    ...(protocol && protocol !== Protocol.TCP && { protocol }),
  }));

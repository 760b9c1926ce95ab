import type { ApiObject } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { chartOf, landsIn } from '../analysis/chart';
import { declare } from '../analysis/declare';
import { given } from '../analysis/given';
import { Protocol } from '../routes/protocol';
import { arrivals } from './arrival';
import { deployment } from './deployment';
import { deploymentFields, nameField } from './deployment-fields';
import { kubeObject } from './kube-object';
import { AUTOSCALER_FIELDS, autoscaler, BUDGET_FIELDS, disruptionBudget } from './scaling';
import { PODS } from './shapes';
import { fileMap, volumeSet } from './volumes';
import { workerComplaints } from './worker-complaints';
import type { WorkerProps } from './worker-props';

/**
 * A port of the main container.
 *
 * @internal
 */
export interface PodPort {
  /**
   * Its name.
   *
   * @default - none
   */
  readonly name?: string;
  /** Port on which the container listens. */
  readonly port: number;
  /**
   * What is spoken.
   *
   * @default Protocol.TCP
   */
  readonly protocol?: Protocol;
}

/**
 * Pods, and the ports of their main container.
 *
 * @internal
 */
export interface RunningPodsProps extends WorkerProps {
  /** Ports of the main container, the most important one first. */
  readonly ports: PodPort[];
}

/**
 * A Deployment and what belongs to it: what `WebApp` and `Worker` have in common.
 *
 * @internal
 */
export abstract class RunningPods extends Construct {
  /** Name of the Deployment. */
  public readonly name: string;
  /** Labels that select the pods. */
  public readonly podLabels: { [key: string]: string };
  /**
   * Namespace of the pods.
   *
   * @default - the namespace that kubectl applies to
   */
  public readonly namespace?: string;
  /** The Deployment, for JSON patches. */
  public readonly deployment: ApiObject;
  /** The claims of its storage, for JSON patches. */
  public readonly claims: ApiObject[];
  /**
   * The ConfigMap with the files from the program, for JSON patches.
   *
   * @default - no files
   */
  public readonly filesConfig?: ApiObject;
  /**
   * The autoscaler, for JSON patches.
   *
   * @default - no scaling
   */
  public readonly autoscaler?: ApiObject;
  /**
   * The disruption budget, for JSON patches.
   *
   * @default - no budget
   */
  public readonly disruptionBudget?: ApiObject;

  constructor(scope: Construct, id: string, props: RunningPodsProps) {
    super(scope, id);
    const { namespace } = chartOf(this);
    const { props: read, complaints } = given(props, PODS);
    const { ports } = read;
    const images = arrivals(read, (this.node.root as { outdir?: string }).outdir);
    props = { ...images.props, ports };
    const name = props.name ?? id;
    const selector = { app: name };
    const labels = { ...props.labels, ...selector };
    const filesName = `${name}-files`;
    const files = props.files && Object.keys(props.files).length > 0 ? fileMap(props.files) : undefined;
    const volumes = volumeSet(
      name,
      [props, ...(props.extraContainers ?? []), ...(props.initContainers ?? [])].flatMap(({ mounts = [] }) => mounts),
    );
    const metadata = (own: string) => ({ name: own, labels });

    this.name = name;
    this.podLabels = selector;
    this.namespace = namespace;
    declare(this, {
      ...(props.registry && { logins: [{ registry: props.registry, namespace: landsIn(namespace) }] }),
      ...(images.built.length > 0 && { built: images.built }),
      complaints: () => [...complaints, ...images.complaints, ...workerComplaints(props, ports)],
    });
    this.deployment = kubeObject(
      this,
      'deployment',
      'Deployment',
      deployment(props, { name, labels, selector, ports: containerPorts(ports), files, filesName, volumes }),
      {
        // Too long to write for every workload.
        fields: () => deploymentFields(props, ports.length),
        ...(images.sideLoaded.length > 0 && { sideLoaded: images.sideLoaded }),
      },
    );
    if (files) {
      const content = { metadata: metadata(filesName), data: files.data };
      this.filesConfig = kubeObject(this, 'files', 'ConfigMap', content, { fields: () => FILES_FIELDS });
    }
    this.claims = volumes.claims.map((claim) => {
      const content = { metadata: metadata(claim.name), spec: claim.spec };
      return kubeObject(this, `claim-${claim.name}`, 'PersistentVolumeClaim', content, { fields: () => CLAIM_FIELDS });
    });
    if (props.scaling) {
      const content = { metadata: metadata(name), spec: autoscaler(name, props.scaling) };
      this.autoscaler = kubeObject(this, 'autoscaler', 'HorizontalPodAutoscaler', content, {
        fields: () => ({ ...namedAsPods(props), ...AUTOSCALER_FIELDS }),
      });
    }
    if (props.disruption) {
      const spec = { selector: { matchLabels: selector }, ...disruptionBudget(props.disruption) };
      const content = { metadata: metadata(name), spec };
      this.disruptionBudget = kubeObject(this, 'disruption-budget', 'PodDisruptionBudget', content, {
        fields: () => ({ ...namedAsPods(props), ...BUDGET_FIELDS }),
      });
    }
  }
}

const FILES_FIELDS = { 'metadata.name': '', 'metadata.labels': '', data: 'files' };
const CLAIM_FIELDS = { 'metadata.name': 'mounts', 'metadata.labels': '', '': 'mounts' };
const namedAsPods = (props: WorkerProps) => ({ 'metadata.name': nameField(props), 'metadata.labels': '' });

const containerPorts = (ports: readonly PodPort[]): k8s.ContainerPort[] =>
  ports.map(({ name, port, protocol }) => ({
    containerPort: port,
    ...(name && { name }),
    ...(protocol && protocol !== Protocol.TCP && { protocol }),
  }));

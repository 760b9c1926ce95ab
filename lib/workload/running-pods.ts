import type { ApiObject } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { chartOf } from '../analysis/chart';
import { declare } from '../analysis/declare';
import { carry, type ObjectSource } from '../analysis/facts';
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

/** A port of the main container. */
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

/** Pods, and the ports of their main container. */
export interface RunningPodsProps extends WorkerProps {
  /** Ports of the main container, the most important one first. */
  readonly ports: PodPort[];
}

/** A Deployment and what belongs to it: what `WebApp` and `Worker` have in common. */
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
    const owned = <T extends ApiObject>(
      object: T,
      fields: () => Record<string, string>,
      more: Pick<ObjectSource, 'sideLoaded'> = {},
    ): T => {
      const source = {
        ...more,
        owner: this,
        get fields() {
          return fields();
        },
      };
      carry(object, { object: source });
      return object;
    };
    const metadata = (own: string) => ({ name: own, labels });

    this.name = name;
    this.podLabels = selector;
    this.namespace = namespace;
    declare(this, {
      ...(props.registry && { logins: [{ registry: props.registry, namespace: namespace || 'default' }] }),
      ...(images.built.length > 0 && { built: images.built }),
      complaints: () => [...complaints, ...images.complaints, ...workerComplaints(props, ports)],
    });
    this.deployment = owned(
      kubeObject(
        this,
        'deployment',
        'Deployment',
        deployment(props, { name, labels, selector, ports: containerPorts(ports), files, filesName, volumes }),
      ),
      // Read only where a finding speaks, and too long to write for every workload.
      () => deploymentFields(props, ports.length),
      images.sideLoaded.length > 0 ? { sideLoaded: images.sideLoaded } : {},
    );
    if (files) {
      this.filesConfig = owned(
        kubeObject(this, 'files', 'ConfigMap', { metadata: metadata(filesName), data: files.data }),
        () => ({ 'metadata.name': '', 'metadata.labels': '', data: 'files' }),
      );
    }
    this.claims = volumes.claims.map((claim) =>
      owned(
        kubeObject(this, `claim-${claim.name}`, 'PersistentVolumeClaim', {
          metadata: metadata(claim.name),
          spec: claim.spec,
        }),
        () => ({ 'metadata.name': 'mounts', 'metadata.labels': '', '': 'mounts' }),
      ),
    );
    if (props.scaling) {
      this.autoscaler = owned(
        kubeObject(this, 'autoscaler', 'HorizontalPodAutoscaler', {
          metadata: metadata(name),
          spec: autoscaler(name, props.scaling),
        }),
        () => ({ 'metadata.name': nameField(props), 'metadata.labels': '', ...AUTOSCALER_FIELDS }),
      );
    }
    if (props.disruption) {
      this.disruptionBudget = owned(
        kubeObject(this, 'disruption-budget', 'PodDisruptionBudget', {
          metadata: metadata(name),
          spec: { selector: { matchLabels: selector }, ...disruptionBudget(props.disruption) },
        }),
        () => ({ 'metadata.name': nameField(props), 'metadata.labels': '', ...BUDGET_FIELDS }),
      );
    }
  }
}

const containerPorts = (ports: readonly PodPort[]): k8s.ContainerPort[] =>
  ports.map(({ name, port, protocol }) => ({
    containerPort: port,
    ...(name && { name }),
    ...(protocol && protocol !== Protocol.TCP && { protocol }),
  }));

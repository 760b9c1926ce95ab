import { type ApiObject, App } from 'cdk8s';
import { Construct } from 'constructs';
import { chartOf, landsIn } from '../analysis/chart';
import { declare } from '../analysis/declare';
import type { Given } from '../analysis/given';
import { arrivals } from './arrival';
import type { PodPort } from './pod-port';
import { autoscalerObject, budgetObject, claimObject, deploymentObject, filesObject, type Pods } from './pod-objects';
import { fileMap, volumeSet } from './volumes';
import { mountsOf, workerComplaints } from './worker-complaints';
import type { WorkerProps } from './worker-props';

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

  constructor(
    scope: Construct,
    id: string,
    { props: read, complaints }: Given<WorkerProps>,
    /** The most important one first. */
    ports: readonly PodPort[],
  ) {
    super(scope, id);
    const { namespace } = chartOf(this);
    const { props, built, sideLoaded, complaints: ofImages } = arrivals(read, outdirOf(this));
    const name = props.name ?? id;
    const selector = { app: name };
    const pods: Pods = { owner: this, props, name, labels: { ...props.labels, ...selector }, selector };
    const files = props.files && Object.keys(props.files).length > 0 ? fileMap(name, props.files) : undefined;
    const volumes = volumeSet(
      name,
      mountsOf(props).map(([, mount]) => mount),
    );

    this.name = name;
    this.podLabels = selector;
    this.namespace = namespace;
    declare(this, {
      ...(props.registry && { logins: [{ registry: props.registry, namespace: landsIn(namespace) }] }),
      ...(built.length > 0 && { built }),
      complaints: () => [...complaints, ...ofImages, ...workerComplaints(props, ports)],
    });
    this.deployment = deploymentObject(pods, { ports, files, volumes, sideLoaded });
    if (files) this.filesConfig = filesObject(pods, files);
    this.claims = volumes.claims.map((claim) => claimObject(pods, claim));
    if (props.scaling) this.autoscaler = autoscalerObject(pods, props.scaling);
    if (props.disruption) this.disruptionBudget = budgetObject(pods, props.disruption);
  }
}

/** Where the app is written, if there is one. */
const outdirOf = ({ node: { root } }: Construct) => (root instanceof App ? root.outdir : undefined);

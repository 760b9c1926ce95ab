import type { Duration } from 'cdk8s';
import type { IImageRegistry } from '../images/registry';
import type { ContainerOptions, ExtraContainer } from './container-options';
import type { Health } from './health';
import type { Placement } from './placement';

/** How new pods take the place of old ones. */
export interface Rollout {
  /**
   * All old pods stop before the first new one starts. For programs that cannot run twice at a time, such as databases
   * on one folder.
   *
   * @default - true where one pod has a `Mount.storage` of one node and `extraPods` is not given, otherwise false
   */
  readonly recreate?: boolean;
  /**
   * Pods above the wanted count while a rollout runs.
   *
   * @default - a quarter of the wanted count, rounded up
   */
  readonly extraPods?: number;
  /**
   * Time that a pod has to finish its requests before it is killed.
   *
   * @default Duration.seconds(30)
   */
  readonly gracePeriod?: Duration;
  /**
   * Time that a new pod has to stay ready before it counts.
   *
   * @default Duration.seconds(0)
   */
  readonly settle?: Duration;
  /**
   * Old revisions that are kept for `kubectl rollout undo`.
   *
   * @default 10
   */
  readonly history?: number;
}

/** Lets Kubernetes choose the number of pods. Needs requests for what it measures, and the metrics-server. */
export interface Scaling {
  /**
   * Fewest pods.
   *
   * @default 1
   */
  readonly min?: number;
  /** Most pods. */
  readonly max: number;
  /**
   * Wanted CPU use, as percentage of what is requested.
   *
   * @default - CPU does not count, unless memory does not either: then 80
   */
  readonly cpuPercent?: number;
  /**
   * Wanted memory use, as percentage of what is requested.
   *
   * @default - memory does not count
   */
  readonly memoryPercent?: number;
}

/** How many pods may be away when somebody drains a node. One of the two. */
export interface Disruption {
  /**
   * Pods that have to stay.
   *
   * @default - `maxUnavailable` says it
   */
  readonly minAvailable?: number;
  /**
   * Pods that may be away.
   *
   * @default - `minAvailable` says it
   */
  readonly maxUnavailable?: number;
}

/** What every workload has, with a port or without. */
export interface WorkerProps extends ContainerOptions {
  /**
   * Name of the Deployment and of what belongs to it.
   *
   * @default - the id
   */
  readonly name?: string;
  /**
   * Name of its container.
   *
   * @default - the name of the workload
   */
  readonly containerName?: string;
  /**
   * Labels of the Deployment and its pods, beside `app: <name>`, which selects them.
   *
   * @default - none
   */
  readonly labels?: { [key: string]: string };
  /**
   * Annotations of the Deployment.
   *
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
  /**
   * Annotations of the pods.
   *
   * @default - none
   */
  readonly podAnnotations?: { [key: string]: string };
  /**
   * Pods to run.
   *
   * @default 1
   */
  readonly replicas?: number;
  /**
   * Files from the program: path in the container → text. The rest of the folder stays as the image has it, and the
   * pods roll when a text changes.
   *
   * @default - none
   */
  readonly files?: { [path: string]: string };
  /**
   * How Kubernetes finds out that it answers.
   *
   * @default - `Health.tcp()` where there is a TCP port, otherwise nobody asks
   */
  readonly health?: Health;
  /**
   * How new pods take the place of old ones.
   *
   * @default - new pods first, and never fewer than wanted; the old pod first where it alone has a `Mount.storage`
   */
  readonly rollout?: Rollout;
  /**
   * Lets Kubernetes choose the number of pods.
   *
   * @default - `replicas` says it
   */
  readonly scaling?: Scaling;
  /**
   * How many pods may be away when somebody drains a node.
   *
   * @default - any number
   */
  readonly disruption?: Disruption;
  /**
   * Registry of the images. The pods get its login: a Secret in their namespace, which the hand-off makes.
   *
   * @default - the images need no login
   */
  readonly registry?: IImageRegistry;
  /**
   * Secrets with logins for the registries of the images, in the namespace of the workload.
   *
   * @default - none
   */
  readonly pullSecrets?: string[];
  /**
   * Which nodes may run the pods.
   *
   * @default - any
   */
  readonly placement?: Placement;
  /**
   * Runs under the restricted Pod Security Standard: not as root, no rights beyond the plain ones. An image that
   * starts as root then needs `user`.
   *
   * @default false
   */
  readonly hardened?: boolean;
  /**
   * Number of the user that runs the containers.
   *
   * @default - the image's
   */
  readonly user?: number;
  /**
   * Account with which the pods talk to Kubernetes.
   *
   * @default - the account `default` of the namespace
   */
  readonly serviceAccountName?: string;
  /**
   * Containers that run beside the main one.
   *
   * @default - none
   */
  readonly extraContainers?: ExtraContainer[];
  /**
   * Containers that run before the main one, one after the other.
   *
   * @default - none
   */
  readonly initContainers?: ExtraContainer[];
}

import type { Size } from 'cdk8s';
import type { ImageSource } from '../images/image-source';
import type { EnvBundle, EnvSource } from './env';
import type { Mount } from './mount';

/** What a container asks for and may not exceed. */
export interface Resources {
  /**
   * CPU that is set aside, for example `80m` or `1`.
   *
   * @default - none
   */
  readonly cpu?: string;
  /**
   * CPU that it may not exceed.
   *
   * @default - none
   */
  readonly cpuLimit?: string;
  /**
   * Memory that is set aside.
   *
   * @default - none
   */
  readonly memory?: Size;
  /**
   * Memory at which it is killed.
   *
   * @default - none
   */
  readonly memoryLimit?: Size;
}

/** When the node asks the registry for an image. */
export enum PullPolicy {
  /** At every start of a container. */
  ALWAYS = 'Always',
  /** When the node does not have it. */
  IF_NOT_PRESENT = 'IfNotPresent',
  /** Never: it has to be on the node. */
  NEVER = 'Never',
}

/** What every container has. */
export interface ContainerOptions {
  /** Image with its tag, for example `nginx:1.27`. One that is built has none: its tag is made of its content. */
  readonly image: string;
  /**
   * How the image gets to the nodes.
   *
   * @default ImageSource.pulled()
   */
  readonly source?: ImageSource;
  /**
   * Program that is started instead of the image's own.
   *
   * @default - the image's
   */
  readonly command?: string[];
  /**
   * Arguments of the program.
   *
   * @default - the image's
   */
  readonly args?: string[];
  /**
   * Environment variables.
   *
   * @default - none
   */
  readonly env?: { [name: string]: string };
  /**
   * Environment variables whose values stand elsewhere.
   *
   * @default - none
   */
  readonly envFrom?: { [name: string]: EnvSource };
  /**
   * Whole Secrets and ConfigMaps as environment variables.
   *
   * @default - none
   */
  readonly envBundles?: EnvBundle[];
  /**
   * What is brought into its file system.
   *
   * @default - nothing
   */
  readonly mounts?: Mount[];
  /**
   * What it asks for and may not exceed.
   *
   * @default - nothing is set aside, nothing is limited
   */
  readonly resources?: Resources;
  /**
   * When the node asks the registry for the image.
   *
   * @default - left to Kubernetes: always for `latest`, otherwise when the node does not have it; `IfNotPresent` for an
   * image that is loaded into the nodes
   */
  readonly imagePullPolicy?: PullPolicy;
}

/** A container that runs beside the main one, or before it. */
export interface ExtraContainer extends ContainerOptions {
  /** Its name, unique in the pod. */
  readonly name: string;
}

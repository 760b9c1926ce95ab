import { Construct } from 'constructs';
import { declare } from '../analysis/declare';
import { given, insist } from '../analysis/given';
import { pushAddress, registryAddress } from '../routes/k3d/conventions';
import { bareAt, imageAt } from '../routes/image-name';
import { isPort } from '../routes/port';
import { LOOPBACK } from '../routes/this-machine';
import { madeRegistryComplaints } from './complaints';
import type { IImageRegistry } from './registry';
import type { RegistryOptions } from './registry-options';
import { IMAGE_NAME, LOCAL_REGISTRY, PUSHED_IMAGE } from './shapes';

/** A registry that is made with the cluster, and goes with it. */
export interface LocalRegistryProps extends RegistryOptions {
  /**
   * Name of its container, by which nodes and pods know it.
   *
   * @default - `k3d-<id>`
   */
  readonly name?: string;
  /**
   * Port on this machine, to which images are pushed.
   *
   * @default 5001 - 5000 is taken on a Mac
   */
  readonly hostPort?: number;
  /**
   * Address of this machine on which it listens.
   *
   * @default 127.0.0.1
   */
  readonly host?: string;
}

/**
 * A registry made with the cluster. It has one name for whoever pushes from this machine and another one for the nodes,
 * and knows both. Its scope is the app, or the cluster where the app describes several.
 */
export class LocalRegistry extends Construct implements IImageRegistry {
  /** Name of its container. */
  public readonly name: string;
  /** Port on this machine. */
  public readonly hostPort: number;
  /** Where programs on this machine push to, for example `localhost:5001`. */
  public readonly pushServer: string;
  /** Where nodes pull from, for example `k3d-registry:5000`. Image names in pods begin so. */
  public readonly server: string;
  /** Whether it fetches from another registry, so that nobody can push to it. */
  public readonly pullsThrough: boolean;

  constructor(scope: Construct, id: string, props: LocalRegistryProps = {}) {
    super(scope, id);
    const { props: own, complaints } = given(props, LOCAL_REGISTRY);
    const { name = `k3d-${id}`, hostPort = 5001, host = LOOPBACK, pullThrough, ...rest } = own;
    this.name = name;
    this.hostPort = hostPort;
    this.pushServer = pushAddress(host, hostPort);
    this.server = registryAddress({ name });
    this.pullsThrough = pullThrough !== undefined;
    const login = pullThrough?.credential?._login;
    declare(this, {
      registry: {
        ...rest,
        name,
        ...(isPort(hostPort) && { hostPort }),
        host,
        ...(pullThrough && { pullThrough: { remoteUrl: pullThrough.remoteUrl, ...(login && { login }) } }),
      },
      complaints: () => [
        ...complaints,
        ...nameComplaints(name, own.name === undefined ? 'id' : 'name'),
        ...madeRegistryComplaints((property) => property, { ...own, hostPort, pullThrough }),
      ],
    });
  }

  /**
   * Name under which this machine pushes an image.
   *
   * @param image its name without registry, or as `image()` gives it
   */
  public pushName(image: string): string {
    const said = insist(`${this.node.path}: pushName`, { image }, PUSHED_IMAGE);
    this.refusePulls('pushName', said.image);
    return `${this.pushServer}/${bareAt(this.server, said.image)}`;
  }

  /**
   * Name of an image as pods write it.
   *
   * @param name the name without registry, for example `team/app`
   * @param tag the tag; without one, `name` has it already, or `ImageSource.built` makes it
   */
  public image(name: string, tag?: string): string {
    const said = insist(`${this.node.path}: image`, { name, tag }, IMAGE_NAME);
    this.refusePulls('image', said.name);
    return imageAt(this.server, said.name, said.tag);
  }

  private refusePulls(method: string, name: string): void {
    if (!this.pullsThrough) return;
    throw new Error(
      `${this.node.path}: ${method}("${name}") names an image of a registry that nobody can push to: it fetches from another one. Write the name that the image has there.`,
    );
  }
}

/** Docker takes more, but image names begin with it. */
function nameComplaints(name: string, field: string) {
  if (/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(name)) return [];
  return [
    {
      field,
      message: `The registry is called "${name}", and no image name can begin so.`,
      remedy: 'Use lower-case letters, digits, "-" and "." alone, for example name: "k3d-registry".',
    },
  ];
}

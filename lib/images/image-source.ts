import { insist } from '../analysis/given';
import { type ContextProblem, readContext, type ReadContext } from './context';
import type { LocalRegistry } from './local-registry';
import { BUILD } from './shapes';

/** An image that the hand-off builds with docker. */
export interface BuildOptions {
  /** Folder that holds what is built, from the folder in which the program runs. */
  readonly context: string;
  /**
   * Dockerfile, from the context.
   *
   * @default Dockerfile
   */
  readonly dockerfile?: string;
  /**
   * Platforms, for example `linux/amd64`. Several need a registry: side-loaded, an image has one.
   *
   * @default - the platform of this machine
   */
  readonly platforms?: string[];
  /**
   * Stage of the Dockerfile at which the build ends.
   *
   * @default - the last one
   */
  readonly target?: string;
  /**
   * Build arguments. They stand in dist/ and in the image: no place for a password.
   *
   * @default - none
   */
  readonly args?: { [name: string]: string };
  /**
   * Registry of the cluster that it is pushed to. Its name then stands before that of the image.
   *
   * @default - none: it is loaded into the nodes
   */
  readonly registry?: LocalRegistry;
}

/** A build of which everything is said. */
export interface Build extends BuildOptions {
  readonly dockerfile: string;
  readonly platforms: string[];
  readonly args: { [name: string]: string };
}

const DEFAULTS: Build = { context: '', dockerfile: 'Dockerfile', platforms: [], args: {} };

/** How an image gets to the nodes. */
export class ImageSource {
  /** The nodes fetch it from its registry. */
  public static pulled(): ImageSource {
    return new ImageSource('pulled');
  }

  /**
   * Docker on this machine has it, and the hand-off loads it into the nodes. Its pull policy is then `IfNotPresent`,
   * because no registry that the nodes know need have it.
   */
  public static sideLoaded(): ImageSource {
    return new ImageSource('side-loaded');
  }

  /**
   * The hand-off builds it, and pushes it to the registry of the cluster or loads it into the nodes. `image` is its name
   * without tag: the tag is made of the content of the folder, so that a change rolls the pods and no change does nothing.
   *
   * @param options what is built
   */
  public static built(options: BuildOptions): ImageSource {
    return new ImageSource('built', { ...DEFAULTS, ...insist('ImageSource.built', options, BUILD) });
  }

  private content?: ReadContext | ContextProblem;

  private constructor(
    /** @internal */
    public readonly _arrival: 'pulled' | 'side-loaded' | 'built',
    /** @internal */
    public readonly _options: Build = DEFAULTS,
  ) {}

  /**
   * The content of the build, read once.
   *
   * @internal
   */
  public get _content(): ReadContext | ContextProblem {
    const { context, dockerfile, target, args, platforms } = this._options;
    this.content ??= readContext({ context, dockerfile, target, arguments: args, platforms });
    return this.content;
  }
}

import type { AllowedRule } from '../routes/allow';
import type { BuiltImage, EnvironmentName, HelperImages, MadeRegistry, MadeSecret } from '../routes/needs';
import type { ExternalFacts } from '../routes/world';

/** Newest version of the shape below. A reader refuses what is newer than it knows. */
export const HANDOFF_VERSION = 2;

/** The oldest version that can say it, so that whoever knows no newer one goes on reading what is not new. */
export const versionFor = ({ secrets }: Pick<Handoff, 'secrets'>): number =>
  secrets.some(({ kind }) => kind === 'values') ? 2 : 1;

/** A word of a command that no program takes for a flag. */
export const isWord = (value: unknown): boolean =>
  typeof value === 'string' && /^[^\s\p{Cc}-][^\s\p{Cc}]*$/u.test(value);

/** What the hand-off needs and the YAML cannot say. Names only: never a value of a Secret. */
export interface Handoff {
  readonly version: number;
  readonly cluster: string;
  /** Context by which kubectl reaches the cluster. */
  readonly context: string;
  /** The cluster file, from the folder of this file. */
  readonly config: string;
  /** Files to apply, from dist/, in their order. */
  readonly manifests: readonly string[];
  readonly k3d: {
    /** Oldest k3d that understands the cluster file. */
    readonly minimum: string;
    /** Images that k3d starts beside the nodes, from where they are pulled; their tag is the version of k3d. */
    readonly helperImages: HelperImages;
  };
  /** Images of the workloads, and how each arrives. */
  readonly images: {
    /** Fetched by the nodes themselves. */
    readonly pulled: readonly string[];
    /** Brought in from docker on this machine. */
    readonly sideLoaded: readonly string[];
    /** Built on this machine before they are brought in. */
    readonly built: readonly BuiltImage[];
  };
  /** The registry that is made with the cluster. */
  readonly registry?: MadeRegistry;
  /** Secrets that the hand-off makes. */
  readonly secrets: readonly MadeSecret[];
  /** Environment variables that k3d reads while it creates the cluster. */
  readonly environment: readonly EnvironmentName[];
  /** What lives outside the app. */
  readonly externals?: readonly ExternalFacts[];
  /** What is allowed although a rule speaks against it. */
  readonly allowed?: readonly AllowedRule[];
}

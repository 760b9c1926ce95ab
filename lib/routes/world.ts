import type { BuiltImage } from './needs';

/** A Kubernetes object as plain JSON. Nothing about it is certain: it may come from a file. */
export interface KubeObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: {
    readonly name?: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly [key: string]: unknown;
  };
  // The shape below depends on the kind, so whoever reads it has to look.
  readonly [key: string]: any;
}

/** A cluster as k3d would read it: its parsed file in the words of `k3d.io/v1alpha5`, and what is known beside it. */
export interface ClusterFacts {
  readonly name: string;
  /** Construct path, or file. */
  readonly where: string;
  /** The config as plain JSON, whatever its quality. */
  readonly config: any;
  /** The same as it stands in the file, where that has other words. */
  readonly written?: any;
  /** The text that k3d will read, where there is one: it expands `$` in it before it parses. */
  readonly text?: string;
  /** The k3d version that will read it, where the user states one. */
  readonly k3dVersion?: string;
  /** Who asked for the port mapping at the same index of `config.ports`: construct paths. */
  readonly portAskers?: readonly (readonly string[])[];
  /**
   * Path in the config → the property that a person wrote, where they differ:
   * `ports[0].port` → `ports[0]`. The longest prefix counts.
   */
  readonly fields?: Readonly<Record<string, string>>;
  /** Rules that are allowed on this cluster, with the reason. */
  readonly allow?: Readonly<Record<string, string>>;
  readonly source?: string;
}

/** An object and where it comes from. */
export interface ObjectFacts {
  readonly json: KubeObject;
  /** Path of the construct that the user wrote (not of the inner ApiObject), or `file:line`. */
  readonly where: string;
  /** True where one of our constructs asked for it, so that errors about it are errors. */
  readonly declared: boolean;
  /**
   * Field path of the object → property of the construct, for messages in the words of the user:
   * `spec.template.spec.containers[0].image` → `image`. The longest prefix counts; an empty name says that the
   * value was taken over from another construct, which is the one to name.
   */
  readonly fields?: Readonly<Record<string, string>>;
  /** Stands on the Service or Ingress that an exposure made: the way in that it promises. */
  readonly exposure?: ExposureFacts;
  /** File in which kubectl reads it, where it reads those of one folder in the order of their names. */
  readonly file?: string;
  /** Images that are loaded into the nodes before its pods start, as `image` names them. */
  readonly sideLoaded?: readonly string[];
  /** Rules that are allowed on this object, with the reason. */
  readonly allow?: Readonly<Record<string, string>>;
  readonly source?: string;
}

/** What an exposure knows of its way in beside the object that it made. */
export interface ExposureFacts {
  /** Path that a first request asks for. @default / */
  readonly path?: string;
  /** Host ports that it asked its cluster for. */
  readonly hostPorts: readonly number[];
}

/** Something that lives outside the app and is there when the app runs. */
export interface ExternalFacts {
  readonly kind: string;
  readonly name: string;
  /** @default - any namespace, or none */
  readonly namespace?: string;
  /** Keys that a Secret or ConfigMap has. @default - any */
  readonly keys?: readonly string[];
}

/** A registry that gives images only after a login. */
export interface PrivateRegistryFacts {
  /** Host and port, as images name it. */
  readonly server: string;
  /** Construct path of what declares it. */
  readonly where: string;
  /** Secret with its login. @default - only the nodes can log in */
  readonly secret?: string;
  /** Namespaces in which that Secret is there. @default - any */
  readonly namespaces?: readonly string[];
  /** Names of its images that the program asked it for. @default - none */
  readonly images?: ReadonlySet<string>;
}

/** An image that the hand-off builds for a construct. */
export interface BuildFacts extends Pick<BuiltImage, 'image' | 'arguments'> {
  readonly where: string;
}

/** What a construct found wrong with its own properties and no object of its output shows. */
export interface Complaint {
  readonly where: string;
  readonly field?: string;
  /** The object of the output that fails for the same cause, as a person names it. */
  readonly about?: string;
  readonly message: string;
  readonly remedy: string;
  readonly source?: string;
}

/** One cluster (or none: plain Kubernetes) and everything that is applied to it. */
export interface Site {
  readonly cluster?: ClusterFacts;
  readonly objects: readonly ObjectFacts[];
  /** Clusters that the same app describes beside this one. */
  readonly others: readonly ClusterFacts[];
  /** Every site of the same app, this one among them. @default - it is the only one */
  readonly all?: readonly Site[];
  readonly complaints: readonly Complaint[];
  readonly externals: readonly ExternalFacts[];
  readonly privateRegistries?: readonly PrivateRegistryFacts[];
  /** Images that the hand-off builds. @default - none */
  readonly builds?: readonly BuildFacts[];
  /** The objects are the whole world: what they lack does not exist. */
  readonly closed: boolean;
  /** Some of what belongs to it cannot be read. @default false */
  readonly partial?: boolean;
  /** A program makes it, in whose words remedies may speak. @default false */
  readonly byProgram?: boolean;
}

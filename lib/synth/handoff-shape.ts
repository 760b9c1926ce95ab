/** Version of the shape below. A reader refuses what is newer than it knows. */
export const HANDOFF_VERSION = 1;

/** What the hand-off needs and the YAML cannot say. Names only: never a value of a login. */
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
  readonly secrets: readonly (LoginSecret | TlsSecret)[];
  /** Environment variables that k3d reads while it creates the cluster. */
  readonly environment: readonly EnvironmentName[];
}

/** Images that k3d starts beside the nodes, without their tag. */
export interface HelperImages {
  readonly loadBalancer: string;
  readonly tools: string;
}

/** An image that is built before it is brought in. */
export interface BuiltImage {
  /** The name in the manifests; its tag is made of the content. */
  readonly image: string;
  /** Folder of the build, from the folder that holds dist/. */
  readonly context: string;
  /** From the context. */
  readonly dockerfile: string;
  /** Empty: the platform of this machine. */
  readonly platforms: readonly string[];
  readonly target?: string;
  readonly arguments: Readonly<Record<string, string>>;
  /** Name under which it is pushed to the registry of the cluster; absent where it is side-loaded. */
  readonly pushName?: string;
}

/** The registry that is made with the cluster. */
export interface MadeRegistry {
  /** Name of its container. */
  readonly name: string;
  /** Where programs on this machine push to: `localhost:5000`. */
  readonly push: string;
  /** Where nodes pull from: `k3d-registry:5000`. */
  readonly pull: string;
}

/** Where a login comes from. */
export type LoginSource =
  | { readonly kind: 'environment'; readonly user: string; readonly password: string }
  | { readonly kind: 'docker' }
  | { readonly kind: 'dotenv'; readonly file: string; readonly user: string; readonly password: string };

/** A pull secret: kubernetes.io/dockerconfigjson. */
export interface LoginSecret {
  readonly kind: 'login';
  readonly name: string;
  readonly namespace: string;
  readonly server: string;
  readonly from: LoginSource;
}

/** A certificate: kubernetes.io/tls. */
export interface TlsSecret {
  readonly kind: 'tls';
  readonly name: string;
  readonly namespace: string;
  /** Names that the certificate has to cover. */
  readonly hosts: readonly string[];
  readonly from:
    { readonly kind: 'files'; readonly certificate: string; readonly key: string } | { readonly kind: 'mkcert' };
}

/** An environment variable that stands in the cluster file. */
export interface EnvironmentName {
  readonly name: string;
  /** Set by the hand-off: what the cluster file cannot write itself. */
  readonly value?: string;
  /** Where the value stands; absent: in the user's environment. */
  readonly from?: { readonly file: string; readonly name: string };
}

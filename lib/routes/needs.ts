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

/** Where a login comes from. A file is named from the folder that holds dist/. */
export type LoginSource =
  | { readonly kind: 'environment'; readonly user: string; readonly password: string }
  | { readonly kind: 'docker' }
  | { readonly kind: 'dotenv'; readonly file: string; readonly user: string; readonly password: string };

/** A pull secret: kubernetes.io/dockerconfigjson. */
export interface LoginSecret {
  readonly kind: 'login';
  readonly name: string;
  readonly namespace: string;
  /** Key of the login in the Secret and in docker's own: the host, and `https://index.docker.io/v1/` for Docker Hub. */
  readonly server: string;
  readonly from: LoginSource;
}

/** Where a certificate comes from. Files are named from the folder that holds dist/. */
export type TlsSource =
  { readonly kind: 'files'; readonly certificate: string; readonly key: string } | { readonly kind: 'mkcert' };

/** A certificate: kubernetes.io/tls. */
export interface TlsSecret {
  readonly kind: 'tls';
  readonly name: string;
  readonly namespace: string;
  /** Names that the certificate has to cover. */
  readonly hosts: readonly string[];
  readonly from: TlsSource;
}

/** Where a value of the app stands. Files are named from the folder that holds dist/. */
export type ValueSource =
  | { readonly kind: 'environment'; readonly name: string }
  | { readonly kind: 'dotenv'; readonly file: string; readonly name: string }
  | { readonly kind: 'file'; readonly file: string };

/** Values of the app: Opaque. */
export interface ValuesSecret {
  readonly kind: 'values';
  readonly name: string;
  readonly namespace: string;
  /** By key. */
  readonly from: Readonly<Record<string, ValueSource>>;
}

/** A Secret that the hand-off makes. Each kind has its keys and says in `from` where they come from. */
export type MadeSecret = LoginSecret | TlsSecret | ValuesSecret;

/** Where the value of an environment variable stands: in a file of variables, or in docker's own login to a server. */
export type EnvironmentSource =
  { readonly file: string; readonly name: string } | { readonly docker: string; readonly part: 'user' | 'password' };

/** An environment variable that stands in the cluster file. */
export interface EnvironmentName {
  readonly name: string;
  /** Set by the hand-off: what the cluster file cannot write itself. */
  readonly value?: string;
  /** Where the value stands; absent: in the user's environment. */
  readonly from?: EnvironmentSource;
}

/** A line that matches is answered with this instead, or, with `after`, once the real answer has taken effect. */
export interface Fault {
  /** Regular expression on the command line. */
  readonly on: string;
  /** @default 1 */
  readonly times?: number;
  readonly code?: number;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly after?: boolean;
}

/** A pod that does not become ready, as `recorded` shows it. */
export type Broken = 'image' | 'crash' | 'non-root' | 'probe' | 'capacity' | 'secret' | 'starting';

/** What k3d, kubectl and docker find when they are started. */
export interface State {
  readonly docker: {
    readonly down?: boolean;
    readonly version: string;
    readonly memory: number;
    readonly processors: number;
  };
  readonly k3d: { readonly version: string; readonly k3s: string };
  readonly kubectl: { readonly version: string };
  readonly clusters: Readonly<Record<string, RecordedCluster>>;
  readonly containers: readonly RecordedContainer[];
  readonly networks: readonly { readonly name: string }[];
  readonly volumes: readonly { readonly name: string }[];
  /** Images in docker. */
  readonly images: readonly string[];
  /** Registries that nobody reaches: `docker.io`. */
  readonly unreachable: readonly string[];
  /** Nodes that take no image. */
  readonly refusing: readonly string[];
  /** Ports that something else has. */
  readonly taken: readonly { readonly port: number; readonly pid?: number; readonly name?: string }[];
  readonly pushed: readonly string[];
  readonly build: { readonly fails?: string; readonly pushFails?: string };
  readonly create: {
    /** Early: nothing runs, network and tools container are left. Late: nodes are left. */
    readonly fails?: 'early' | 'late';
    /** So many questions to the API are not answered at first. */
    readonly silent?: number;
  };
  readonly faults: readonly Fault[];
  /** Where a program hangs until it is stopped: before it does anything, half-way, or after all is done. */
  readonly hang?: { readonly on: string; readonly when: 'before' | 'half' | 'after'; readonly forever?: boolean };
  /** Workloads whose pods do not become ready. */
  readonly broken: Readonly<Record<string, Broken>>;
  /** What containers of a workload have said. */
  readonly logs: Readonly<Record<string, string>>;
  /** Objects that the API does not take; for ever without `times`. */
  readonly rejecting: readonly {
    readonly kind: string;
    readonly name: string;
    readonly says?: string;
    readonly times?: number;
  }[];
  /** Where names lead; a name that is not here leads to this machine. */
  readonly names: Readonly<Record<string, readonly string[]>>;
  /** Milliseconds that programs would have taken. */
  readonly time: number;
}

export interface RecordedContainer {
  readonly name: string;
  readonly status: string;
  readonly labels: Readonly<Record<string, string>>;
}

export interface RecordedCluster {
  readonly name: string;
  readonly nodes: readonly (RecordedContainer & {
    readonly role: string;
    readonly ports: Readonly<Record<string, readonly { readonly HostIp: string; readonly HostPort: string }[]>>;
    readonly images: readonly string[];
  })[];
  readonly objects: readonly RecordedObject[];
}

export interface RecordedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec?: unknown;
  readonly data?: unknown;
}

/** A machine on which nothing has been made yet. */
export const FRESH: State = {
  docker: { version: '28.2.2', memory: 16 * 2 ** 30, processors: 8 },
  k3d: { version: 'v5.8.3', k3s: 'v1.31.5-k3s1' },
  kubectl: { version: 'v1.32.4' },
  clusters: {},
  containers: [],
  networks: [],
  volumes: [],
  images: [],
  unreachable: [],
  refusing: [],
  taken: [],
  pushed: [],
  build: {},
  create: {},
  faults: [],
  broken: {},
  logs: {},
  rejecting: [],
  names: {},
  time: 0,
};

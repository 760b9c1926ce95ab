/** What a request passes on its way from a URL to a pod. */
export type HopKind =
  | 'name'
  | 'host-port'
  | 'load-balancer'
  | 'node'
  | 'node-port'
  | 'service-load-balancer'
  | 'ingress-controller'
  | 'ingress-rule'
  | 'service'
  | 'pod'
  | 'address';

/** One step of a route. */
export interface Hop {
  readonly kind: HopKind;
  /** What it is, as a person names it: `k3d-dev-serverlb`, `Service default/web`, `Deployment default/web`. */
  readonly name: string;
  /** Where it is declared: construct path, or file and line; absent for what k3d or k3s brings. */
  readonly where?: string;
  /** Port on which it listens. */
  readonly port?: number;
  /** Port of the hop that comes next. */
  readonly next?: number;
  readonly note?: string;
}

/** Which requests the rule of an ingress controller takes. */
export interface Match {
  /** A wildcard stands for one label; absent where any host is served. */
  readonly host?: string;
  /** The wildcard stands for more labels too. */
  readonly deep?: true;
  readonly path: string;
  /**
   * How the path is compared: whole, or its beginning by letters (`/api` takes `/apiv1`), by elements between slashes,
   * or by nobody knows which of the two.
   */
  readonly paths: 'exact' | 'letters' | 'elements' | 'unknown';
  /** Of two rules that take a request, the one with the higher number answers. */
  readonly precedence: number;
}

/** One way of a request, from URL to pods. */
export interface Route {
  readonly cluster?: string;
  readonly url: string;
  /** Asked for by one of our exposures. */
  readonly declared: boolean;
  readonly status: 'complete' | 'broken' | 'unknown';
  /** In the order of the request. A broken route ends at the hop where it breaks. */
  readonly hops: readonly Hop[];
  /** Why it is broken, or what is not known. */
  readonly why?: string;
  /** Absent where nothing on the way reads host or path, and where the rule that does is more than we read. */
  readonly match?: Match;
}

/** What is spoken below a port. */
export type Transport = 'tcp' | 'udp' | 'sctp';

/** A host socket and where it leads. */
export interface Mapping {
  readonly cluster: string;
  readonly hostIp?: string;
  /** Absent where docker chooses one. */
  readonly hostPort?: number;
  readonly clusterPort: number;
  readonly protocol: Transport;
  readonly via: 'balancer' | 'direct';
  readonly nodes: readonly string[];
  /** What answers there, as a person names it; absent where nothing does. */
  readonly leadsTo?: string;
  readonly status: 'answers' | 'silent' | 'unknown';
}

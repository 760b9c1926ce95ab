import type { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { BuiltImage, EnvironmentName, HelperImages, LoginSource, MadeSecret } from '../routes/needs';
import type { Complaint, ExposureFacts, ExternalFacts } from '../routes/world';

/** A host port that an exposure asks its cluster for. */
export interface PortRequest {
  readonly hostPort: number;
  readonly clusterPort: number;
  readonly protocol: string;
}

/** A cluster config with the mappings of everybody who asked for one. */
export interface RenderedCluster {
  readonly config: any;
  /** Construct paths of who asked for the mapping at the same index of `config.ports`. */
  readonly portAskers: readonly (readonly string[])[];
  /** Path in the config → property of the construct. */
  readonly fields: Readonly<Record<string, string>>;
  /** Variables in its text whose value is set or read by the hand-off. */
  readonly environment: readonly EnvironmentName[];
  /** What is wrong with what others ask of it. */
  readonly complaints: readonly Complaint[];
}

/** What a construct that describes a cluster carries. */
export interface ClusterSource {
  readonly name: string;
  /** Charts that were deployed to it by name; with one cluster in the app, everything is. */
  readonly charts: () => readonly IConstruct[];
  readonly helperImages?: HelperImages;
  readonly deploy: (chart: Chart) => void;
  readonly render: (asked: AskedOfCluster) => RenderedCluster;
  readonly print: (rendered: RenderedCluster) => string;
}

/** A request and who asks. */
export interface AskedPort extends PortRequest {
  readonly asker: string;
}

/** A registry that is made together with a cluster. */
export interface RegistrySource {
  readonly name: string;
  readonly hostPort?: number;
  readonly host?: string;
  readonly image?: string;
  readonly volumes?: readonly string[];
  readonly enforcePortMatch?: boolean;
  readonly pullThrough?: { readonly remoteUrl: string; readonly login?: LoginSource };
}

/** A registry and who asks for it. */
export interface AskedRegistry extends RegistrySource {
  readonly asker: string;
}

/** What others ask of a cluster. */
export interface AskedOfCluster {
  readonly ports: readonly AskedPort[];
  readonly registries: readonly AskedRegistry[];
}

/** A registry that wants a login. */
export interface PrivateSource {
  readonly server: string;
  /** Secret with the login; absent where only the nodes can log in. */
  readonly secret?: string;
  /** Where the login comes from; absent where the Secret exists already. */
  readonly from?: LoginSource;
  /** Namespace of its chart; absent outside of charts. */
  readonly namespace?: string;
  /** Names of its images that the program asked it for. */
  readonly images: ReadonlySet<string>;
}

/** Pods that bring the login of a registry. */
export interface LoginUse {
  readonly registry: IConstruct;
  readonly namespace: string;
}

/** A Secret that is made because a construct says so; one with a login is made where pods ask for it. */
export type StatedSecret = Exclude<MadeSecret, { readonly kind: 'login' }>;

/** What stands on an ApiObject that a construct of ours made. */
export interface ObjectSource {
  /** The construct that the user wrote. */
  readonly owner: IConstruct;
  readonly fields: Readonly<Record<string, string>>;
  readonly exposure?: ExposureFacts;
  /** Images that are loaded into the nodes before its pods start. */
  readonly sideLoaded?: readonly string[];
}

/** Names of the clusters on which a construct runs. */
export type Homes = (construct: IConstruct) => readonly string[];

/** What a construct tells the analysis about itself, as plain data. */
export interface Facts {
  readonly cluster?: ClusterSource;
  readonly ports?: readonly PortRequest[];
  readonly registry?: RegistrySource;
  readonly privateRegistry?: PrivateSource;
  readonly logins?: readonly LoginUse[];
  readonly secret?: StatedSecret;
  readonly built?: readonly BuiltImage[];
  readonly object?: ObjectSource;
  readonly complaints?: (homes: Homes) => readonly Omit<Complaint, 'where' | 'source'>[];
  readonly external?: ExternalFacts;
  readonly allow?: Readonly<Record<string, string>>;
  /** Line of the program that made the construct. */
  readonly source?: () => string | undefined;
}

// Symbol.for: two copies of the package in one program still understand each other.
const FACTS = Symbol.for('cdk8s-k3d.facts');

interface Carrier {
  [FACTS]?: Facts[];
}

/** Puts facts on a construct, where the analysis finds them. */
export function carry(construct: IConstruct, facts: Facts): void {
  const carrier = construct as Carrier;
  if (carrier[FACTS]) carrier[FACTS].push(facts);
  else Object.defineProperty(construct, FACTS, { value: [facts] });
}

/** Everything that was put on a construct. */
export function factsOf(construct: IConstruct): readonly Facts[] {
  return (construct as Carrier)[FACTS] ?? [];
}

/** Line of the program that made a construct. */
export const sourceOf = (construct: IConstruct): string | undefined =>
  factsOf(construct)
    .find(({ source }) => source)
    ?.source?.();

import type { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
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
}

/** What a construct that describes a cluster carries. */
export interface ClusterSource {
  readonly name: string;
  /** Charts that were deployed to it by name; with one cluster in the app, everything is. */
  readonly charts: () => readonly IConstruct[];
  readonly deploy: (chart: Chart) => void;
  readonly render: (requests: readonly AskedPort[]) => RenderedCluster;
  readonly print: (rendered: RenderedCluster) => string;
}

/** A request and who asks. */
export interface AskedPort extends PortRequest {
  readonly asker: string;
}

/** What stands on an ApiObject that a construct of ours made. */
export interface ObjectSource {
  /** The construct that the user wrote. */
  readonly owner: IConstruct;
  readonly fields: Readonly<Record<string, string>>;
  readonly exposure?: ExposureFacts;
}

/** What a construct tells the analysis about itself, as plain data. */
export interface Facts {
  readonly cluster?: ClusterSource;
  readonly ports?: readonly PortRequest[];
  readonly object?: ObjectSource;
  readonly complaints?: () => readonly Omit<Complaint, 'where' | 'source'>[];
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

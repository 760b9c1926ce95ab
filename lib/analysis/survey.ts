import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { BuiltImage } from '../routes/needs';
import { firstOf, push } from '../routes/plain';
import type { Complaint, ExternalFacts } from '../routes/world';
import {
  type AskedOfCluster,
  type AskedPort,
  type AskedRegistry,
  type ClusterSource,
  type Facts,
  factsOf,
  type LoginUse,
  type PrivateSource,
  type StatedSecret,
} from './facts';

/** A cluster of the app, with what runs on it. */
export interface SurveyedCluster {
  readonly construct: IConstruct;
  readonly source: ClusterSource;
}

/** What constructs say of where images come from, and what stands in Secrets. */
interface SurveyedImages {
  readonly registries: readonly { readonly construct: IConstruct; readonly registry: AskedRegistry }[];
  readonly privates: readonly { readonly construct: IConstruct; readonly source: PrivateSource }[];
  readonly logins: readonly { readonly construct: IConstruct; readonly login: LoginUse }[];
  readonly secrets: readonly { readonly construct: IConstruct; readonly secret: StatedSecret }[];
  readonly built: readonly { readonly construct: IConstruct; readonly image: BuiltImage }[];
}

/** What the constructs of an app carry, read in one walk. */
export interface Survey {
  readonly clusters: readonly SurveyedCluster[];
  readonly asked: readonly { readonly construct: IConstruct; readonly port: AskedPort }[];
  /** Made when they are read: a walk that looks for clusters or charts has no use for them. */
  readonly complaints: () => readonly { readonly construct: IConstruct; readonly complaint: Complaint }[];
  readonly externals: readonly { readonly construct: IConstruct; readonly external: ExternalFacts }[];
  readonly images: SurveyedImages;
  /** Whether anybody allowed a rule anywhere. */
  readonly allows: boolean;
  /**
   * Clusters on which a construct runs: the one that it is made below, those that its chart was deployed to, or the only
   * one there is; outside of charts, all of them.
   */
  readonly clustersOf: (construct: IConstruct) => readonly SurveyedCluster[];
}

/** Reads the facts of every construct below a root. */
export function survey(root: IConstruct): Survey {
  const each = statedBelow(root);
  const clusters = each('cluster', (source, construct) => [{ construct, source }]);
  const clustersOf = homes(clusters);
  return {
    clusters,
    clustersOf,
    asked: each('ports', (ports, construct) =>
      ports.map((port) => ({ construct, port: { ...port, asker: construct.node.path } })),
    ),
    externals: each('external', (external, construct) => [{ construct, external }]),
    images: {
      registries: each('registry', (registry, construct) => [
        { construct, registry: { ...registry, asker: construct.node.path } },
      ]),
      privates: each('privateRegistry', (source, construct) => [{ construct, source }]),
      logins: each('logins', (logins, construct) => logins.map((login) => ({ construct, login }))),
      secrets: each('secret', (secret, construct) => [{ construct, secret }]),
      built: each('built', (built, construct) => built.map((image) => ({ construct, image }))),
    },
    allows: each('allow', (allow) => [allow]).length > 0,
    complaints: () =>
      each('complaints', (say, construct, { source }) =>
        // What is no number at all is not also the wrong one: a value is complained about once.
        firstOf(
          say((at) => clustersOf(at).map((cluster) => cluster.source.name)),
          ({ field, message }) => field ?? message,
        ).map((complaint) => ({
          construct,
          complaint: { where: construct.node.path, ...complaint, source: source?.() },
        })),
      ),
  };
}

/** Facts, and the construct that carries them. */
interface Carried {
  readonly construct: IConstruct;
  readonly facts: Facts;
}

/** Walks once, and then goes through what was stated of each kind. What stands on an object is read together with it. */
function statedBelow(root: IConstruct) {
  const stated = new Map<string, Carried[]>();
  for (const construct of root.node.findAll().filter(carries)) {
    for (const facts of factsOf(construct)) {
      if (!facts.object) sorted({ construct, facts }, stated);
    }
  }
  return <K extends keyof Facts, T>(
    key: K,
    read: (fact: NonNullable<Facts[K]>, construct: IConstruct, facts: Facts) => readonly T[],
  ): readonly T[] => (stated.get(key) ?? []).flatMap(({ construct, facts }) => read(facts[key]!, construct, facts));
}

const carries = (construct: IConstruct): boolean => factsOf(construct).length > 0;

/** Puts what is carried to each kind of fact that it states. */
function sorted(carried: Carried, stated: Map<string, Carried[]>): void {
  for (const key of Object.keys(carried.facts)) push(stated, key, carried);
}

/** Whether something runs on a cluster, or on none. */
export const runsOn =
  (cluster: SurveyedCluster | undefined, { clustersOf }: Survey) =>
  ({ construct }: { readonly construct: IConstruct }): boolean => {
    const homes = clustersOf(construct);
    return cluster ? homes.includes(cluster) : homes.length === 0;
  };

/** What constructs of the app ask of one cluster. */
export function askedOf(cluster: IConstruct, surveyed = survey(cluster.node.root)): AskedOfCluster {
  const own = surveyed.clusters.find(({ construct }) => construct === cluster);
  const isHere = runsOn(own, surveyed);
  return {
    ports: surveyed.asked.filter(isHere).map(({ port }) => port),
    registries: surveyed.images.registries.filter(isHere).map(({ registry }) => registry),
  };
}

function homes(clusters: readonly SurveyedCluster[]): Survey['clustersOf'] {
  if (clusters.length < 2) return () => clusters;
  const stated = new Map<IConstruct, SurveyedCluster[]>();
  for (const cluster of clusters) {
    for (const place of new Set([cluster.construct, ...cluster.source.charts()])) {
      push(stated, place, cluster);
    }
  }
  // A nested chart runs where its parent does, unless it says otherwise. What stands in no chart is for all of them.
  return (construct) => {
    let inChart = false;
    for (let at: IConstruct | undefined = construct; at; at = at.node.scope) {
      const found = stated.get(at);
      if (found) return found;
      inChart ||= Chart.isChart(at);
    }
    return inChart ? [] : clusters;
  };
}

import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Complaint, ExternalFacts } from '../routes/world';
import { type AskedPort, type ClusterSource, factsOf } from './facts';

/** A cluster of the app, with what runs on it. */
export interface SurveyedCluster {
  readonly construct: IConstruct;
  readonly source: ClusterSource;
}

/** What the constructs of an app carry, read in one walk. */
export interface Survey {
  readonly clusters: readonly SurveyedCluster[];
  readonly asked: readonly { readonly construct: IConstruct; readonly port: AskedPort }[];
  readonly complaints: readonly { readonly construct: IConstruct; readonly complaint: Complaint }[];
  readonly externals: readonly { readonly construct: IConstruct; readonly external: ExternalFacts }[];
  /** Clusters on which a construct runs: those that its chart was deployed to, or the only one there is. */
  readonly clustersOf: (construct: IConstruct) => readonly SurveyedCluster[];
}

/** Reads the facts of every construct below a root. */
export function survey(root: IConstruct): Survey {
  const clusters: SurveyedCluster[] = [];
  const asked: Survey['asked'][number][] = [];
  const complaints: Survey['complaints'][number][] = [];
  const externals: Survey['externals'][number][] = [];
  for (const construct of root.node.findAll()) {
    const where = construct.node.path;
    for (const facts of factsOf(construct)) {
      if (facts.cluster) clusters.push({ construct, source: facts.cluster });
      if (facts.external) externals.push({ construct, external: facts.external });
      for (const port of facts.ports ?? []) asked.push({ construct, port: { ...port, asker: where } });
      for (const complaint of facts.complaints?.() ?? []) {
        complaints.push({ construct, complaint: { where, ...complaint, source: facts.source?.() } });
      }
    }
  }
  return { clusters, asked, complaints, externals, clustersOf: deployment(clusters) };
}

/** The ports that exposures ask of one cluster. */
export function portsAskedOf(cluster: IConstruct): AskedPort[] {
  const { asked, clustersOf } = survey(cluster.node.root);
  return asked
    .filter(({ construct }) => clustersOf(construct).some((target) => target.construct === cluster))
    .map(({ port }) => port);
}

function deployment(clusters: readonly SurveyedCluster[]): Survey['clustersOf'] {
  if (clusters.length < 2) return () => clusters;
  const byChart = new Map<IConstruct, SurveyedCluster[]>();
  for (const cluster of clusters) {
    for (const chart of new Set(cluster.source.charts())) {
      byChart.set(chart, [...(byChart.get(chart) ?? []), cluster]);
    }
  }
  // A nested chart runs where its parent does, unless it says otherwise.
  return (construct) => {
    for (let at: IConstruct | undefined = construct; at; at = at.node.scope) {
      const found = Chart.isChart(at) ? byChart.get(at) : undefined;
      if (found) return found;
    }
    return [];
  };
}

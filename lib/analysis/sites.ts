import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { bringsMore, objectsBrought } from '../routes/k3d/brought-objects';
import type { EnvironmentName, HelperImages } from '../routes/needs';
import type { ClusterFacts, Complaint, Site } from '../routes/world';
import { type Allow, allowances } from './allowances';
import { sourceOf } from './facts';
import { chartLabels } from './chart-labels';
import { imagesOf, type Wants } from './images';
import { chartNamespaces } from './namespaces';
import { askedOf, survey, type Survey, type SurveyedCluster } from './survey';
import { type AppObject, WrittenObject } from './written-object';

/** A cluster of the app, and what its file cannot say. */
export interface AppCluster {
  readonly name: string;
  readonly text: string;
  readonly environment: readonly EnvironmentName[];
  readonly helperImages?: HelperImages;
}

/** A site of the app, and what the hand-off brings to it. */
export interface AppSite {
  readonly site: Site;
  /** The cluster and the text of its file. */
  readonly cluster?: AppCluster;
  readonly wants: Wants;
}

/** Reads an app into plain data: one site for each cluster, and one without for what runs on none. */
export function sitesOf(root: IConstruct, objects: readonly AppObject[]): AppSite[] {
  const surveyed = survey(root);
  const complaints = surveyed.complaints();
  const allowOf = surveyed.allows ? allowances() : () => undefined;
  const written = objects.map((object) => new WrittenObject(object, allowOf(object.construct)));
  const homeless = surveyed.clusters.length > 1 ? undeployed(objects, surveyed) : [];
  const clusters = surveyed.clusters.map((cluster) => renderedCluster(cluster, surveyed, allowOf(cluster.construct)));
  const here = (cluster: SurveyedCluster | undefined) => (construct: IConstruct) => {
    const targets = surveyed.clustersOf(construct);
    return cluster ? targets.includes(cluster) : targets.length === 0;
  };
  const site = (cluster: SurveyedCluster | undefined, described?: Described): AppSite => {
    const runsHere = here(cluster);
    const own = written.filter(({ construct }) => runsHere(construct));
    const { privateRegistries, externals, complaints: ofImages, wants } = imagesOf(cluster?.construct, surveyed, own);
    return {
      ...(described && { cluster: described.cluster }),
      wants,
      site: {
        ...(described && { cluster: described.facts }),
        objects: described ? [...own, ...objectsBrought(described.facts)] : own,
        privateRegistries,
        others: clusters.flatMap((other) => (other.facts === described?.facts ? [] : [other.facts])),
        complaints: [
          ...complaints.filter(({ construct }) => runsHere(construct)).map(({ complaint }) => complaint),
          ...(cluster ? [] : homeless),
          ...chartLabels(new Set(own.flatMap(({ declared, construct }) => (declared ? Chart.of(construct) : [])))),
          ...ofImages,
          ...(described?.complaints ?? []),
        ],
        externals: [
          ...externals,
          ...surveyed.externals.filter(({ construct }) => runsHere(construct)).map(({ external }) => external),
          // A synth makes them; whoever looks at one chart alone has not made them yet.
          ...chartNamespaces(own.map(({ construct }) => construct)).map((name) => ({ kind: 'Namespace', name })),
        ],
        closed: false,
        byProgram: true,
        ...(bringsMore(described?.facts.config) && { partial: true }),
      },
    };
  };
  const described = surveyed.clusters.map((cluster, index) => site(cluster, clusters[index]));
  return surveyed.clusters.length === 1 ? described : [...described, site(undefined)];
}

interface Described {
  readonly facts: ClusterFacts;
  readonly cluster: AppCluster;
  readonly complaints: readonly Complaint[];
}

function renderedCluster({ construct, source }: SurveyedCluster, surveyed: Survey, allow: Allow): Described {
  const rendered = source.render(askedOf(construct, surveyed));
  const { name, helperImages } = source;
  // Printed when somebody reads it: rules seldom do, and a file is written once.
  let printed: string | undefined;
  const text = () => (printed ??= source.print(rendered));
  return {
    cluster: {
      name,
      get text() {
        return text();
      },
      environment: rendered.environment,
      ...(helperImages && { helperImages }),
    },
    complaints: rendered.complaints,
    facts: {
      name: source.name,
      where: construct.node.path,
      config: rendered.config,
      get text() {
        return text();
      },
      portAskers: rendered.portAskers,
      fields: rendered.fields,
      ...(allow && { allow }),
      get source() {
        return sourceOf(construct);
      },
    },
  };
}

/** With several clusters, a chart has to say where it runs. */
function undeployed(objects: readonly AppObject[], { clusters, clustersOf }: Survey): Complaint[] {
  const charts = new Set(
    objects
      .map(({ construct }) => construct)
      .filter((construct) => clustersOf(construct).length === 0)
      .map((object) => Chart.of(object)),
  );
  const names = clusters.map(({ source }) => source.name);
  return [...charts].map((chart) => ({
    where: chart.node.path,
    message: `The chart runs on no cluster: the app describes ${names.length} (${names.join(', ')}), and nobody says which.`,
    remedy: 'Call deploy(chart) on the cluster that it belongs to.',
  }));
}

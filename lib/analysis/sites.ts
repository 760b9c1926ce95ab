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
import { askedOf, runsOn, survey, type Survey, type SurveyedCluster } from './survey';
import { type AppObject, WrittenObject } from './written-object';

/** A cluster of the app, whose file we write. */
export interface AppCluster extends ClusterFacts {
  readonly text: string;
}

/** A site of the app, and what the hand-off brings to it. */
export interface AppSite {
  readonly site: Site & { readonly cluster?: AppCluster };
  readonly wants: Wants;
  /** Variables in the text of its cluster whose value is set or read by the hand-off. */
  readonly environment: readonly EnvironmentName[];
  readonly helperImages?: HelperImages;
}

/** Reads an app into plain data: one site for each cluster, and one without for what runs on none. */
export function sitesOf(root: IConstruct, objects: readonly AppObject[]): AppSite[] {
  const surveyed = survey(root);
  const complaints = surveyed.complaints();
  const allowOf = surveyed.allows ? allowances() : () => undefined;
  const written = objects.map((object) => new WrittenObject(object, allowOf(object.construct)));
  const homeless = surveyed.clusters.length > 1 ? undeployed(objects, surveyed) : [];
  const clusters = surveyed.clusters.map((cluster) => renderedCluster(cluster, surveyed, allowOf(cluster.construct)));
  const all: Site[] = [];
  const site = (cluster: SurveyedCluster | undefined, described?: Described): AppSite => {
    const isHere = runsOn(cluster, surveyed);
    const own = written.filter(isHere);
    const { privateRegistries, builds, externals, complaints: ofImages, wants } = imagesOf(cluster, surveyed, own);
    return {
      wants,
      environment: described?.environment ?? [],
      ...(cluster?.source.helperImages && { helperImages: cluster.source.helperImages }),
      site: {
        ...(described && { cluster: described.facts }),
        objects: described ? [...own, ...objectsBrought(described.facts)] : own,
        privateRegistries,
        builds,
        others: clusters.flatMap((other) => (other.facts === described?.facts ? [] : [other.facts])),
        all,
        complaints: [
          ...complaints.filter(isHere).map(({ complaint }) => complaint),
          ...(cluster ? [] : homeless),
          ...chartLabels(new Set(own.flatMap(({ declared, construct }) => (declared ? Chart.of(construct) : [])))),
          ...ofImages,
          ...(described?.complaints ?? []),
        ],
        externals: [
          ...externals,
          ...surveyed.externals.filter(isHere).map(({ external }) => external),
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
  const sites = surveyed.clusters.length === 1 ? described : [...described, site(undefined)];
  all.push(...sites.map((each) => each.site));
  return sites;
}

interface Described {
  readonly facts: AppCluster;
  readonly environment: readonly EnvironmentName[];
  readonly complaints: readonly Complaint[];
}

function renderedCluster({ construct, source }: SurveyedCluster, surveyed: Survey, allow: Allow): Described {
  const rendered = source.render(askedOf(construct, surveyed));
  // Printed when somebody reads it: rules seldom do, and a file is written once.
  let printed: string | undefined;
  return {
    environment: rendered.environment,
    complaints: rendered.complaints,
    facts: {
      name: source.name,
      where: construct.node.path,
      config: rendered.config,
      get text() {
        return (printed ??= source.print(rendered));
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

import { ApiObject, type App, Chart, YamlOutputType } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { isBuiltInNamespace } from '../routes/names';
import { compare } from '../routes/plain';
import { findChart } from './chart';
import { carry, factsOf } from './facts';
import { runsOn, survey, type SurveyedCluster } from './survey';

/** Sorts before whatever a person calls a chart, so that kubectl makes namespaces before what lives in them. */
const CHART = '00-namespaces';

/**
 * Makes the namespaces that charts use and nothing else in the app makes. Called at the start of a synth, when the
 * whole app is known; calling it again adds only what is new.
 */
export function makeNamespaces(app: App): void {
  const constructs = app.node.findAll();
  if (!constructs.some((construct) => Chart.isChart(construct) && construct.namespace)) return;
  const surveyed = survey(app);
  const { clusters, externals } = surveyed;
  const places: readonly (SurveyedCluster | undefined)[] = clusters.length > 1 ? clusters : [clusters[0]];
  const outside = new Set(externals.flatMap(({ external }) => (external.kind === 'Namespace' ? [external.name] : [])));
  for (const place of places) {
    const isHere = runsOn(place, surveyed);
    const here = constructs.filter((construct) => isHere({ construct }));
    const made = new Set(here.flatMap((construct) => (isNamespace(construct) ? [construct.name] : [])));
    const missing = [...namespacesOf(here)].filter(
      ([name]) => !made.has(name) && !isBuiltInNamespace(name) && !outside.has(name),
    );
    if (missing.length === 0) continue;
    const chart = namespaceChart(app, clusters.length > 1 ? place : undefined);
    for (const [name, owner] of missing) {
      const object = new ApiObject(chart, name, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
      carry(object, { object: { owner, fields: { 'metadata.name': 'namespace' } } });
    }
    if (app.yamlOutputType === YamlOutputType.FILE_PER_APP || ordersCharts(constructs)) precede(chart, here);
  }
}

const isNamespace = (construct: IConstruct): construct is ApiObject =>
  ApiObject.isApiObject(construct) && construct.kind === 'Namespace';

/** Namespaces of the charts that have objects, sorted: the order of the program does not count. */
export const chartNamespaces = (constructs: readonly IConstruct[]): string[] => [...namespacesOf(constructs).keys()];

/** The same, each with the first chart that says it. */
function namespacesOf(constructs: readonly IConstruct[]): ReadonlyMap<string, Chart> {
  const charts = new Map<string, Chart>();
  for (const construct of constructs) {
    const chart = chartInUse(construct);
    const namespace = chart?.namespace;
    // An empty one is none, and what is no text is left to the rules.
    if (chart && namespace && typeof namespace === 'string' && !charts.has(namespace)) charts.set(namespace, chart);
  }
  return new Map([...charts].sort(([a], [b]) => compare(a, b)));
}

/** The chart of what stands in a namespace: an object, or a Secret that no file holds. */
function chartInUse(construct: IConstruct): Chart | undefined {
  if (ApiObject.isApiObject(construct)) return construct.chart;
  return factsOf(construct).some(({ secret }) => secret) ? findChart(construct) : undefined;
}

function namespaceChart(app: App, cluster: SurveyedCluster | undefined): Chart {
  const id = cluster ? `${CHART}-${cluster.source.name}` : CHART;
  const existing = app.node.tryFindChild(id);
  if (existing) return existing as Chart;
  const chart = new Chart(app, id);
  cluster?.source.deploy(chart);
  return chart;
}

/** Whether a chart is there for the sake of its namespaces. */
export const isNamespaceChart = (chart: Chart): boolean => chart.node.id.startsWith(CHART);

/** cdk8s numbers the files as soon as one chart depends on another; then the order has to be said. */
const ordersCharts = (constructs: readonly IConstruct[]) =>
  constructs.some((construct) => dependsOnAnotherChart(construct) || hasNestedChart(construct));

const dependsOnAnotherChart = (construct: IConstruct) =>
  construct.node.dependencies.some((other) => findChart(other) !== findChart(construct));

const hasNestedChart = (construct: IConstruct) =>
  Chart.isChart(construct) && construct.node.children.some((child) => Chart.isChart(child));

function precede(chart: Chart, constructs: readonly IConstruct[]): void {
  for (const other of constructs) {
    if (Chart.isChart(other) && other !== chart) other.node.addDependency(chart);
  }
}

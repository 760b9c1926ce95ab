import { App, Chart, type ChartProps } from 'cdk8s';
import { makeNamespaces } from '../../lib/analysis/namespaces';
import { findingLine } from '../../lib/routes/sentence';
import { renderWorkloads } from '../../lib/synth/render';
import { synthesize } from '../../lib/synth/synth';
import { printed } from './printed';

/** The objects of one chart as a person finds them in dist/. */
export function manifests(build: (chart: Chart) => void, props?: ChartProps): string {
  return printed(rendered(build, props));
}

/** The same as plain data. */
export function objects(build: (chart: Chart) => void, props?: ChartProps): any[] {
  return rendered(build, props).objects.map(({ json }) => json);
}

/** The file of one chart, whatever the rules say of it. */
function rendered(build: (chart: Chart) => void, props?: ChartProps) {
  const app = new App();
  build(new Chart(app, 'test', props));
  return renderWorkloads(app, 'cdk8s')[0]!;
}

/** One object of a chart, as plain data. */
export function object(kind: string, build: (chart: Chart) => void, props?: ChartProps): any {
  return objects(build, props).find((each) => each.kind === kind);
}

/** An app, built by a function, that is never written. */
export function appOf(build: (app: App) => void): App {
  const app = new App();
  build(app);
  return app;
}

/** An app as it is synthesized, before anything is written. */
function synthesis(app: App) {
  makeNamespaces(app);
  return synthesize(app, { writer: 'own' });
}

/** What the rules hold against an app, in one line each: `[error] where rule: what is, and what to write`. */
export function said(app: App, ...rules: string[]): string[] {
  return synthesis(app)
    .analysis.findings.filter(({ rule }) => rules.length === 0 || rules.includes(rule))
    .map((finding) => `[${finding.level}] ${finding.where} ${findingLine(finding)}`);
}

/** The errors of an app that a function builds, in one line each. */
export function errors(build: (app: App, chart: Chart) => void): string[] {
  const app = new App();
  build(app, new Chart(app, 'shop'));
  return said(app).flatMap((line) => (line.startsWith('[error] ') ? line.slice(8) : []));
}

/** Files of an app by path. */
export function filesOf(app: App): Record<string, string> {
  const { workloads, beside } = synthesis(app);
  return Object.fromEntries([...workloads, ...beside].map((file) => [file.path, printed(file)]));
}

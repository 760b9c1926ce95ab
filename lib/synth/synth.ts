import type { App } from 'cdk8s';
import { type Analysis, analyse } from '../analysis/analyse';
import { clusterDependencies } from '../analysis/cluster-dependencies';
import { makeNamespaces } from '../analysis/namespaces';
import type { AppObject, AppSite } from '../analysis/sites';
import type { Finding } from '../routes/finding';
import { count, findingsText } from '../routes/sentence';
import { accessFiles, type DistFile } from './files';
import { type RenderedFile, type RenderOptions, renderWorkloads } from './render';

/** An app, complete in memory: what it would write, and what the rules say of it. */
export interface Synthesis {
  readonly analysis: Analysis;
  readonly workloads: readonly DistFile[];
  readonly access: readonly DistFile[];
}

/** Prepares, renders and judges an app. Writes nothing. */
export function synthesize(app: App, options: RenderOptions = {}): Synthesis {
  makeNamespaces(app);
  const wrong = clusterDependencies(app);
  if (wrong.length > 0) throw new SynthError([...wrong, ...errorsOf(analyse(app))], []);
  const files = renderWorkloads(app, options);
  const analysis = analyse(app, placed(files));
  const clusters = analysis.sites.filter(({ site }) => site.cluster);
  return {
    analysis,
    workloads: clusters.length > 1 ? foldered(files, analysis.sites) : files,
    access: accessFiles(analysis),
  };
}

/** The errors of an analysis. */
export const errorsOf = ({ findings }: Analysis) => findings.filter(({ level }) => level === 'error');

/** What keeps an app from being written: every finding at once, and what cdk8s' own validations say. */
export class SynthError extends Error {
  constructor(findings: readonly Finding[], validations: readonly string[]) {
    const number = count([...findings, ...validations.map(() => ({ level: 'error' }) as Finding)], 'error');
    const lines = validations.map((text) => `error   ${text}`);
    super([`${number}, so nothing was written.`, findingsText(findings), ...lines].filter(Boolean).join('\n\n'));
    this.name = 'SynthError';
    // The message says where; the stack of the synth helps nobody.
    this.stack = this.message;
  }
}

const placed = (files: readonly RenderedFile[]): AppObject[] =>
  files.flatMap(({ path, objects }) => objects.map((object) => ({ ...object, file: path })));

/** With several clusters, each has a folder of its own for kubectl. */
function foldered(files: readonly RenderedFile[], sites: readonly AppSite[]): DistFile[] {
  return files.flatMap(({ path, content, objects }) => {
    const homes = sites.filter((site) =>
      objects.some(({ json }) => site.objects.some((object) => object.json === json)),
    );
    return homes.map(({ site }) => ({ path: site.cluster ? `${site.cluster.name}/${path}` : path, content }));
  });
}

import type { App } from 'cdk8s';
import { type Analysis, analyse } from '../analysis/analyse';
import { clusterDependencies } from '../analysis/cluster-dependencies';
import { makeNamespaces } from '../analysis/namespaces';
import type { DistFile } from './list';
import { accessFiles, type PlacedFile } from './files';
import { type Placing, placedFiles } from './placing';
import { type RenderedFile, type RenderOptions, renderWorkloads } from './render';
import { SynthError } from './synth-error';
import { whyUnrendered } from './unrendered';

/** An app, complete in memory: what it would write, and what the rules say of it. */
interface Synthesis {
  readonly analysis: Analysis;
  readonly workloads: readonly PlacedFile[];
  readonly access: readonly DistFile[];
}

/** What is known before an app is rendered. */
interface SynthOptions extends RenderOptions, Placing {
  /** What the program's own validations say. */
  readonly validations?: readonly string[];
}

/** Prepares, renders and judges an app. Writes nothing. */
export function synthesize(app: App, options: SynthOptions = {}): Synthesis {
  makeNamespaces(app);
  const files = rendered(app, options);
  const analysis = analyse(
    app,
    files.flatMap(({ path, objects }) => objects.map((object) => ({ ...object, file: path }))),
  );
  const workloads = placedFiles(files, analysis, options);
  return { analysis, workloads, access: accessFiles(analysis, workloads, app.outdir) };
}

/** What cannot be rendered is judged all the same, so that everything wrong is said at once. */
function rendered(app: App, options: SynthOptions): RenderedFile[] {
  const { validations = [] } = options;
  const wrong = clusterDependencies(app);
  if (wrong.length > 0) throw new SynthError([...wrong, ...analyse(app).findings], validations);
  try {
    return renderWorkloads(app, options);
  } catch (error) {
    throw new SynthError(analyse(app).findings, [...validations, whyUnrendered(error)], { cause: error });
  }
}

import type { App } from 'cdk8s';
import { type Analysis, analyse } from '../analysis/analyse';
import { clusterDependencies } from '../analysis/cluster-dependencies';
import type { DistFile } from './dist-file';
import { filesBeside, type PlacedFile } from './files';
import { placedFiles } from './placing';
import { type RenderedFile, renderWorkloads, type Writer } from './render';
import { SynthError } from './synth-error';
import { whyUnrendered } from './unrendered';

/** An app, complete in memory: what it would write, and what the rules say of it. */
interface Synthesis {
  readonly analysis: Analysis;
  readonly workloads: readonly PlacedFile[];
  /** `cluster/` and `access/`. */
  readonly beside: readonly DistFile[];
}

/** What is known before an app is rendered. */
interface SynthOptions {
  readonly writer: Writer;
  /**
   * Write construct-metadata.json.
   *
   * @default - what CDK8S_RECORD_CONSTRUCT_METADATA says
   */
  readonly recordConstructMetadata?: boolean;
  /** What the program's own validations say. */
  readonly validations?: readonly string[];
}

/** Renders and judges an app whose namespaces are made. Writes nothing. */
export function synthesize(app: App, options: SynthOptions): Synthesis {
  const files = rendered(app, options);
  const analysis = analyse(
    app,
    files.flatMap(({ path, objects }) => objects.map((object) => ({ ...object, file: path }))),
  );
  const workloads = placedFiles(files, analysis, options.writer);
  return { analysis, workloads, beside: filesBeside(analysis, workloads, app.outdir) };
}

/** What cannot be rendered is judged all the same, so that everything wrong is said at once. */
function rendered(app: App, options: SynthOptions): RenderedFile[] {
  try {
    return renderWorkloads(app, options.writer, options.recordConstructMetadata);
  } catch (error) {
    const { validations = [] } = options;
    const wrong = clusterDependencies(app);
    const why = wrong.length > 0 ? [] : [whyUnrendered(error, app)];
    throw new SynthError([...wrong, ...analyse(app).findings], [...validations, ...why], { cause: error });
  }
}

import type { App } from 'cdk8s';
import { writeDist } from './dist';
import { errorsOf, SynthError, synthesize } from './synth';

/** The way in: clusters, routes and findings of an app. */
export class Access {
  /**
   * Writes `cluster/` and `access/` for a plain App, beside what its own `synth()` writes.
   *
   * @param app any cdk8s app
   */
  public static synth(app: App): void {
    const { analysis, access } = synthesize(app);
    const errors = errorsOf(analysis);
    if (errors.length > 0) throw new SynthError(errors, []);
    writeDist(app.outdir, [...access]);
  }

  private constructor() {}
}

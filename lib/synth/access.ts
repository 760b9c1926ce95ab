import type { App } from 'cdk8s';
import { analyse } from '../analysis/analyse';
import { makeNamespaces } from '../analysis/namespaces';
import { accessOf } from '../routes/report/access';
import { AccessReport } from './access-of';
import { printAfterwards } from './afterwards';
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
    const { kept } = writeDist(app.outdir, [...access]);
    printAfterwards(app.outdir, analysis, kept);
  }

  /**
   * Routes and findings of an app, for its tests. Writes nothing.
   *
   * @param app any cdk8s app
   */
  public static of(app: App): AccessReport {
    makeNamespaces(app);
    const { sites, ...verdict } = analyse(app);
    return AccessReport._of(
      accessOf(
        sites.map(({ site }) => site),
        verdict,
      ),
    );
  }

  private constructor() {}
}

import type { App } from 'cdk8s';
import { AccessReport } from './access-report';
import { K3dApp } from './k3d-app';

/** Loaded at a synth: whoever only imports the constructs does not wait for it. */
const writing = () => require('./write') as typeof import('./write');

/** The way in: clusters, routes and findings of an app. */
export class Access {
  /**
   * Writes `cluster/` and `access/` for a plain App, whose own `synth()` writes the manifests: call both. Of a K3dApp,
   * whose `synth()` writes all of it, it is that.
   *
   * @param app any cdk8s app
   */
  public static synth(app: App): void {
    if (app instanceof K3dApp) app.synth();
    else writing().writeAccess(app);
  }

  /**
   * Routes and findings of an app, for its tests. Writes nothing.
   *
   * @param app any cdk8s app
   */
  public static of(app: App): AccessReport {
    return AccessReport._of(writing().readAccess(app));
  }

  private constructor() {}
}

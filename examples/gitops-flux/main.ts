import { ApiObject, type App, Chart, YamlOutputType } from 'cdk8s';
import { External, HostIngress, K3dApp, K3dClusterConfig, WebApp } from 'cdk8s-k3d';

const REPOSITORY = 'https://git.example.com/team/gitops-flux.git';

/** Web apps in a chart each, and what makes Flux apply them from the dist/ in git. */
export function build(outdir?: string): App {
  // A folder for each chart: Flux applies every .yaml and .yml of a folder, so the cluster file must not be in there.
  const app = new K3dApp({ outdir, yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE });
  new K3dClusterConfig(app, 'gitops', { agents: 1 });

  const names = ['blog', 'shop'];
  for (const name of names) {
    const chart = new Chart(app, name, { namespace: name });
    const web = new WebApp(chart, name, { image: 'nginx:1.27', port: 80 });
    new HostIngress(chart, `${name}-host`, { host: `${name}.localhost`, hostPort: 8080, workload: web });
  }

  const flux = new Chart(app, 'flux', { namespace: 'flux-system' });
  External.namespace(flux, 'flux-system'); // made by `flux install`
  new ApiObject(flux, 'repository', {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'GitRepository',
    metadata: { name: 'charts' },
    spec: { url: REPOSITORY, ref: { branch: 'main' }, interval: '1m' },
  });
  reads(flux, 'flux');
  reads(flux, '00-namespaces');
  for (const name of names) reads(flux, name, '00-namespaces');
  return app;
}

/** Flux applies the folder of a chart, and deletes what no longer stands in there. */
function reads(flux: Chart, chart: string, ...after: readonly string[]): void {
  new ApiObject(flux, `reads-${chart}`, {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: chart },
    spec: {
      sourceRef: { kind: 'GitRepository', name: 'charts' },
      path: `./dist/${chart}`,
      interval: '10m',
      prune: true,
      wait: true,
      ...(after.length > 0 && { dependsOn: after.map((name) => ({ name })) }),
    },
  });
}

if (require.main === module) build().synth();

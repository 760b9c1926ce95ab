import { ApiObject, type App, Chart, YamlOutputType } from 'cdk8s';
import { External, HostIngress, K3dApp, K3dClusterConfig, WebApp } from 'cdk8s-k3d';

const REPOSITORY = 'https://git.example.com/team/gitops-argocd.git';

/** Web apps in a chart each, and what makes Argo CD apply them from the dist/ in git. */
export function build(outdir?: string): App {
  // A folder for each chart, so that Argo CD finds the charts by itself.
  const app = new K3dApp({ outdir, yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE });
  new K3dClusterConfig(app, 'gitops', { agents: 1 });

  for (const name of ['blog', 'shop']) {
    const chart = new Chart(app, name, { namespace: name });
    const web = new WebApp(chart, name, { image: 'nginx:1.27', port: 80 });
    new HostIngress(chart, `${name}-host`, { host: `${name}.localhost`, hostPort: 8080, workload: web });
  }

  const argocd = new Chart(app, 'argocd', { namespace: 'argocd' });
  External.namespace(argocd, 'argocd'); // made by whoever installs Argo CD
  new ApiObject(argocd, 'charts', {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: { name: 'charts' },
    spec: {
      goTemplate: true,
      goTemplateOptions: ['missingkey=error'],
      generators: [
        {
          git: {
            repoURL: REPOSITORY,
            revision: 'main',
            directories: [
              { path: 'dist/*' },
              { path: 'dist/access', exclude: true },
              { path: 'dist/cluster', exclude: true },
            ],
          },
        },
      ],
      template: {
        metadata: { name: '{{ .path.basenameNormalized }}' },
        spec: {
          project: 'default',
          source: { repoURL: REPOSITORY, targetRevision: 'main', path: '{{ .path.path }}' },
          destination: { server: 'https://kubernetes.default.svc' },
          syncPolicy: {
            automated: { prune: true, selfHeal: true },
            // Namespaces stand in a folder of their own: until they are there, the others try again.
            retry: { limit: 10, backoff: { duration: '5s', factor: 2, maxDuration: '2m' } },
          },
        },
      },
    },
  });
  return app;
}

if (require.main === module) build().synth();

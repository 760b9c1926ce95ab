import { type App, Chart, Size } from 'cdk8s';
import { HostIngress, K3dApp, K3dClusterConfig, Mirrors, NodePortExposure, WebApp } from './lib';

/** A local cluster with nginx behind a node port, and two hosts behind one ingress controller. */
export function build(outdir?: string): App {
  const app = new K3dApp({ outdir });

  new K3dClusterConfig(app, 'dev-cluster', {
    agents: 2,
    kubeApi: { hostPort: 6449 },
    ports: [{ hostPort: 8443, clusterPort: 443 }],
    registries: { mirrors: Mirrors.daocloud() },
  });

  const chart = new Chart(app, 'nginx');
  const nginx = {
    image: 'nginx:1.27', // a tag of its own: without one, the same program runs another server next month
    port: 80,
    containerName: 'nginx',
    resources: {
      cpu: '80m',
      cpuLimit: '100m',
      memory: Size.mebibytes(128),
      memoryLimit: Size.mebibytes(256),
    },
  };

  const web = new WebApp(chart, 'web', nginx);
  new NodePortExposure(chart, 'app-service-nodeport', {
    workload: web,
    nodePort: 30080,
    hostPort: 8087,
    labels: { app: 'web-service' },
  });

  const a = new WebApp(chart, 'web-a', { ...nginx, serviceName: 'app-service-a' });
  const b = new WebApp(chart, 'web-b', {
    ...nginx,
    serviceName: 'app-service-b',
    files: { '/usr/share/nginx/html/index.html': '<h1>hello from app b</h1>\n' },
  });
  new HostIngress(chart, 'app-ingress-a', { host: 'localhost', hostPort: 8085, workload: a });
  new HostIngress(chart, 'nginx-ingress-b', { host: 'localhost.k3d.ingress', hostPort: 8085, workload: b });

  return app;
}

if (require.main === module) build().synth();

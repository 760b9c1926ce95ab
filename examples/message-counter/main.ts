import { type App, Chart } from 'cdk8s';
import {
  Component,
  External,
  HostService,
  K3dApp,
  K3dClusterConfig,
  LoadBalancerExposure,
  Rules,
  WebApp,
} from 'cdk8s-k3d';

/** Counts messages of a broker that runs on this machine, beside the cluster. */
export function build(outdir?: string): App {
  const app = new K3dApp({ outdir });

  const cluster = new K3dClusterConfig(app, 'mykubecluster', {
    agents: 2,
    ports: [{ hostPort: 443, clusterPort: 443 }],
    disable: [Component.TRAEFIK], // port 80 of the nodes is for the app itself
  });

  Rules.allow(cluster, 'mapping-without-target', 'host port 443 waits for the TLS that the app will speak itself');

  const chart = new Chart(app, 'message-counter');

  // kubectl create secret docker-registry my-secret --docker-server=registry.example.com …
  External.secret(chart, 'my-secret');

  const kafka = new HostService(chart, 'kafka', { port: 29092 });
  const myapp = new WebApp(chart, 'myapp', {
    image: 'registry.example.com/team/app:1.0',
    pullSecrets: ['my-secret'],
    port: 8089,
    replicas: 3,
    env: { KAFKA: kafka.address },
  });
  new LoadBalancerExposure(chart, 'myapp-service', {
    workload: myapp,
    port: 80,
    hostPort: 80,
    path: '/api/getMessageCount',
  });

  return app;
}

if (require.main === module) build().synth();

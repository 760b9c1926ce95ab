import { type App, Chart } from 'cdk8s';
import {
  Component,
  Credential,
  HostService,
  K3dApp,
  K3dClusterConfig,
  LoadBalancerExposure,
  PrivateRegistry,
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

  const login = new PrivateRegistry(chart, 'my-secret', {
    server: 'registry.example.com',
    credential: Credential.fromEnv('REGISTRY_USER', 'REGISTRY_PASSWORD'), // names: no value comes into dist/
  });

  const kafka = new HostService(chart, 'kafka', { port: 29092 });
  const myapp = new WebApp(chart, 'myapp', {
    image: login.image('team/app', '1.0'),
    registry: login,
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

import { namedOf, type Named } from '../../../lib/routes/named';
import type { ClusterFacts, KubeObject, ObjectFacts, Site } from '../../../lib/routes/world';

/** A site of the given objects; everything else as little as can be. */
export const site = (objects: readonly (KubeObject | ObjectFacts)[], more: Partial<Site> = {}): Site => ({
  objects: objects.map((one, index) => ('json' in one ? (one as ObjectFacts) : found(one as KubeObject, index))),
  others: [],
  complaints: [],
  externals: [],
  closed: false,
  ...more,
});

/** An object of a file. */
export const found = (json: KubeObject, index = 0): ObjectFacts => ({
  json,
  where: `app.yaml:${index + 1}`,
  declared: false,
});

/** An object of a file, read. */
export const named = (json: KubeObject): Named => namedOf(site([json]))[0]!;

/** An object that one of our constructs made. */
export const made = (where: string, json: KubeObject): ObjectFacts => ({ json, where, declared: true });

/** An object that opens a way in, made by an exposure. */
export const exposed = (
  where: string,
  json: KubeObject,
  hostPorts: readonly number[] = [],
  path?: string,
): ObjectFacts => ({ json, where, declared: true, exposure: { hostPorts, ...(path !== undefined && { path }) } });

/** A cluster with mappings through the load balancer, and k3s arguments for all servers. */
export const cluster = (
  ports: readonly string[] = [],
  args: readonly string[] = [],
  more: Record<string, unknown> = {},
): ClusterFacts => ({
  name: 'dev',
  where: 'dev',
  config: {
    apiVersion: 'k3d.io/v1alpha5',
    kind: 'Simple',
    metadata: { name: 'dev' },
    servers: 1,
    agents: 2,
    kubeAPI: { hostPort: '6449' },
    ports: ports.map((port) => ({ port, nodeFilters: ['loadbalancer'] })),
    options: { k3s: { extraArgs: args.map((arg) => ({ arg, nodeFilters: ['server:*'] })) } },
    ...more,
  },
});

export const deployment = (name: string, port = 80, more: Record<string, unknown> = {}): KubeObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name: 'nginx', image: 'nginx:1.27', ports: [{ containerPort: port }] }] },
    },
    ...more,
  },
});

export const service = (
  name: string,
  app: string,
  port: Record<string, unknown> = { port: 80, targetPort: 80 },
  type = 'ClusterIP',
  more: Record<string, unknown> = {},
): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec: { type, selector: { app }, ports: [port], ...more },
});

export const ingress = (
  name: string,
  backend: string,
  {
    host,
    path = '/',
    pathType = 'Prefix',
    className = 'traefik',
    annotations,
    port = 80,
  }: {
    host?: string;
    path?: string;
    pathType?: string;
    className?: string;
    annotations?: Record<string, string>;
    port?: number;
  } = {},
): KubeObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name, ...(annotations && { annotations }) },
  spec: {
    ...(className && { ingressClassName: className }),
    rules: [
      {
        ...(host && { host }),
        http: { paths: [{ path, pathType, backend: { service: { name: backend, port: { number: port } } } }] },
      },
    ],
  },
});

/** Situation A of the plan: a node port, and two hosts behind one controller. */
export const situationA = (): Site =>
  site(
    [
      made('nginx/web', deployment('web')),
      exposed(
        'nginx/app-service-nodeport',
        service('app-service-nodeport', 'web', { port: 80, targetPort: 80, nodePort: 30080 }, 'NodePort'),
        [8087],
      ),
      made('nginx/web-a', deployment('web-a')),
      made('nginx/web-b', deployment('web-b')),
      made('nginx/web-a', service('app-service-a', 'web-a')),
      made('nginx/web-b', service('app-service-b', 'web-b')),
      exposed('nginx/app-ingress-a', ingress('app-ingress-a', 'app-service-a', { host: 'localhost' }), [8085]),
      exposed(
        'nginx/nginx-ingress-b',
        ingress('nginx-ingress-b', 'app-service-b', { host: 'localhost.k3d.ingress' }),
        [8085],
      ),
    ],
    { cluster: { ...cluster(['8085:80', '8087:30080', '8443:443']), name: 'dev-cluster' } },
  );

/** Situation B of the plan: a LoadBalancer Service on port 80, with Traefik disabled. */
export const situationB = (): Site =>
  site(
    [
      made('app/myapp', deployment('myapp', 8089, { replicas: 3 })),
      exposed(
        'app/myapp-service',
        service('myapp-service', 'myapp', { port: 80, targetPort: 8089 }, 'LoadBalancer'),
        [80],
        '/api/getMessageCount',
      ),
    ],
    { cluster: cluster(['80:80', '443:443'], ['--disable=traefik']) },
  );

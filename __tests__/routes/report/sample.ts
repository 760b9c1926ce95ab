import type { Finding } from '../../../lib/routes/finding';
import type { Access } from '../../../lib/routes/report/access';
import type { Mapping, Route } from '../../../lib/routes/route';

/** A finding with as little as can be. */
export const finding = (more: Partial<Finding> = {}): Finding => ({
  rule: 'node-port-not-mapped',
  level: 'error',
  where: 'shop/web',
  message: 'Nothing leads to node port 30080.',
  remedy: 'Give the exposure a hostPort.',
  ...more,
});

/** A complete route over a node port. */
export const route = (more: Partial<Route> = {}): Route => ({
  cluster: 'dev',
  url: 'http://localhost:8087',
  declared: true,
  status: 'complete',
  hops: [
    { kind: 'name', name: 'localhost', note: 'this machine' },
    { kind: 'host-port', name: 'host port 8087', where: 'dev', port: 8087, next: 30080 },
    { kind: 'node-port', name: 'node port 30080', where: 'shop/port', port: 30080, next: 80 },
    { kind: 'service', name: 'Service default/web', where: 'shop/port', port: 80, next: 80 },
    { kind: 'pod', name: 'Deployment default/web', where: 'shop/web', port: 80 },
  ],
  ...more,
});

/** A route that breaks at the host. */
export const broken = (more: Partial<Route> = {}): Route =>
  route({
    status: 'broken',
    hops: [{ kind: 'host-port', name: 'no host port', next: 30080 }],
    why: 'No host port of cluster dev leads to port 30080.',
    ...more,
  });

export const mapping = (more: Partial<Mapping> = {}): Mapping => ({
  cluster: 'dev',
  hostPort: 8087,
  clusterPort: 30080,
  protocol: 'tcp',
  via: 'balancer',
  nodes: ['k3d-dev-server-0'],
  leadsTo: 'Service default/web',
  status: 'answers',
  ...more,
});

export const access = (more: Partial<Access> = {}): Access => ({
  version: 1,
  clusters: [{ name: 'dev', where: 'dev' }],
  routes: [route()],
  mappings: [mapping()],
  findings: [],
  allowed: [],
  ...more,
});

'use strict';
// What the nodes of a cluster would do: pods that become ready at once, addresses for LoadBalancer Services, a Traefik that
// knows hosts and paths, and a load balancer that listens on the host.
const { createServer } = require('node:http');

const MERGE = 'application/strategic-merge-patch+json';
const TRAEFIK = { 'app.kubernetes.io/name': 'traefik' };

/** What k3s brings along, as far as a request meets it. */
const ADD_ONS = [
  [
    '/api/v1/namespaces/kube-system/configmaps',
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'coredns' },
      data: { NodeHosts: '192.168.48.1 host.k3d.internal\n' },
    },
  ],
  [
    '/apis/apps/v1/namespaces/kube-system/deployments',
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'traefik' },
      spec: {
        selector: { matchLabels: TRAEFIK },
        template: { metadata: { labels: TRAEFIK }, spec: { containers: [{ name: 'traefik', image: 'traefik:3' }] } },
      },
    },
  ],
  [
    '/api/v1/namespaces/kube-system/services',
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'traefik' },
      spec: { type: 'LoadBalancer', selector: TRAEFIK, ports: [{ port: 80 }] },
    },
  ],
  [
    '/apis/networking.k8s.io/v1/ingressclasses',
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'IngressClass',
      metadata: { name: 'traefik' },
      spec: { controller: 'traefik.io/ingress-controller' },
    },
  ],
];

const pathOf = (plural, { metadata }) => `/api/v1/namespaces/${metadata.namespace}/${plural}/${metadata.name}`;
const conditions = (...types) => types.map((type) => ({ type, status: 'True', lastTransitionTime: new Date() }));

/**
 * @param ask the client of the API server
 * @param clusterNow the cluster as the stand-in of k3d knows it
 */
function nodesOf(ask, clusterNow) {
  const all = async (path) => (await ask('GET', path)).items ?? [];
  const named = () => clusterNow().nodes.filter(({ role }) => role !== 'loadbalancer');
  const sockets = new Map();
  let pods = 1;

  async function join() {
    for (const { name } of named()) {
      await ask('POST', '/api/v1/nodes', { apiVersion: 'v1', kind: 'Node', metadata: { name } });
      await ask('PATCH', `/api/v1/nodes/${name}`, { spec: { taints: null } }, 'application/merge-patch+json');
      const room = { cpu: '8', memory: '16Gi', pods: '110' };
      const status = { capacity: room, allocatable: room, conditions: conditions('Ready') };
      await ask('PATCH', `/api/v1/nodes/${name}/status`, { status }, MERGE);
    }
    for (const [path, object] of ADD_ONS) await ask('POST', path, object);
  }

  async function run(pod) {
    const path = pathOf('pods', pod);
    if (pod.metadata.deletionTimestamp) return ask('DELETE', path, { gracePeriodSeconds: 0 });
    if (!pod.spec.nodeName || pod.status.phase === 'Running') return undefined;
    const podIP = `10.42.0.${(pods += 1)}`;
    const containerStatuses = pod.spec.containers.map(({ name, image }) => ({
      ...{ name, image, imageID: image, ready: true, restartCount: 0 },
      state: { running: { startedAt: new Date() } },
    }));
    const ready = conditions('Initialized', 'ContainersReady', 'Ready', 'PodScheduled');
    const status = { phase: 'Running', podIP, podIPs: [{ ip: podIP }], conditions: ready, containerStatuses };
    return ask('PATCH', `${path}/status`, { status }, MERGE);
  }

  /** As ServiceLB does, which says the addresses of the nodes. */
  async function balance(service) {
    if (service.spec.type !== 'LoadBalancer' || service.status.loadBalancer?.ingress) return;
    const ingress = named().map((_, index) => ({ ip: `172.20.0.${index + 3}` }));
    await ask('PATCH', `${pathOf('services', service)}/status`, { status: { loadBalancer: { ingress } } }, MERGE);
  }

  async function isServed(service) {
    const { subsets = [] } = await ask('GET', pathOf('endpoints', service));
    return subsets.some(({ addresses = [] }) => addresses.length > 0);
  }

  /** What Traefik says: 404 where no rule matches or its Service is away, 503 where nobody stands behind it. */
  async function routed({ headers, url }, services) {
    const host = `${headers.host}`.replace(/:\d+$/, '');
    const rules = (await all('/apis/networking.k8s.io/v1/ingresses')).flatMap(({ metadata, spec }) =>
      (spec.rules ?? []).flatMap((rule) => (rule.http?.paths ?? []).map((path) => ({ metadata, rule, path }))),
    );
    const found = rules.find(({ rule, path }) => (rule.host ?? host) === host && url.startsWith(path.path));
    const service = services.find(
      ({ metadata }) =>
        metadata.namespace === found?.metadata.namespace && metadata.name === found.path.backend.service.name,
    );
    if (service === undefined) return 404;
    return (await isServed(service)) ? 200 : 503;
  }

  /** A port of the nodes behind which nobody stands takes the connection, and ends it. */
  async function answer(port, request, response) {
    const services = await all('/api/v1/services');
    const opened = ({ spec }) =>
      spec.ports.some((one) => one.nodePort === port || (spec.type === 'LoadBalancer' && one.port === port));
    const service = services.find(opened);
    const isTraefik = service?.metadata.name === 'traefik';
    const code = isTraefik ? await routed(request, services) : service && (await isServed(service)) ? 200 : undefined;
    if (code === undefined) return request.socket.destroy();
    response.writeHead(code);
    return response.end();
  }

  function listen() {
    const balancer = clusterNow()?.nodes.at(-1);
    const wanted = new Map(
      Object.entries(balancer?.portMappings ?? {}).flatMap(([port, bound]) =>
        bound.map(({ HostPort }) => [HostPort, Number.parseInt(port)]),
      ),
    );
    for (const [hostPort, server] of sockets) {
      if (wanted.has(hostPort)) continue;
      server.close();
      server.closeAllConnections();
      sockets.delete(hostPort);
    }
    for (const [hostPort, port] of wanted) {
      if (sockets.has(hostPort)) continue;
      const server = createServer((request, response) => void answer(port, request, response));
      sockets.set(hostPort, server.listen(Number(hostPort)));
    }
  }

  async function work() {
    for (const pod of await all('/api/v1/pods')) await run(pod);
    for (const service of await all('/api/v1/services')) await balance(service);
    listen();
  }

  return { join, work };
}

module.exports = { nodesOf };

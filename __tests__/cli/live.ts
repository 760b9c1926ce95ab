/** The objects of situation A as a running cluster has them, shortened; what a test gives replaces its namesake. */
export const service = (name: string, spec: object = {}, namespace = 'default', more: object = {}) => ({
  kind: 'Service',
  metadata: { name, namespace },
  spec: { type: 'ClusterIP', selector: { app: name }, ports: [{ port: 80, targetPort: 80 }], ...spec },
  ...more,
});

export const slice = (of: string, ready: boolean | null, namespace = 'default') => ({
  kind: 'EndpointSlice',
  metadata: { name: `${of}-k564f`, namespace, labels: { 'kubernetes.io/service-name': of } },
  endpoints: [{ addresses: ['10.42.2.2'], conditions: { ready } }],
});

export const deployment = (name: string, readyReplicas = 1, namespace = 'default', spec: object = {}) => ({
  kind: 'Deployment',
  metadata: { name, namespace },
  spec: { replicas: 1, selector: { matchLabels: { app: name } }, ...spec },
  status: readyReplicas > 0 ? { readyReplicas } : {},
});

export const ingress = (name: string, host: string, spec: object = {}) => ({
  kind: 'Ingress',
  metadata: { name, namespace: 'default' },
  spec: { ingressClassName: 'traefik', rules: [{ host, http: { paths: [{ path: '/' }] } }], ...spec },
});

const balancing = { status: { loadBalancer: { ingress: [{ ip: '192.168.48.2' }] } } };

const SOUND = [
  service('app-service-nodeport', {
    type: 'NodePort',
    selector: { app: 'web' },
    ports: [{ port: 80, nodePort: 30080 }],
  }),
  service('app-service-a', { selector: { app: 'web-a' } }),
  service('app-service-b', { selector: { app: 'web-b' } }),
  service('traefik', { type: 'LoadBalancer' }, 'kube-system', balancing),
  slice('app-service-nodeport', true),
  slice('app-service-a', true),
  slice('app-service-b', null),
  deployment('web'),
  deployment('web-a'),
  deployment('web-b'),
  deployment('traefik', 1, 'kube-system'),
  ingress('app-ingress-a', 'localhost'),
  ingress('nginx-ingress-b', 'localhost.k3d.ingress'),
  { kind: 'IngressClass', metadata: { name: 'traefik' } },
];

export type Live = { readonly kind: string; readonly metadata: { readonly name: string; readonly namespace?: string } };

const key = ({ kind, metadata }: Live) => `${kind} ${metadata.namespace}/${metadata.name}`;

export const without = (...names: readonly string[]) => SOUND.filter((object) => !names.includes(key(object)));

export const live = (...instead: Live[]) => {
  const changed = new Set(instead.map(key));
  return { items: [...SOUND.filter((object) => !changed.has(key(object))), ...instead] };
};

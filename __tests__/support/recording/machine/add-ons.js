'use strict';
// What k3s brings into a cluster by itself, shortened.

const meta = (name, namespace, labels) => ({
  metadata: { name, ...(namespace && { namespace }), ...(labels && { labels }) },
});

const deployment = (name, labels, image) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  ...meta(name, 'kube-system'),
  spec: {
    replicas: 1,
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: { containers: [{ name, image }] } },
  },
});

const namespace = (name) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  ...meta(name, undefined, { 'kubernetes.io/metadata.name': name }),
  status: { phase: 'Active' },
});

const service = (name, namespace, spec) => ({ apiVersion: 'v1', kind: 'Service', ...meta(name, namespace), spec });

const TRAEFIK = { 'app.kubernetes.io/name': 'traefik', 'app.kubernetes.io/instance': 'traefik-kube-system' };

const traefik = () => [
  deployment('traefik', TRAEFIK, 'rancher/mirrored-library-traefik:2.11.18'),
  service('traefik', 'kube-system', {
    type: 'LoadBalancer',
    clusterIP: '10.43.10.1',
    selector: TRAEFIK,
    ports: [
      { name: 'web', port: 80, targetPort: 'web', protocol: 'TCP', nodePort: 31080 },
      { name: 'websecure', port: 443, targetPort: 'websecure', protocol: 'TCP', nodePort: 31443 },
    ],
  }),
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    metadata: { name: 'traefik', annotations: { 'ingressclass.kubernetes.io/is-default-class': 'true' } },
    spec: { controller: 'traefik.io/ingress-controller' },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    ...meta('svclb-traefik-8f3a1c52', 'kube-system'),
    spec: {
      selector: { matchLabels: { app: 'svclb-traefik-8f3a1c52' } },
      template: {
        metadata: { labels: { app: 'svclb-traefik-8f3a1c52' } },
        spec: { containers: [{ name: 'lb-tcp-80', image: 'rancher/klipper-lb:v0.4.9' }] },
      },
    },
  },
];

/** @param disabled names of components, as `--disable` takes them */
const addOns = (_, disabled) => [
  ...['default', 'kube-system', 'kube-public', 'kube-node-lease'].map(namespace),
  service('kubernetes', 'default', {
    type: 'ClusterIP',
    clusterIP: '10.43.0.1',
    ports: [{ name: 'https', port: 443, targetPort: 6443, protocol: 'TCP' }],
  }),
  { apiVersion: 'v1', kind: 'ServiceAccount', ...meta('default', 'default') },
  { apiVersion: 'v1', kind: 'ConfigMap', ...meta('kube-root-ca.crt', 'default'), data: {} },
  ...(disabled.includes('coredns')
    ? []
    : [deployment('coredns', { 'k8s-app': 'kube-dns' }, 'rancher/mirrored-coredns-coredns:1.12.0')]),
  ...(disabled.includes('local-storage')
    ? []
    : [
        deployment(
          'local-path-provisioner',
          { app: 'local-path-provisioner' },
          'rancher/local-path-provisioner:v0.0.30',
        ),
        {
          apiVersion: 'storage.k8s.io/v1',
          kind: 'StorageClass',
          ...meta('local-path'),
          provisioner: 'rancher.io/local-path',
        },
      ]),
  ...(disabled.includes('metrics-server')
    ? []
    : [deployment('metrics-server', { 'k8s-app': 'metrics-server' }, 'rancher/mirrored-metrics-server:v0.7.2')]),
  ...(disabled.includes('traefik') ? [] : traefik()),
];

module.exports = { addOns };

import type { Fields, OfClass, Shape } from '../analysis/given';

const MAP: Shape = { map: 'text' };
const WORKLOAD: OfClass = { made: 'podLabels', by: '<your WebApp, or Workload.of(…)>', called: 'a WebApp' };

export const SERVICE_EXPOSURE: Fields = {
  fields: {
    workload: WORKLOAD,
    hostPort: 'number',
    port: 'number',
    targetPort: 'number',
    nodePort: 'number',
    protocol: 'text',
    path: 'text',
    name: 'text',
    labels: MAP,
    annotations: MAP,
  },
};

export const HOST_INGRESS: Fields = {
  fields: {
    host: 'text',
    workload: WORKLOAD,
    paths: { list: { fields: { workload: WORKLOAD, host: 'text', path: 'text', exact: 'flag' }, needs: ['workload'] } },
    hostPort: 'number',
    httpsHostPort: 'number',
    tls: { made: '_certificate', by: 'Certificate.fromMkcert()' },
    tlsSecret: 'text',
    className: 'text',
    path: 'text',
    name: 'text',
    labels: MAP,
    annotations: MAP,
  },
};

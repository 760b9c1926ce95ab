import type { FieldsOf, OfClass } from '../analysis/shape';
import type { HostIngressProps } from './host-ingress';
import type { ServiceEntryProps } from './service-exposure';

const MAP = { map: 'text' } as const;
const WORKLOAD: OfClass = { made: 'service', by: '<your WebApp, or Workload.of(…)>', called: 'a WebApp' };

export const SERVICE_EXPOSURE: FieldsOf<Omit<ServiceEntryProps, 'type'>> = {
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

export const HOST_INGRESS: FieldsOf<HostIngressProps> = {
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
    stripPath: 'flag',
    name: 'text',
    labels: MAP,
    annotations: MAP,
  },
};

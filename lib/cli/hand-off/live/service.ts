import { namespaceOf } from '../../../routes/names';
import { at, record, records } from '../../../routes/plain';
import type { KubeObject } from '../../../routes/world';

/** Whether a Service has an address that is ready, by the EndpointSlices among some objects. */
export const isServed = (objects: readonly KubeObject[], namespace: string | undefined, service: unknown): boolean =>
  objects
    .filter((object) => object.kind === 'EndpointSlice' && namespaceOf(object) === namespace)
    .filter(({ metadata }) => record(metadata?.labels)['kubernetes.io/service-name'] === service)
    .some(({ endpoints }) => records(endpoints).some(({ conditions }) => record(conditions).ready !== false));

/** Whether a Service waits for a load balancer: ServiceLB opens its ports on the nodes, and then says their addresses. */
export const isUnbalanced = (service: KubeObject): boolean =>
  at(service, 'spec').type === 'LoadBalancer' && records(at(service, 'status.loadBalancer').ingress).length === 0;

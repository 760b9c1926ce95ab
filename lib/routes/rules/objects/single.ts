import type { Rule } from '../rule';
import { ofOneObject } from './faults';

/** Rules that one object alone decides. */
export const singleObjectRules: readonly Rule[] = [
  ofOneObject('object-name-invalid', 'A name, label or annotation is spelled as Kubernetes does not allow'),
  ofOneObject('object-field-invalid', 'A field holds what the Kubernetes API refuses'),
  ofOneObject('selector-not-in-template', 'A workload selects pods that its own template does not make'),
  ofOneObject('service-ports-unnamed', 'A Service has several ports and one of them has no name'),
  ofOneObject('node-port-on-cluster-ip', 'A Service that has no node port asks for one'),
  ofOneObject('container-port-duplicate', 'A container port is declared twice'),
  ofOneObject('env-duplicate', 'A container sets one variable twice'),
  ofOneObject(
    'host-name-invalid',
    'An Ingress or a route of the Gateway API listens for something that is no host name',
  ),
];

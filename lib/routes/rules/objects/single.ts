import type { Rule } from '../rule';
import { ofOneObject } from './faults';

/** Rules that one object alone decides. */
export const singleObjectRules: readonly Rule[] = [
  ofOneObject('object-name-invalid', 'a name, label or annotation is spelled as Kubernetes does not allow'),
  ofOneObject('object-field-invalid', 'a field holds what the Kubernetes API refuses'),
  ofOneObject('selector-not-in-template', 'a workload selects pods that its own template does not make'),
  ofOneObject('service-ports-unnamed', 'a Service has several ports and one of them has no name'),
  ofOneObject('node-port-on-cluster-ip', 'a Service that has no node port asks for one'),
  ofOneObject('container-port-duplicate', 'a container port is declared twice'),
  ofOneObject('env-duplicate', 'a container sets one variable twice'),
  ofOneObject('host-name-invalid', 'an Ingress listens for something that is no host name'),
];

import type { Construct } from 'constructs';
import { ServiceExposure, type ServiceExposureProps } from './service-exposure';

/** A way in through a port that every node opens. */
export interface NodePortExposureProps extends ServiceExposureProps {
  /** Port that every node opens, from 30000 to 32767. */
  readonly nodePort: number;
}

/** Host port → load balancer → node port → pods: a Service of type NodePort. */
export class NodePortExposure extends ServiceExposure {
  constructor(scope: Construct, id: string, props: NodePortExposureProps) {
    super(scope, id, { ...props, type: 'NodePort' });
  }
}

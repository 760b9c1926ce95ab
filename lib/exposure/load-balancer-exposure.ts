import type { Construct } from 'constructs';
import { ServiceExposure, type ServiceExposureProps } from './service-exposure';

/** A way in through a port that the cluster's load balancer opens on every node. */
export interface LoadBalancerExposureProps extends ServiceExposureProps {}

/**
 * Host port → load balancer → port of the Service on every node → pods: a Service of type LoadBalancer. Ports 80 and
 * 443 are Traefik's while it runs.
 */
export class LoadBalancerExposure extends ServiceExposure {
  constructor(scope: Construct, id: string, props: LoadBalancerExposureProps) {
    super(scope, id, { ...props, type: 'LoadBalancer' });
  }
}

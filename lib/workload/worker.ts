import type { Construct } from 'constructs';
import { RunningPods } from './running-pods';
import type { WorkerProps } from './worker-props';

/** Pods that nobody calls, for example a Kafka consumer: a Deployment and what belongs to it, without a port. */
export class Worker extends RunningPods {
  constructor(scope: Construct, id: string, props: WorkerProps) {
    super(scope, id, { ...props, ports: [] });
  }
}

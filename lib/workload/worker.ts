import type { Construct } from 'constructs';
import { given } from '../analysis/given';
import { RunningPods } from './running-pods';
import { WORKER } from './shapes';
import type { WorkerProps } from './worker-props';

/** Pods that nobody calls, for example a Kafka consumer: a Deployment and what belongs to it, without a port. */
export class Worker extends RunningPods {
  constructor(scope: Construct, id: string, props: WorkerProps) {
    super(scope, id, given(props, WORKER), []);
  }
}

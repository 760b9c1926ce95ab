import type { Tools } from '../../tools';
import type { DistCluster } from '../dist';
import type { K3d } from '../k3d';
import type { Progress } from './progress';

/** What `up` was asked for. */
export interface UpOptions {
  /** Milliseconds for all of it. */
  readonly timeout: number;
  /** A new cluster may take the place of the old one. */
  readonly recreate: boolean;
  /** Nobody is asked. */
  readonly yes: boolean;
  readonly force: boolean;
  readonly verify: boolean;
  /** Images of k3s that were read from a file; absent where no file was given, and nodes pull what they need. */
  readonly read?: readonly string[];
}

/** One run on one cluster. */
export interface Run {
  readonly tools: Tools;
  readonly k3d: K3d;
  readonly cluster: DistCluster;
  readonly options: UpOptions;
  /** On the clock of the tools. */
  readonly deadline: number;
  readonly progress: Progress;
}

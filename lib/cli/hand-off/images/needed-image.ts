import type { BuiltImage } from '../../../routes/needs';

/** What an image is for. */
export type Purpose = 'nodes' | 'k3s' | 'load balancer' | 'loading images' | 'registry' | 'pods';

/** How an image comes: pulled by docker or by the nodes, loaded out of docker, or built. */
export type Arrival = 'docker' | 'nodes' | 'side-loaded' | 'built';

/** An image without which a cluster, or what runs on it, does not start. */
export interface NeededImage {
  readonly image: string;
  /** Its name in docker on this machine. */
  readonly local: string;
  readonly use: Purpose;
  readonly arrival: Arrival;
  readonly build?: BuiltImage;
}

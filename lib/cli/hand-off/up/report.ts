import type { Kept } from '../apply/prune';
import type { Trouble } from './ready';
import { needsOnlyName } from '../verify/verified-route';
import type { VerifiedRoute } from '../verify/verified-route';

/** What one run of `up` did to one cluster. */
export interface Report {
  readonly cluster: string;
  readonly context: string;
  readonly made: 'created' | 'recreated' | 'started' | 'kept';
  /** Ports of the load balancer, as k3d takes them. */
  readonly ports: { readonly added: readonly string[]; readonly removed: readonly string[] };
  /** Images that were brought in. */
  readonly images: readonly string[];
  readonly objects: {
    readonly added: readonly string[];
    readonly changed: readonly string[];
    readonly removed: readonly string[];
  };
  /** To go, and still there. */
  readonly kept: readonly Kept[];
  /** What does not come up. */
  readonly troubles: readonly Trouble[];
  readonly routes: readonly VerifiedRoute[];
  /** What the user may want to do. */
  readonly note?: string;
}

/** Whether nothing was done. */
export const isQuiet = ({ made, ports, images, objects, kept }: Report): boolean =>
  made === 'kept' &&
  [...Object.values(ports), images, ...Object.values(objects), kept].every((items) => items.length === 0);

/** Whether all that was promised is so. The hosts file is the user's own: `up` says what it lacks, and has done its part. */
export const isWell = ({ troubles, routes }: Report): boolean =>
  troubles.length === 0 && !routes.some((route) => route.declared && route.status === 'dead' && !needsOnlyName(route));

import type { HelperImages } from '../needs';
import { localName } from '../this-machine';

/** Name by which pods reach the machine that k3d runs on. */
export const HOST_NAME = 'host.k3d.internal';

/** Where a registry of k3d listens inside the network of its cluster. */
const REGISTRY_PORT = 5000;

/** A registry of k3d, as far as its address goes. */
interface ReachedRegistry {
  readonly name: string;
  /** Port on this machine, where it is fixed. */
  readonly hostPort?: number;
  /** It listens inside on the port that it has on this machine. */
  readonly enforcePortMatch?: boolean;
}

/** Where nodes and pods reach a registry of k3d: how names of its images begin. */
export const registryAddress = ({ name, hostPort, enforcePortMatch = false }: ReachedRegistry): string =>
  `${name}:${(enforcePortMatch ? hostPort : undefined) ?? REGISTRY_PORT}`;

/** Where this machine reaches a registry of k3d: docker asks no certificate of localhost. */
export const pushAddress = (host: string, hostPort: number): string => `${localName(host)}:${hostPort}`;

/** What k3d makes of a cluster is named after it. Its network and the context of kubectl are called just so. */
export const k3dName = (cluster: string, ...parts: readonly (string | number)[]): string =>
  ['k3d', cluster, ...parts].join('-');

/** Name of the registry that is made with a cluster, where nobody gives it one. */
export const registryNameOf = (cluster: string): string => k3dName(cluster, 'registry');

/** What k3d starts beside the nodes, and the host from which it takes that itself. */
export const helperImages = (host = 'ghcr.io'): HelperImages => ({
  loadBalancer: `${host}/k3d-io/k3d-proxy`,
  tools: `${host}/k3d-io/k3d-tools`,
});

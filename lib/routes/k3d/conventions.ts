import type { HelperImages } from '../needs';

/** Name by which pods reach the machine that k3d runs on. */
export const HOST_NAME = 'host.k3d.internal';

/** Where a registry of k3d listens inside the network of its cluster. */
export const REGISTRY_PORT = 5000;

/** Name of the registry that is made with a cluster, where nobody gives it one. */
export const registryNameOf = (cluster: string): string => `k3d-${cluster}-registry`;

/** What k3d starts beside the nodes, and the host from which it takes that itself. */
export const helperImages = (host = 'ghcr.io'): HelperImages => ({
  loadBalancer: `${host}/k3d-io/k3d-proxy`,
  tools: `${host}/k3d-io/k3d-tools`,
});

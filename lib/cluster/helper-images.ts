import type { HelperImages } from '../routes/needs';

/** What k3d starts beside the nodes, from another host than the one where k3d looks for it. */
export const helperImages = (host: string): HelperImages => ({
  loadBalancer: `${host}/k3d-io/k3d-proxy`,
  tools: `${host}/k3d-io/k3d-tools`,
});

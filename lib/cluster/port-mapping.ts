import type { Protocol } from '../routes/protocol';
import type { Nodes } from './nodes';

/** A host port that leads to a port of the cluster. */
export interface PortMapping {
  /**
   * Port on this machine.
   *
   * @default - docker chooses one, another at each creation
   */
  readonly hostPort?: number;
  /**
   * Last port of a range on this machine.
   *
   * @default - one port
   */
  readonly hostPortEnd?: number;
  /** Port of the nodes: a node port, 80 and 443 for the ingress controller, the port of a LoadBalancer Service. */
  readonly clusterPort: number;
  /**
   * Last port of a range of the nodes, as long as the range on this machine.
   *
   * @default - one port
   */
  readonly clusterPortEnd?: number;
  /**
   * What is spoken.
   *
   * @default Protocol.TCP
   */
  readonly protocol?: Protocol;
  /**
   * Address of this machine on which it listens.
   *
   * @default - every address
   */
  readonly hostIp?: string;
  /**
   * Nodes that the load balancer spreads it over.
   *
   * @default Nodes.loadBalancer() - every server and agent
   */
  readonly nodes?: Nodes;
  /**
   * Past the load balancer, straight to one node.
   *
   * @default false
   */
  readonly direct?: boolean;
}

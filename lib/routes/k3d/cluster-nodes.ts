import { record, text } from '../plain';
import type { Nodes } from './node-filter';

/** Name that k3d gives a cluster that has none. */
export const DEFAULT_NAME = 'k3s-default';

/** About as many containers as one docker network takes; what is beyond is not drawn. */
export const MOST = 1000;

/** The containers that a config asks for, whatever its quality. */
export function clusterNodes(config: unknown): Nodes {
  const { metadata, servers, agents, options } = record(config);
  return {
    name: text(record(metadata).name) ?? DEFAULT_NAME,
    servers: count(servers, 1),
    agents: count(agents, 0),
    balancer: !sharesHostNetwork(config) && record(record(options).k3d).disableLoadbalancer !== true,
  };
}

/** True where the node shares the network of this machine, and nothing is published. */
export const sharesHostNetwork = (config: unknown): boolean => record(config).network === 'host';

// k3d cuts the fraction off.
const count = (value: unknown, least: number) =>
  typeof value === 'number' && value >= least ? Math.min(Math.trunc(value), MOST) : least;

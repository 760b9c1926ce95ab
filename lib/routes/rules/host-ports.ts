import { hostPortWithoutCluster } from './host-ports/homeless';
import { portMappingRules } from './host-ports/mappings';
import { mappedNodeRules } from './host-ports/nodes';
import { takenRules } from './host-ports/taken';
import type { Rule } from './rule';

/** Rules on the ports that a cluster opens on this machine. */
export const hostPortRules: readonly Rule[] = [
  ...takenRules,
  hostPortWithoutCluster,
  ...portMappingRules,
  ...mappedNodeRules,
];

import { countRules } from './cluster/counts';
import { fileRules } from './cluster/file';
import { k3sRules } from './cluster/k3s';
import { mountRules } from './cluster/mounts';
import { networkRules } from './cluster/network';
import { nodeFilterRules } from './cluster/node-filters';
import { optionRules } from './cluster/options';
import { plainSecretRules } from './cluster/plain-secrets';
import { registryFileRules } from './cluster/registries';
import { serverRules } from './cluster/servers';
import type { Rule } from './rule';

/** Rules on the description of a cluster. */
export const clusterRules: readonly Rule[] = [
  ...countRules,
  ...nodeFilterRules,
  ...fileRules,
  ...optionRules,
  ...networkRules,
  ...k3sRules,
  ...serverRules,
  ...mountRules,
  ...registryFileRules,
  ...plainSecretRules,
];

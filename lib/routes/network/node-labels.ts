import { bringsSettings } from '../k3d/brought';
import { nodeLabelsOf } from '../k3d/node-labels';
import { ofKind } from '../named';
import type { Plain } from '../plain';
import type { Site } from '../world';
import { componentsOf } from './components';

/** True where more than the arguments of k3s may say what the nodes are. */
export const nodesMayDiffer = (site: Site): boolean => {
  const config = site.cluster?.config;
  return bringsSettings(config) || componentsOf(config).bringsMore || ofKind(site, 'Node').length > 0;
};

/** Labels of each node; undefined where more than the description of the cluster gives them some. */
export const labelsOfNodes = (site: Site): readonly Plain[] | undefined =>
  nodesMayDiffer(site) ? undefined : nodeLabelsOf(site.cluster?.config);

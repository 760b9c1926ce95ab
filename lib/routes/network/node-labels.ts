import { bringsSettings } from '../k3d/brought';
import { nodeLabelsOf } from '../k3d/node-labels';
import { ofKind } from '../named';
import type { Plain } from '../plain';
import type { Site } from '../world';
import { componentsOf } from './components';

/** Labels of each node; undefined where more than the description of the cluster gives them some. */
export function labelsOfNodes(site: Site): readonly Plain[] | undefined {
  const config = site.cluster?.config;
  if (bringsSettings(config) || componentsOf(config).bringsMore || ofKind(site, 'Node').length > 0) return undefined;
  return nodeLabelsOf(config);
}

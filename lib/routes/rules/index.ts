import { clusterRules } from './cluster';
import { hostPortRules } from './host-ports';
import { imageRules } from './images';
import { objectRules } from './objects';
import { propertyRules } from './properties';
import { referenceRules } from './references';
import { routeRules } from './routes';
import type { Rule } from './rule';
import { workloadRules } from './workloads';

/** Every rule there is, family by family. */
export const rules: readonly Rule[] = [
  ...clusterRules,
  ...hostPortRules,
  ...routeRules,
  ...objectRules,
  ...workloadRules,
  ...referenceRules,
  ...imageRules,
  ...propertyRules,
];

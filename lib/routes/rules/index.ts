import { clusterRules } from './cluster';
import { hostPortRules } from './host-ports';
import { imageRules } from './images';
import { objectRules } from './objects';
import { propertyRules } from './properties';
import { referenceRules } from './references';
import { routeRules } from './routes';
import type { Rule } from './rule';
import { workloadRules } from './workloads';

/** Rules that look at the same thing. */
interface RuleFamily {
  readonly title: string;
  readonly rules: readonly Rule[];
}

/** Every family, in the order in which a person meets them. */
export const families: readonly RuleFamily[] = [
  { title: 'Cluster description', rules: clusterRules },
  { title: 'Ports of the host', rules: hostPortRules },
  { title: 'Routes', rules: routeRules },
  { title: 'Names and fields of objects', rules: objectRules },
  { title: 'Workloads', rules: workloadRules },
  { title: 'References', rules: referenceRules },
  { title: 'Images and registries', rules: imageRules },
  { title: 'Properties of constructs', rules: propertyRules(() => rules.map(({ id }) => id)) },
];

/** Every rule there is. */
export const rules: readonly Rule[] = families.flatMap((family) => family.rules);

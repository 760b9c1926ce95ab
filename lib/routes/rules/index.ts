import type { Rule } from './rule';
import { clusterRules } from './cluster';
import { hostPortRules } from './host-ports';
import { objectRules } from './objects';
import { propertyRules } from './properties';

/** Every rule there is, family by family. */
export const rules: readonly Rule[] = [...clusterRules, ...hostPortRules, ...objectRules, ...propertyRules];

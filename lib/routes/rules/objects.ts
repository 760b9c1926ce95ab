import { chartRules } from './objects/charts';
import { duplicateRules } from './objects/duplicates';
import { objectNameGenerated } from './objects/generated';
import { nodePortRules } from './objects/node-ports';
import { singleObjectRules } from './objects/single';
import type { Rule } from './rule';

/** Rules on Kubernetes objects by themselves: names, fields and duplicates. */
export const objectRules: readonly Rule[] = [
  ...duplicateRules,
  ...singleObjectRules,
  objectNameGenerated,
  ...nodePortRules,
  ...chartRules,
];

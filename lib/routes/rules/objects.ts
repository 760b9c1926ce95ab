import { nodePortRules } from './objects/node-ports';
import { pairRules } from './objects/pairs';
import { singleObjectRules } from './objects/single';
import { versionRules } from './objects/versions';
import type { Rule } from './rule';

/** Rules on Kubernetes objects by themselves: names, fields and duplicates. */
export const objectRules: readonly Rule[] = [...pairRules, ...singleObjectRules, ...nodePortRules, ...versionRules];

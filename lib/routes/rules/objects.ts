import type { Rule } from './rule';

export const objectRules: readonly Rule[] = [];

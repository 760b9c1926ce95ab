import type { Rule } from './rule';

export const hostPortRules: readonly Rule[] = [];

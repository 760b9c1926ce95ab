import { addressNotServed } from './references/addresses';
import { helmConfigUnread } from './references/charts';
import { localhostInConfig } from './references/localhost';
import { pullSecretWrongNamespace, referenceMissing } from './references/missing';
import { namespaceMissing } from './references/namespaces';
import { secretInPlainSight } from './references/plain-secrets';
import type { Rule } from './rule';

/** Rules on what an object refers to, and on the settings that it hands to its containers. */
export const referenceRules: readonly Rule[] = [
  referenceMissing,
  pullSecretWrongNamespace,
  namespaceMissing,
  helmConfigUnread,
  secretInPlainSight,
  localhostInConfig,
  addressNotServed,
];

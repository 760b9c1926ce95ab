import { ALLOW_PREFIX, annotatedOn, reasonOn } from '../allow';
import { nameOf } from '../names';
import { record } from '../plain';
import type { Rule } from './rule';

/** What constructs find wrong with their own properties, where no object of their output shows it. */
const propertyInvalid: Rule = {
  id: 'property-invalid',
  title: 'A construct was given something that cannot work',
  supersedes: ['service-selects-nothing', 'ingress-backend-missing'],
  *check({ complaints }) {
    for (const { source: _, ...complaint } of complaints) yield { level: 'error', ...complaint };
  },
};

/** Nobody should wonder later why a rule is silent. */
const allowanceWithoutReason: Rule = {
  id: 'allowance-without-reason',
  title: 'An annotation allows a rule and does not say why',
  *check({ objects }) {
    for (const { json, where } of objects) {
      if (record(record(json).metadata).annotations === undefined) continue;
      for (const [rule] of annotatedOn(json)) {
        if (reasonOn(json, rule) !== undefined) continue;
        yield {
          level: 'error',
          where,
          object: nameOf(json),
          field: `metadata.annotations["${ALLOW_PREFIX}${rule}"]`,
          message: `The annotation "${ALLOW_PREFIX}${rule}" gives no reason, so it allows nothing.`,
          remedy: 'Write as its value why the rule does not count here.',
        };
      }
    }
  },
};

export const propertyRules: readonly Rule[] = [propertyInvalid, allowanceWithoutReason];

import { ALLOW_PREFIX, annotatedOn, reasonOn } from '../allow';
import { nameOf } from '../names';
import { record } from '../plain';
import type { Site } from '../world';
import type { Rule } from './rule';
import { unknownRule } from './unknown-rule';

/** What constructs find wrong with their own properties, where no object of their output shows it. */
const propertyInvalid: Rule = {
  id: 'property-invalid',
  title: 'A construct was given something that cannot work',
  supersedes: ['service-selects-nothing', 'ingress-backend-missing'],
  *check({ complaints }) {
    for (const { source: _, ...complaint } of complaints) yield { level: 'error', ...complaint };
  },
};

/** Visits the rules that objects allow by annotation. */
function* annotations({ objects }: Site) {
  for (const { json, where } of objects) {
    if (record(record(json).metadata).annotations === undefined) continue;
    for (const [rule] of annotatedOn(json)) {
      const annotation = `${ALLOW_PREFIX}${rule}`;
      const place = { where, object: nameOf(json), field: `metadata.annotations["${annotation}"]` };
      yield { rule, annotation, place, reason: reasonOn(json, rule) };
    }
  }
}

/** Nobody should wonder later why a rule is silent. */
const allowanceWithoutReason: Rule = {
  id: 'allowance-without-reason',
  title: 'An annotation allows a rule and does not say why',
  *check(site) {
    for (const { annotation, place, reason } of annotations(site)) {
      if (reason !== undefined) continue;
      yield {
        level: 'error',
        ...place,
        message: `The annotation "${annotation}" gives no reason, so it allows nothing.`,
        remedy: 'Write as its value why the rule does not count here.',
      };
    }
  },
};

/** Nor why one still speaks that somebody believes allowed. */
const allowanceUnknownRule = (ids: () => readonly string[]): Rule => ({
  id: 'allowance-unknown-rule',
  title: 'An annotation allows a rule that there is not',
  *check(site) {
    for (const { rule, annotation, place } of annotations(site)) {
      const known = ids();
      if (known.includes(rule)) continue;
      yield {
        level: 'warning',
        ...place,
        message: `The annotation "${annotation}" allows nothing: no rule is called "${rule}".`,
        remedy: unknownRule(rule, known),
      };
    }
  },
});

/** @param ids of every rule there is, read when one of these speaks: they stand among them */
export const propertyRules = (ids: () => readonly string[]): readonly Rule[] => [
  propertyInvalid,
  allowanceWithoutReason,
  allowanceUnknownRule(ids),
];

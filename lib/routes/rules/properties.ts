import type { Rule } from './rule';

/** What constructs find wrong with their own properties, where no object of their output shows it. */
export const propertyRules: readonly Rule[] = [
  {
    id: 'property-invalid',
    title: 'a construct was given something that cannot work',
    *check({ complaints }) {
      for (const { source: _, ...complaint } of complaints) yield { level: 'error', ...complaint };
    },
  },
];

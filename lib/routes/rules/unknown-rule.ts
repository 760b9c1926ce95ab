import { hint } from '../nearest';

/** What to say to somebody who names a rule that there is not. */
export const unknownRule = (id: string, ids: readonly string[]): string =>
  hint(id, ids, 'docs/rules/README.md lists them all.');

import { hint } from '../nearest';
import { someOf } from '../some-of';

/** As many ids as somebody reads who looks for one of them. */
const SHOWN = 10;

/** What to say to somebody who names a rule that there is not. */
export function unknownRule(id: string, ids: readonly string[]): string {
  const begun = ids.filter((each) => each.startsWith(`${id}-`));
  if (begun.length > 0) return `Those that begin so: ${someOf(begun, SHOWN)}.`;
  return hint(id, ids, 'node_modules/cdk8s-k3d/docs/rules/README.md lists them all.');
}

import type { Draft, Level } from '../finding';
import { isHeld } from '../held';
import type { ObjectFacts, Site } from '../world';

/** A named check. Its page is `docs/rules/<id>.md`, with a bad and a good example that run as tests. */
export interface Rule {
  /** Kebab-case, never reused for anything else. */
  readonly id: string;
  /** What is wrong when it speaks, as half a sentence: "One host port is asked for twice". */
  readonly title: string;
  /** Rules that stay silent about what this one speaks about. */
  readonly supersedes?: readonly string[];
  /** It says what stands nowhere, which nobody knows while some of the site cannot be read: it is silent there. */
  readonly needsAll?: boolean;
  /** Pure: reads the site, yields what is wrong with it. Called once per site. */
  readonly check: (site: Site) => Iterable<Draft>;
}

/** How much it weighs that something about an object does not hold. */
export const heldTo = (site: Site, object: ObjectFacts): Level => (isHeld(site, object) ? 'error' : 'warning');

import { namedOf, ofKind, type Named } from '../named';
import type { Site } from '../world';
import { inOrder } from './origin';

/** The objects of a site by what they are, so that whoever reads one kind passes over no other. */
export interface Catalogue {
  /** The objects of some kinds, whatever their group, in order. */
  readonly of: (...kinds: readonly string[]) => readonly Named[];
  /** The API groups that the objects name. */
  readonly groups: ReadonlySet<string>;
}

/** Sorts objects into their kinds. */
export const catalogueOf = (site: Site): Catalogue => ({
  of: (...kinds) => inOrder(ofKind(site, ...kinds)),
  groups: new Set(namedOf(site).map(({ group }) => group)),
});

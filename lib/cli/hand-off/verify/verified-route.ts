import type { HopKind } from '../../../routes/route';
import type { Explained } from '../explained';

/** The first hop that is dead, why, and what mends it. */
export interface Dead extends Explained {
  readonly hop: { readonly kind: HopKind; readonly name: string };
}

/** What became of a route. */
export interface VerifiedRoute extends Partial<Dead> {
  readonly url: string;
  /** Asked for by an exposure: where such a route is dead, verify fails. */
  readonly declared: boolean;
  readonly status: 'answers' | 'dead' | 'unverified';
  /** `200`, `connection opens` */
  readonly said?: string;
  /** What answers, as a person names it. */
  readonly leadsTo?: string;
  /** A second dead hop, where the first is only the name in the URL. */
  readonly beyond?: Dead;
}

/** Nothing but the name is dead: what lies behind it answers by its address, so that a line in the hosts file is all it needs. */
export const needsOnlyName = ({ status, hop, beyond }: VerifiedRoute): boolean =>
  status === 'dead' && hop?.kind === 'name' && beyond === undefined;

import type { VerifiedRoute } from './verify';

/** Nothing but the name is dead: what lies behind it answers by its address, so that a line in the hosts file is all it needs. */
export const needsOnlyName = ({ status, hop, beyond }: VerifiedRoute): boolean =>
  status === 'dead' && hop?.kind === 'name' && beyond === undefined;

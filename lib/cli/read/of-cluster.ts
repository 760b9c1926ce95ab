import type { Access } from '../../routes/report/access';

/** What a report says of one cluster alone. A finding does not say of which one it is. */
export type ClusterAccess = Pick<Access, 'routes' | 'mappings'>;

export function ofCluster({ routes, mappings }: ClusterAccess, name: string): ClusterAccess {
  const mine = <T extends { readonly cluster?: string }>(all: readonly T[]) =>
    all.filter(({ cluster }) => cluster === name);
  return { routes: mine(routes), mappings: mine(mappings) };
}

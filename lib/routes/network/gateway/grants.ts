import type { Named } from '../../named';
import { groupBy, record, records } from '../../plain';
import type { Origin } from '../origin';

/** Whether something of a namespace may be named by an object of another one. */
export type Grants = (
  from: Pick<Origin, 'kind' | 'namespace'>,
  to: Pick<Origin, 'kind' | 'namespace' | 'name'>,
) => boolean;

/** Reads the ReferenceGrants of the app: each stands beside what may be named. */
export function grantsOf(grants: readonly Named[]): Grants {
  const byNamespace = groupBy(grants, ({ namespace }) => namespace);
  return (from, to) =>
    from.namespace === to.namespace ||
    (byNamespace.get(to.namespace) ?? []).some(({ json }) => {
      const spec = record(json.spec);
      return (
        records(spec.from).some(({ kind, namespace }) => kind === from.kind && namespace === from.namespace) &&
        records(spec.to).some(({ kind, name }) => kind === to.kind && (name ?? to.name) === to.name)
      );
    });
}

/** What to write so that one is there. */
export const grant = (from: Pick<Origin, 'kind' | 'namespace'>, to: Pick<Origin, 'kind' | 'namespace'>): string =>
  `Add a ReferenceGrant to namespace ${to.namespace} with from: [{ group: gateway.networking.k8s.io, kind: ${from.kind}, namespace: ${from.namespace} }] and to: [{ group: "", kind: ${to.kind} }]`;

import type { Named } from '../named';
import { record, records, text } from '../plain';
import type { Hop } from '../route';
import { within } from './selection';
import { keyOf, originOf } from './origin';
import { port } from './read';

/** Where a Service leads that selects nothing: EndpointSlices and Endpoints of the app. */
export interface Addresses {
  readonly first: Hop;
  /** What has the port of that name, or says nothing of its ports; undefined where all have others. */
  readonly at: (name: string | undefined) => Hop | undefined;
}

const SERVICE = 'kubernetes.io/service-name';

const serviceOf = ({ json }: Named) => text(record(record(json.metadata).labels)[SERVICE]);

/** An EndpointSlice of each namespace that says of no Service that it is for it. */
export const straySlices = (endpoints: readonly Named[]): ReadonlyMap<string | undefined, Named> =>
  new Map(
    endpoints.flatMap((one) =>
      one.kind === 'EndpointSlice' && serviceOf(one) === undefined ? [[one.namespace, one] as const] : [],
    ),
  );

/** Reads EndpointSlices and Endpoints, by the Service that they are for. */
export function addressesOf(endpoints: readonly Named[]): ReadonlyMap<string, Addresses> {
  const hops = new Map<string, Map<string | undefined, Hop>>();
  for (const one of endpoints) {
    const { kind, id, name, namespace, facts } = originOf(one);
    const { json } = one;
    const slice = kind === 'EndpointSlice';
    const service = slice ? serviceOf(one) : name;
    if (service === undefined) continue;
    const ports = slice ? records(json.ports) : records(json.subsets).flatMap((subset) => records(subset.ports));
    const byName = within(hops, keyOf(namespace, service));
    const hop: Hop = { kind: 'address', name: id, where: facts.where };
    if (ports.length === 0) byName.set(undefined, hop);
    for (const said of ports) {
      const number = port(said.port);
      byName.set(text(said.name) ?? '', { ...hop, ...(number && { port: number }) });
    }
  }
  return new Map(
    [...hops].map(([service, byName]) => [
      service,
      { first: [...byName.values()][0]!, at: (name) => byName.get(name ?? '') ?? byName.get(undefined) },
    ]),
  );
}

import { selects } from '../../label-selector';
import type { Named } from '../../named';
import { at as valueAt, record, records, text } from '../../plain';
import { GATEWAY_API } from './api';
import type { Grants } from './grants';
import { listenerOf, type At, type Listener } from './listeners';
import { keyOf, originOf, type Origin } from '../origin';
import type { Traefik } from '../traefik';
import type { Refusal } from '../web-rules';

/** A Gateway of the app, or the one that the chart of Traefik makes. */
export interface Gateway extends Origin {
  readonly gatewayClass: string;
  readonly listeners: readonly Listener[];
  /** Why Traefik reads none of its routes. */
  readonly refused?: Refusal;
  /** What to write so that a listener takes routes of every namespace. */
  readonly admitAll: (listener: Listener) => string;
}

/** Knows the Gateways of a site, and what may come to them. */
export interface Gateways {
  readonly find: (namespace: string, name: string) => Gateway | undefined;
  /** The one that the chart of Traefik makes; absent where its values leave it out. */
  readonly brought?: Gateway;
  /** Whether a listener takes routes of a namespace. */
  readonly admits: (gateway: Gateway, listener: Listener, namespace: string) => ReturnType<typeof selects>;
  readonly grants: Grants;
}

/** Reads Gateways as Traefik would. */
export function gatewaysOf(
  objects: readonly Named[],
  traefik: Traefik,
  grants: Grants,
  namespaces: readonly Named[],
): Gateways {
  const read = (all: readonly Named[]) =>
    all
      .filter(({ kind, group }) => kind === 'Gateway' && group === GATEWAY_API)
      .map((named) => gatewayOf(named, traefik, grants));
  const brought = read(traefik.gateways.brings);
  const known = new Map([...brought, ...read(objects)].map((one) => [keyOf(one.namespace, one.name), one]));
  const labels = new Map(namespaces.map(({ name, json }) => [name, record(valueAt(json, 'metadata').labels)]));
  return {
    find: (namespace, name) => known.get(keyOf(namespace, name)),
    brought: brought[0],
    admits: ({ namespace: own }, { namespaces: { from = 'Same', selector } }, namespace) => {
      if (from === 'All') return 'yes';
      if (from === 'Same') return own === namespace ? 'yes' : 'no';
      if (from !== 'Selector') return 'unknown';
      const picked = selects(selector, { ...labels.get(namespace), [NAME]: namespace });
      // Which other labels a namespace has, nobody says who does not make it.
      return picked === 'no' && !labels.has(namespace) ? 'unknown' : picked;
    },
    grants,
  };
}

/** A label that every namespace has. */
const NAME = 'kubernetes.io/metadata.name';

function gatewayOf(named: Named, traefik: Traefik, grants: Grants): Gateway {
  const { gateways, entryPoints } = traefik;
  const origin = originOf(named);
  const spec = record(named.json.spec);
  const isBrought = gateways.brings.includes(named);
  const at: At = isBrought ? () => placeOfValues(named) : (field) => ({ facts: named.object, field });
  return {
    ...origin,
    gatewayClass: text(spec.gatewayClassName) ?? '',
    listeners: records(spec.listeners).map((said, index) =>
      listenerOf(origin, said, entryPoints, grants, (field) => at(`spec.listeners[${index}].${field}`)),
    ),
    refused: gateways.reads === 'no' ? unread(origin, traefik, at('spec.gatewayClassName')) : undefined,
    admitAll: ({ id, name }) =>
      isBrought
        ? `Set gateway.listeners.${name}.namespacePolicy to { from: All } in a HelmChartConfig kube-system/traefik`
        : `Set allowedRoutes: { namespaces: { from: All } } at ${id}`,
  };
}

/** What the chart makes is written in its values, where somebody writes any. */
const placeOfValues = ({ object, json }: Named) =>
  object.json === json ? undefined : { facts: object, field: 'spec.valuesContent' };

const unread = ({ id }: Origin, { gateways }: Traefik, at: Refusal['at']): Refusal => ({
  why: `Traefik does not read the Gateway API in this cluster, so it serves no route of ${id}.`,
  fault: 'gateway-provider-disabled',
  remedy: `Set ${gateways.values}.enabled to true in a HelmChartConfig kube-system/traefik.`,
  at,
});

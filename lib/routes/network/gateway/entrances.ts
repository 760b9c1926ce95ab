import type { Named } from '../../named';
import { groupBy, record, records, text, texts, whole, worded, type Plain } from '../../plain';
import { admissionAt, type Guest } from './admission';
import { GATEWAY_API } from './api';
import type { Gateway, Gateways } from './gateways';
import { keyOf, originOf } from '../origin';
import type { Place, Refusal, WebRule } from '../web-rules';

/** A name under which a route of the Gateway API is asked, and at which doors; or why at none. */
export interface Entrance extends Pick<WebRule, 'host' | 'entryPoints' | 'tlsOnly' | 'through' | 'refused' | 'unread'> {
  /** The length of the longest name that Traefik asks for with it. */
  readonly weight: number;
}

/** Every entrance of a route through the Gateways that it names. */
export function entrancesOf(named: Named, gateways: Gateways): readonly Entrance[] {
  const spec = record(named.json.spec);
  const guest: Guest = { ...originOf(named), hosts: texts(spec.hostnames).map((host) => host.toLowerCase()) };
  const parents = records(spec.parentRefs);
  if (parents.length === 0) return shut(guest, { unread: 'it names no Gateway' });
  return parents.flatMap((parent, index) =>
    through(guest, parent, { facts: guest.facts, field: `spec.parentRefs[${index}]` }, gateways),
  );
}

/** The names of a route to which nobody is known to come. */
const shut = (
  { hosts }: Guest,
  why: Pick<Entrance, 'through' | 'refused' | 'unread'>,
  tlsOnly = false,
): readonly Entrance[] =>
  (hosts.length > 0 ? hosts : [undefined]).map((host) => ({ host, tlsOnly, weight: 0, ...why }));

function through(guest: Guest, parent: Plain, at: Place, gateways: Gateways): readonly Entrance[] {
  const { group = GATEWAY_API, kind = 'Gateway' } = parent;
  const name = text(parent.name) ?? '(no name)';
  const namespace = text(parent.namespace) ?? guest.namespace;
  if (group !== GATEWAY_API || kind !== 'Gateway') return shut(guest, { unread: `${name} is no Gateway` });
  const { brought } = gateways;
  // Whoever says no namespace, and the name that the chart gives, means that one.
  const meant = parent.namespace === undefined && brought?.name === name ? brought : undefined;
  const gateway = gateways.find(namespace, name) ?? meant;
  if (!gateway) return shut(guest, { unread: `Gateway ${keyOf(namespace, name)} does not stand in the app` });
  if (gateway.refused) return shut(guest, { through: gateway, refused: gateway.refused });
  if (gateway.namespace !== namespace) return shut(guest, { through: gateway, refused: elsewhere(guest, gateway, at) });
  const wanted = listenersOf(gateway, parent);
  if (wanted.length === 0) return shut(guest, { through: gateway, refused: noListener(guest, gateway, parent, at) });
  const asked = wanted.map((listener) => ({ listener, ...admissionAt(guest, gateway, listener, gateways, at) }));
  if (asked.every(({ hosts }) => hosts.length === 0)) {
    const { listener, refused, unread } = asked.find((one) => one.unread !== undefined) ?? asked[0]!;
    return shut(guest, { through: gateway, refused, unread }, listener.tls);
  }
  return joined(
    asked.flatMap(({ listener: { point, tls, refused }, hosts }) => {
      const weight = Math.max(...hosts.map((host = '') => host.length));
      const entryPoints = point && [point.name];
      return hosts.map((host) => ({ host, entryPoints, tlsOnly: tls, through: gateway, refused, weight }));
    }),
  );
}

/** The listeners that a route means. */
const listenersOf = ({ listeners }: Gateway, { sectionName, port }: Plain) =>
  listeners.filter((one) => (text(sectionName) ?? one.name) === one.name && (whole(port) ?? one.port) === one.port);

const elsewhere = ({ id, namespace }: Guest, gateway: Gateway, at: Place): Refusal => ({
  why: `${id} looks for Gateway ${gateway.name} in namespace ${namespace}, and the chart of Traefik makes it in namespace ${gateway.namespace}.`,
  fault: 'route-not-attached',
  remedy: `Write namespace: ${gateway.namespace} beside its name.`,
  at,
});

function noListener({ id }: Guest, gateway: Gateway, { sectionName, port }: Plain, at: Place): Refusal {
  const named = gateway.listeners.find(({ name }) => name === sectionName);
  if (named) {
    const why = `${id} asks for port ${worded(port)} of ${named.id}, which is on port ${named.port}.`;
    return { why, fault: 'route-not-attached', remedy: `Write port: ${named.port}, or leave it out.`, at };
  }
  const [field, asked] = text(sectionName) === undefined ? ['port', port] : ['sectionName', `"${worded(sectionName)}"`];
  const there = gateway.listeners.map((one) => (field === 'port' ? one.port : one.name)).join(', ');
  const what = field === 'port' ? `on port ${worded(asked)}` : worded(asked);
  return {
    why:
      there === ''
        ? `${gateway.id} has no listener, so no request comes to ${id}.`
        : `${gateway.id} has no listener ${what}, which ${id} names.`,
    fault: 'route-not-attached',
    remedy: there === '' ? 'Give the Gateway a listener.' : `Write ${field}: ${there}, or leave it out.`,
    at,
  };
}

/** Doors under one name are those of one rule, unless something is said of one of them. */
function joined(entrances: readonly Entrance[]): readonly Entrance[] {
  return [...groupBy(entrances, ({ refused }) => refused).values()].flatMap((alike) =>
    [...groupBy(alike, ({ host }) => host).values()].map((same) => {
      const doors = same.flatMap(({ entryPoints = [] }) => entryPoints);
      return {
        ...same[0]!,
        entryPoints: doors.length > 0 ? doors : undefined,
        tlsOnly: same.every(({ tlsOnly }) => tlsOnly),
        weight: Math.max(...same.map(({ weight }) => weight)),
      };
    }),
  );
}

import type { Hop, HopKind, Mapping, Route } from '../route';
import { hostFor } from '../this-machine';

/** What a hop is, in words. */
export const HOP_WORDS: Readonly<Record<HopKind, string>> = {
  name: 'name resolution',
  'host-port': 'host port',
  'load-balancer': 'k3d load balancer',
  node: 'node',
  'node-port': 'node port',
  'service-load-balancer': 'Service load balancer',
  'ingress-controller': 'ingress controller',
  'ingress-rule': 'ingress rule',
  service: 'Service',
  pod: 'Pod',
  address: 'address',
};

/** The hop at which a broken route ends. */
const lastHop = ({ hops }: Route): Hop | undefined => hops.at(-1);

/** What answers at the end of a route; nothing where it breaks. */
export const leadsTo = (route: Route): string | undefined =>
  route.status === 'broken' ? undefined : lastHop(route)?.name;

const OPENERS: readonly HopKind[] = ['ingress-rule', 'service-load-balancer', 'node-port', 'pod', 'service'];

/** Where the way in is declared: what opens it, not what the request passes afterwards. */
export function declaredBy({ hops }: Route): string | undefined {
  for (const opener of OPENERS) {
    const hop = hops.find(({ kind, where }) => kind === opener && where !== undefined);
    if (hop) return hop.where;
  }
  return undefined;
}

/** A host socket as a person writes it: `8085`, `192.168.1.5:53/udp`. */
export function socketName({ hostIp, hostPort, protocol }: Pick<Mapping, 'hostIp' | 'hostPort' | 'protocol'>): string {
  const ip = hostIp === undefined || hostIp === '' ? '' : `${hostFor(hostIp)}:`;
  return `${ip}${hostPort ?? 'any'}${protocol === 'tcp' ? '' : `/${protocol}`}`;
}

/** Mappings that no route passes. */
export function unusedMappings(routes: readonly Route[], mappings: readonly Mapping[]): readonly Mapping[] {
  const key = (...parts: readonly unknown[]) => parts.join(' ');
  const used = new Set(
    routes.flatMap(({ cluster, url, hops }) =>
      hops
        .filter(({ kind }) => kind === 'host-port')
        .map(({ port, next }) => key(cluster, transportOf(url), port, next)),
    ),
  );
  return mappings.filter(
    ({ cluster, protocol, hostPort, clusterPort }) => !used.has(key(cluster, protocol, hostPort, clusterPort)),
  );
}

/** What a controller reads of a request to find its rule; undefined where that is none of HTTP. */
export const readBefore = (url: string): string | undefined =>
  /^https?:/.test(url) ? 'Host header and path' : undefined;

/** `tcp` for all that stands on it. */
export const transportOf = (url: string): string => /^(udp|sctp):/.exec(url)?.[1] ?? 'tcp';

import type { Named } from '../../named';
import type { Speech } from '../web-rules';

/** The group of its kinds. */
export const GATEWAY_API = 'gateway.networking.k8s.io';

/** By what the GatewayClasses of Traefik are told from those of others. */
export const TRAEFIK_CONTROLLER = 'traefik.io/gateway-controller';

/** Its kinds of routes that Traefik reads, and what each of them takes. */
const SPEECH: ReadonlyMap<string, Speech> = new Map([
  ['HTTPRoute', 'http'],
  ['GRPCRoute', 'http'],
  ['TLSRoute', 'tcp'],
  ['TCPRoute', 'tcp'],
]);

/** The names of these kinds. */
export const GATEWAY_ROUTES: readonly string[] = [...SPEECH.keys()];

/** True for the name of one of them. */
export const isGatewayRoute = (kind: string): boolean => SPEECH.has(kind);

/** What a route of the Gateway API takes; undefined for every other object. */
export const speechOf = ({ group, kind }: Pick<Named, 'group' | 'kind'>): Speech | undefined =>
  group === GATEWAY_API ? SPEECH.get(kind) : undefined;

/** The kinds of routes that a listener of each protocol takes. */
export const KINDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['HTTP', ['HTTPRoute', 'GRPCRoute']],
  ['HTTPS', ['HTTPRoute', 'GRPCRoute']],
  ['TLS', ['TLSRoute']],
  ['TCP', ['TCPRoute']],
]);

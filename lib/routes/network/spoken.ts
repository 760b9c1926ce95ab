import { record } from '../plain';
import { isGatewayRoute } from './gateway/api';
import { label } from './labels';
import type { Followed } from './targets';
import type { WebRule } from './web-rules';

/** What Traefik speaks to the pods of a Service, where an annotation of it says so. */
export const SERVERS_SCHEME = 'traefik.ingress.kubernetes.io/service.serversscheme';

/** What it speaks for a route of the Gateway API to a port that says this of itself. */
const APP_PROTOCOLS: ReadonlyMap<string | undefined, string> = new Map([
  ['http', 'http'],
  ['https', 'https'],
  ['kubernetes.io/h2c', 'h2c'],
  ['kubernetes.io/ws', 'http'],
  ['kubernetes.io/wss', 'https'],
]);

/** How a port says that its pods speak something. */
export const appProtocolOf = (scheme: string): string | undefined =>
  [...APP_PROTOCOLS.keys()].find((said) => APP_PROTOCOLS.get(said) === scheme);

/** What Traefik speaks to the pods: what it is told, else https for port 443 and for a port whose name begins so. */
export function spokenTo({ service, port }: Followed, { kind, backends }: WebRule): string {
  const { annotations } = record(service.facts.json.metadata);
  const said = isGatewayRoute(kind) ? APP_PROTOCOLS.get(port.appProtocol) : undefined;
  const told = kind === 'Ingress' ? label(annotations, SERVERS_SCHEME) : (backends[0]!.scheme ?? said);
  return told ?? (port.port === 443 || port.name?.startsWith('https') ? 'https' : 'http');
}

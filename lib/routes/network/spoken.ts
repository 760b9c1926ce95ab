import { record } from '../plain';
import { label } from './labels';
import type { Followed } from './targets';
import type { WebRule } from './web-rules';

/** What Traefik speaks to the pods of a Service, where an annotation of it says so. */
export const SERVERS_SCHEME = 'traefik.ingress.kubernetes.io/service.serversscheme';

/** What Traefik speaks to the pods: what it is told, else https for port 443 and for a port whose name begins so. */
export function spokenTo({ service, port }: Followed, { kind, backends }: WebRule): string {
  const { annotations } = record(service.facts.json.metadata);
  const told = kind === 'Ingress' ? label(annotations, SERVERS_SCHEME) : backends[0]!.scheme;
  return told ?? (port.port === 443 || port.name?.startsWith('https') ? 'https' : 'http');
}

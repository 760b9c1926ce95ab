import { ofKind } from '../named';
import { groupBy, list, memo, record } from '../plain';
import type { Site } from '../world';
import { isGatewayRoute } from './gateway/api';
import { label } from './labels';
import type { Network } from './network';
import type { Followed } from './targets';
import { BY_KUBERNETES, traefikName } from './traefik-names';
import type { WebRule } from './web-rules';

/** Names the ServersTransport by which Traefik speaks to the pods of a Service, in an annotation of it. */
export const SERVERS_TRANSPORT = 'traefik.ingress.kubernetes.io/service.serverstransport';

/** True where a policy beside a Service may have Traefik speak https, and says whom it trusts. */
export const isByPolicy = (site: Site, { kind }: Pick<WebRule, 'kind'>): boolean =>
  isGatewayRoute(kind) && ofKind(site, 'BackendTLSPolicy').length > 0;

/** Whether Traefik takes the certificate of pods that no public authority has signed. */
export function trusts({ site, traefik }: Network, { service }: Followed, { kind, backends }: WebRule): boolean {
  if (traefik.trustsAll) return true;
  if (isByPolicy(site, { kind })) return true;
  const { annotations } = record(service.facts.json.metadata);
  const named = kind === 'Ingress' ? label(annotations, SERVERS_TRANSPORT) : backends[0]!.transport;
  return named !== undefined && isTrusting(site, named);
}

/** Those of the app, as Traefik calls them. */
const transportsOf = memo((site: Site) =>
  groupBy(ofKind(site, 'ServersTransport'), ({ namespace, name }) => traefikName(namespace, name)),
);

/** What another provider makes, or something outside the app, may trust anybody. */
function isTrusting(site: Site, reference: string): boolean {
  if (!reference.endsWith(BY_KUBERNETES)) return reference.includes('@');
  const [one] = transportsOf(site).get(reference) ?? [];
  if (one) return TRUSTING.some((field) => isSaid(record(one.json.spec)[field]));
  const outside = site.externals.filter(({ kind }) => kind === 'ServersTransport');
  return outside.some(({ name }) => reference.endsWith(`-${name}${BY_KUBERNETES}`));
}

/** What says that no authority is asked, or which one. */
const TRUSTING = ['insecureSkipVerify', 'rootCAs', 'rootCAsSecrets', 'spiffe'];

const isSaid = (value: unknown) => value === true || list(value).length > 0 || Object.keys(record(value)).length > 0;

import { isGatewayRoute } from './gateway/api';
import type { Network, WebWay } from './network';
import type { Provider } from './providers';
import type { Refusal } from './web-rules';

/** Why Traefik follows a rule nowhere; undefined where it does. */
export function refusalOf({ traefik }: Network, { byTraefik, rule, asked, target }: WebWay): Refusal | undefined {
  const { kind, id, abroad, refused, outdated, untold } = rule;
  // Routes of Traefik's own are read by no other controller, whoever runs; an Ingress or a Gateway may be for another one.
  if (!byTraefik) return isGatewayRoute(kind) || kind === 'Ingress' ? undefined : refused;
  if (asked.ignored) return asked.ignored;
  if (refused) return refused;
  if (outdated && traefik.isThree) {
    const why = `Traefik 3 does not take a match of ${id}: ${outdated.why}.`;
    return { why, fault: 'ingress-match-outdated', remedy: outdated.remedy };
  }
  if (untold !== undefined) {
    const why = `${id} asks for server name ${untold}, which only TLS tells, and has no spec.tls, so Traefik never matches it.`;
    const remedy = 'Write HostSNI(`*`), or add spec.tls: { passthrough: true } where the server speaks TLS itself.';
    return { why, fault: 'ingress-name-without-tls', remedy };
  }
  const first = abroad?.[0];
  if (first && !traefik.crossNamespace) {
    const why = `${first.what}, and Traefik refuses to lead there.`;
    const remedy = `${allow(traefik.routes, 'allowCrossNamespace')}, or ${first.instead}.`;
    return { why, fault: 'ingress-to-other-namespace', remedy };
  }
  const service = 'service' in target ? target.service : undefined;
  if (service?.type !== 'ExternalName') return undefined;
  const why = `${service.id} is an ExternalName, and Traefik refuses to lead to one.`;
  if (isGatewayRoute(kind)) {
    const remedy = 'Name a Service with addresses of its own, or lead there with an Ingress, which can be allowed to.';
    return { why, fault: 'ingress-to-external-name', remedy };
  }
  const provider = kind === 'Ingress' ? traefik.ingresses : traefik.routes;
  if (provider.externalNames) return undefined;
  return { why, fault: 'ingress-to-external-name', remedy: `${allow(provider, 'allowExternalNameServices')}.` };
}

const allow = ({ values }: Pick<Provider, 'values'>, setting: string) =>
  `Set ${values}.${setting} to true in a HelmChartConfig kube-system/traefik`;

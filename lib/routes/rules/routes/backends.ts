import { isHeld } from '../../held';
import { madeBy } from '../../made';
import { ofKind } from '../../named';
import { slipOf } from '../../nearest';
import { isGatewayRoute } from '../../network/gateway/api';
import { networkOf, type WebWay } from '../../network/network';
import { keyOf } from '../../network/origin';
import { waysByRule } from '../../network/routes';
import type { Service } from '../../network/services';
import type { Backend, WebRule } from '../../network/web-rules';
import { refusalOf } from '../../network/refusal';
import { missingBackend } from '../../network/rule-end';
import { offersService } from '../../network/workloads';
import { isFilled, namesOperated } from '../../operators';
import { firstOf, push } from '../../plain';
import type { ObjectFacts, Site } from '../../world';
import { heldTo, type Rule } from '../rule';
import { aboutRoute } from '../speak';

/** Alternatives of one match lead to the same: one of them is spoken about. */
const leadsOf = (webWays: readonly WebWay[]): readonly WebWay[] => firstOf(webWays, ({ rule }) => rule.backends);

/** Where rules of an Ingress lead. */
export const ingressBackendMissing: Rule = {
  id: 'ingress-backend-missing',
  title: 'An Ingress names a Service or a port that does not exist',
  needsAll: true,
  *check(site) {
    const network = networkOf(site);
    const missing = leadsOf(network.webWays).flatMap((web) => {
      const { lost } = web;
      return lost && !isBare(lost.service) ? [{ web, lost }] : [];
    });
    if (missing.length === 0) return;
    const elsewhere = new Map(network.services.map((service) => [service.name, service]));
    const names = new Map<string, string[]>();
    for (const { namespace, name } of network.services) push(names, namespace, name);
    // Rules may lead over one TraefikService to what is missing: it is spoken about once.
    for (const { web, lost } of firstOf(missing, ({ lost: { backend } }) => backend)) {
      const { rule, target } = web;
      if (refusalOf(network, web)) continue;
      const breaks = 'missing' in target;
      // Whatever names it is to be mended.
      const { facts, kind } = lost.backend.by ?? rule;
      const near = slipOf(lost.backend.service, names.get(lost.backend.namespace) ?? []);
      if (lost.service && isTwice(network.services, lost.service)) continue;
      if (!lost.service && near === undefined && mayBeOperated(site, facts, lost.backend)) continue;
      yield aboutRoute(
        facts,
        {
          level: breaks ? heldTo(site, facts) : 'warning',
          path: lost.backend.field,
          message: missingBackend(rule, lost),
          remedy: lost.service
            ? existingPort(lost.service, rule, lost.backend)
            : (existingShare(site, kind, lost.backend) ??
              (near === undefined ? withService(site, lost.backend) : undefined) ??
              existingService(site, kind, lost.backend, elsewhere, near)),
        },
        breaks ? waysByRule(site).get(web) : undefined,
      );
    }
  },
};

/** A Service that a chart or an operator of the app may make, by its name: `quickstart-es-http` of `quickstart`. */
const mayBeOperated = (site: Site, facts: ObjectFacts, { service, namespace }: Backend) =>
  !isHeld(site, facts) && (isFilled(site, namespace) || namesOperated(site, [service]));

/** Of two that are called the same, the one that is meant may be the one that is replaced: that is said where they stand. */
const isTwice = (services: readonly Service[], { id }: Service) => services.filter((one) => one.id === id).length > 1;

/** A Service that the API refuses for want of a port: that is said where it stands. */
const isBare = (service: Service | undefined) => service?.ports.length === 0 && service.type !== 'ExternalName';

function existingPort({ id, ports, facts }: Service, rule: WebRule, { port: asked }: Backend): string {
  if (ports.length === 0) return `Add the port to ${id}.`;
  const spoken = ports.find(({ protocol }) => rule.speaks !== 'http' || protocol === 'tcp');
  // In quotes it is a name.
  if (typeof asked === 'string' && ports.some(({ port }) => `${port}` === asked)) {
    return `Write ${asked} without quotes, which is a number.`;
  }
  if (spoken) return `Use port ${spoken.port} of ${id}.`;
  return `Open it with ${facts.declared ? 'a LoadBalancerExposure' : 'a Service of type LoadBalancer'} instead.`;
}

const SHARING: ReadonlySet<string> = new Set(['IngressRoute', 'TraefikService']);

/** What to write where a TraefikService has the name of the Service that is missing. */
function existingShare(site: Site, kind: string, { service, namespace }: Backend): string | undefined {
  const isThere = SHARING.has(kind) && madeBy(site).objects('TraefikService', namespace, service).length > 0;
  return isThere ? `Write kind: TraefikService beside the name, since ${keyOf(namespace, service)} is one.` : undefined;
}

/** A workload of ours makes its Service when somebody asks for it. */
function withService(site: Site, { service, namespace }: Backend): string | undefined {
  const its = networkOf(site).workloads.find((each) => each.name === service && each.namespace === namespace);
  return its && offersService(its)
    ? `Take the name from service() of ${its.facts.where}, which makes that Service.`
    : undefined;
}

function existingService(
  site: Site,
  kind: string,
  { service, namespace }: Backend,
  services: ReadonlyMap<string, Service>,
  near: string | undefined,
): string {
  const other = services.get(service);
  if (other) {
    const made = new Set(ofKind(site, 'Namespace').map(({ name }) => name));
    // One of the two may be misspelt.
    if (made.has(namespace) && !made.has(other.namespace)) return `Put ${other.id} into namespace ${namespace}.`;
    const lend = isGatewayRoute(kind)
      ? `Write namespace: ${other.namespace} and lend it by a ReferenceGrant, or move`
      : 'Move';
    return `${lend} the ${kind} to namespace ${other.namespace}, where ${other.id} is.`;
  }
  return `${near === undefined ? 'Add' : `Write "${near}", or add`} Service ${keyOf(namespace, service)} to the app.`;
}

import { isHeld } from '../../held';
import { ofKind } from '../../named';
import { slipOf } from '../../nearest';
import type { Fault } from '../../network/ends';
import { isGatewayRoute } from '../../network/gateway/api';
import { networkOf, type Network, type WebWay } from '../../network/network';
import { keyOf } from '../../network/origin';
import { port } from '../../network/read';
import type { Service } from '../../network/services';
import { traefikName, type EntryPoint } from '../../network/traefik';
import type { Way } from '../../network/way';
import { requestsOf, type Backend, type WebRule } from '../../network/web-rules';
import { missingBackend, refusalOf, takerAt } from '../../network/web-ways';
import { beginnings, namesOperated } from '../../operators';
import { firstOf, memo, push, record, text } from '../../plain';
import { waysIn } from '../../network/routes';
import type { ObjectFacts, Site } from '../../world';
import { heldTo, type Rule } from '../rule';
import { aboutRoute } from '../speak';
import { faultRule } from './breaking';

/** The first way through each rule of an Ingress. */
const waysByRule = memo((site: Site): ReadonlyMap<WebWay, Way> => {
  const ways = new Map<WebWay, Way>();
  for (const way of waysIn(site)) if (way.web && !ways.has(way.web)) ways.set(way.web, way);
  return ways;
});

/** Alternatives of one match lead to the same: one of them is spoken about. */
const leadsOf = (webWays: readonly WebWay[]): readonly WebWay[] => firstOf(webWays, ({ rule }) => rule.backends);

/** What Traefik follows nowhere, and why: what rules have in common is told once. */
const refusedBy = memo((network: Network) => {
  const refused = network.webWays.flatMap((web) => {
    const refusal = refusalOf(network, web);
    return refusal ? [{ web, refusal }] : [];
  });
  return firstOf(refused, ({ web: { rule }, refusal }) => (refusal === rule.refused ? refusal : rule.backends));
});

const forHost = (host: string | undefined) => (host === undefined ? 'any host' : `host ${host}`);

const ingressRuleDuplicate: Rule = {
  id: 'ingress-rule-duplicate',
  title: 'Two rules claim one host and path',
  *check(site) {
    for (const way of networkOf(site).webWays) {
      const { rule, clash } = way;
      if (clash?.kind !== 'duplicate' || !clash.second) continue;
      const { by } = clash;
      const web = rule.speaks === 'http';
      const claim = web ? `${forHost(rule.host)} with path ${rule.path}` : requestsOf(rule);
      yield aboutRoute(
        rule.facts,
        {
          level: rule.facts.declared && by.facts.declared ? 'error' : 'warning',
          path: rule.field,
          message: `${by.id} and ${rule.id} both claim ${claim}, so which one answers is left to chance.`,
          remedy: `Give one of them another ${web ? 'host' : 'entry point'}.`,
        },
        waysByRule(site).get(way),
      );
    }
  },
};

const ingressPathShadowed: Rule = {
  id: 'ingress-path-shadowed',
  title: 'A rule of an Ingress never answers, or by chance alone',
  *check(site) {
    for (const web of networkOf(site).webWays) {
      const { rule, clash } = web;
      if (!clash || clash.kind === 'duplicate') continue;
      const { by, kind } = clash;
      const own = requestsOf(rule);
      const wide = `${by.id} (${requestsOf(by)})`;
      yield aboutRoute(
        rule.facts,
        {
          level: rule.facts.declared ? 'error' : 'warning',
          path: rule.field,
          message:
            kind === 'tie'
              ? `Traefik asks ${wide} with the same priority as the rule for ${own}, so which one answers is left to chance.`
              : `Traefik asks the longest rule first, so ${wide} answers every request for ${own}.`,
          remedy: askedFirst(rule, by),
        },
        waysByRule(site).get(web),
      );
    }
  },
};

/** What to write so that a rule is asked before another; an annotation counts for all rules of its Ingress. */
function askedFirst({ facts, kind }: WebRule, by: WebRule): string {
  const priority = Math.max(1000, by.precedence + 1);
  if (kind !== 'Ingress') return `Set the priority of this route to ${priority}.`;
  const annotation = 'annotation traefik.ingress.kubernetes.io/router.priority';
  if (facts !== by.facts) return `Set the ${annotation} of this Ingress to "${priority}".`;
  return `Put it into ${facts.exposure ? 'a HostIngress' : 'an Ingress'} of its own with the ${annotation}: "${priority}".`;
}

/** A rule that says once for every lead what Traefik refuses to follow. */
const refusedRule = (id: Fault, title: string): Rule => ({
  id,
  title,
  *check(site) {
    const network = networkOf(site);
    for (const { web, refusal } of refusedBy(network)) {
      const { fault, why, remedy, at } = refusal;
      if (fault !== id) continue;
      const { facts, field } = at ?? web.rule;
      yield aboutRoute(
        facts,
        { level: facts.declared ? 'error' : 'warning', path: field, message: why, remedy },
        waysByRule(site).get(web),
      );
    }
  },
});

const ingressToExternalName = refusedRule(
  'ingress-to-external-name',
  'Traefik refuses a backend that is an ExternalName',
);

const ingressToOtherNamespace = refusedRule(
  'ingress-to-other-namespace',
  'Traefik refuses what a route names in another namespace',
);

const ingressMatchMalformed = refusedRule(
  'ingress-match-malformed',
  'Traefik does not understand the match of a route',
);

const traefikServiceCircle = refusedRule('traefik-service-circle', 'A TraefikService leads back to itself');

const ingressMatchOutdated = refusedRule(
  'ingress-match-outdated',
  'Traefik 3 refuses a match that is written for Traefik 2',
);

const ingressNameWithoutTls = refusedRule(
  'ingress-name-without-tls',
  'A route of TCP asks for the name of a server, which only TLS tells',
);

const gatewayProviderDisabled = refusedRule(
  'gateway-provider-disabled',
  'A Gateway waits for Traefik, which does not read the Gateway API',
);

const listenerNotServed = refusedRule('listener-not-served', 'Traefik leaves out a listener of a Gateway');

const routeNotAttached = refusedRule('route-not-attached', 'No listener of a Gateway takes a route that names it');

const ingressBehindTcpRoute = faultRule(
  'ingress-behind-tcp-route',
  'A route of TCP takes the requests of an Ingress',
  ({ route, web, point }, site) => {
    const { id } = takerAt(networkOf(site), web!, point!)!;
    return {
      path: web!.rule.field,
      message: `${id} takes every connection at entry point ${point!.name} before a rule of HTTP is asked, so no request for ${route.url} comes to ${web!.rule.id}.`,
      remedy: `Give ${id} an entry point of its own, and a host port that leads there.`,
    };
  },
);

const ingressBackendMissing: Rule = {
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
      if (!lost.service && near === undefined && mayBeOperated(site, facts, lost.backend)) continue;
      yield aboutRoute(
        facts,
        {
          level: breaks ? heldTo(site, facts) : 'warning',
          path: lost.backend.field,
          message: missingBackend(rule, lost),
          remedy: lost.service
            ? existingPort(lost.service, rule)
            : existingService(kind, lost.backend, elsewhere, near),
        },
        breaks ? waysByRule(site).get(web) : undefined,
      );
    }
  },
};

/** A Service that a chart or an operator of the app may make, by its name: `quickstart-es-http` of `quickstart`. */
const mayBeOperated = (site: Site, facts: ObjectFacts, { service }: Backend) =>
  !isHeld(site, facts) && namesOperated(site, beginnings(service));

/** A Service that the API refuses for want of a port: that is said where it stands. */
const isBare = (service: Service | undefined) => service?.ports.length === 0 && service.type !== 'ExternalName';

function existingPort({ id, ports, facts }: Service, rule: WebRule): string {
  if (ports.length === 0) return `Add the port to ${id}.`;
  const spoken = ports.find(({ protocol }) => rule.speaks !== 'http' || protocol === 'tcp');
  if (spoken) return `Use port ${spoken.port} of ${id}.`;
  return `Open it with ${facts.declared ? 'a LoadBalancerExposure' : 'a Service of type LoadBalancer'} instead.`;
}

function existingService(
  kind: string,
  { service, namespace }: Backend,
  services: ReadonlyMap<string, Service>,
  near: string | undefined,
): string {
  const other = services.get(service);
  if (other) {
    const lend = isGatewayRoute(kind)
      ? `Write namespace: ${other.namespace} and lend it by a ReferenceGrant, or move`
      : 'Move';
    return `${lend} the ${kind} to namespace ${other.namespace}, where ${other.id} is.`;
  }
  return `${near === undefined ? 'Add' : `Write "${near}", or add`} Service ${keyOf(namespace, service)} to the app.`;
}

const ingressRedirectLosesPort: Rule = {
  id: 'ingress-redirect-loses-port',
  title: 'A redirect to https leads to a port of this machine that nothing maps',
  *check(site) {
    const network = networkOf(site);
    const redirects = redirectsOf(site);
    const own = network.webWays.some(({ rule }) => rule.sendsTo) || network.traefik.entryPoints.some(redirectsAll);
    if (redirects.size === 0 && !own) return;
    const secure = new Set(
      network.traefik.entryPoints
        .filter(({ tls }) => tls)
        .flatMap(({ protocol, port }) => network.sockets.at(protocol, port).map(({ hostPort }) => hostPort)),
    );
    for (const way of firstOf(waysIn(site).filter(isPlainHttp), ({ facts }) => facts)) {
      const [byMiddleware] = way.web!.rule.middlewares.flatMap((name) => redirects.get(name) ?? []);
      // What the entry point sends on comes to no rule.
      const target = way.point!.redirectsTo ?? way.web!.rule.sendsTo ?? byMiddleware;
      if (target === undefined || secure.has(target)) continue;
      yield aboutRoute(
        way.facts,
        {
          level: 'warning',
          path: way.web!.rule.field,
          message: `Requests to ${way.route.url} are sent on to https on port ${target}, and host port ${target} does not lead to Traefik.`,
          remedy: `Map host port ${target} to ${securePort(network)} of the cluster.`,
        },
        way,
        1,
      );
    }
  },
};

const redirectsAll = ({ redirectsTo }: EntryPoint) => redirectsTo !== undefined;

const isPlainHttp = ({ web, socket, point, route: { status } }: Way) =>
  web?.rule.speaks === 'http' &&
  socket !== undefined &&
  point?.tls === false &&
  (status === 'complete' || (status === 'unknown' && web.byTraefik && web.rule.sendsTo !== undefined));

const securePort = ({ traefik }: Network) => `port ${traefik.entryPoints.find(({ tls }) => tls)?.port ?? 443}`;

/** Middlewares of the app that send requests on to https → the port that they name. */
function redirectsOf(site: Site): ReadonlyMap<string, number> {
  return new Map(
    ofKind(site, 'Middleware').flatMap(({ group, namespace, name, json }): [string, number][] => {
      const { scheme, port: said } = record(record(json.spec).redirectScheme);
      if (group !== 'traefik.io' || text(scheme) !== 'https') return [];
      return [[traefikName(namespace, name), port(Number(said)) ?? 443]];
    }),
  );
}

/** What rules of an Ingress do to each other, and where they lead. */
export const ingressRules: readonly Rule[] = [
  ingressRuleDuplicate,
  ingressPathShadowed,
  ingressToExternalName,
  ingressToOtherNamespace,
  ingressMatchMalformed,
  traefikServiceCircle,
  ingressMatchOutdated,
  ingressNameWithoutTls,
  gatewayProviderDisabled,
  listenerNotServed,
  routeNotAttached,
  ingressBehindTcpRoute,
  ingressBackendMissing,
  ingressRedirectLosesPort,
];

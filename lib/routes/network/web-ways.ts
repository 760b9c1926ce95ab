import { isHeld } from '../held';
import { madeBy } from '../made';
import { called } from '../names';
import { beginnings, namesOperated } from '../operators';
import { memo } from '../plain';
import type { Hop } from '../route';
import { reachedAs } from '../this-machine';
import type { Standing } from './balancing';
import type { End, Fault } from './ends';
import { faultsOfMiddleware, type MiddlewareFault } from './middleware-faults';
import { middlewaresAlong, middlewareOf } from './middlewares';
import type { Network, WebWay } from './network';
import { isAsked } from './services';
import { spokenTo } from './spoken';
import type { Lost } from './targets';
import type { EntryPoint, Provider } from './traefik';
import { pathOf, type Scheme, socketUrl } from './url';
import { isGatewayRoute } from './gateway/api';
import { promisedBy, socketsAt, through, unreached, unreachedUrl, type Course, type Way } from './way';
import { carriedBy, requestsOf, takesAll, type Backend, type Refusal, type WebRule } from './web-rules';

/** A door of the controller, and a host port that leads to it; each is absent where there is none. */
type Entry = Pick<Way, 'point' | 'socket'>;

/** Ways through an ingress controller to what one rule names. */
export function waysOfRule(network: Network, web: WebWay): readonly Way[] {
  const { exposure } = web.rule.facts;
  const entries = entriesOf(network)(web.points);
  const promised = promisedBy(exposure, entries);
  const end = endOfRule(network, web);
  return entries.map((entry) => wayOfRule(network, web, entry, end, promised(entry)));
}

/** Rules of one class share their entry points, and what leads to these is found once. */
const entriesOf = memo((network: Network) =>
  memo((points: readonly EntryPoint[]): readonly Entry[] => {
    const nodes = network.balancing.traefikNodes;
    const entries: Entry[] = [];
    for (const point of points) {
      for (const socket of socketsAt(network, { ...point, nodes })) entries.push({ point, socket });
      const { nodePort } = point;
      if (nodePort === undefined) continue;
      const atNode = { ...point, port: nodePort };
      for (const socket of socketsAt(network, atNode)) entries.push({ point: atNode, socket });
    }
    return entries.length > 0 ? entries : [{ point: points[0], socket: undefined }];
  }),
);

function wayOfRule(network: Network, web: WebWay, { point, socket }: Entry, end: End, declared: boolean): Way {
  const { rule, controller, standing } = web;
  const { facts } = rule;
  const scheme = schemeAt(rule, point);
  const path = pathOfRule(rule);
  const host = rule.host ?? reachedAs(socket?.hostIp);
  const url = socket
    ? socketUrl(scheme, host, socket.hostPort, path)
    : unreachedUrl(network, scheme, host, path, facts.exposure?.hostPorts[0], point?.port);
  const course: Course = { url, declared, facts, web, point, socket, end };
  const note = noteOf(web, point);
  const hop: Hop = { kind: 'ingress-controller', name: controller, port: point?.port, note };
  if (standing.status === 'broken') return through(network, course, [hop], standing);
  if (socket) return through(network, course, [hop], standingBehind(network, web, point!) ?? standing);
  // Whoever mends it may want no host port at all, or another one.
  if (web.byTraefik && rule.refused) return through(network, course, [hop], standing);
  const door = {
    ...standing,
    protocol: carriedBy(rule),
    hop,
    port: point?.port,
    nodes: network.balancing.traefikNodes,
  };
  return unreached(network, course, door, 'ingress-no-web-port');
}

/** The door, where it is one of a controller that is known. */
function noteOf({ byTraefik, asked }: WebWay, point: EntryPoint | undefined): string | undefined {
  if (byTraefik) return point && `entry point ${point.name}`;
  return asked.server === 'unknown' ? 'not for sure' : undefined;
}

function schemeAt({ speaks, tlsOnly }: WebRule, point: EntryPoint | undefined): Scheme {
  if (speaks !== 'http') return speaks;
  return point?.tls || tlsOnly ? 'https' : 'http';
}

/** A rule of TCP that is asked before every rule of HTTP, and asks nothing itself; undefined where none is. */
export function takerAt(network: Network, { byTraefik, rule }: WebWay, point: EntryPoint): WebRule | undefined {
  const isHttp = byTraefik && schemeAt(rule, point) === 'http';
  return isHttp ? takersOf(network).get(point.name) : undefined;
}

const takersOf = memo(
  (network: Network): ReadonlyMap<string, WebRule> =>
    new Map(
      network.webWays
        .filter((web) => web.byTraefik && takesAll(web.rule) && 'port' in web.target && !refusalOf(network, web))
        .flatMap(({ rule, points }) => points.map(({ name }) => [name, rule] as const)),
    ),
);

function standingBehind(network: Network, web: WebWay, point: EntryPoint): Standing | undefined {
  const taker = takerAt(network, web, point);
  if (!taker) return undefined;
  const why = `${taker.id} takes every connection at entry point ${point.name} before a rule of HTTP is asked.`;
  return { status: 'broken', why, fault: 'ingress-behind-tcp-route' };
}

/** What an exposure asks for first, where its rule covers it; else what the rule says. */
function pathOfRule({ path, matcher, facts }: WebRule): string {
  const first = facts.exposure?.path;
  const covers = first !== undefined && matcher === 'prefix' && pathOf(first).startsWith(pathOf(path));
  // In a URL either of these would end the path.
  return covers ? pathOf(first) : pathOf(path).replace(/[?#]/g, encodeURIComponent);
}

/** From the rule on. */
function endOfRule(network: Network, web: WebWay): End {
  const { rule, clash, target } = web;
  const [{ by } = {}] = rule.backends as readonly Partial<Backend>[];
  const spoken = rule.speaks === 'http' && web.byTraefik && 'port' in target ? spokenTo(target, rule) : 'http';
  const aloud = spoken === 'http' ? '' : `, speaks ${spoken} to the pods`;
  const over = by ?? rule.through;
  const says = `${requestsOf(rule)}${over ? `, through ${over.id}` : ''}${aloud}`;
  const hop = (next?: number): Hop => ({
    kind: 'ingress-rule',
    name: rule.id,
    where: rule.facts.where,
    note: says,
    next,
  });
  const stop = (status: End['status'], why: string, fault?: Fault): End => ({
    status,
    hops: [hop()],
    why,
    fault,
    workloads: [],
  });
  const refusal = refusalOf(network, web);
  if (refusal) return stop('broken', refusal.why, refusal.fault);
  const before = stoppedBefore(network, web);
  if (before) {
    const isBroken = before.lacks === undefined || isHeld(network.site, rule.facts);
    return stop(isBroken ? 'broken' : 'unknown', before.why, before.fault);
  }
  if (rule.unread) return stop('unknown', `${rule.id}: ${rule.unread}.`);
  if (clash?.kind === 'shadowed') {
    return stop('broken', `${clash.by.id} answers every request of this rule first.`, 'ingress-path-shadowed');
  }
  if (clash) {
    const both = rule.facts.declared && clash.by.facts.declared;
    const tie = clash.kind === 'tie';
    const same = rule.speaks === 'http' ? 'the same host and path' : requestsOf(rule);
    const claims = tie ? 'is asked with the same priority' : `claims ${same}`;
    const why = `${clash.by.id} ${claims}, so which of the two answers is left to chance.`;
    return stop(both ? 'broken' : 'unknown', why, tie ? 'ingress-path-shadowed' : 'ingress-rule-duplicate');
  }
  if (rule.backends.length === 0 && rule.inner !== undefined) {
    if (!network.traefik.dashboard)
      return stop('unknown', `${rule.id} leads to ${rule.inner}, and api.dashboard is off.`);
    const hops: Hop[] = [hop(), { kind: 'address', name: `${rule.inner} of Traefik` }];
    return { status: 'complete', hops, workloads: [] };
  }
  if ('unknown' in target) return stop('unknown', `${rule.id}: ${target.unknown}.`);
  if ('missing' in target) {
    const held = isHeld(network.site, rule.facts);
    const why = (held ? undefined : madeLater(network, target)) ?? missingBackend(rule, target);
    return stop(held ? 'broken' : 'unknown', why, 'ingress-backend-missing');
  }
  const { service, port } = target;
  const { status, hops, why, fault, workloads, port: served } = network.ends(service, port);
  return { status, hops: [hop(port.port)].concat(hops), why, fault, workloads, port: served };
}

/** The first Middleware of a rule that nothing makes, or that lets no request through. */
function stoppedBefore(
  network: Network,
  { byTraefik, rule }: WebWay,
): Pick<MiddlewareFault, 'why' | 'fault' | 'lacks'> | undefined {
  const { site } = network;
  const { id, namespace: own, middlewares } = rule;
  // What could not be read may make it.
  if (!byTraefik || middlewares.length === 0 || site.partial) return undefined;
  const kind = middlewareOf(rule.kind);
  for (const { namespace, name, object } of middlewaresAlong(site, kind, own, middlewares)) {
    const middleware = called({ kind, namespace, name });
    if (!madeBy(site).has(kind, namespace, name)) {
      const why = `${id} asks for ${middleware}, which nothing makes.`;
      return { why, fault: 'reference-missing', lacks: name };
    }
    const [fault] = object ? faultsOfMiddleware(network)(object) : [];
    if (fault) return { ...fault, why: `${middleware} lets no request through: ${fault.why}.` };
  }
  return undefined;
}

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

/** Who may make a Service that is not in the app; undefined where nothing there makes any. */
function madeLater({ site, others }: Network, { service, backend }: Lost): string | undefined {
  const operated = namesOperated(site, beginnings(backend.service));
  if (service || !(operated || others.bringsMore)) return undefined;
  const maker = operated ? 'an operator' : 'what it installs';
  return `The app has no Service ${backend.namespace}/${backend.service}; ${maker} may make it.`;
}

/** What is missing behind a rule. */
export function missingBackend({ kind }: WebRule, { service, backend }: Lost): string {
  const { service: name, namespace, port } = backend;
  if (!service) return `No Service ${namespace}/${name} exists.`;
  const asked = service.ports.filter((one) => isAsked(one, port));
  if (asked[0] && asked.every(({ protocol }) => protocol !== 'tcp')) {
    const { port: number, protocol } = asked[0];
    return `Port ${number} of ${service.id} speaks ${protocol.toUpperCase()}, and the rule speaks HTTP, which is TCP.`;
  }
  if (port !== undefined) return `${service.id} has no port ${typeof port === 'number' ? port : `named "${port}"`}.`;
  return kind === 'Ingress'
    ? `${service.id} has several ports, and the rule names none.`
    : `The route names no port of ${service.id}.`;
}

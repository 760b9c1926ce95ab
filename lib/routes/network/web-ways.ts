import type { Hop } from '../route';
import type { End, Fault } from './ends';
import type { Network, WebWay } from './network';
import type { Service } from './services';
import type { Socket } from './sockets';
import type { EntryPoint } from './traefik';
import { hostOf, pathOf, urlOf, type Scheme } from './url';
import { declared, through, unreached, unreachedUrl, type Door, type Way } from './way';
import type { WebRule } from './web-rules';

/** Ways through an ingress controller to what one rule names. */
export function waysOfRule(network: Network, web: WebWay): readonly Way[] {
  const { rule, points } = web;
  const reached = points.flatMap((point) =>
    network.sockets.at(point.protocol, point.port).map((socket) => wayOfRule(network, web, point, socket)),
  );
  return declared(reached.length > 0 ? reached : [wayOfRule(network, web, points[0])], rule.facts.exposure);
}

function wayOfRule(network: Network, web: WebWay, point: EntryPoint | undefined, socket?: Socket): Way {
  const { rule, controller } = web;
  const scheme: Scheme = point?.tls || rule.tlsOnly ? 'https' : 'http';
  const path = pathOfRule(rule);
  const host = rule.host ?? hostOf(socket?.hostIp);
  const asked = rule.facts.exposure?.hostPorts[0];
  const url = socket
    ? urlOf(scheme, host, socket.hostPort, path)
    : unreachedUrl(network, scheme, host, path, asked, point?.port);
  const base = { facts: rule.facts, web, ...(point && { point }) };
  const hop: Hop = {
    kind: 'ingress-controller',
    name: controller.name,
    ...(point && { port: point.port, note: `entry point ${point.name}` }),
  };
  const end = endOfRule(network, web);
  if (controller.status !== 'broken' && !socket) {
    const door: Door = { ...controller, protocol: 'tcp', hop, ...(point && { port: point.port }) };
    return { ...base, end, ...unreached(network, url, door, 'ingress-no-web-port', end) };
  }
  return { ...base, end, ...through(network, url, socket, [hop], controller, end) };
}

/** What an exposure asks for first, where its rule covers it; else what the rule says. */
function pathOfRule({ path, matcher, facts }: WebRule): string {
  const first = facts.exposure?.path;
  const covers = first !== undefined && matcher === 'prefix' && pathOf(first).startsWith(pathOf(path));
  return pathOf(covers ? first : path);
}

/** From the rule on. */
function endOfRule(network: Network, { rule, clash, target, byTraefik }: WebWay): End {
  const says = `${rule.host ? `host ${rule.host}` : 'any host'}, path ${rule.path}`;
  const hop: Hop = { kind: 'ingress-rule', name: rule.id, where: rule.facts.where, note: says };
  const stop = (status: End['status'], why: string, fault?: Fault): End => ({
    status,
    hops: [hop],
    why,
    workloads: [],
    ...(fault && { fault }),
  });
  if (rule.unread) return stop('unknown', `${rule.id}: ${rule.unread}.`);
  if (clash?.kind === 'shadowed') {
    return stop('broken', `${clash.by.id} answers every request of this rule first.`, 'ingress-path-shadowed');
  }
  if (clash) {
    const both = rule.facts.declared && clash.by.facts.declared;
    const why = `${clash.by.id} claims the same host and path, so which of the two answers is left to chance.`;
    return stop(both ? 'broken' : 'unknown', why, 'ingress-rule-duplicate');
  }
  if ('unknown' in target) return stop('unknown', `${rule.id}: ${target.unknown}.`);
  if ('missing' in target) {
    const held = rule.facts.declared || network.site.closed;
    return stop(held ? 'broken' : 'unknown', missingBackend(rule, target.service), 'ingress-backend-missing');
  }
  const { service, port } = target;
  if (refused(network, byTraefik, service)) {
    return stop(
      'broken',
      `Traefik refuses to lead to ${service.id}, which is an ExternalName.`,
      'ingress-to-external-name',
    );
  }
  const end = network.ends(service, port);
  return { ...end, hops: [{ ...hop, next: port.port }, ...end.hops] };
}

/** Traefik leads to no ExternalName unless it is told to. */
export const refused = ({ traefik }: Network, byTraefik: boolean, { type }: Service) =>
  byTraefik && type === 'ExternalName' && !traefik.externalNames;

/** What is missing behind a rule. */
export function missingBackend({ backend, namespace }: WebRule, service: Service | undefined): string {
  const { service: name, port } = backend!;
  if (!service) return `No Service ${namespace}/${name} exists.`;
  return port === undefined
    ? `${service.id} has several ports, and the rule names none.`
    : `${service.id} has no port ${port}.`;
}

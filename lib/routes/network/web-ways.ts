import { memo } from '../plain';
import type { Hop } from '../route';
import { reachedAs } from '../this-machine';
import type { Standing } from './standing';
import type { End } from './ends';
import type { Network, WebWay } from './network';
import { refusalOf } from './refusal';
import { endOfRule } from './rule-end';
import type { EntryPoint } from './entry-points';
import { pathOf, type Scheme, socketUrl } from './url';
import { promisedBy, socketsAt, through, unreached, unreachedUrl, type Course, type Way } from './way';
import { carriedBy, takesAll, type WebRule } from './web-rules';

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

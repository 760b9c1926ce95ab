import type { Balancing } from './balancing';
import { SERVED, type Standing } from './standing';
import type { Asked, Classes } from './asked';
import { isGatewayRoute } from './gateway/api';
import type { Placed } from './precedence';
import { WEB, type EntryPoint } from './entry-points';
import type { Traefik } from './traefik';
import { carriedBy, matchOf, takesAll, type WebRule } from './web-rules';

/** A rule, who serves it, and whether it is served. */
export interface Served extends Placed {
  /** The controller as a person names it. */
  readonly controller: string;
  readonly asked: Asked;
  readonly standing: Standing;
  /** False where another controller answers, or who does is not known. */
  readonly byTraefik: boolean;
}

/** Knows who serves a rule, and at which doors. */
export function servingOf(
  classes: Classes,
  traefik: Traefik,
  balancing: Balancing,
  rules: readonly WebRule[],
): (rule: WebRule) => Served {
  const pointsOf = doorsOf(traefik, rules);
  return (rule) => {
    const asked = classes(rule);
    const { ingressClass, server, controller } = asked;
    const points = pointsOf(rule);
    const byTraefik = server === 'traefik';
    const byElements = isGatewayRoute(rule.kind) || (traefik.strictPrefix && rule.kind === 'Ingress');
    return {
      rule,
      // Traefik reads all its rules as one, whatever they say of a class.
      ingressClass: byTraefik ? traefik.ingressClass : ingressClass,
      points,
      controller: byTraefik ? 'Traefik' : controller,
      asked,
      standing: standingOf(asked, balancing) ?? (points.length > 0 ? SERVED : noPoint(traefik, rule)),
      byTraefik,
      match: matchOf(rule, byTraefik ? (byElements ? 'elements' : 'letters') : 'unknown'),
    };
  };
}

/** Why a controller serves no rule at all; undefined where it does. */
function standingOf({ server, ingressClass, instead, why }: Asked, balancing: Balancing): Standing | undefined {
  if (server === 'nobody') {
    return instead === undefined
      ? {
          status: 'broken',
          why: 'Traefik is disabled, so nothing serves it.',
          fault: 'ingress-controller-disabled',
        }
      : { status: 'broken', why: `Nothing serves class "${ingressClass}".`, fault: 'ingress-class-unknown' };
  }
  if (server !== 'traefik') return { status: 'unknown', why: why ?? 'Which controller serves it is not known.' };
  if (balancing.traefik === 'no') {
    const why = "ServiceLB is disabled, so Traefik's own Service waits for a load balancer and its ports stay closed.";
    return { status: 'broken', why, fault: 'controller-without-load-balancer' };
  }
  if (balancing.traefik === 'unknown') {
    const why =
      balancing.elsewhere?.('the Service of Traefik') ?? "Which load balancer opens Traefik's ports is not known.";
    return { status: 'unknown', why };
  }
  return undefined;
}

const ABOUT_SERVICE: Readonly<Record<Traefik['opens'], string>> = {
  ports: '',
  'node-ports': ': its Service is a NodePort, and its chart is told no number for it',
  nothing: ': its chart makes no Service that leads there',
};

/** Why a rule stands at no door of Traefik. */
function noPoint({ entryPoints: all, opens }: Traefik, rule: WebRule): Standing {
  const { entryPoints, id } = rule;
  const transport = carriedBy(rule).toUpperCase();
  const named = entryPoints ? `entry point "${entryPoints.join(', ')}"` : `entry point for ${transport}`;
  const other = all.find(({ name }) => entryPoints?.includes(name));
  const why = other
    ? `Entry point "${other.name}" of Traefik takes ${other.protocol.toUpperCase()}, and ${id} waits for ${transport} there.`
    : `Traefik opens no ${named} on the nodes${ABOUT_SERVICE[opens]}.`;
  return { status: 'broken', why, fault: 'ingress-no-web-port' };
}

/** The doors at which a rule is asked. Rules that name the same ones, or none, share their list. */
function doorsOf({ entryPoints: all }: Traefik, rules: readonly WebRule[]): (rule: WebRule) => readonly EntryPoint[] {
  const carrying = {
    tcp: all.filter(({ protocol }) => protocol === 'tcp'),
    udp: all.filter(({ protocol }) => protocol === 'udp'),
  };
  const usual = (points: readonly EntryPoint[]) => points.filter((point) => point.usual);
  const taken = new Set(rules.filter(takesAll).flatMap(({ entryPoints }) => entryPoints ?? []));
  // Whoever opens a door for connections of another kind means no Ingress by it.
  const web = usual(carrying.tcp).filter(({ name }) => WEB.has(name) || !taken.has(name));
  const unnamed = { http: web, tcp: usual(carrying.tcp), udp: usual(carrying.udp) };
  const secure = secured(web);
  const named = new Map<string, readonly EntryPoint[]>();
  return (rule) => {
    const { entryPoints, speaks, tlsOnly } = rule;
    const onlySecure = tlsOnly && speaks === 'http';
    if (!entryPoints) return onlySecure ? secure : unnamed[speaks];
    const key = `${carriedBy(rule)} ${onlySecure} ${entryPoints.join(' ')}`;
    const known = named.get(key);
    if (known) return known;
    const asked = carrying[carriedBy(rule)].filter(({ name }) => entryPoints.includes(name));
    const doors = onlySecure ? secured(asked) : asked;
    named.set(key, doors);
    return doors;
  };
}

/** Those that speak TLS; all where none does. */
function secured(points: readonly EntryPoint[]): readonly EntryPoint[] {
  const secure = points.filter(({ tls }) => tls);
  return secure.length > 0 ? secure : points;
}

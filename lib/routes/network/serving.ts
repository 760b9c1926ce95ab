import type { Balancing, Standing } from './balancing';
import type { Classes, Server } from './classes';
import type { Placed } from './precedence';
import type { EntryPoint, Traefik } from './traefik';
import { matchOf, type WebRule } from './web-rules';

/** A rule, who serves it, and whether it is served. */
export interface Served extends Placed {
  /** The controller as a person names it. */
  readonly controller: string;
  readonly standing: Standing;
  /** False where another controller answers, or who does is not known. */
  readonly byTraefik: boolean;
}

/** Knows who serves a rule, and at which doors. */
export function servingOf(classes: Classes, traefik: Traefik, balancing: Balancing): (rule: WebRule) => Served {
  const pointsOf = doorsOf(traefik);
  return (rule) => {
    const { ingressClass, server } = classes.askedBy(rule);
    const points = pointsOf(rule);
    const byTraefik = server === 'traefik';
    const known = byTraefik || ingressClass === traefik.ingressClass || ingressClass === '';
    const closed = points.length === 0 && traefik.where === undefined;
    return {
      rule,
      // Traefik reads all its rules as one, whatever they say of a class.
      ingressClass: byTraefik ? traefik.ingressClass : ingressClass,
      points,
      controller: known ? 'Traefik' : `ingress controller of class ${ingressClass}`,
      standing: standingOf(server, ingressClass, classes, balancing) ?? (closed ? noPoint(rule) : SERVED),
      byTraefik,
      match: matchOf(
        rule,
        byTraefik ? (traefik.strictPrefix && rule.kind === 'Ingress' ? 'elements' : 'letters') : 'unknown',
      ),
    };
  };
}

const SERVED: Standing = { status: 'served' };

/** Why a controller serves no rule at all; undefined where it does. */
function standingOf(
  server: Server,
  ingressClass: string,
  classes: Classes,
  balancing: Balancing,
): Standing | undefined {
  if (server === 'nobody') {
    return classes.names.length > 0
      ? { status: 'broken', why: `Nothing serves class "${ingressClass}".`, fault: 'ingress-class-unknown' }
      : {
          status: 'broken',
          why: 'Traefik is disabled, so nothing serves it.',
          fault: 'ingress-controller-disabled',
        };
  }
  if (server !== 'traefik') return { status: 'unknown', why: 'Which controller serves it is not known.' };
  if (balancing.traefik === 'no') {
    const why = "ServiceLB is disabled, so Traefik's own Service waits for a load balancer and its ports stay closed.";
    return { status: 'broken', why, fault: 'controller-without-load-balancer' };
  }
  if (balancing.traefik === 'unknown') {
    return { status: 'unknown', why: "Which load balancer opens Traefik's ports is not known." };
  }
  return undefined;
}

function noPoint({ entryPoints }: WebRule): Standing {
  const why = `Traefik opens no entry point "${entryPoints?.join(', ')}" on the nodes.`;
  return { status: 'broken', why, fault: 'ingress-no-web-port' };
}

/** The doors at which a rule is asked. Rules that name none share their list. */
function doorsOf({ entryPoints: all }: Traefik): (rule: WebRule) => readonly EntryPoint[] {
  const web = all.filter(({ protocol }) => protocol === 'tcp');
  const usual = web.filter((point) => point.usual);
  const secure = secured(usual);
  return ({ entryPoints, tlsOnly }) => {
    if (!entryPoints) return tlsOnly ? secure : usual;
    const asked = web.filter(({ name }) => entryPoints.includes(name));
    return tlsOnly ? secured(asked) : asked;
  };
}

/** Those that speak TLS; all where none does. */
function secured(points: readonly EntryPoint[]): readonly EntryPoint[] {
  const secure = points.filter(({ tls }) => tls);
  return secure.length > 0 ? secure : points;
}

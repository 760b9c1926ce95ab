import { networkOf, type WebWay } from '../../network/network';
import { ROUTER } from '../../network/traefik-names';
import type { EntryPoint } from '../../network/entry-points';
import { firstOf } from '../../plain';
import type { Rule } from '../rule';
import { aboutObject, warning } from '../speak';

const TLS = `${ROUTER}tls`;
const ENTRY_POINTS = `${ROUTER}entrypoints`;

/** Whoever opens a door of another name or number may mean TLS there; one that sends every request on asks no rule. */
const isForHttp = ({ name, port, tls, redirectsTo }: EntryPoint) =>
  !tls && redirectsTo === undefined && (name === 'web' || port === 80);

/** A rule that names doors of plain http alone, and answers over TLS alone. */
const isMisplaced = ({ byTraefik, rule, points }: WebWay) =>
  byTraefik &&
  rule.speaks === 'http' &&
  rule.tlsOnly &&
  (rule.kind === 'Ingress' || rule.kind === 'IngressRoute') &&
  points.length > 0 &&
  points.every(isForHttp);

/** A route answers in another way than its door has it. */
export const ingressTlsOnHttpPort: Rule = {
  id: 'ingress-tls-on-http-port',
  title: 'A route wants TLS at the entry point for plain http',
  *check(site) {
    const { traefik, webWays } = networkOf(site);
    const secure = traefik.entryPoints.find(({ tls }) => tls)?.name;
    for (const { rule, points } of firstOf(webWays.filter(isMisplaced), ({ rule }) => rule.facts)) {
      const isIngress = rule.kind === 'Ingress';
      const names = points.map(({ name }) => name).join(', ');
      const message = `${rule.id} wants TLS at entry point ${names}, so requests over http get 404 there, and those over https alone are answered.`;
      const without = `eave out ${isIngress ? `what begins with ${TLS}` : 'spec.tls'}`;
      const instead = isIngress ? `${ENTRY_POINTS}: ${secure}` : `entryPoints: [${secure}]`;
      const remedy = secure === undefined ? `L${without}.` : `Write ${instead}, or l${without}.`;
      yield* aboutObject(rule.facts, warning(isIngress ? 'metadata.annotations' : 'spec.tls', message, remedy));
    }
  },
};

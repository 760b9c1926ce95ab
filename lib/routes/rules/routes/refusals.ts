import type { Fault } from '../../network/fault';
import { networkOf, type Network } from '../../network/network';
import { waysByRule } from '../../network/routes';
import { refusalOf } from '../../network/refusal';
import { firstOf, memo } from '../../plain';
import type { Rule } from '../rule';
import { aboutRoute } from '../speak';

/** What Traefik follows nowhere, and why: what rules have in common is told once. */
const refusedBy = memo((network: Network) => {
  const refused = network.webWays.flatMap((web) => {
    const refusal = refusalOf(network, web);
    if (!refusal) return [];
    const { refused: ofRule, backends } = web.rule;
    const all = [refusal, ...(refusal.besides ?? [])];
    return all.map((each) => ({ web, refusal: each, alike: refusal === ofRule ? each : backends }));
  });
  return firstOf(refused, ({ alike }) => alike);
});

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

/** What Traefik refuses to follow. */
export const refusalRules: readonly Rule[] = [
  refusedRule('ingress-to-external-name', 'Traefik refuses a backend that is an ExternalName'),
  refusedRule('ingress-to-other-namespace', 'Traefik refuses what a route names in another namespace'),
  refusedRule('ingress-annotation-unknown', 'An annotation is none that Traefik knows, so it passes over the Ingress'),
  refusedRule('ingress-passed-over', 'Traefik is told to pass over an Ingress or a route of its own'),
  refusedRule('middleware-name-incomplete', 'An Ingress names a Middleware by less than Traefik calls it'),
  refusedRule('ingress-match-malformed', 'Traefik does not understand the match of a route'),
  refusedRule('traefik-service-circle', 'A TraefikService leads back to itself'),
  refusedRule('ingress-match-outdated', 'Traefik 3 does not take a match that is written for Traefik 2'),
  refusedRule('ingress-name-without-tls', 'A route of TCP asks for the name of a server, which only TLS tells'),
  refusedRule('gateway-provider-disabled', 'A Gateway waits for Traefik, which does not read the Gateway API'),
  refusedRule('listener-not-served', 'Traefik leaves out a listener of a Gateway'),
  refusedRule('route-not-attached', 'No listener of a Gateway takes a route that names it'),
];

import { fieldName } from '../../field-name';
import { networkOf } from '../../network/network';
import { waysByRule } from '../../network/routes';
import { requestsOf, type WebRule } from '../../network/web-rules';
import { takerAt } from '../../network/web-ways';
import type { Rule } from '../rule';
import { aboutRoute } from '../speak';
import { faultRule } from './breaking';

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
          message: `${claimants(by, rule)} both claim ${claim}, so which one answers is left to chance.`,
          remedy: isWithinOne(by, rule)
            ? `Leave one of them out${web ? ', or give it another path or host' : ''}.`
            : `Give one of them another ${web ? 'host' : 'entry point'}.`,
        },
        waysByRule(site).get(way),
      );
    }
  },
};

/** Two rules that stand in one object, in places of their own. */
const isWithinOne = (by: WebRule, rule: WebRule) => by.facts === rule.facts && by.field !== rule.field;

const claimants = (by: WebRule, rule: WebRule): string =>
  isWithinOne(by, rule)
    ? `${[by, rule].map(({ facts, field }) => fieldName(facts.fields, field)).join(' and ')} of ${rule.id}`
    : `${by.id} and ${rule.id}`;

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

/** What rules of an Ingress do to each other. */
export const ingressRules: readonly Rule[] = [ingressRuleDuplicate, ingressPathShadowed, ingressBehindTcpRoute];

import { networkOf } from '../../network/network';
import type { WebRule } from '../../network/web-rules';
import { firstOf } from '../../plain';
import type { Site } from '../../world';

/** The rules of the Ingresses that Traefik serves. */
export const rulesOfTraefik = (site: Site): readonly WebRule[] =>
  networkOf(site).webWays.flatMap(({ byTraefik, rule }) => (byTraefik && rule.kind === 'Ingress' ? rule : []));

/** Those Ingresses, each by its first rule. */
export const ingressesOfTraefik = (site: Site): readonly WebRule[] =>
  firstOf(rulesOfTraefik(site), ({ facts }) => facts);

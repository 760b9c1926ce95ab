import { doubtAboutSource } from './allow-lists';
import type { Fault } from './fault';
import { type Heard, misheard } from './heard';
import { middlewaresAlong, middlewareOf } from './middlewares';
import type { Network, WebWay } from './network';
import { spokenTo } from './spoken';
import type { Followed } from './targets';
import { isByPolicy, trusts } from './trust';
import type { Way } from './way';

/** The ways, of which those are complete no more of which objects alone do not tell whether pods answer. */
export const doubted = (network: Network, ways: readonly Way[]): readonly Way[] =>
  ways.map((way) => {
    const { route, web } = way;
    if (route.status !== 'complete' || !web) return way;
    const { why, fault } = doubtAboutPods(network, way) ?? doubtAboutMiddlewares(network, web) ?? {};
    return why === undefined ? way : { ...way, fault, route: { ...route, status: 'unknown', why } };
  });

/** Why it is not known whether a request is answered. */
interface Doubt {
  readonly why: string;
  readonly fault?: Fault;
}

/** How Traefik and the pods at the end of a way speak to each other. */
export interface Talk {
  readonly target: Followed;
  readonly spoken: string;
  /** Traefik takes whatever certificate they have. */
  readonly isTrusted: boolean;
  /** What the pods speak, where that is something else. */
  readonly heard?: Heard;
}

/** Undefined where Traefik hands on connections, or speaks to nobody. */
export function talkOf(network: Network, { web, end }: Pick<Way, 'web' | 'end'>): Talk | undefined {
  if (web?.rule.speaks !== 'http' || !('port' in web.target)) return undefined;
  const { rule, target } = web;
  const isTrusted = trusts(network, target, rule);
  const heard = isByPolicy(network.site, rule) ? undefined : misheard(target, rule, end, isTrusted);
  return { target, spoken: spokenTo(target, rule), isTrusted, heard };
}

function doubtAboutPods(network: Network, way: Way): Doubt | undefined {
  const talk = talkOf(network, way);
  if (!talk) return undefined;
  const { target, spoken, isTrusted, heard } = talk;
  const speaks = `Traefik speaks ${spoken} to what port ${target.port.port} of ${target.service.id} leads to`;
  if (heard) {
    const why = `${speaks}, and by ${heard.by} that speaks ${heard.scheme}.`;
    return { why, fault: 'ingress-speaks-other-scheme' };
  }
  if (spoken !== 'https' || isTrusted) return undefined;
  return {
    why: `${speaks}, and answers 500 unless a public authority signed the certificate there: no ServersTransport says to skip or to trust it.`,
  };
}

function doubtAboutMiddlewares({ site }: Network, { rule }: WebWay): Doubt | undefined {
  for (const { object } of middlewaresAlong(site, middlewareOf(rule.kind), rule.namespace, rule.middlewares)) {
    const why = object && doubtAboutSource(object);
    if (why !== undefined) return { why };
  }
  return undefined;
}

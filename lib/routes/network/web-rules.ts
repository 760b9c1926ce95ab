import type { Match } from '../route';
import type { Fault } from './fault';
import type { Misfit } from '../misfit';
import { isGatewayRoute } from './gateway/api';
import type { Origin } from './origin';
import { pathOf } from './url';
import type { ObjectFacts } from '../world';

/** The Service and port that answer a rule. */
export interface Backend {
  readonly namespace: string;
  readonly service: string;
  /** Absent where the rule names none. */
  readonly port?: number | string;
  /** What an IngressRoute says that it speaks. */
  readonly scheme?: string;
  /** What it names for speaking to the pods, as Traefik calls it. */
  readonly transport?: string;
  /** Where in the object it stands. */
  readonly field: string;
  /** The object that names it, where a rule leads to that instead. */
  readonly by?: Origin;
}

/** Something that lies beyond the namespace of a rule. */
export interface Abroad {
  /** The beginning of a sentence. */
  readonly what: string;
  readonly instead: string;
}

/** A field of an object. */
export interface Place {
  readonly facts: ObjectFacts;
  readonly field: string;
}

/** What Traefik does not follow, and what to write so that it does. */
export interface Refusal extends Misfit {
  readonly fault: Extract<
    Fault,
    | 'gateway-provider-disabled'
    | 'ingress-annotation-unknown'
    | 'ingress-match-malformed'
    | 'ingress-match-outdated'
    | 'ingress-name-without-tls'
    | 'ingress-passed-over'
    | 'ingress-to-external-name'
    | 'ingress-to-other-namespace'
    | 'listener-not-served'
    | 'middleware-name-incomplete'
    | 'route-not-attached'
    | 'traefik-service-circle'
  >;
  /** What is to be mended, where that is not the rule. */
  readonly at?: Place;
  /** What has to be mended as well before Traefik follows it. */
  readonly besides?: readonly Refusal[];
}

/** How a path is compared: by its beginning, whole, or by something we cannot read. */
export type Matcher = 'prefix' | 'exact' | 'other';

/** What a rule takes: requests with a host and a path, connections, or datagrams. */
export type Speech = 'http' | 'tcp' | 'udp';

/** The Gateway through which a rule is asked. */
export interface Through extends Pick<Origin, 'id'> {
  readonly gatewayClass: string;
}

/** One host and path, or one name of a server, and who answers there; `field` is where in the object it stands. */
export interface WebRule extends Origin, Place {
  readonly speaks: Speech;
  /** Absent where any host is served. */
  readonly host?: string;
  /** The root where nobody reads one. */
  readonly path: string;
  readonly matcher: Matcher;
  /** Absent where it needs none. */
  readonly through?: Through;
  /** The port of https to which it sends every request on. */
  readonly sendsTo?: number;
  /** The Services that share its requests; none where something else answers. */
  readonly backends: readonly Backend[];
  /** What of Traefik itself answers, where it names no Service. */
  readonly inner?: string;
  /** What it names in other namespaces than its own, or so that it could be. */
  readonly abroad?: readonly Abroad[];
  /** Why no Traefik follows it, whatever stands around it. */
  readonly refused?: Refusal;
  /** What Traefik 3 does not understand in its match. */
  readonly outdated?: Misfit;
  /** The server that it asks for by a name that only TLS would tell, which it does not speak. */
  readonly untold?: string;
  /** Entry points by name; absent where every one is meant. */
  readonly entryPoints?: readonly string[];
  readonly tlsOnly: boolean;
  /** Whoever has more is asked first: the priority set by hand, else the length of the rule as Traefik reads it. */
  readonly precedence: number;
  /** Answers only where no rule does. */
  readonly fallback: boolean;
  /** References to Middlewares, as Traefik writes them: `namespace-name@kubernetescrd`. */
  readonly middlewares: readonly string[];
  /** What cannot be read in it. */
  readonly unread?: string;
}

/** On what the requests of a rule come. */
export const carriedBy = ({ speaks }: WebRule) => (speaks === 'udp' ? 'udp' : 'tcp');

/** True where a rule takes every connection without TLS, and asks nothing of it. */
export const takesAll = ({ speaks, tlsOnly, host, matcher }: WebRule) =>
  speaks === 'tcp' && !tlsOnly && host === undefined && matcher === 'prefix';

/** Which requests a rule takes, in words. */
export function requestsOf({ speaks, host, path }: WebRule): string {
  if (speaks === 'http') return `${host === undefined ? 'any host' : `host ${host}`}, path ${path}`;
  if (speaks === 'udp') return 'any datagram';
  return host === undefined ? 'any connection' : `server name ${host}`;
}

/** Why a rule without a Service is not followed. */
export const NO_SERVICE = 'its backend is no Service';

/** A default backend is asked when every rule has been, whatever priorities are set. */
export const LAST = -(2 ** 31);

/** A priority of zero is none, and one below zero comes after every rule without one. */
export const precedenceOf = (priority: number | undefined, rule: string, last = false): number =>
  priority || (last ? -1 : rule.length);

/** What a rule takes, where its controller compares beginnings in this way. */
export function matchOf(rule: WebRule, beginnings: Exclude<Match['paths'], 'exact'>): Match | undefined {
  const { host, matcher, precedence, speaks } = rule;
  if (matcher === 'other' || speaks !== 'http') return undefined;
  const path = pathOf(rule.path) || '/';
  const paths = matcher === 'exact' ? 'exact' : beginnings;
  // A wildcard of the Gateway API stands for many labels.
  const deep = isGatewayRoute(rule.kind) && host?.startsWith('*.') ? true : undefined;
  return { host, deep, path, paths, precedence };
}

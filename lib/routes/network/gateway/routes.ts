import type { Named } from '../../named';
import { interned, list, record, records, text, worded, type Plain } from '../../plain';
import { entrancesOf } from './entrances';
import { speechOf } from './api';
import type { Gateways } from './gateways';
import { ungranted } from './listeners';
import { originOf, type Origin } from '../origin';
import { beyond, OPENS_URLS } from '../beyond';
import { port } from '../read';
import { LAST, NO_SERVICE, type Backend, type WebRule } from '../web-rules';

/** Every match of a route of the Gateway API, under each of its names. */
export function rulesOfGatewayRoute(named: Named, gateways: Gateways): readonly WebRule[] {
  const origin = originOf(named);
  const { facts, id, kind, name, namespace } = origin;
  const speaks = speechOf(named)!;
  const entrances = entrancesOf(named, gateways);
  const said = records(record(named.json.spec).rules);
  // A route without rules takes everything, and leads nowhere.
  const rules = said.length > 0 ? said : [{}];
  return rules.flatMap((rule, r) => {
    const field = interned(`spec.rules[${r}]`);
    const lead = leadOf(origin, rule, field, gateways);
    const ahead = rules.length - r;
    return matchesIn(origin, rule).flatMap(({ path, matcher, length, unread }) =>
      entrances.map(({ host, entryPoints, tlsOnly, through, weight, ...shut }) => ({
        facts,
        id,
        kind,
        name,
        namespace,
        field,
        speaks,
        host,
        path,
        matcher,
        through,
        sendsTo: lead.sendsTo,
        backends: lead.backends,
        refused: shut.refused ?? lead.refused,
        entryPoints,
        tlsOnly,
        precedence: shut.refused ? LAST : speaks === 'http' ? length + weight + ahead : weight,
        fallback: false,
        middlewares: NONE,
        unread: shut.unread ?? unread ?? lead.unread,
      })),
    );
  });
}

const NONE: readonly string[] = [];

/** Where a rule leads. */
type Lead = Pick<WebRule, 'backends' | 'refused' | 'unread' | 'sendsTo'>;

function leadOf(origin: Origin, rule: Plain, field: string, { grants }: Gateways): Lead {
  const filters = records(rule.filters);
  const redirect = filters.find(({ type }) => type === 'RequestRedirect');
  if (redirect) return redirected(record(redirect.requestRedirect));
  const other = filters.find(({ type }) => !FILTERS.has(type));
  const backends = records(rule.backendRefs).flatMap((said, b) =>
    // Who has no weight gets no request.
    said.weight === 0 ? [] : backendOf(origin, said, interned(`${field}.backendRefs[${b}]`)),
  );
  const lent = backends.find(({ service: name, namespace }) => !grants(origin, { kind: 'Service', namespace, name }));
  const strange = lent && { kind: 'Service', namespace: lent.namespace, name: lent.service };
  return {
    backends,
    refused: strange && ungranted(origin, strange, { facts: origin.facts, field: lent.field }),
    unread: backends.length === 0 ? NO_SERVICE : other && `its filter ${worded(other.type)} is more than we read`,
  };
}

/** Filters that let a request come to its Service. */
const FILTERS: ReadonlySet<unknown> = new Set([
  'RequestHeaderModifier',
  'ResponseHeaderModifier',
  'URLRewrite',
  'ExtensionRef',
]);

function backendOf(origin: Origin, said: Plain, field: string): readonly Backend[] {
  const { group = '', kind = 'Service' } = said;
  const service = text(said.name);
  if (service === undefined || kind !== 'Service' || (group !== '' && group !== 'core')) return [];
  const namespace = text(said.namespace) ?? origin.namespace;
  // Whatever else a port says, calls of gRPC go over HTTP 2.
  const scheme = origin.kind === 'GRPCRoute' ? 'h2c' : undefined;
  return [{ namespace, service, port: port(said.port), scheme, field }];
}

/** Traefik answers itself, and forgets the port of the request where it changes the scheme. */
function redirected({ scheme, port: asked }: Plain): Lead {
  return {
    backends: [],
    sendsTo: scheme === 'https' ? (port(asked) ?? 443) : undefined,
    unread: `it sends every request on${text(scheme) === undefined ? '' : ` to ${worded(scheme)}`}`,
  };
}

/** What a match asks for, and how much that weighs before names and the order of rules count. */
interface Match extends Pick<WebRule, 'path' | 'matcher' | 'unread'> {
  readonly length: number;
}

function matchesIn({ kind }: Origin, { matches }: Plain): readonly Match[] {
  const said = list(matches).length > 0 ? records(matches) : [{}];
  if (kind === 'HTTPRoute') return said.map(matchOfHttp);
  if (kind === 'GRPCRoute') return said.map(matchOfGrpc);
  return [{ ...ROOT, matcher: 'other', unread: `Traefik reads a ${kind} with definitions that k3s may not bring` }];
}

/** `PathPrefix(`/`)`, as Traefik writes it, is as long as that. */
const ROOT: Match = { path: '/', matcher: 'prefix', length: 15 };

const namesIn = (said: unknown, what: string): readonly string[] =>
  records(said).map(({ name }) => `${what} ${worded(name)}`);

function matchOfHttp({ path: said, method, headers, queryParams }: Plain): Match {
  const { type = 'PathPrefix', value } = record(said);
  const whole = text(value) ?? '/';
  const isExact = type === 'Exact';
  const more = list(headers).length * 100 + list(queryParams).length * 10 + (method === undefined ? 0 : 1000);
  const byPath = isExact ? 100_000 : whole === '/' ? 1 : 10_000 + whole.length * 100;
  const length = byPath + more;
  if (!isExact && type !== 'PathPrefix') {
    return { path: '/', matcher: 'other', length, unread: beyond(['an expression for the path']) };
  }
  const path = isExact ? whole : whole.replace(/(?!^)\/$/, '');
  const asked = [
    ...(method === undefined || method === OPENS_URLS ? [] : [`method ${worded(method)}`]),
    ...namesIn(headers, 'header'),
    ...namesIn(queryParams, 'query'),
  ];
  if (asked.length > 0) return { path, matcher: 'other', length, unread: beyond(asked) };
  return { path, matcher: isExact ? 'exact' : 'prefix', length };
}

function matchOfGrpc({ method, headers }: Plain): Match {
  const asked = [...(method === undefined ? [] : ['a method']), ...namesIn(headers, 'header')];
  return asked.length === 0 ? ROOT : { ...ROOT, matcher: 'other', unread: beyond(asked) };
}

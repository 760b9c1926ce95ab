import type { Named } from '../named';
import { called } from '../names';
import { record, records, text, texts, whole, type Plain } from '../plain';
import { alternativesIn, outdatedIn, type Alternative } from './match';
import { originOf, type Origin } from './origin';
import { port } from './read';
import { BY_KUBERNETES, traefikName } from './traefik';
import { NO_SERVICE, precedenceOf, type Abroad, type Backend, type Matcher, type WebRule } from './web-rules';

/** API groups of Traefik's own kinds, now and before. */
export const TRAEFIK_GROUPS: readonly string[] = ['traefik.io', 'traefik.containo.us'];

/** True for Traefik's own kind of rule, in the API group of Traefik 3. */
export const isIngressRoute = ({ group, kind }: Named) => group === 'traefik.io' && kind === 'IngressRoute';

/** Every alternative of every match of an IngressRoute. */
export function rulesOfIngressRoute(named: Named): readonly WebRule[] {
  const spec = record(named.json.spec);
  const origin = originOf(named);
  const entryPoints = texts(spec.entryPoints);
  return records(spec.routes).flatMap((route, r) => {
    const match = text(route.match) ?? '';
    const field = `spec.routes[${r}]`;
    const backends = backendsOf(origin.namespace, records(route.services), field);
    const middlewares = records(route.middlewares).map(({ name, namespace }) => ({
      name: text(name) ?? '',
      namespace: text(namespace) ?? origin.namespace,
    }));
    const alternatives = alternativesIn(match);
    const shared = {
      ...origin,
      field,
      fallback: false,
      tlsOnly: spec.tls !== undefined && spec.tls !== null,
      middlewares: middlewares.map(({ name, namespace }) => traefikName(namespace, name)),
      entryPoints: entryPoints.length > 0 ? entryPoints : undefined,
      // All of the match counts, as it is written, for each of its alternatives.
      precedence: precedenceOf(whole(route.priority), match),
      backends,
      abroad: [
        ...backends.map(({ namespace, service: name }) => ({ kind: 'Service', namespace, name })),
        ...middlewares.map((one) => ({ kind: 'Middleware', ...one })),
      ].flatMap((one) => abroad(one, origin)),
      outdated: route.syntax === 'v2' ? undefined : outdatedIn(alternatives ?? []),
      unread: backends.length === 0 ? NO_SERVICE : undefined,
    };
    return matchesOf(match, alternatives).map((alternative) => ({ ...shared, ...alternative }));
  });
}

/** Of what another provider makes, Traefik ignores the namespace; what its own name hides, it does not take apart. */
function abroad(one: Pick<Origin, 'kind' | 'namespace' | 'name'>, { namespace, id }: Origin): readonly Abroad[] {
  const { kind, name } = one;
  if (name.endsWith(BY_KUBERNETES)) {
    const instead = 'write its name alone, and its namespace beside it';
    return [{ what: `${kind} "${name}" may stand in another namespace than ${id}`, instead }];
  }
  if (one.namespace === namespace || name.includes('@')) return [];
  const what = `${called(one)} stands in another namespace than ${id}`;
  return [{ what, instead: 'put the IngressRoute into that namespace' }];
}

type Match = Pick<WebRule, 'host' | 'path' | 'matcher'> & { readonly unread?: string };

const unread = (match: string, host?: string): Match => ({
  host,
  path: '/',
  matcher: 'other',
  unread: `the match "${match.slice(0, 80)}" is more than we read`,
});

/** One for every alternative of a match. */
const matchesOf = (match: string, alternatives: readonly Alternative[] | undefined): readonly Match[] =>
  alternatives?.map((alternative) => readMatch(alternative, match)) ?? [unread(match)];

/** Hosts and paths that stand alone. */
function readMatch(terms: Alternative, match: string): Match {
  const read = new Map(
    terms.flatMap(({ matcher, values, not }) => (not || values.length > 1 ? [] : [[matcher, values[0]!] as const])),
  );
  const { Host, Path, PathPrefix, ...others } = Object.fromEntries(read);
  const host = text(Host)?.toLowerCase();
  const both = Path !== undefined && PathPrefix !== undefined;
  if (read.size !== terms.length || both || Object.keys(others).length > 0) return unread(match, host);
  const matcher: Matcher = Path === undefined ? 'prefix' : 'exact';
  return { path: Path ?? PathPrefix ?? '/', matcher, host };
}

/** What is no Service of Kubernetes is left out: another provider of Traefik knows it. */
function backendsOf(own: string, services: readonly Plain[], field: string): readonly Backend[] {
  return services.flatMap(({ kind, name, namespace, port: asked, scheme }, index) => {
    const service = text(name);
    if (service === undefined || service.includes('@') || (kind ?? 'Service') !== 'Service') return [];
    return {
      namespace: text(namespace) ?? own,
      service,
      port: port(asked) ?? text(asked),
      scheme: text(scheme),
      field: `${field}.services[${index}]`,
    };
  });
}

import { madeBy } from '../made';
import { ofKind, type Named } from '../named';
import { BUILT_IN_NAMESPACES } from '../names';
import { groupBy, memo, record, records, text, type Plain } from '../plain';
import type { Site } from '../world';
import { BY_KUBERNETES, traefikName } from './traefik-names';

/** What stands between a route and its Services. */
type MiddlewareKind = 'Middleware' | 'MiddlewareTCP';

/** What middlewares of TCP are called; UDP has none. */
export const middlewareOf = (kind: string): MiddlewareKind =>
  kind === 'IngressRouteTCP' ? 'MiddlewareTCP' : 'Middleware';

/** The Middlewares of a site, by what Traefik calls them without their provider, by their own names, and where they may be. */
const middlewaresOf = memo((site: Site) => {
  const all = ofKind(site, 'Middleware', 'MiddlewareTCP');
  return {
    whole: new Map(all.map((one) => [`${one.namespace}-${one.name}`, one])),
    byName: groupBy(all, ({ name }) => name),
    namespaces: [...ofKind(site, 'Namespace').map(({ name }) => name), ...BUILT_IN_NAMESPACES],
  };
});

interface MiddlewarePlace {
  readonly namespace: string;
  readonly name: string;
}

/** How Traefik calls what a route or a chain names: it is in its own namespace where it says none. */
export function middlewareIn(own: string, { name: said, namespace }: Plain): string {
  const name = text(said) ?? '';
  return name.includes('@') ? name : traefikName(text(namespace) ?? own, name);
}

/** Where the Middleware would stand that Traefik calls `namespace-name@kubernetescrd`; what other providers make is no object. */
export function middlewareNamed(site: Site, own: string, reference: string): MiddlewarePlace | undefined {
  if (!reference.endsWith(BY_KUBERNETES)) return undefined;
  const full = reference.slice(0, -BY_KUBERNETES.length);
  const dash = dashOf(site, full, own);
  return dash < 0 ? { namespace: own, name: full } : { namespace: full.slice(0, dash), name: full.slice(dash + 1) };
}

/** Both halves may hold dashes: what the app makes decides where one ends, else the namespaces that are known. */
function dashOf(site: Site, full: string, own: string): number {
  const { whole, namespaces } = middlewaresOf(site);
  const made = whole.get(full);
  if (made) return `${made.namespace}`.length;
  const known = [own, ...namespaces].find((namespace) => full.startsWith(`${namespace}-`));
  return known?.length ?? full.indexOf('-');
}

/**
 * How the reference of an Ingress is written whole, where Traefik finds nothing under it as it stands: without
 * `@kubernetescrd` it looks among what Ingresses make, which is never a Middleware, and without a namespace nowhere.
 */
export function writtenWhole(site: Site, own: string, reference: string): string | undefined {
  const [full, provider] = reference.split('@') as [string, string?];
  if (provider !== undefined && `@${provider}` !== BY_KUBERNETES) return undefined;
  if (/^-|-$|^$/.test(full)) return `${own}-NAME${BY_KUBERNETES}`;
  const { whole, byName } = middlewaresOf(site);
  if (whole.has(full)) return provider === undefined ? full + BY_KUBERNETES : undefined;
  const called = (byName.get(full) ?? []).filter(({ kind }) => kind === 'Middleware');
  const [meant] = [...called.filter(({ namespace }) => namespace === own), ...called];
  if (meant) return `${meant.namespace}-${full}${BY_KUBERNETES}`;
  if (provider !== undefined && full.includes('-')) return undefined;
  return `${full.startsWith(`${own}-`) ? '' : `${own}-`}${full}${BY_KUBERNETES}`;
}

/** A Middleware that is asked for, and the object that is it, where the app holds that. */
interface Passed extends MiddlewarePlace {
  readonly object?: Named;
}

/** The Middlewares that are named, each with those that its chain names. */
export function* middlewaresAlong(
  site: Site,
  kind: MiddlewareKind,
  own: string,
  references: readonly string[],
  passed: ReadonlySet<string> = new Set(),
): Iterable<Passed> {
  for (const reference of references) {
    const place = passed.has(reference) ? undefined : middlewareNamed(site, own, reference);
    if (!place) continue;
    const { namespace, name } = place;
    const [object] = madeBy(site).objects(kind, namespace, name);
    yield { ...place, object };
    const chained = records(record(record(object?.json.spec).chain).middlewares);
    const next = chained.map((one) => middlewareIn(namespace, one));
    yield* middlewaresAlong(site, kind, namespace, next, new Set([...passed, reference]));
  }
}

import { ofKind, type Named } from '../named';
import { groupBy, memo } from '../plain';
import type { Site } from '../world';
import { BY_KUBERNETES } from './traefik';

/** The Middlewares of a site, by what Traefik calls them without their provider, and by their own names. */
const middlewaresOf = memo((site: Site) => {
  const all = ofKind(site, 'Middleware');
  return {
    whole: new Map(all.map((one) => [`${one.namespace}-${one.name}`, one])),
    byName: groupBy(all, ({ name }) => name),
  };
});

/** Where the Middleware would stand that Traefik calls `namespace-name@kubernetescrd`; what other providers make is no object. */
export function middlewareNamed(
  site: Site,
  own: string,
  reference: string,
): { readonly namespace: string; readonly name: string } | undefined {
  if (!reference.endsWith(BY_KUBERNETES)) return undefined;
  const full = reference.slice(0, -BY_KUBERNETES.length);
  const dash = dashOf(full, own, middlewaresOf(site).whole.get(full));
  return dash < 0 ? { namespace: own, name: full } : { namespace: full.slice(0, dash), name: full.slice(dash + 1) };
}

/** Both halves may hold dashes: what the app makes decides where one ends, else the namespace of whoever refers. */
function dashOf(full: string, own: string, made: Named | undefined): number {
  if (made) return `${made.namespace}`.length;
  return full.startsWith(`${own}-`) ? own.length : full.indexOf('-');
}

/**
 * How the reference of an Ingress is written whole, where Traefik finds nothing under it as it stands: without
 * `@kubernetescrd` it looks among what Ingresses make, which is never a Middleware, and without a namespace nowhere.
 */
export function writtenWhole(site: Site, own: string, reference: string): string | undefined {
  const [full, provider] = reference.split('@') as [string, string?];
  if (provider !== undefined && `@${provider}` !== BY_KUBERNETES) return undefined;
  const { whole, byName } = middlewaresOf(site);
  if (whole.has(full)) return provider === undefined ? full + BY_KUBERNETES : undefined;
  const called = byName.get(full) ?? [];
  const [meant] = [...called.filter(({ namespace }) => namespace === own), ...called];
  if (meant) return `${meant.namespace}-${full}${BY_KUBERNETES}`;
  if (provider !== undefined && full.includes('-')) return undefined;
  return `${full.startsWith(`${own}-`) ? '' : `${own}-`}${full}${BY_KUBERNETES}`;
}

import { ofKind } from '../../named';
import { BY_KUBERNETES } from '../../network/traefik';
import type { Site } from '../../world';
import type { Use } from './use';

/** The Middleware that Traefik calls `namespace-name@kubernetescrd`; what other providers make is no object. */
export function middlewareNamed(
  site: Site,
  own: string,
  reference: string,
): Pick<Use, 'namespace' | 'name'> | undefined {
  if (!reference.endsWith(BY_KUBERNETES)) return undefined;
  const full = reference.slice(0, -BY_KUBERNETES.length);
  const dash = dashOf(site, own, full);
  return dash < 0 ? { namespace: own, name: full } : { namespace: full.slice(0, dash), name: full.slice(dash + 1) };
}

/** Both halves may hold dashes: what the app makes decides where one ends, else the namespace of whoever refers. */
function dashOf(site: Site, own: string, full: string): number {
  const made = ofKind(site, 'Middleware').find(({ namespace, name }) => `${namespace}-${name}` === full);
  if (made) return `${made.namespace}`.length;
  return full.startsWith(`${own}-`) ? own.length : full.indexOf('-');
}

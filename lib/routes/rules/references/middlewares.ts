import { ofKind } from '../../named';
import { label } from '../../network/labels';
import { BY_KUBERNETES } from '../../network/traefik';
import { ROUTER } from '../../network/web-rules';
import { record, text, type Plain } from '../../plain';
import type { Site } from '../../world';
import type { Use } from './use';

const MIDDLEWARES = `${ROUTER}middlewares`;

/** Path of the annotation in which an Ingress names its Middlewares. */
export const MIDDLEWARES_PATH = `metadata.annotations.${MIDDLEWARES}`;

/** The Middlewares that an Ingress names, as Traefik calls them. */
export const middlewareNames = ({ metadata }: Plain): readonly string[] =>
  (label(record(metadata).annotations, MIDDLEWARES)?.split(',') ?? []).flatMap((each) => text(each.trim()) ?? []);

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
  const made = madeAs(site, full);
  if (made) return `${made.namespace}`.length;
  return full.startsWith(`${own}-`) ? own.length : full.indexOf('-');
}

const madeAs = (site: Site, full: string) =>
  ofKind(site, 'Middleware').find(({ namespace, name }) => `${namespace}-${name}` === full);

/**
 * How the reference of an Ingress is written whole, where Traefik finds nothing under it as it stands: without
 * `@kubernetescrd` it looks among what Ingresses make, which is never a Middleware, and without a namespace nowhere.
 */
export function writtenWhole(site: Site, own: string, reference: string): string | undefined {
  const [full, provider] = reference.split('@') as [string, string?];
  if (provider !== undefined && `@${provider}` !== BY_KUBERNETES) return undefined;
  const made = madeAs(site, full);
  if (made) return provider === undefined ? full + BY_KUBERNETES : undefined;
  const called = ofKind(site, 'Middleware').filter(({ name }) => name === full);
  const [meant] = [...called.filter(({ namespace }) => namespace === own), ...called];
  if (meant) return `${meant.namespace}-${full}${BY_KUBERNETES}`;
  if (provider !== undefined && full.includes('-')) return undefined;
  return `${full.startsWith(`${own}-`) ? '' : `${own}-`}${full}${BY_KUBERNETES}`;
}

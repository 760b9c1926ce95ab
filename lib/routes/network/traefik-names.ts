import type { Named } from '../named';
import type { Traefik } from './traefik';

/** API groups of Traefik's own kinds, now and before. */
export const TRAEFIK_GROUPS: readonly string[] = ['traefik.io', 'traefik.containo.us'];

/** True where Traefik reads its own kinds in the group of an object. */
export const readsGroup = (
  { readsOldGroup }: Pick<Traefik, 'readsOldGroup'>,
  { group }: Pick<Named, 'group'>,
): boolean => group === 'traefik.io' || (readsOldGroup && TRAEFIK_GROUPS.includes(group));

/** The class that Traefik serves where its chart says nothing else. */
export const TRAEFIK_CLASS = 'traefik';

/** Begins the annotations that say how Traefik reads an Ingress. */
export const ROUTER = 'traefik.ingress.kubernetes.io/router.';

/** Ends the name by which Traefik knows what stands in Kubernetes. */
export const BY_KUBERNETES = '@kubernetescrd';

/** How Traefik calls what stands in Kubernetes. */
export const traefikName = (namespace: string | undefined, name: string): string =>
  `${namespace}-${name}${BY_KUBERNETES}`;

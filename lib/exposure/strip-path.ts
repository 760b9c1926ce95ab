import type { Construct } from 'constructs';
import type { PropertyComplaint } from '../analysis/given';
import { ROUTER, TRAEFIK_CLASS, traefikName } from '../routes/network/traefik-names';
import { kubeObject } from '../workload/kube-object';

/** The annotation that names Middlewares, of which several stand behind commas. */
const MIDDLEWARES = `${ROUTER}middlewares`;

/** An Ingress whose paths Traefik cuts off, and what the Middleware that does it is called. */
interface Stripped {
  readonly ingress: string;
  readonly namespace: string;
  readonly paths: readonly string[];
  /** Those of the Ingress. */
  readonly annotations?: { [key: string]: string };
}

/** Makes the Middleware that cuts the paths of an Ingress off, and gives the annotations that name it. */
export function strippedBy(owner: Construct, { ingress, namespace, paths, annotations }: Stripped) {
  const name = `${ingress}-strip`;
  // Traefik cuts off the first one that fits.
  const prefixes = [...new Set(paths)].sort((one, other) => other.length - one.length);
  kubeObject(
    owner,
    'strip',
    'Middleware',
    { metadata: { name }, spec: { stripPrefix: { prefixes } } },
    { fields: () => ({ 'metadata.name': 'name', spec: 'stripPath' }) },
  );
  const named = [annotations?.[MIDDLEWARES], traefikName(namespace, name)].filter(Boolean);
  return { ...annotations, [MIDDLEWARES]: named.join(',') };
}

/** What keeps Traefik from cutting paths off. */
export function stripComplaints(paths: readonly string[], className: string | undefined): PropertyComplaint[] {
  const field = 'stripPath';
  if (className !== undefined && className !== TRAEFIK_CLASS) {
    const message = `stripPath is true, which a Middleware of Traefik does, and className is "${className}".`;
    return [{ field, message, remedy: 'Leave one of them out.' }];
  }
  const roots = paths.filter((path) => path === '/');
  if (roots.length === 0) return [];
  return roots.length === paths.length
    ? [
        {
          field,
          message: 'stripPath is true, and no path but "/" is there to cut off.',
          remedy: 'Say paths: [{ path: "/api", workload: <your WebApp> }].',
        },
      ]
    : [
        {
          field,
          message: 'stripPath is true, and of the path "/" nothing can be cut off.',
          remedy: 'Give what stands at "/" a HostIngress of its own.',
        },
      ];
}

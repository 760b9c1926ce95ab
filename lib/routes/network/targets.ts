import { push } from '../plain';
import type { Site } from '../world';
import { isAsked, serviceAt, type Service, type ServicePort } from './services';
import type { Served } from './serving';
import { carriedBy, type Backend } from './web-rules';

/** A port of a Service to which a rule leads. */
export interface Followed {
  readonly service: Service;
  readonly port: ServicePort;
}

/** A backend that is not there. */
export interface Lost {
  /** Absent where that is missing, and not its port. */
  readonly service?: Service;
  readonly missing: 'service' | 'port';
  readonly backend: Backend;
}

/** What a backend of a rule names. */
export type Target =
  | Followed
  | Lost
  /** Nothing that we could follow, or something that lives outside the app. */
  | { readonly unknown: string };

/** Where a rule leads. */
export interface Aim {
  readonly target: Target;
  /** The first of its backends that is not there, whether it leads to others or not. */
  readonly lost?: Lost;
}

/** Finds where a rule leads: a rule of HTTP needs all of its backends, one of TCP or UDP goes on with those that are there. */
export function targetsOf(site: Site, services: readonly Service[]): (served: Served) => Aim {
  const outside = new Map<string, (string | undefined)[]>();
  for (const { kind, name, namespace } of site.externals) {
    if (kind === 'Service') push(outside, name, namespace);
  }
  const targetOf = (served: Served, backend: Backend): Target => {
    const { namespace, service: name } = backend;
    const service = serviceAt(services, namespace, name);
    if (!service) {
      const external = outside.get(name)?.some((one) => (one ?? namespace) === namespace);
      return external ? { unknown: `Service ${name} lives outside the app` } : { missing: 'service', backend };
    }
    const port = portOf(service, backend.port, served);
    return port ? { service, port } : { service, missing: 'port', backend };
  };
  return (served) => {
    const { backends, unread = 'Traefik itself answers' } = served.rule;
    if (backends.length === 0) return { target: { unknown: unread } };
    const targets = backends.map((backend) => targetOf(served, backend));
    const lost = targets.find((target) => 'missing' in target);
    const there = targets.find((target) => !('missing' in target));
    const target = served.rule.speaks === 'http' ? lost : there;
    return { target: target ?? targets[0]!, lost };
  };
}

/**
 * A port by number or name; an Ingress may leave out the only one. A rule of HTTP speaks TCP; what one of TCP or UDP
 * sends goes to the number, whatever the Service says that it speaks.
 */
function portOf(service: Service, asked: Backend['port'], served: Served): ServicePort | undefined {
  const { ports } = service;
  const { rule } = served;
  const spoken = ports.filter(({ protocol }) => protocol === carriedBy(rule));
  if (asked === undefined) return ports.length === 1 && !isRoute(served) ? spoken[0] : undefined;
  const found = spoken.find((port) => isAsked(port, asked));
  const other = rule.speaks === 'http' ? undefined : ports.find((port) => isAsked(port, asked));
  return found ?? (other && { ...other, protocol: carriedBy(rule) }) ?? outwards(service, asked, served);
}

/** Traefik leads an IngressRoute to any port of an ExternalName; other controllers an Ingress, where it has none. */
function outwards({ type, ports }: Service, port: number | string, served: Served): ServicePort | undefined {
  const any = isRoute(served) || (!served.byTraefik && ports.length === 0);
  if (type !== 'ExternalName' || typeof port !== 'number' || !any) return undefined;
  return { index: 0, port, target: port, protocol: carriedBy(served.rule) };
}

const isRoute = ({ rule }: Served) => rule.kind !== 'Ingress';

import { namedOf, ofKind, type Named } from '../named';
import { memo, push } from '../plain';
import { AUTOSCALERS } from '../scale-target';
import type { Site } from '../world';
import { balancingOf, nodePortsOf, type Balancing } from './balancing';
import { classesOf, type Classes } from './classes';
import { componentsOf, type Components } from './components';
import { endsOf, type Ends } from './ends';
import { isHttpRoute, rulesOfHttpRoute } from './gateway';
import { isIngressRoute, rulesOfIngressRoute } from './ingress-routes';
import { inOrder, keyOf } from './origin';
import { othersOf, type Others } from './others';
import { guardOf, type Guard } from './policies';
import { clashesOf, type Clash } from './precedence';
import { selectionOf, type Selection } from './selection';
import { isAsked, servicesOf, type Service, type ServicePort } from './services';
import { servingOf, type Served } from './serving';
import { socketsOf, type Sockets } from './sockets';
import { traefikOf, type Traefik } from './traefik';
import { isIngress, rulesOfIngress, type WebRule } from './web-rules';
import { workloadsOf, type Workload } from './workloads';

/** A rule of an Ingress, who serves it, and what answers. */
export interface WebWay extends Served {
  readonly clash?: Clash;
  readonly target: Target;
}

/** What a backend of a rule names. */
export type Target =
  | { readonly service: Service; readonly port: ServicePort }
  | { readonly service?: Service; readonly missing: 'service' | 'port' }
  /** Nothing that we could follow, or something that lives outside the app. */
  | { readonly unknown: string };

/** Everything that a request can pass in one site, read once. */
export interface Network {
  readonly site: Site;
  readonly components: Components;
  readonly others: Others;
  readonly traefik: Traefik;
  readonly classes: Classes;
  readonly sockets: Sockets;
  readonly workloads: readonly Workload[];
  readonly selection: Selection;
  readonly services: readonly Service[];
  readonly balancing: Balancing;
  /** Whether a Service gets the node port that it asks for. */
  readonly nodePorts: Balancing['standingOf'];
  readonly ends: Ends;
  readonly guard: Guard;
  readonly webWays: readonly WebWay[];
}

/** The network of a site, read on first use and remembered. */
export const networkOf = memo((site: Site): Network => {
  const of = (...kinds: readonly string[]) => inOrder(ofKind(site, ...kinds));
  const components = componentsOf(site.cluster?.config);
  const workloads = workloadsOf(namedOf(site), of(...AUTOSCALERS));
  const others = othersOf(site, workloads, components.bringsMore);
  const traefik = traefikOf(site.cluster ? components.traefik : 'unknown', of('HelmChartConfig'));
  const services = servicesOf(of('Service'));
  const selection = selectionOf(workloads);
  const classes = classesOf(site, of('IngressClass'), traefik, others);
  const balancing = balancingOf(site, components, traefik, others, services, workloads);
  const rules = of('Ingress', 'IngressRoute', 'HTTPRoute').flatMap(rulesOf);
  const served = rules.map(servingOf(classes, traefik, balancing));
  const clashes = clashesOf(served);
  const target = targetsOf(site, services);
  return {
    site,
    components,
    others,
    traefik,
    classes,
    sockets: socketsOf(site.cluster),
    workloads,
    selection,
    services,
    balancing,
    nodePorts: nodePortsOf(services),
    ends: endsOf(site, selection, of('EndpointSlice', 'Endpoints')),
    guard: guardOf([...of('NetworkPolicy'), ...of('Namespace')]),
    webWays: served.map(({ rule, ingressClass, points, controller, standing, byTraefik, match }) => ({
      rule,
      ingressClass,
      points,
      controller,
      standing,
      byTraefik,
      match,
      clash: clashes.get(rule),
      target: target(rule),
    })),
  };
});

function rulesOf(named: Named): readonly WebRule[] {
  if (isIngress(named)) return rulesOfIngress(named);
  if (isIngressRoute(named)) return rulesOfIngressRoute(named);
  return isHttpRoute(named) ? rulesOfHttpRoute(named) : [];
}

function targetsOf(site: Site, services: readonly Service[]): (rule: WebRule) => Target {
  const known = new Map(services.map((service) => [keyOf(service.namespace, service.name), service]));
  const outside = new Map<string, (string | undefined)[]>();
  for (const { kind, name, namespace } of site.externals) {
    if (kind === 'Service') push(outside, name, namespace);
  }
  return ({ backend, unread }) => {
    if (!backend) return { unknown: unread! };
    const service = known.get(keyOf(backend.namespace, backend.service));
    if (!service) {
      const external = outside.get(backend.service)?.some((one) => (one ?? backend.namespace) === backend.namespace);
      return external ? { unknown: `Service ${backend.service} lives outside the app` } : { missing: 'service' };
    }
    const port = portOf(service, backend.port) ?? outwards(service, backend.port);
    return port ? { service, port } : { service, missing: 'port' };
  };
}

/** An ExternalName needs no ports of its own. */
const outwards = ({ type, ports }: Service, port: number | string | undefined): ServicePort | undefined =>
  type === 'ExternalName' && ports.length === 0 && typeof port === 'number'
    ? { index: 0, port, target: port, protocol: 'tcp' }
    : undefined;

/** A port by number or name; the only one where none is named. A rule speaks HTTP, which is TCP. */
function portOf({ ports }: Service, asked: number | string | undefined): ServicePort | undefined {
  const spoken = ports.filter(({ protocol }) => protocol === 'tcp');
  if (asked === undefined) return ports.length === 1 ? spoken[0] : undefined;
  return spoken.find((port) => isAsked(port, asked));
}

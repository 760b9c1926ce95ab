import type { Site } from '../world';
import { balancingOf, nodePortsOf, type Balancing, type Standing } from './balancing';
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
import { servicesOf, type Service, type ServicePort } from './services';
import { socketsOf, type Sockets } from './sockets';
import { traefikOf, type EntryPoint, type Traefik } from './traefik';
import { isIngress, rulesOfIngress, type WebRule } from './web-rules';
import { workloadsOf, type Workload } from './workloads';

/** A rule of an Ingress, who serves it, and what answers. */
export interface WebWay {
  readonly rule: WebRule;
  readonly ingressClass: string;
  /** Doors at which it is asked. */
  readonly points: readonly EntryPoint[];
  readonly controller: Standing & { readonly name: string };
  /** False where another controller answers, or who does is not known. */
  readonly byTraefik: boolean;
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

const KNOWN = new WeakMap<Site, Network>();

/** The network of a site, read on first use and remembered. */
export function networkOf(site: Site): Network {
  const network = KNOWN.get(site) ?? readNetwork(site);
  KNOWN.set(site, network);
  return network;
}

function readNetwork(site: Site): Network {
  const facts = inOrder(site.objects);
  const components = componentsOf(site.cluster?.config);
  const workloads = workloadsOf(facts);
  const others = othersOf(facts, workloads, { mounted: components.bringsMore, outside: site.externals });
  const traefik = traefikOf(site.cluster ? components.traefik : 'unknown', facts);
  const services = servicesOf(facts);
  const selection = selectionOf(workloads);
  const classes = classesOf(site, facts, traefik, others);
  const balancing = balancingOf(site, components, traefik, others, services, workloads);
  const rules = facts.flatMap((one) => {
    if (isIngress(one)) return rulesOfIngress(one);
    if (isIngressRoute(one)) return rulesOfIngressRoute(one);
    return isHttpRoute(one) ? rulesOfHttpRoute(one) : [];
  });
  const served = rules.map((rule) => ({ rule, ...servingOf(rule, classes, traefik, balancing) }));
  const clashes = clashesOf(
    served.map(({ rule, ingressClass, points }) => ({
      rule,
      ingressClass,
      entryPoints: points.map(({ name }) => name),
    })),
  );
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
    ends: endsOf(site, selection, facts),
    guard: guardOf(facts),
    webWays: served.map((way) => {
      const clash = clashes.get(way.rule);
      return { ...way, ...(clash && { clash }), target: target(way.rule) };
    }),
  };
}

/** Who serves a rule, and at which doors. */
function servingOf(
  rule: WebRule,
  classes: Classes,
  traefik: Traefik,
  balancing: Balancing,
): Pick<WebWay, 'ingressClass' | 'points' | 'controller' | 'byTraefik'> {
  const ingressClass = rule.kind === 'Ingress' ? classes.classOf(rule.facts) : 'traefik';
  const points = pointsOf(rule, traefik);
  const server = rule.kind === 'HTTPRoute' ? 'unknown' : classes.serverOf(ingressClass);
  const known = server === 'traefik' || ['traefik', ''].includes(ingressClass);
  const name = known ? 'Traefik' : `ingress controller of class ${ingressClass}`;
  const byTraefik = server === 'traefik';
  const say = (standing: Standing) => ({ ingressClass, points, byTraefik, controller: { name, ...standing } });
  if (server === 'nobody') {
    return classes.names.length > 0
      ? say({ status: 'broken', why: `Nothing serves class "${ingressClass}".`, fault: 'ingress-class-unknown' })
      : say({
          status: 'broken',
          why: 'Traefik is disabled, so nothing serves it.',
          fault: 'ingress-controller-disabled',
        });
  }
  if (!byTraefik) return say({ status: 'unknown', why: 'Which controller serves it is not known.' });
  if (balancing.traefik === 'no') {
    const why = "ServiceLB is disabled, so Traefik's own Service waits for a load balancer and its ports stay closed.";
    return say({ status: 'broken', why, fault: 'controller-without-load-balancer' });
  }
  if (balancing.traefik === 'unknown') {
    return say({ status: 'unknown', why: "Which load balancer opens Traefik's ports is not known." });
  }
  if (points.length === 0 && traefik.where === undefined) {
    const why = `Traefik opens no entry point "${rule.entryPoints?.join(', ')}" on the nodes.`;
    return say({ status: 'broken', why, fault: 'ingress-no-web-port' });
  }
  return say({ status: 'served' });
}

function pointsOf({ entryPoints, tlsOnly }: WebRule, { entryPoints: all }: Traefik): readonly EntryPoint[] {
  const web = all.filter(({ protocol }) => protocol === 'tcp');
  const asked = entryPoints ? web.filter(({ name }) => entryPoints.includes(name)) : web;
  const secure = asked.filter(({ tls }) => tls);
  return tlsOnly && secure.length > 0 ? secure : asked;
}

function targetsOf(site: Site, services: readonly Service[]): (rule: WebRule) => Target {
  const known = new Map(services.map((service) => [keyOf(service.namespace, service.name), service]));
  const outside = new Map<string, readonly (string | undefined)[]>();
  for (const { kind, name, namespace } of site.externals) {
    if (kind === 'Service') outside.set(name, [...(outside.get(name) ?? []), namespace]);
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

/** A port by number or name; the only one where none is named. */
function portOf({ ports }: Service, asked: number | string | undefined): ServicePort | undefined {
  if (asked === undefined) return ports.length === 1 ? ports[0] : undefined;
  return ports.find((port) => (typeof asked === 'number' ? port.port : port.name) === asked);
}

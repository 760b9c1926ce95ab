import { mayConfigureTraefik } from '../k3d/brought-objects';
import { minorOf } from '../k3d/k3s-version';
import { podRanges } from '../k3d/pod-ranges';
import { namedOf, ofKind, type Named } from '../named';
import { memo } from '../plain';
import { AUTOSCALERS } from '../scale-target';
import type { Site } from '../world';
import { balancingOf, type Balancing } from './balancing';
import { nodePortsOf } from './node-ports';
import { classesOf } from './classes';
import { componentsOf, type Components } from './components';
import { endsOf, type Ends } from './ends';
import { GATEWAY_ROUTES, isGatewayRoute, speechOf } from './gateway/api';
import { gatewayClassesOf } from './gateway/classes';
import { rulesOfGatewayRoute } from './gateway/routes';
import { gatewaysOf, type Gateways } from './gateway/gateways';
import { grantsOf } from './gateway/grants';
import { refusalIn } from './ingress-annotations';
import { INGRESS_ROUTES, isIngressRoute, rulesOfIngressRoute } from './ingress-routes';
import { isIngress, rulesOfIngress } from './ingresses';
import { inOrder } from './origin';
import { othersOf, type Others } from './others';
import { guardOf, type Guard } from './policies';
import { clashesOf, type Clash } from './precedence';
import { selectionOf, type Selection } from './selection';
import { servicesOf, type Service } from './services';
import { servingOf, type Served } from './serving';
import { socketsOf, type Sockets } from './sockets';
import { targetsOf, type Aim } from './targets';
import { traefikOf, type Traefik } from './traefik';
import { readsGroup } from './traefik-names';
import { sharesOf } from './traefik-services';
import type { WebRule } from './web-rules';
import { workloadsOf, type Workload } from './workloads';

/*
 * The words of this folder, in the order in which a request meets what they mean:
 *
 * Socket     a host port, and the port of the nodes to which it leads
 * Door       what is open on the nodes: a node port, a port of ServiceLB, an entry point of Traefik
 * Standing   whether something takes requests there, and why not
 * WebRule    one host and path of an Ingress, a route of Traefik's or of the Gateway API, and its Backends
 * Asked      the class that a rule asks for, and who serves it; Served says so of the rule itself
 * Clash      another rule that answers in its place, or may
 * Target     what a Backend names: Followed to a port of a Service, Lost where that is missing; Aim holds both
 * End        how far a request comes from a Service or a rule on, and whose pods answer
 * Course     a way before anybody asks whether a request gets through
 * Way        a route with what it was made from
 * Stop       why a request comes no further; Doubt: why nobody knows whether it is answered
 */

/** A rule of an ingress controller, who serves it, and what answers. */
export interface WebWay extends Served, Aim {
  readonly clash?: Clash;
}

/** Everything that a request can pass in one site, read once. */
export interface Network {
  readonly site: Site;
  readonly components: Components;
  readonly others: Others;
  readonly traefik: Traefik;
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
  const traefik = withPods(
    traefikOf(
      site.cluster ? components.traefik : 'unknown',
      of('HelmChartConfig'),
      minorOf(site.cluster?.config),
      mayConfigureTraefik(site.cluster?.config),
    ),
    others,
  );
  const services = servicesOf(of('Service'));
  const selection = selectionOf(workloads);
  const classes = classesOf(site, of('IngressClass'), traefik, others);
  const gatewayClasses = gatewayClassesOf(site, of('GatewayClass'), traefik, others);
  const askedBy = (rule: WebRule) => (isGatewayRoute(rule.kind) ? gatewayClasses : classes)(rule);
  const balancing = balancingOf(site, components, traefik, others, services, workloads);
  const gateways = gatewaysOf(of('Gateway'), traefik, grantsOf(of('ReferenceGrant')), of('Namespace'));
  const rules = of('Ingress', ...INGRESS_ROUTES, ...GATEWAY_ROUTES).flatMap(
    rulesOf(
      site,
      of('TraefikService').filter((one) => readsGroup(traefik, one)),
      gateways,
      traefik,
    ),
  );
  const served = rules.map(servingOf(askedBy, traefik, balancing, rules));
  const clashes = clashesOf(served.filter(({ asked }) => !asked.ignored));
  const aimOf = targetsOf(site, services);
  return {
    site,
    components,
    others,
    traefik,
    sockets: socketsOf(site.cluster),
    workloads,
    selection,
    services,
    balancing,
    nodePorts: nodePortsOf(services),
    ends: endsOf(site, selection, of('EndpointSlice', 'Endpoints')),
    guard: guardOf([...of('NetworkPolicy'), ...of('Namespace')], podRanges(site.cluster?.config)),
    webWays: served.map((one) => webWayOf(one, aimOf(one), clashes.get(one.rule))),
  };
});

/** A Traefik without pods is none, unless somebody else may stand behind its Service. */
const withPods = (traefik: Traefik, { ingressController, controllerOutside }: Others): Traefik =>
  traefik.podless && !ingressController && !controllerOutside ? { ...traefik, runs: 'no', reads: 'no' } : traefik;

/** Field by field: an object that is spread over another takes four times the memory, and there is one for each rule. */
function webWayOf(served: Served, { target, lost }: Aim, clash: Clash | undefined): WebWay {
  const { rule, ingressClass, points, match, controller, asked, standing, byTraefik } = served;
  return { rule, ingressClass, points, match, controller, asked, standing, byTraefik, target, lost, clash };
}

function rulesOf(
  site: Site,
  traefikServices: readonly Named[],
  gateways: Gateways,
  traefik: Traefik,
): (named: Named) => readonly WebRule[] {
  const follow = sharesOf(traefikServices);
  return (named) => {
    if (isIngress(named)) return rulesOfIngress(named, refusalIn(site, named));
    if (isIngressRoute(named)) return rulesOfIngressRoute(named, follow, traefik);
    return speechOf(named) ? rulesOfGatewayRoute(named, gateways) : [];
  };
}

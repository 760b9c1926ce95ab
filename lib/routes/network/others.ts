import { bringersIn } from '../bringers';
import { namedOf, ofKind } from '../named';
import type { Site } from '../world';
import { chartOf } from './chart-services';
import type { Workload } from './workloads';

/** What the app holds that could do the work of k3s' own parts, or bring objects that the app does not show. */
export interface Others {
  /** Serves Ingresses, beside or instead of Traefik. */
  readonly ingressController: boolean;
  /** Serves a class that no IngressClass of the app names. */
  readonly hiddenClasses: boolean;
  /** Serves Gateways, beside or instead of Traefik. */
  readonly gatewayController: boolean;
  /** A Traefik beside the one that k3s brings. */
  readonly traefik: boolean;
  /** Lives outside and serves a class of its own, on ports that nobody here knows. */
  readonly controllerOutside: boolean;
  /** Hands out addresses to LoadBalancer Services. */
  readonly loadBalancer: boolean;
  /** One of them is MetalLB, whose addresses are its own. */
  readonly metalLb: boolean;
  /** Makes objects of its own: charts, applications of a delivery tool. */
  readonly bringsMore: boolean;
}

/** Charts that many install, and that serve nobody but themselves. */
const OF_THEMSELVES: ReadonlySet<string> = new Set(
  (
    'argo-cd cert-manager external-secrets grafana kube-prometheus-stack loki mariadb minio mongodb mysql nats ' +
    'postgresql prometheus rabbitmq redis sealed-secrets vault'
  ).split(' '),
);

/** The end of an image's name, whoever mirrors it: traefik/whoami and istio/examples-… are what these are shown with. */
const TRAEFIK = /(?:^|[/-])traefik$/;
const CONTROLLERS =
  /(?:^|[/-])(?:ingress(?:-nginx)?(?:[/-]controller)?|traefik|contour|kong(?:-gateway)?|apisix|pilot|proxyv2|ambassador|emissary|skipper)$/;
/** Many an app calls a part of its own so: of an Ingress it says nothing. */
const GATEWAYS = /gateway|envoy|cilium/i;
const METALLB = /metallb/i;
const BALANCERS = /kube-vip|cilium|purelb|openelb|loxilb|cloud-provider|cloud-controller/i;

/** Looks for other controllers by what they are made of. */
export function othersOf(site: Site, workloads: readonly Workload[], mounted: boolean): Others {
  const images = imagesOf(workloads);
  const ingressController = images.some(isController);
  const bringers = bringersIn(site);
  const servesMore = mounted || bringers.some((one) => !OF_THEMSELVES.has(chartOf(one)));
  const metalLb = namedOf(site).some(({ group }) => group === 'metallb.io') || images.some((one) => METALLB.test(one));
  return {
    metalLb,
    bringsMore: mounted || bringers.length > 0,
    ingressController: servesMore || ingressController,
    hiddenClasses: servesMore || (ingressController && namesTooFew(site, workloads)),
    gatewayController: servesMore || ingressController || images.some((image) => GATEWAYS.test(image)),
    traefik: images.some((image) => TRAEFIK.test(image)) || bringers.some(({ name }) => name.includes('traefik')),
    controllerOutside: site.externals.some(({ kind }) => kind === 'IngressClass'),
    loadBalancer: servesMore || metalLb || images.some((image) => BALANCERS.test(image)),
  };
}

const isController = (image: string) => CONTROLLERS.test(image);

/** Every controller has a namespace of its own, and comes with its class. */
function namesTooFew(site: Site, workloads: readonly Workload[]): boolean {
  const classes = ofKind(site, 'IngressClass').filter(({ group }) => group === 'networking.k8s.io');
  const controllers = workloads.filter(({ images }) => images.map(bare).some(isController));
  return new Set(controllers.map(({ namespace }) => namespace)).size > classes.length;
}

/** The name of every image once: a thousand workloads may run one. */
function imagesOf(workloads: readonly Workload[]): readonly string[] {
  const images = new Set<string>();
  for (const workload of workloads) for (const image of workload.images) images.add(image);
  return [...images].map(bare);
}

/** The name of an image without tag and digest. */
const bare = (image: string) => image.replace(/@.*$/s, '').replace(/^(.*\/)?([^:]*).*$/s, '$1$2');

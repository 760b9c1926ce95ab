import type { ExternalFacts, ObjectFacts } from '../world';
import { groupOf, originOf } from './origin';
import type { Workload } from './workloads';

/** What the app holds that could do the work of k3s' own parts, or bring objects that the app does not show. */
export interface Others {
  /** Serves Ingresses, beside or instead of Traefik. */
  readonly ingressController: boolean;
  /** Lives outside and serves a class of its own, on ports that nobody here knows. */
  readonly controllerOutside: boolean;
  /** Hands out addresses to LoadBalancer Services. */
  readonly loadBalancer: boolean;
  /** Makes objects of its own: charts, applications of a delivery tool. */
  readonly bringsMore: boolean;
}

const BRINGERS = new Set([
  'helm.cattle.io/HelmChart',
  'helm.toolkit.fluxcd.io/HelmRelease',
  'kustomize.toolkit.fluxcd.io/Kustomization',
  'argoproj.io/Application',
  'argoproj.io/ApplicationSet',
]);
const CONTROLLERS = /ingress|traefik|contour|kong|apisix|istio|ambassador|emissary|skipper/i;
const BALANCERS = /metallb|kube-vip|cilium|purelb|openelb|loxilb|cloud-provider|cloud-controller/i;

/** Looks for other controllers by what they are made of. */
export function othersOf(
  facts: readonly ObjectFacts[],
  workloads: readonly Workload[],
  { mounted, outside }: { readonly mounted: boolean; readonly outside: readonly ExternalFacts[] },
): Others {
  const images = [...new Set(workloads.flatMap((workload) => workload.images))];
  const bringsMore = mounted || facts.some((one) => BRINGERS.has(`${groupOf(one)}/${originOf(one).kind}`));
  return {
    bringsMore,
    ingressController: bringsMore || images.some((image) => CONTROLLERS.test(image)),
    controllerOutside: outside.some(({ kind }) => kind === 'IngressClass'),
    loadBalancer:
      bringsMore || facts.some((one) => groupOf(one) === 'metallb.io') || images.some((image) => BALANCERS.test(image)),
  };
}

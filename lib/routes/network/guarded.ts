import { heldStatus } from '../held';
import { ofKind } from '../named';
import type { Network } from './network';
import { type Barrier, balancerLabels, type Source } from './policies';
import { TRAEFIK_LABELS } from './traefik';
import type { Way } from './way';
import { carriedBy } from './web-rules';
import type { Workload } from './workloads';

const FAULT = 'network-policy-blocks-route';

/** A policy that stands in a way. */
export interface Blocked extends Barrier {
  readonly workload: Workload;
  /** Some pods of the way let the request in all the same. */
  readonly isPartly: boolean;
}

const IN_SYSTEM = 'in namespace kube-system';

/** Who asks the pods at the end of a way. */
export const askerOf = (way: Way): string =>
  way.web ? `Traefik ${IN_SYSTEM}` : sourceOf(way) ? `ServiceLB ${IN_SYSTEM}` : 'the nodes';

/** What comes over ServiceLB asks from a pod of its own, as what comes over Traefik does. */
export function sourceOf({ route, web, service }: Way): Source {
  if (web) return TRAEFIK_LABELS;
  const overPod = route.hops.some(({ kind }) => kind === 'service-load-balancer');
  return overPod ? balancerLabels(service!) : undefined;
}

/** True where a policy of the app may stand in a way, and k3s heeds it. */
const isGuarded = ({ site, components }: Network): boolean =>
  site.cluster !== undefined && components.networkPolicy === 'yes' && ofKind(site, 'NetworkPolicy').length > 0;

/** The policy that keeps the requests of a way from the first of its workloads. */
export function blockedBy(network: Network, way: Way): Blocked | undefined {
  const { route, socket, web, end, fault } = way;
  if (!isGuarded(network) || !socket || (route.status !== 'complete' && fault !== FAULT)) return undefined;
  const [first, ...others] = end.workloads.filter(({ hostNetwork }) => !hostNetwork);
  if (!first) return undefined;
  const transport = web ? carriedBy(web.rule) : socket.protocol;
  const barrierOf = (workload: Workload) => network.guard(workload, end.port!, transport, sourceOf(way));
  const barrier = barrierOf(first);
  const isPartly = others.length + 1 < end.workloads.length || others.some((other) => barrierOf(other) === undefined);
  return barrier && { ...barrier, workload: first, isPartly };
}

/** The ways, of which those that a policy ends are complete no more. */
export function guarded(network: Network, ways: readonly Way[]): readonly Way[] {
  const { site } = network;
  // What could not be read may let them in.
  if (site.partial || !isGuarded(network)) return ways;
  return ways.map((way) => {
    const blocked = blockedBy(network, way);
    if (!blocked || blocked.isPartly) return way;
    const status = heldStatus(site, blocked.policy.facts);
    const why = `${blocked.policy.id} does not admit ${askerOf(way)}.`;
    return { ...way, fault: FAULT, route: { ...way.route, status, why } };
  });
}

import { memo } from '../plain';
import { portKey } from '../port';
import type { Site } from '../world';
import { chartsForTheWeb } from './chart-services';
import type { Components, Known } from './components';
import { labelsOfNodes } from './node-labels';
import type { Others } from './others';
import { pickedNodes, type PickedNodes } from './picked-nodes';
import { portClaims, type PortClaims } from './port-claims';
import type { Service } from './services';
import { SERVED, type Standing } from './standing';
import type { Traefik } from './traefik';
import type { Workload } from './workloads';

/** The ports that ServiceLB opens on the nodes, and who else wants them. */
export interface Balancing {
  readonly standingOf: (service: Service, protocol: string, port: number) => Standing;
  readonly claims: PortClaims;
  /** Who opens the ports, as a person names it. */
  readonly name: string;
  /** Why host ports may not lead to a Service that gets an address from somebody else; absent where nobody gives one. */
  readonly elsewhere?: (name: string) => string;
  /** Whether Traefik's own Service gets its ports. */
  readonly traefik: Known;
  /** The nodes on which they are open; absent where that is every node. */
  readonly traefikNodes?: ReadonlySet<string>;
  /** The nodes on which the ports are open. */
  readonly nodesOf: PickedNodes;
}

/** What becomes of every Service that waits for a load balancer. */
export function balancingOf(
  site: Site,
  { serviceLb }: Components,
  traefik: Traefik,
  others: Others,
  services: readonly Service[],
  workloads: readonly Workload[],
): Balancing {
  const works: Known = site.cluster && !(serviceLb === 'no' && others.loadBalancer) ? serviceLb : 'unknown';
  const nodesOf = pickedNodes(works === 'yes' ? labelsOfNodes(site) : undefined);
  const claims = portClaims(works, traefik, services, chartsForTheWeb(site), workloads);
  const rivalsOf = memo(rivals(claims));
  const elsewhere = serviceLb === 'no' && others.metalLb ? atMetalLb : undefined;
  return {
    name: nameOf(serviceLb, others),
    elsewhere,
    claims,
    traefik: traefik.opens === 'ports' ? balanced(works, traefik) : 'yes',
    traefikNodes: traefik.opens === 'ports' ? nodesOf() : undefined,
    nodesOf,
    standingOf(service, protocol, port) {
      const strange = strangerOf(service, nodesOf);
      if (works === 'unknown' || strange)
        return { status: 'unknown', why: strange ?? (elsewhere ?? nobodyKnows)(service.id) };
      if (works === 'no') {
        const why = `ServiceLB is disabled, so ${service.id} waits for a load balancer and port ${port} stays closed.`;
        return { status: 'broken', why, fault: 'load-balancer-disabled' };
      }
      const taken = rivalsOf(service);
      const [first] = taken.values();
      if (!first) return admissionOf(service);
      if (service.pool !== undefined) {
        return {
          status: 'unknown',
          why: `${first.name} wants port ${first.port} of the nodes of pool "${service.pool}" too.`,
        };
      }
      // One pod on each node opens every port of a Service, and waits where it does not get one of them.
      const rival = taken.get(portKey(protocol, port));
      const why = rival
        ? `${rival.name} wants port ${port} of every node too, and only one gets it.`
        : `${first.name} wants port ${first.port} of every node, and ${service.id} gets all of its ports or none.`;
      return { status: 'broken', why, fault: 'load-balancer-port-taken' };
    },
  };
}

/** A node port of its own leads to it past every load balancer. */
const balanced = (works: Known, { entryPoints }: Traefik): Known =>
  works === 'no' && entryPoints.some(({ nodePort }) => nodePort) ? 'unknown' : works;

/** Somebody else who wants a port of a Service. */
interface Rival {
  readonly name: string;
  readonly port: number;
}

/** Who else wants the ports of a Service, by these. */
const rivals =
  (claims: PortClaims) =>
  ({ id, ports }: Service): ReadonlyMap<string, Rival> => {
    const taken = new Map<string, Rival>();
    for (const { protocol, port } of ports) {
      const key = portKey(protocol, port);
      const rival = claims.get(key)?.find(({ name }) => name !== id);
      if (rival) taken.set(key, { name: rival.name, port });
    }
    return taken;
  };

/** Whether ServiceLB lets everybody in. */
function admissionOf({ id, sources }: Service): Standing {
  if (sources.length === 0 || sources.includes('0.0.0.0/0')) return SERVED;
  const why = `${id} admits ${sources.join(', ')} alone, and from which address a request of this machine comes is not known.`;
  return { status: 'unknown', why };
}

const nobodyKnows = (id: string) => `Which load balancer serves ${id} is not known.`;

const atMetalLb = (name: string) =>
  `MetalLB gives ${name} an address of its own, and host ports lead to the nodes: they miss it, unless the address is one of a node.`;

function nameOf(serviceLb: Known, { metalLb, loadBalancer }: Others): string {
  if (serviceLb !== 'no') return 'ServiceLB';
  return metalLb ? 'MetalLB' : loadBalancer ? 'one of the app' : 'none';
}

/** Why ServiceLB leaves a Service to somebody else, or serves it on nodes that nobody knows. */
function strangerOf({ id, loadBalancerClass, pool }: Service, nodesOf: PickedNodes): string | undefined {
  if (loadBalancerClass !== undefined) return `${id} asks for load balancer class "${loadBalancerClass}".`;
  const known = pool === undefined || nodesOf(pool) !== undefined;
  return known ? undefined : `${id} is served on the nodes of pool "${pool}" only.`;
}

import type { Tools } from '../../tools';
import { type Engine, heldPorts } from '../docker';
import { type Holder, isOwn, portFault, type PortObstacle, type WantedPort, wantedPorts } from '../host-ports';
import type { KnownCluster } from '../k3d';

/** Which ports the cluster has, and which it may have. */
export interface Claim {
  readonly isOwn: (port: WantedPort) => boolean;
  readonly mayBeOwn: (holder: Holder) => boolean;
}

/** The ports of the host that a cluster file asks for. */
interface PortsSeen {
  readonly free: readonly number[];
  readonly faults: readonly (readonly [WantedPort, PortObstacle])[];
}

/** A cluster that is there, or surely not. */
export const seen = (known: KnownCluster | undefined): Claim => ({
  isOwn: (port) => known !== undefined && isOwn(known, port),
  mayBeOwn: () => false,
});

/** A cluster of which nobody says whether it is there: by the names of its containers, and what may publish their ports. */
export const unseen = (context: string): Claim => ({
  isOwn: () => false,
  mayBeOwn: (holder) =>
    holder.kind === 'container'
      ? holder.name.startsWith(`${context}-`)
      : holder.kind === 'unknown' || FOR_DOCKER.test(holder.name),
});

/** Programs that hold the ports of containers. */
const FOR_DOCKER = /docker|rootless|ssh|lima|gvproxy|vpnkit|orbstack/i;

/** Tries to have every port that the cluster has not. */
export async function portsSeen(
  tools: Tools,
  config: unknown,
  engine: Engine | undefined,
  claim: Claim,
): Promise<PortsSeen> {
  const publisher = { rootless: engine?.rootless === true, held: engine ? await heldPorts(tools) : [] };
  const free: number[] = [];
  const faults: [WantedPort, PortObstacle][] = [];
  for (const port of wantedPorts(config).filter((each) => !claim.isOwn(each))) {
    const fault = await portFault(tools, port, publisher);
    if (fault === undefined) free.push(port.port);
    else if (fault.kind !== 'taken' || !claim.mayBeOwn(fault.holder)) faults.push([port, fault]);
  }
  return { free, faults };
}

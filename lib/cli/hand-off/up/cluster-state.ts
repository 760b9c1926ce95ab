import type { Tools } from '../../tools';
import { isEmpty } from '../delete';
import { isRunning, type K3d, type KnownCluster } from '../k3d';
import { madeByUp } from '../ownership';
import { madeFrom } from '../difference/difference';

/** How a cluster stands before `up` does anything. */
export type ClusterState =
  | { readonly kind: 'absent' }
  /** Somebody else made it. */
  | { readonly kind: 'foreign' }
  /** A creation of ours was cut short before anything could be in it. */
  | { readonly kind: 'half-made' }
  | { readonly kind: 'stopped' | 'running'; readonly known: KnownCluster };

export async function clusterStateOf(tools: Tools, k3d: K3d, known: KnownCluster | undefined): Promise<ClusterState> {
  if (known === undefined || isEmpty(known)) return { kind: 'absent' };
  if (!(await madeByUp(tools, k3d, known))) return { kind: 'foreign' };
  if (isHalfMade(known)) return { kind: 'half-made' };
  return { kind: isRunning(known) ? 'running' : 'stopped', known };
}

/** Docker's word for a container that has never run. */
const NEVER_RAN = 'created';

/** The load balancer is the last that k3d starts. While a port is added to it, there is a second one. */
function isHalfMade(known: KnownCluster): boolean {
  if (madeFrom(known) === undefined) return false;
  const role = (is: string) => known.nodes.filter((node) => node.role === is);
  const [servers, balancers] = [role('server'), role('loadbalancer')];
  const neverRan = balancers.length === 1 ? [...servers, ...balancers] : servers;
  return servers.length === 0 || neverRan.some(({ status }) => status === NEVER_RAN);
}

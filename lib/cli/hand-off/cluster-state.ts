import type { Tools } from '../tools';
import { isEmpty } from './delete';
import { isRunning, type K3d, type KnownCluster } from './k3d';
import { madeByUp, madeFrom } from './ownership';

/** How a cluster stands, in the words of every command and its JSON. */
export type Standing =
  | 'absent'
  /** A creation of ours was cut short before anything could be in it. */
  | 'half-made'
  | 'stopped'
  /** Some of its containers run. */
  | 'damaged'
  | 'running';

/** A cluster as it is found. `own` says that an earlier `up` made it. */
export type ClusterState =
  | { readonly state: 'absent'; readonly own: false }
  | { readonly state: Exclude<Standing, 'absent'>; readonly own: boolean; readonly known: KnownCluster };

export async function clusterStateOf(tools: Tools, k3d: K3d, name: string): Promise<ClusterState> {
  const known = await k3d.cluster(name);
  if (known === undefined || isEmpty(known)) return { state: 'absent', own: false };
  return { state: standingOf(known), own: await madeByUp(tools, k3d, known), known };
}

/** There, and made by somebody else. */
export const isForeign = ({ state, own }: Pick<ClusterState, 'state' | 'own'>): boolean => state !== 'absent' && !own;

/** Whether anything of it runs that can be asked. */
export const runsAtAll = ({ state }: Pick<ClusterState, 'state'>): boolean =>
  state === 'running' || state === 'damaged';

function standingOf(known: KnownCluster): Exclude<Standing, 'absent'> {
  if (isHalfMade(known)) return 'half-made';
  if (isRunning(known)) return 'running';
  return known.nodes.every(({ running }) => !running) ? 'stopped' : 'damaged';
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

import type { KubeObject } from '../../../routes/world';
import { CommandError, EXIT } from '../../command';
import { endedWell, type Tools } from '../../tools';
import type { DistCluster } from '../dist';
import type { Kubectl } from '../kubectl';
import { ProgramFailed } from '../programs';
import type { Explained } from '../explained';
import { podText } from '../live/pods-text';
import { readyText } from './ready-text';
import { type Unready, unreadyIn } from './unready';
import { explainPods } from '../live/explain-pods';
import type { PodFault, PodTrouble } from '../live/pods';
import { until } from '../waiting';

/** Something that does not come up, why, and what mends it. */
export interface Trouble extends Explained {
  /** `Deployment default/web` */
  readonly name: string;
}

/** Milliseconds: what does not answer by then, or does not mend itself, is believed. */
const PATIENCE = 15_000;

/** Waits until the API server answers. */
export async function apiAnswers({ clock, terminal }: Tools, kubectl: Kubectl, deadline: number): Promise<void> {
  const ready = await until(clock, deadline, async () => {
    if (endedWell(await kubectl.attempt(['get', '--raw', '/readyz'], { timeout: PATIENCE }))) return true;
    terminal.doing(readyText.api);
    return undefined;
  });
  if (ready === undefined) throw new CommandError(readyText.silent(kubectl.context), EXIT.notSo);
}

const KINDS = 'nodes,services,endpointslices,deployments,statefulsets,daemonsets';

/** Milliseconds between two looks at why something does not come up. */
const CURIOUS = 5_000;

/** Waits for nodes, for what routes need of k3s, for all workloads and what leads to them; says what does not come. */
export async function waitReady(
  { clock, terminal }: Tools,
  kubectl: Kubectl,
  cluster: DistCluster,
  deadline: number,
): Promise<readonly Trouble[]> {
  let lookedAt = clock.now();
  let lostSince: number | undefined;
  let unready: readonly Unready[] = [];
  const end = await until(clock, deadline, async () => {
    unready = unreadyIn(await look(kubectl), cluster);
    if (unready.length === 0) return 'ready' as const;
    terminal.doing(readyText.progress(unready));
    if (clock.now() - lookedAt < CURIOUS) return undefined;
    lookedAt = clock.now();
    lostSince = (await areLost(kubectl, unready)) ? (lostSince ?? lookedAt) : undefined;
    return lostSince !== undefined && lookedAt - lostSince >= PATIENCE ? ('lost' as const) : undefined;
  });
  return end === 'ready' ? [] : troublesOf(kubectl, unready);
}

/** While the load balancer restarts, nothing is seen. */
async function look(kubectl: Kubectl): Promise<readonly KubeObject[]> {
  try {
    return await kubectl.list([KINDS, '--all-namespaces']);
  } catch (error) {
    if (error instanceof ProgramFailed) return [];
    throw error;
  }
}

async function explained(kubectl: Kubectl, { pods }: Unready): Promise<readonly PodTrouble[]> {
  return pods === undefined ? [] : explainPods(kubectl, pods.namespace, pods.selector, pods.owner);
}

/** Nothing that is waited for will come by itself. */
async function areLost(kubectl: Kubectl, unready: readonly Unready[]): Promise<boolean> {
  const workloads = unready.filter(({ pods }) => pods !== undefined);
  for (const workload of workloads) {
    const troubles = await explained(kubectl, workload);
    if (!troubles.some(({ fault }) => isLasting(fault))) return false;
  }
  return workloads.length > 0;
}

/** What no waiting mends. A missing Secret may be made, an image may come, a crash may have a reason that goes. */
const isLasting = (fault: PodFault): boolean =>
  ['non-root', 'command', 'refused'].includes(fault.kind) ||
  (fault.kind === 'image' && ['missing', 'name', 'not-loaded'].includes(fault.problem));

/** Pods say why; a Service whose workload is named already adds nothing. */
async function troublesOf(kubectl: Kubectl, unready: readonly Unready[]): Promise<readonly Trouble[]> {
  const troubles: Trouble[] = [];
  for (const one of unready) {
    const [trouble] = await explained(kubectl, one);
    troubles.push({
      name: one.name,
      ...(trouble === undefined ? readyText.trouble(one, kubectl.context) : podText(trouble)),
    });
  }
  const deeper = unready.some(({ pods }) => pods !== undefined);
  const follows = new Set(
    unready.filter(({ state }) => deeper && state.kind === 'no-endpoints').map(({ name }) => name),
  );
  return troubles.filter(({ name }) => !follows.has(name));
}

import { CommandError, EXIT } from '../../command';
import { clusterStateOf, isForeign } from '../cluster-state';
import { createCluster, creationEnvironment, startCluster } from './create';
import { type Difference, differenceWith, portText } from '../difference/difference';
import { deleteCluster } from '../delete';
import { type Inventory, readInventory } from '../inventory';
import { Kubectl } from '../kubectl';
import { apiAnswers } from './ready';
import { upText } from './text';
import type { Version } from '../../../routes/k3d/version';
import { adjust } from './adjust';
import type { Report } from './report';
import type { Run } from './run';

/** A cluster that runs as its file says. */
export interface Stand {
  readonly kubectl: Kubectl;
  readonly made: Report['made'];
  readonly ports: Report['ports'];
  readonly inventory?: Inventory;
}

const NO_PORTS: Report['ports'] = { added: [], removed: [] };

/** Creates, starts or adjusts a cluster, or makes it anew. */
export async function stand(run: Run): Promise<Stand> {
  const { tools, k3d, cluster, progress } = run;
  const { name } = cluster;
  const { k3d: version } = await k3d.versions();
  const found = await clusterStateOf(tools, k3d, name);
  if (isForeign(found)) throw new CommandError(upText.foreign(name), EXIT.notSo);
  if (found.state === 'absent') return create(run, version);
  if (found.state === 'half-made') return create(run, version, upText.halfMade(name));
  let { known } = found;
  if (found.state !== 'running') {
    progress.at('start');
    known = await startCluster(k3d, name, secondsLeft(run));
    progress.done(upText.started(name));
  }
  const kubectl = await Kubectl.of(tools, k3d, name, patienceOf(run));
  await apiAnswers(tools, kubectl, run.deadline);
  const inventory = await readInventory(kubectl);
  const difference = differenceWith(run.cluster, known, inventory, version);
  if (difference.needsNew.length > 0) {
    await consent(run, difference);
    return { ...(await create(run, version, upText.removed(name))), made: 'recreated' };
  }
  const ports = await edit(run, kubectl, difference);
  const made = found.state === 'running' ? 'kept' : 'started';
  return { kubectl, made, ports, ...(inventory && { inventory }) };
}

/**
 * Makes a cluster.
 *
 * @param instead what is said once the old one is deleted; absent where there is none
 */
async function create(run: Run, version: Version | undefined, instead?: string): Promise<Stand> {
  const { tools, k3d, cluster, deadline, progress } = run;
  const environment = await creationEnvironment(tools, cluster, version);
  if (instead !== undefined) {
    progress.at('delete');
    await deleteCluster(tools, k3d, cluster.name);
    progress.done(instead);
  }
  progress.at('create');
  await createCluster(tools, k3d, { cluster, environment, timeout: secondsLeft(run) });
  progress.done(upText.created(cluster.name));
  const kubectl = await Kubectl.of(tools, k3d, cluster.name, patienceOf(run));
  await apiAnswers(tools, kubectl, deadline);
  return { kubectl, made: 'created', ports: NO_PORTS };
}

/** What is asked once the time is over gets so many milliseconds all the same: it says why. */
const LAST = 15_000;

const patienceOf =
  ({ tools, deadline }: Run) =>
  () =>
    Math.max(LAST, deadline - tools.clock.now());

const secondsLeft = ({ tools, deadline }: Run) => Math.max(1, Math.ceil((deadline - tools.clock.now()) / 1_000));

/** Nothing is deleted before somebody agreed. */
async function consent({ tools, cluster, options, progress }: Run, difference: Difference): Promise<void> {
  const { terminal } = tools;
  const { name } = cluster;
  if (!options.recreate) throw new CommandError(upText.needsNew(name, difference.needsNew), EXIT.notSo);
  if (options.yes) return;
  if (!terminal.interactive) throw new CommandError(upText.nobodyToAsk(name));
  terminal.warn(upText.differences(difference.needsNew));
  if (!(await terminal.ask(upText.askRecreate(name)))) throw new CommandError(upText.declined(name), EXIT.notSo);
  progress.at('look');
}

async function edit(run: Run, kubectl: Kubectl, { inPlace }: Difference): Promise<Report['ports']> {
  const { tools, k3d, cluster, deadline, progress } = run;
  const { added, removed } = inPlace;
  if (added.length + removed.length === 0) return NO_PORTS;
  progress.at('adjust');
  await adjust(k3d, cluster.name, inPlace);
  // The load balancer is a new one, and the API is away for a moment.
  await apiAnswers(tools, kubectl, deadline);
  const ports = { added: added.map(portText), removed: removed.map(portText) };
  progress.done(upText.adjusted(ports));
  return ports;
}

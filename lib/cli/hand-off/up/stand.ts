import { CommandError, EXIT } from '../../command';
import { createCluster, startCluster } from '../create';
import { type Difference, differenceOf, portText } from '../difference/difference';
import { deleteCluster } from '../down';
import { fileHash } from '../file-hash';
import { type Inventory, readInventory } from '../inventory';
import type { KnownCluster } from '../k3d';
import { Kubectl } from '../kubectl';
import { apiAnswers } from '../ready';
import { upText } from '../text/up';
import type { Version } from '../version';
import { adjust } from './adjust';
import type { Report } from './report';
import type { Run } from './run';
import { standingOf } from './standing';

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
  const version = await k3d.version();
  const standing = await standingOf(tools, k3d, await k3d.cluster(name));
  if (standing.kind === 'foreign') throw new CommandError(upText.foreign(name), EXIT.notSo);
  if (standing.kind === 'half-made') await remove(run, upText.halfMade(name));
  if (standing.kind === 'half-made' || standing.kind === 'absent') return create(run, version, 'created');
  let { known } = standing;
  if (standing.kind === 'stopped') {
    progress.at('start');
    known = await startCluster(k3d, name);
    progress.done(upText.started(name));
  }
  const made = standing.kind === 'stopped' ? 'started' : 'kept';
  const kubectl = await reach(run);
  const inventory = await readInventory(kubectl);
  const difference = differenceWith(run, known, inventory, version);
  if (difference.needsNew.length > 0) {
    await consent(run, difference);
    await remove(run, upText.removed(name));
    return create(run, version, 'recreated');
  }
  const ports = await edit(run, difference);
  return { kubectl, made, ports, ...(inventory && { inventory }) };
}

function differenceWith(
  { cluster }: Run,
  known: KnownCluster,
  inventory: Inventory | undefined,
  k3d: Version | undefined,
): Difference {
  const { config, configText } = cluster;
  const file = inventory?.file;
  return differenceOf({ config, hash: fileHash(configText), known, ...(file && { file }), ...(k3d && { k3d }) });
}

async function reach({ tools, k3d, cluster, deadline }: Run): Promise<Kubectl> {
  const kubectl = await Kubectl.of(tools, k3d, cluster.name);
  await apiAnswers(tools, kubectl, deadline);
  return kubectl;
}

async function create(run: Run, version: Version | undefined, made: Report['made']): Promise<Stand> {
  const { tools, k3d, cluster, options, progress } = run;
  progress.at('create');
  const timeout = Math.ceil(options.timeout / 1_000);
  await createCluster(tools, k3d, { cluster, timeout, ...(version && { version }) });
  progress.done(upText.created(cluster.name));
  return { kubectl: await reach(run), made, ports: NO_PORTS };
}

async function remove({ tools, k3d, cluster, progress }: Run, said: string): Promise<void> {
  progress.at('delete');
  await deleteCluster(tools, k3d, cluster.name);
  progress.done(said);
}

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

async function edit({ tools, k3d, cluster, progress }: Run, difference: Difference): Promise<Report['ports']> {
  const { added, removed } = difference.inPlace;
  if (added.length + removed.length === 0) return NO_PORTS;
  progress.at('adjust');
  await adjust(tools, k3d, cluster.name, difference);
  const ports = { added: added.map(portText), removed: removed.map(portText) };
  progress.done(upText.adjusted(ports));
  return ports;
}

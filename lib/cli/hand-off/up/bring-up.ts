import { nameOf } from '../../../routes/names';
import { CommandError, EXIT } from '../../command';
import type { Tools } from '../../tools';
import { alone } from '../alone';
import { keyName } from '../apply/identity';
import type { DistCluster } from '../dist';
import { examine } from '../doctor/doctor';
import { bringImages, bringPulled } from '../images/bring';
import { K3d } from '../k3d';
import { waitReady } from './ready';
import { verifyRoutes } from '../verify/verify';
import { kubeconfigNote } from './kubeconfig';
import { loadObjects } from './load';
import { Progress } from './progress';
import { isWell, type Report } from './report';
import type { Run, UpOptions } from './run';
import { stand } from './stand';

/** Milliseconds that routes have to answer once all is up. */
const ROUTES = 60_000;

/** Takes a cluster from whatever it is to what dist/ says. */
export async function bringUp(tools: Tools, cluster: DistCluster, options: UpOptions): Promise<Report> {
  const deadline = tools.clock.now() + options.timeout;
  const progress = new Progress(tools.terminal, cluster.name);
  const run: Run = { tools, k3d: new K3d(tools), cluster, options, deadline, progress };
  return progress.guard(() => alone(tools, cluster.name, () => work(run), deadline));
}

async function work(run: Run): Promise<Report> {
  const { tools, k3d, cluster, options, deadline, progress } = run;
  progress.at('look');
  await examined(run);
  const { kubectl, inventory, made, ports } = await stand(run);
  progress.at('images');
  const read = options.read && [...cluster.handoff.images.pulled, ...options.read];
  const loaded = read ? await bringPulled(tools, k3d, cluster.name, read) : [];
  const { brought } = await bringImages(tools, k3d, cluster);
  const { preview, applied } = await loadObjects(run, { kubectl, ...(inventory && { inventory }) });
  progress.at('wait');
  const troubles = await waitReady(tools, kubectl, cluster, deadline);
  const note = kubeconfigNote(tools, cluster);
  const report: Report = {
    cluster: cluster.name,
    context: kubectl.context,
    made,
    ports,
    images: [...loaded, ...brought],
    objects: {
      added: preview.added.map(nameOf),
      changed: preview.changed.map(({ object }) => nameOf(object)),
      removed: applied.removed.map(keyName),
    },
    kept: applied.kept,
    troubles,
    routes: [],
    ...(note !== undefined && { note }),
  };
  if (!options.verify || !isWell(report)) return report;
  progress.at('verify');
  const until = Math.min(deadline, tools.clock.now() + ROUTES);
  return { ...report, routes: await verifyRoutes(tools, cluster, { deadline: until }) };
}

/** What doctor would say, all at once. */
async function examined({ tools, k3d, cluster }: Run): Promise<void> {
  const complaints = (await examine(tools, cluster, k3d)).map(({ level, text, remedy }) => ({
    level,
    words: `${text} ${remedy}`,
  }));
  for (const { words } of complaints.filter(({ level }) => level === 'note')) tools.terminal.warn(words);
  const grave = complaints.filter(({ level }) => level !== 'note');
  if (grave.length === 0) return;
  const missing = grave.some(({ level }) => level === 'missing');
  throw new CommandError(grave.map(({ words }) => words).join('\n'), missing ? EXIT.toolMissing : EXIT.notSo);
}

import { CommandError, EXIT } from '../../command';
import { type Applied, applyLoad, isWritten, type Load, ownOf } from '../apply/apply';
import { stagesOf } from '../apply/stages';
import { changesNothing, type Preview, preview } from '../apply/preview';
import { projectOf } from '../project';
import { secretObjects } from '../secrets/make';
import { upText } from './text';
import type { Run } from './run';
import type { Stand } from './stand';

/** What was found, and what was done about it. */
interface Loaded {
  readonly preview: Preview;
  readonly applied: Applied;
}

/** Brings the objects in; asks first what that would change, so that a second run changes nothing. */
export async function loadObjects(
  { tools, cluster, options, deadline, progress }: Run,
  { kubectl, inventory }: Pick<Stand, 'kubectl' | 'inventory'>,
): Promise<Loaded> {
  progress.at('apply');
  const written = cluster.objects.map(({ json }) => json);
  const stages = stagesOf(written, await secretObjects(tools, cluster.handoff, projectOf(cluster)));
  const found = await preview(kubectl, stages, inventory, { force: options.force });
  const file = cluster.configText;
  const toLoad: Load = { stages, preview: found, file, force: options.force, ...(inventory && { inventory }) };
  if (changesNothing(found) && isWritten(inventory, { file, objects: ownOf(toLoad) })) {
    return { preview: found, applied: { refused: [], removed: [], kept: [] } };
  }
  const applied = await applyLoad(tools.clock, kubectl, toLoad, deadline);
  if (applied.refused.length > 0) {
    throw new CommandError(upText.refused(applied.refused, kubectl.context), EXIT.notSo);
  }
  progress.done(upText.applied({ ...found, removed: applied.removed }));
  return { preview: found, applied };
}

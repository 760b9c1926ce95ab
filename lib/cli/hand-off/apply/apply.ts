import type { KubeObject } from '../../../routes/world';
import { type Clock, endedWell } from '../../tools';
import { type Inventory, inventoryObject, objectKeyOf, type ObjectKey } from '../inventory';
import type { Kubectl } from '../kubectl';
import { ProgramFailed } from '../programs';
import { until } from '../waiting';
import { identity, identityOf, without } from './identity';
import { type Kept, prune } from './prune';
import { isPassing } from './refusal';
import { type Refused, send } from './send';
import { allOf, promisedGroups, type Stages } from './stages';
import { applyWords, type Preview } from './preview';

/** What is brought into a cluster. */
export interface Load {
  readonly stages: Stages;
  readonly preview: Preview;
  /** What an earlier `up` made; undefined where none was here. */
  readonly inventory?: Inventory;
  /** Text of the cluster file that the cluster follows now. */
  readonly file: string;
  /** Fields of others are taken over. */
  readonly force: boolean;
}

/** How it went. Where something was refused, nothing was pruned. */
export interface Applied {
  readonly refused: readonly Refused[];
  /** Removed with what an earlier `up` made. */
  readonly removed: readonly ObjectKey[];
  readonly kept: readonly Kept[];
}

/** Applies objects in their order and prunes what an earlier `up` made beside them. The inventory is always true. */
export async function applyLoad(clock: Clock, kubectl: Kubectl, load: Load, deadline: number): Promise<Applied> {
  const { stages, preview, file, force } = load;
  const own = ownOf(load);
  await writeInventory(kubectl, { file, objects: [...own, ...preview.removed] });
  // An old Service may hold a port that a new one wants.
  const first = preview.removed.filter(({ kind }) => kind === 'Service');
  await prune(kubectl, first);
  const refused = await applyStages({ clock, kubectl, deadline, promised: promisedGroups(stages), force }, stages);
  if (refused.length > 0) return { refused, removed: first, kept: [] };
  const rest = preview.removed.filter((key) => !first.includes(key));
  const kept = await prune(kubectl, rest);
  const stays = kept.map(({ key }) => key);
  await writeInventory(kubectl, { file, objects: [...own, ...stays] });
  return { refused, removed: without(preview.removed, stays), kept };
}

/** What is ours: what was before, and what was not there. What somebody else made stays theirs. */
export function ownOf({
  stages,
  preview,
  inventory,
}: Pick<Load, 'stages' | 'preview' | 'inventory'>): readonly ObjectKey[] {
  const mine = new Set([...preview.added.map(identityOf), ...(inventory?.objects ?? []).map(identity)]);
  return allOf(stages)
    .filter((object) => mine.has(identityOf(object)))
    .map(objectKeyOf);
}

/** Whether the inventory says the same already. */
export const isWritten = (inventory: Inventory | undefined, { file, objects }: Inventory): boolean =>
  inventory?.file === file &&
  without(objects, inventory.objects).length === 0 &&
  without(inventory.objects, objects).length === 0;

const writeInventory = async (kubectl: Kubectl, inventory: Inventory): Promise<void> => {
  await kubectl.run([...applyWords(true), '-f', '-'], { input: JSON.stringify(inventoryObject(inventory)) });
};

interface Applying {
  readonly clock: Clock;
  readonly kubectl: Kubectl;
  readonly deadline: number;
  readonly promised: ReadonlySet<string>;
  readonly force: boolean;
}

async function applyStages(applying: Applying, stages: Stages): Promise<readonly Refused[]> {
  const refused = [...(await applyStage(applying, stages.definitions))];
  await established(applying, stages.definitions);
  for (const stage of [stages.namespaces, stages.secrets, stages.rest]) {
    refused.push(...(await applyStage(applying, stage)));
  }
  return refused;
}

/** What a cluster that is still starting refuses is sent again. */
async function applyStage(
  { clock, kubectl, deadline, promised, force }: Applying,
  objects: readonly KubeObject[],
): Promise<readonly Refused[]> {
  const refused: Refused[] = [];
  let left = objects;
  let passing: readonly Refused[] = [];
  await until(clock, deadline, async () => {
    const sent = await send(kubectl, applyWords(force), left);
    passing = sent.refused.filter((one) => isPassing(one, promised));
    refused.push(...sent.refused.filter((one) => !passing.includes(one)));
    left = passing.map(({ object }) => object);
    return left.length === 0 ? true : undefined;
  });
  return [...refused, ...passing];
}

const SECONDS = 60;

/** The API server takes objects of a kind a moment after it has taken its definition. */
async function established({ kubectl }: Applying, definitions: readonly KubeObject[]): Promise<void> {
  const names = definitions.map((object) => objectKeyOf(object).name);
  if (names.length === 0) return;
  const args = ['wait', '--for=condition=Established', `--timeout=${SECONDS}s`, ...names.map((name) => `crd/${name}`)];
  const ran = await kubectl.attempt(args);
  // One that was refused is not there; that is said already.
  if (!endedWell(ran) && !/NotFound/.test(ran.stderr))
    throw new ProgramFailed('kubectl', `kubectl ${args.join(' ')}`, ran);
}

import { at, records, whole } from '../../../routes/plain';
import type { KubeObject } from '../../../routes/world';
import { FIELD_MANAGER, type Inventory, objectKeyOf, type ObjectKey } from '../inventory';
import type { Kubectl } from '../kubectl';
import { changedFields, type FieldChange } from './fields';
import { finderIn, identity, identityOf, stubOf, without } from './identity';
import { isPassing } from './refusal';
import { type Refused, send } from './send';
import { allOf, promisedGroups, type Stages } from './stages';

/** An object that is there and is to be another. */
interface ObjectChange {
  readonly object: KubeObject;
  readonly fields: readonly FieldChange[];
}

/** A node port that a Service wants and another has. */
interface TakenPort {
  readonly service: KubeObject;
  readonly port: number;
  readonly holder: KubeObject;
}

/** What an apply would do. */
export interface Preview {
  readonly added: readonly KubeObject[];
  readonly changed: readonly ObjectChange[];
  /** Made by an earlier `up`, and not in dist/ any more. */
  readonly removed: readonly ObjectKey[];
  /** What the API server would not take. */
  readonly refused: readonly Refused[];
  readonly takenPorts: readonly TakenPort[];
}

export const changesNothing = ({ added, changed, removed, refused, takenPorts }: Preview): boolean =>
  added.length + changed.length + removed.length + refused.length + takenPorts.length === 0;

/** Words of every apply. */
export const applyWords = (force: boolean): readonly string[] => [
  'apply',
  '--server-side',
  `--field-manager=${FIELD_MANAGER}`,
  ...(force ? ['--force-conflicts'] : []),
];

/** How an apply is asked about. */
interface PreviewOptions {
  /** Fields of others are taken over. */
  readonly force: boolean;
  /** The Secrets are names without content: only whether they are there is asked. */
  readonly blind?: boolean;
}

/** Asks what an apply would do, and does nothing. */
export async function preview(
  kubectl: Kubectl,
  stages: Stages,
  inventory: Inventory | undefined,
  { force, blind = false }: PreviewOptions,
): Promise<Preview> {
  const objects = allOf(stages);
  const { objects: live, refused: unasked } = await send(
    kubectl,
    ['get', '--ignore-not-found', '-o', 'json'],
    objects.map((object) => stubOf(objectKeyOf(object))),
  );
  const find = finderIn(live);
  const promised = promisedGroups(stages);
  const unknown = new Set(unasked.filter((one) => isPassing(one, promised)).map(({ object }) => identityOf(object)));
  const isThere = (object: KubeObject) => find(objectKeyOf(object)) !== undefined;
  const away = new Set(stages.namespaces.filter((object) => !isThere(object)).map(({ metadata }) => metadata?.name));
  const unseen = new Set(blind ? stages.secrets : []);
  // Nothing can be asked about what needs something that is yet to be applied.
  const asked = objects.filter(
    (object) => !unseen.has(object) && !away.has(objectKeyOf(object).namespace) && !unknown.has(identityOf(object)),
  );
  const dry = await send(kubectl, [...applyWords(force), '--dry-run=server', '-o', 'json'], asked);
  const removed = without(inventory?.objects ?? [], objects.map(objectKeyOf)).filter((key) => find(key) === undefined);
  return {
    added: objects.filter((object) => !isThere(object)),
    changed: dry.objects.flatMap((object) => changeOf(find(objectKeyOf(object)), object)),
    removed,
    refused: dry.refused.filter((refused) => !isPassing(refused, promised)),
    takenPorts: await takenPorts(kubectl, objects, removed),
  };
}

function changeOf(live: KubeObject | undefined, object: KubeObject): readonly ObjectChange[] {
  const fields = live === undefined ? [] : changedFields(live, object);
  return fields.length === 0 ? [] : [{ object, fields }];
}

/** A dry run allocates no ports, so that it says nothing of those that are taken. */
async function takenPorts(
  kubectl: Kubectl,
  objects: readonly KubeObject[],
  removed: readonly ObjectKey[],
): Promise<readonly TakenPort[]> {
  const wanting = objects.filter((object) => portsOf(object).length > 0);
  if (wanting.length === 0) return [];
  const there = await kubectl.list(['services', '--all-namespaces']);
  const own = new Set([...objects.map(identityOf), ...removed.map(identity)]);
  const others = there.filter((item) => !own.has(identityOf(item)));
  return wanting.flatMap((service) =>
    portsOf(service).flatMap((port) => {
      const holder = others.find((other) => portsOf(other).includes(port));
      return holder === undefined ? [] : [{ service, port: Number.parseInt(port), holder }];
    }),
  );
}

/** Node ports of a Service: `30080/TCP`. */
const portsOf = (object: KubeObject): readonly string[] =>
  object.kind !== 'Service'
    ? []
    : records(at(object, 'spec').ports).flatMap(({ nodePort, protocol = 'TCP' }) =>
        whole(nodePort) === undefined ? [] : [`${nodePort as number}/${protocol as string}`],
      );

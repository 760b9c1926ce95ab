import { REMOVES_PORTS } from '../../../routes/k3d/minimum';
import { versionText } from '../../../routes/k3d/version';
import { nameOf } from '../../../routes/names';
import type { Paint } from '../../tools';
import type { FieldChange } from '../apply/fields';
import { keyName } from '../apply/identity';
import { changesNothing, type Preview } from '../apply/preview';
import { type Difference, isSame, type NeedsNew, portText, type Why } from '../difference/difference';
import type { Planned } from '../up/planned';
import { refusedText } from './refused';

/** What `plan` says while it looks. */
export const planText = {
  looking: (cluster: string) => `Looking at cluster "${cluster}"`,
};

/** A difference that asks for a new cluster, and why. */
export function needsNewText({ field, why, from, to }: NeedsNew): string {
  const head = field === '' ? 'The cluster file' : field;
  return `${head}${changeText(from, to)}: ${WHYS[why]}`;
}

const WHYS: Readonly<Record<Why, string>> = {
  'made-once': 'k3d reads it only when it makes the cluster.',
  nodes: 'nodes that join later get nothing of the ports, files and registries of the cluster file.',
  direct: 'a node publishes it by itself, and a container gets its ports only when it is made.',
  'old-k3d': `this k3d cannot take a port away. k3d ${versionText(REMOVES_PORTS)} can.`,
  'unknown-file': 'the cluster was made from another one, and nothing in it says what differs.',
};

function changeText(from: string | undefined, to: string | undefined): string {
  if (from === undefined && to === undefined) return '';
  return ` ${from ?? '(nothing)'} → ${to ?? '(nothing)'}`;
}

/** What `up` would do to one cluster, in lines. */
export function plannedText(planned: Planned, paint: Paint): string {
  return [headText(planned), ...bodyLines(planned, paint)].join('\n');
}

function headText(planned: Planned): string {
  const { cluster, state, difference } = planned;
  const anew = difference !== undefined && difference.needsNew.length > 0;
  switch (state) {
    case 'absent':
      return `Cluster "${cluster}" does not exist. "cdk8s-k3d up" creates it.`;
    case 'half-made':
      return `Cluster "${cluster}" was left half made by an interrupted up. "cdk8s-k3d up" makes it anew.`;
    case 'foreign':
      return `Cluster "${cluster}" was not made by "cdk8s-k3d up", which leaves it alone. Give the cluster of your app another name.`;
    case 'stopped':
      return `Cluster "${cluster}" is stopped. "cdk8s-k3d up" starts it; its objects are seen when it runs.`;
    case 'running':
      if (anew) return `Cluster "${cluster}" runs, and has to be made anew: "cdk8s-k3d up --recreate".`;
      return isNothing(planned)
        ? `Nothing to change: cluster "${cluster}" is as dist/ says.`
        : `Cluster "${cluster}" runs. "cdk8s-k3d up" changes it:`;
  }
}

/** Whether `up` would find everything as it should be. */
const isNothing = ({ difference, preview }: Planned): boolean =>
  difference !== undefined && isSame(difference) && preview !== undefined && changesNothing(preview);

function bodyLines({ state, context, difference, preview, objects }: Planned, paint: Paint): readonly string[] {
  if (state === 'absent' || state === 'half-made') return objects.map((object) => added(nameOf(object), paint));
  return [
    ...(difference ? differenceLines(difference, paint) : []),
    ...(preview ? previewLines(preview, context, paint) : []),
  ];
}

const added = (text: string, paint: Paint) => `  ${paint.good('+')} ${text}`;
const removed = (text: string, paint: Paint) => `  ${paint.bad('-')} ${text}`;

const differenceLines = ({ inPlace, needsNew }: Difference, paint: Paint): readonly string[] => [
  ...needsNew.map((difference) => `  ${paint.bad('!')} ${needsNewText(difference)}`),
  ...inPlace.removed.map((port) => removed(`port ${portText(port)}`, paint)),
  ...inPlace.added.map((port) => added(`port ${portText(port)}`, paint)),
];

const previewLines = (preview: Preview, context: string, paint: Paint): readonly string[] => [
  ...preview.added.map((object) => added(nameOf(object), paint)),
  ...preview.changed.flatMap(({ object, fields }) => [
    `  ${paint.warn('~')} ${nameOf(object)}`,
    ...fields.map((field) => `      ${fieldText(field)}`),
  ]),
  ...preview.removed.map((key) => removed(keyName(key), paint)),
  ...preview.refused.map((refused) => `  ${paint.bad('!')} ${refusedText(refused, context)}`),
  ...preview.takenPorts.map(
    ({ service, port, holder }) =>
      `  ${paint.bad('!')} ${nameOf(service)}: node port ${port} belongs to ${nameOf(holder)}. Write another nodePort, and run "cdk8s-k3d synth".`,
  ),
];

const fieldText = ({ path, from, to }: FieldChange) => `${path}${changeText(from, to)}`;

/** The same as data. */
export function plannedJson({ cluster, context, state, difference, preview, objects }: Planned): object {
  return {
    cluster,
    context,
    state,
    ...(difference && {
      inPlace: { added: difference.inPlace.added.map(portText), removed: difference.inPlace.removed.map(portText) },
      needsNew: difference.needsNew.map((each) => ({ ...each, text: needsNewText(each) })),
    }),
    objects: preview
      ? {
          added: preview.added.map(nameOf),
          changed: preview.changed.map(({ object, fields }) => ({ object: nameOf(object), fields })),
          removed: preview.removed.map(keyName),
          refused: preview.refused.map((refused) => refusedText(refused, context)),
          takenPorts: preview.takenPorts.map(({ service, port, holder }) => ({
            service: nameOf(service),
            port,
            holder: nameOf(holder),
          })),
        }
      : { added: state === 'absent' || state === 'half-made' ? objects.map(nameOf) : [] },
  };
}

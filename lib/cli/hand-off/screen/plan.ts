import { nameOf } from '../../../routes/names';
import type { Paint } from '../../tools';
import type { FieldChange } from '../apply/fields';
import { keyName } from '../apply/identity';
import { isForeign } from '../cluster-state';
import { changesNothing, type Preview } from '../apply/preview';
import { type Difference, isSame, portText } from '../difference/difference';
import { changeText, needsNewText } from '../difference/text';
import type { Planned } from '../up/planned';
import { refusedText } from '../apply/refused-text';

/** What `up` would do to one cluster, in lines. */
export function plannedText(planned: Planned, paint: Paint): string {
  return [headText(planned), ...bodyLines(planned, paint)].join('\n');
}

function headText(planned: Planned): string {
  const { cluster, state, difference } = planned;
  if (isForeign(planned)) {
    return `Cluster "${cluster}" was not made by "cdk8s-k3d up", which leaves it alone. Give the cluster of your app another name.`;
  }
  const anew = difference !== undefined && difference.needsNew.length > 0;
  switch (state) {
    case 'absent':
      return `Cluster "${cluster}" does not exist. "cdk8s-k3d up" creates it.`;
    case 'half-made':
      return `Cluster "${cluster}" was left half made by an interrupted up. "cdk8s-k3d up" makes it anew.`;
    case 'stopped':
      return `Cluster "${cluster}" is stopped. "cdk8s-k3d up" starts it; its objects are seen when it runs.`;
    case 'damaged':
      return `Cluster "${cluster}" runs in part. "cdk8s-k3d up" starts the rest; its objects are seen when it runs.`;
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
export function plannedJson({ cluster, context, state, own, difference, preview, objects }: Planned): object {
  return {
    cluster,
    context,
    state,
    own,
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

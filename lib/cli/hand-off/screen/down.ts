import type { DownReport, Left } from '../down/bring-down';
import { removal } from '../leftovers';

/** What became of one cluster. */
export const downReportText = ({ cluster, state, removed, left }: DownReport): string =>
  [
    STATES[state](cluster),
    ...removed.map(({ kind, name }) => `Removed the leftover ${kind} ${name}.`),
    ...left.map(stillThere),
    ...(state === 'kept' ? [] : ['Left as they were: the images in docker, the hosts file, and dist/.']),
  ].join('\n') + '\n';

const STATES: Record<DownReport['state'], (name: string) => string> = {
  deleted: (name) => `Cluster "${name}" is deleted.`,
  kept: (name) => `Cluster "${name}" is left as it was.`,
  absent: (name) => `Cluster "${name}" does not exist.`,
};

function stillThere({ kind, name, why }: Left): string {
  if (kind === 'registry') {
    return `Left: registry "${name}" still runs, because something else uses it. Run "k3d registry delete ${name}" to remove it.`;
  }
  if (kind === 'context') {
    return `Left: context "${name}" in your kubeconfig, for k3d could not take it away. Run "kubectl config delete-context ${name}" to remove it.`;
  }
  const remove = `docker ${removal({ kind, name }).join(' ')}`;
  return why === 'in use'
    ? `Left: ${kind} ${name} is still in use. Run "${remove}" later.`
    : `Left: ${kind} "${name}", with the data that the cluster wrote to it. Run "${remove}" to remove it.`;
}

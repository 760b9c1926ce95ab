import { REMOVES_PORTS } from '../../../routes/k3d/minimum';
import { versionText } from '../../../routes/k3d/version';
import type { NeedsNew, Why } from './difference';

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

/** What was, and what is to be. */
export function changeText(from: string | undefined, to: string | undefined): string {
  if (from === undefined && to === undefined) return '';
  return ` ${from ?? '(nothing)'} → ${to ?? '(nothing)'}`;
}

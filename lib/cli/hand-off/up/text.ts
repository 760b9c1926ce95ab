import type { Refused } from '../apply/send';
import type { Preview } from '../apply/preview';
import type { NeedsNew } from '../difference/difference';
import type { Report } from './report';
import { needsNewText } from '../difference/text';
import { refusedText } from '../apply/refused-text';

/** What `up` is at. An interrupted one says what is there by it. */
export type Step = 'look' | 'create' | 'delete' | 'start' | 'adjust' | 'images' | 'apply' | 'wait' | 'verify';

/** What is being done, or was when it was stopped. */
type Steps = Readonly<Record<Step, (cluster: string) => string>>;

const AGAIN = 'Run "cdk8s-k3d up" again: it goes on from there.';

const stopped =
  (what: (cluster: string) => string) =>
  (cluster: string): string =>
    `Stopped ${what(cluster)} ${AGAIN}`;

/** What `up` says while it works, and where it stops. */
export const upText = {
  steps: {
    look: (cluster) => `Looking at cluster "${cluster}"`,
    create: (cluster) => `Creating cluster "${cluster}"`,
    delete: (cluster) => `Deleting cluster "${cluster}"`,
    start: (cluster) => `Starting cluster "${cluster}"`,
    adjust: (cluster) => `Changing ports of cluster "${cluster}"`,
    images: () => 'Bringing images in',
    apply: () => 'Applying objects',
    wait: () => 'Waiting for workloads',
    verify: () => 'Asking every route',
  } satisfies Steps,
  stopped: {
    look: (cluster) => `Stopped. Cluster "${cluster}" is as it was.`,
    create: stopped((cluster) => `while cluster "${cluster}" was being created: parts of it are there.`),
    delete: stopped((cluster) => `while cluster "${cluster}" was being deleted: parts of it are there.`),
    start: stopped((cluster) => `while cluster "${cluster}" was being started: some nodes run.`),
    adjust: stopped((cluster) => `while ports of cluster "${cluster}" were being changed: its API may be away.`),
    images: stopped((cluster) => `while images were being brought in: cluster "${cluster}" runs, nothing was applied.`),
    apply: stopped((cluster) => `while objects were being applied: cluster "${cluster}" runs with some of them.`),
    wait: stopped((cluster) => `while workloads came up: all objects are in cluster "${cluster}".`),
    verify: (cluster) =>
      `Stopped while routes were being asked: cluster "${cluster}" is up. Run "cdk8s-k3d verify" to ask them again.`,
  } satisfies Steps,
  foreign: (cluster: string) =>
    `Cluster "${cluster}" was not made by "cdk8s-k3d up", so it is left alone. Give the cluster of your app another name, or delete that one with "k3d cluster delete ${cluster}".`,
  created: (cluster: string) => `Cluster "${cluster}" is created.`,
  started: (cluster: string) => `Cluster "${cluster}" is started.`,
  halfMade: (cluster: string) => `What an interrupted creation left of cluster "${cluster}" is removed.`,
  removed: (cluster: string) => `The old cluster "${cluster}" is deleted.`,
  adjusted: ({ added, removed }: Report['ports']) =>
    [...added.map((port) => `Port ${port} is added.`), ...removed.map((port) => `Port ${port} is removed.`)].join(' '),
  applied: ({ added, changed, removed }: Pick<Preview, 'added' | 'changed' | 'removed'>) =>
    `Objects are applied: ${added.length} added, ${changed.length} changed, ${removed.length} removed.`,
  needsNew: (cluster: string, differences: readonly NeedsNew[]) =>
    [
      `Cluster "${cluster}" differs from its file in what only a new cluster can have. Nothing was changed.`,
      ...differences.map((difference) => `  ${needsNewText(difference)}`),
      'Run "cdk8s-k3d up --recreate" to delete the cluster, with all that is in it, and make it anew.',
    ].join('\n'),
  differences: (differences: readonly NeedsNew[]) =>
    `A new cluster is needed:\n${differences.map((difference) => `  ${needsNewText(difference)}`).join('\n')}`,
  askRecreate: (cluster: string) => `Delete cluster "${cluster}" with everything in it, and make it anew?`,
  nobodyToAsk: (cluster: string) =>
    `--recreate asks before it deletes cluster "${cluster}", and nobody can be asked here. Write --yes.`,
  declined: (cluster: string) => `Cluster "${cluster}" is left as it was.`,
  notCreated: (cluster: string, said: readonly string[]) =>
    `Cluster "${cluster}" could not be created: ${reasonText(said)} Mend that, and run "cdk8s-k3d up" again.`,
  notAdjusted: (cluster: string, said: readonly string[]) =>
    `Ports of cluster "${cluster}" could not be changed: ${reasonText(said)} Mend that, and run "cdk8s-k3d up" again.`,
  notRunning: (cluster: string) =>
    `k3d ended well, but not every node of cluster "${cluster}" runs. Run "docker ps --all --filter label=k3d.cluster=${cluster}" to see which, then "cdk8s-k3d up" again.`,
  severalKubeconfigs: (cluster: string, context: string) =>
    `No file of KUBECONFIG has the context ${context}, and k3d adds it to none of several. For kubectl of your own run: export KUBECONFIG="$(k3d kubeconfig write ${cluster}):$KUBECONFIG"`,
  noContext: (cluster: string, context: string) =>
    `Your kubeconfig has no context ${context}. For kubectl of your own run: k3d kubeconfig merge ${cluster} --kubeconfig-merge-default`,
  refused: (refused: readonly Refused[], context: string) =>
    [
      `${refused.length === 1 ? 'One object was' : `${refused.length} objects were`} not taken. The others are applied.`,
      ...refused.map((one) => `  ${refusedText(one, context)}`),
    ].join('\n'),
};

/** What k3d says of its own tidying up. */
const TIDYING = /Rolling Back|Cluster creation FAILED|Failed to update/i;

function reasonText(said: readonly string[]): string {
  const reason = said.filter((line) => !TIDYING.test(line)).join(' ');
  return (reason === '' ? 'k3d does not say why' : reason).replace(/[.!]?$/, '.');
}

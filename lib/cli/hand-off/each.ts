import { printJson } from '../../routes/report/json';
import { CommandError, EXIT, type Outcome } from '../command';
import { mendable } from '../system-fault';
import type { Tools } from '../tools';
import type { DistCluster } from './dist';

/** A cluster with which a command did not get to its end, and the sentence about why. */
export interface Failed {
  readonly cluster: string;
  readonly failed: { readonly code: number; readonly message: string };
}

const eachText = {
  goingOn: (failed: string, next: string) => `Cluster "${failed}" failed. Going on with cluster "${next}".`,
  failed: ({ cluster, failed }: Failed) =>
    `Cluster "${cluster}" failed:\n${failed.message
      .split('\n')
      .map((line) => `  ${line}\n`)
      .join('')}`,
};

/** What a command does with one cluster, and how it tells of it. */
interface Deed<T> {
  readonly work: (cluster: DistCluster) => Promise<T>;
  readonly codeOf: (result: T) => number;
  readonly textOf: (result: T) => string;
  readonly jsonOf: (result: T) => object;
}

/** Does the same with each cluster. One that fails keeps no other from its turn; only an interrupt ends them all. */
export async function withEach<T extends object>(
  { terminal }: Pick<Tools, 'terminal'>,
  clusters: readonly DistCluster[],
  asJson: boolean,
  { work, codeOf, textOf, jsonOf }: Deed<T>,
): Promise<Outcome> {
  const tried: (T | Failed)[] = [];
  for (const [index, cluster] of clusters.entries()) {
    const one = await attempt(cluster, work).finally(() => terminal.still());
    // Of a single one, the sentence is all there is to say.
    if (isFailed(one) && clusters.length === 1 && !asJson) throw new CommandError(one.failed.message, one.failed.code);
    tried.push(one);
    if (!isFailed(one)) continue;
    if (one.failed.code === EXIT.interrupted) break;
    const next = clusters[index + 1];
    if (next) terminal.warn(eachText.goingOn(cluster.name, next.name));
  }
  const code = Math.max(...tried.map((one) => (isFailed(one) ? one.failed.code : codeOf(one))));
  const text = asJson
    ? printJson({ version: 1, clusters: tried.map((one) => (isFailed(one) ? one : jsonOf(one))) })
    : tried.map((one) => (isFailed(one) ? eachText.failed(one) : textOf(one))).join('\n');
  return { code, text };
}

const isFailed = (one: object): one is Failed => 'failed' in one;

async function attempt<T>(cluster: DistCluster, work: Deed<T>['work']): Promise<T | Failed> {
  try {
    return await work(cluster);
  } catch (error) {
    const { code, message } = mendable(error);
    return { cluster: cluster.name, failed: { code, message } };
  }
}

import { CommandError, type Given, type Option } from '../command';
import type { Tools } from '../tools';
import { chosenClusters, type DistCluster, readDist } from './dist';

/** Flags that are spelled alike in every command of the hand-off. */
export const DIST: Option = { type: 'string', value: 'DIR', summary: 'The folder that synth wrote (dist).' };

export const CLUSTER: Option = {
  type: 'string',
  value: 'NAME',
  summary: 'One of the clusters in DIR (all of them).',
};

/** The clusters that --dist and --cluster mean. */
export const clustersOf = (
  { files }: Pick<Tools, 'files'>,
  { values }: Pick<Given, 'values'>,
): readonly DistCluster[] => chosenClusters(readDist(files, values.dist), values.cluster);

export const JSON_FLAG: Option = { type: 'boolean', summary: 'Print the result as JSON.' };

export const YES: Option = { type: 'boolean', summary: 'Do not ask.' };

/** @param usual seconds where nothing is said */
export const timeoutFlag = (usual: number): Option => ({
  type: 'string',
  value: 'SECONDS',
  summary: `Give up after so long (${usual}).`,
});

const LONGEST = 86_400;

/** Milliseconds of `--timeout`. */
export function timeoutOf({ values }: Pick<Given, 'values'>, usual: number): number {
  const { timeout = `${usual}` } = values;
  const seconds = Number(timeout);
  if (/^\d+$/.test(timeout) && seconds >= 1 && seconds <= LONGEST) return seconds * 1_000;
  throw new CommandError(`--timeout says "${timeout}". Write a whole number of seconds from 1 to ${LONGEST}.`);
}

/** A word that a command does not take is a mistake, not noise: `down dev` must not delete every cluster. */
export function refuseWords(command: string, { paths: [first] }: Pick<Given, 'paths'>): void {
  if (first !== undefined)
    throw new CommandError(`${command} takes no "${first}". Write --cluster ${first || 'NAME'} to name a cluster.`);
}

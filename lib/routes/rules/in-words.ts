import type { ClusterFacts } from '../world';

/** What to write, in the words of what describes the cluster: its file, or a construct of a program. */
export const inWords = ({ portAskers }: ClusterFacts, inFile: string, inProgram: string): string =>
  portAskers ? inProgram : inFile;

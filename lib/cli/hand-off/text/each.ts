import type { Failed } from '../each';

/** What is said of clusters with which a command did not get to its end, where there are several. */
export const eachText = {
  goingOn: (failed: string, next: string) => `Cluster "${failed}" failed. Going on with cluster "${next}".`,
  failed: ({ cluster, failed }: Failed) =>
    `Cluster "${cluster}" failed:\n${failed.message
      .split('\n')
      .map((line) => `  ${line}\n`)
      .join('')}`,
};
